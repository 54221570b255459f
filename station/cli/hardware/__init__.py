"""What the commands on reading devices and their profiles are made of."""
