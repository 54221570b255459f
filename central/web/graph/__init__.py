"""The flow graph of a thing: what is drawn, where it stands, how it looks."""
