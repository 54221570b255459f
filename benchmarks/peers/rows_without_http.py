"""What storing costs without a network: a station's entries, verified, straight from its journal into central's log.

Plain SQLite statements on the table, indexes and settings central has; hash, chain, log hash and the signature over each
batch's head are computed and checked, a batch is one transaction under `synchronous = FULL`. The one thing left out is
HTTP, and with it every layer that is not this work.

`python -m benchmarks.peers.rows_without_http HOME CENTRAL_DATABASE`; prints the seconds it took.
"""

import sys
import time
from hashlib import sha256
from pathlib import Path

import pysqlite3  # type: ignore[import-untyped]  # ships no types

from station.credentials.keys import KeyFiles
from station.settings import Home
from traceability.entries import FIRST_LINK, decode_head
from traceability.signing import head_signature_is_valid, sign_head

_BATCH = 1_000
_ENTRIES = "SELECT canonical, link FROM entries WHERE position >= (1 << 40) + ? ORDER BY position LIMIT ?"
_LOG = (
    "INSERT INTO log (gsn, writer, seq, id, link, bytes, hlc_ms, hlc_counter, signature, received_ms, loghash) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_HEAD = "UPDATE log_head SET gsn = ?, loghash = ?, hlc_ms = ?, hlc_counter = ?"


class Log:
    """Central's log, written by nobody else meanwhile."""

    def __init__(self, path: Path, writer: str) -> None:
        self._connection = pysqlite3.connect(str(path), isolation_level=None)
        for setting in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "cache_size = -32768",
            "foreign_keys = ON",
        ):
            self._connection.execute(f"PRAGMA {setting}")
        [self._gsn, self._loghash] = self._connection.execute("SELECT gsn, loghash FROM log_head").fetchone()
        [self._writer] = self._connection.execute(
            "SELECT number FROM writers WHERE id = ?", (writer,)
        ).fetchone()

    def store(self, first: int, link: bytes, entries: list[bytes], signed: bytes) -> bytes:
        """Store a batch durably and return the chain's link after it."""
        rows = []
        received_ms = time.time_ns() // 1_000_000
        stamp = (0, 0)
        for seq, data in enumerate(entries, first):
            identifier = sha256(data).digest()
            link = sha256(link + identifier).digest()
            self._loghash = sha256(self._loghash + link).digest()
            self._gsn += 1
            stamp = decode_head(data).hlc
            signature = signed if seq == first + len(entries) - 1 else None
            row = (
                self._gsn,
                self._writer,
                seq,
                identifier,
                link,
                data,
                *stamp,
                signature,
                received_ms,
                self._loghash,
            )
            rows.append(row)
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(_LOG, rows)
        self._connection.execute(_HEAD, (self._gsn, self._loghash, *stamp))
        self._connection.execute("COMMIT")
        return link


def main(home: Home, central: Path) -> float:
    """Move everything over; the seconds that took."""
    key = KeyFiles(home.station_key, home.pepper).station_key()
    public_key = key.public_key()
    journal = pysqlite3.connect(f"file:{home.journal}?mode=ro", uri=True)
    [writer] = journal.execute("SELECT id FROM writers").fetchone()
    log = Log(central, writer)
    begin = time.perf_counter()
    seq, link = 0, FIRST_LINK
    while batch := journal.execute(_ENTRIES, (seq + 1, _BATCH)).fetchall():
        last = seq + len(batch)
        signature = sign_head(key, writer, last, batch[-1][1])
        link = log.store(seq + 1, link, [data for data, _ in batch], signature)
        assert head_signature_is_valid(public_key, signature, writer, last, link)
        seq = last
    return time.perf_counter() - begin


if __name__ == "__main__":
    print(main(Home(Path(sys.argv[1])), Path(sys.argv[2])))
