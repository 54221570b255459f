"""What is known about reading devices, as values and pure rules: framing, key tables, configuration."""
