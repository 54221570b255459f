"""From a TOML file to a profile: every mistake found at once, each on its line."""
