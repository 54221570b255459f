"""The demonstration's plant: central, stations, their processes and the network between them."""
