"""Central's database: tables, migrations, the one writer at a time, and the statements on the log and the states."""
