"""How a database comes to the newest shape, step by step."""
