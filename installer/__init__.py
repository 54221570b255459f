"""What `./run` does: set-up, the verbs, and installing a real machine. Standard library only."""
