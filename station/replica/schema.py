"""What the writer and the readers of `replica.db` agree on.

- `record`: one state record a row, by (kind, key); `gsn` is central's place of its last change, `body` its JSON.
- `arriving`: the same of pages whose last one has not come yet; without a body where the record ended.
- `writer`: per writer of this station what central holds (`known`) and what the records count (`settled`).
- `standing`: one row; the cursor to go on from (wire bytes), that of the snapshot held (`EPOCH:GSN`), whether what
  arrives replaces all of it (`anew`), when it was last complete, when central last answered, each direction's trouble.
"""

VERSION = 1
"""`PRAGMA user_version` once the tables stand; a file below it is not yet a replica."""

ONLY_ROW = 1
"""The id of the one row of `standing`."""
