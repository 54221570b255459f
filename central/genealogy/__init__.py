"""The genealogy in the database: which things went into which, and the walk along it."""
