"""Which damage makes of a known line what came."""
