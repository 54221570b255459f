"""Reading devices behind the `Reader` port: one module a driver, one lifecycle for all."""
