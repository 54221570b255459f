"""The reading devices: used, watched, learnt, examined, suspected."""
