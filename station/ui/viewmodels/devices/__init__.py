"""The technician's view of the reading devices: how each is, what it sends, what is wrong, learning a new one."""
