"""Answers about things: what is known of one, where it came from, where it went, how complete that is."""
