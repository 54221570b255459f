"""Scanner profiles: released once, tried at one station, then given to others; who has which."""
