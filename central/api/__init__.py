"""Routes for machines: synchronisation of stations, and health."""
