"""What the writer and the readers of `replica.db` agree on.

- `record`: one state record a row, by (kind, key); `gsn` is central's place of its last change, `body` its JSON.
- `writer`: per writer of this station what central holds (`known`) and what the records count (`settled`).
- `standing`: one row; the cursor held (wire bytes and `EPOCH:GSN`), when the snapshot was last complete, when central
  last answered, and each direction's trouble.
"""

VERSION = 1
"""`PRAGMA user_version` once the tables stand; a file below it is not yet a replica."""

ONLY_ROW = 1
"""The id of the one row of `standing`."""
