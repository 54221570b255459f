"""Colours, type, measures, icons and step pictures of the operator's station."""
