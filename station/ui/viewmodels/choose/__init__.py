"""Choosing the work, and looking up what was scanned outside a form."""
