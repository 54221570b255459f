"""People: the directory, their rights, signing in at the pages, PINs for stations."""
