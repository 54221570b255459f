"""The screens and all they are built from; the only user of Qt Widgets."""
