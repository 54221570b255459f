"""What a worker sees while working a step."""
