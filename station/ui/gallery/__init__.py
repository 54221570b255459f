"""Example frames of every state, for designers and for tests: `python -m station.ui.gallery --out DIR`."""
