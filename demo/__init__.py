"""The demonstration: simulated guns and the story they tell."""
