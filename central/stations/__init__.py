"""Stations: what they are, how a new PC becomes one, and how they are doing."""
