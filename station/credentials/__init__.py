"""The station's own secrets in files of its own, and checks of what people know."""
