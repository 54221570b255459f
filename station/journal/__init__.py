"""What this station says: one append-only SQLite file, chained, written by a single thread of each process.

`file` is the journal itself; `schema` the tables, fixed for ever; `reading` and `writing` its two halves; `verify`
checks a whole file; `export` writes what a third party can check without us.
"""
