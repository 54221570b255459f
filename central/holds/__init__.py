"""Holds: what quality sets aside, and lets go again."""
