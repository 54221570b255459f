"""Entries come in: verified, logged, acknowledged; then, behind the log, their meaning is projected."""
