"""Working a step: what its screen shows, and what a person can do there."""
