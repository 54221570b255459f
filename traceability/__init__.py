"""What stations and central agree on: pure values and pure functions, no input or output of any kind."""
