"""What screens show and do, between workflows and widgets: QtCore only, every word already in the person's language."""
