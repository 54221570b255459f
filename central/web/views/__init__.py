"""From answers of the core to the values pages show. Pure: no request, no database, no clock."""
