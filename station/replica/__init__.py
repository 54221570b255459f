"""What central said, kept in `replica.db`: rebuildable, written by synchronisation alone, read by everyone.

`schema` is what both sides agree on; `store` writes through sqlite-utils on pysqlite3, `reader` reads through apsw. One
process imports one of the two: closing a file in one SQLite library drops the other's locks in the same process.
"""
