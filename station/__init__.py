"""One workstation: everything between the gun and the journal."""
