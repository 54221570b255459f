"""The station's screens: widgets put together, showing what their view-models say and nothing else."""
