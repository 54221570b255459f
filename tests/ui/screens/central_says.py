"""A program that writes records into a station's replica as synchronisation does, in a process of its own.

Usage: `central_says.py HOME`, a JSON object on standard input: `writer`, `known`, `at`, `gsn`, `records` (kind, key,
body), `trouble`. The screen reads the same file with another SQLite library, which one process must not do.
"""

import json
import sys
from pathlib import Path

from station.ports import Direction, Trouble
from station.replica.store import ReplicaFile
from traceability.wire import Cursor, Pulled, StateRecord


def main() -> None:
    said = json.load(sys.stdin)
    store = ReplicaFile(Path(sys.argv[1]) / "replica.db")
    gsn = said["gsn"]
    records = tuple(
        StateRecord(kind=kind, key=key, gsn=gsn, body=body.encode()) for kind, key, body in said["records"]
    )
    if said["at"]:
        cursor = Cursor(epoch="e1", gsn=gsn, loghash=bytes(32), signature=bytes(64))
        store.keep_page(said["writer"], Pulled(cursor=cursor, records=records, settled=0), said["at"])
        store.keep_known(said["writer"], said["known"], said["at"])
    if said["trouble"]:
        store.keep_trouble(Direction.PULL, Trouble(said["trouble"]))
    store.close()


if __name__ == "__main__":
    main()
