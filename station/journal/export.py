"""Writes a journal as JSON lines that anybody can check with SHA-256 alone.

The first line describes the format, so that the file explains itself; then one line an entry, in the order of
writers and seq: `writer`, `seq`, `id` and `link` in hex, `entry` in base64. See `_ABOUT`.
"""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import apsw
import msgspec

from station.journal.failures import given_up, let_go
from station.journal.schema import open_for_reading

_ABOUT: Final = {
    "format": "tracepost-journal",
    "version": 1,
    "entry": "base64 of the entry's canonical JSON (RFC 8785)",
    "id": "SHA-256 of those bytes",
    "link": "SHA-256 of the link before (of the same writer; 32 zero bytes before seq 1) followed by the id",
}
_ROWS: Final = (
    "SELECT writers.id, seq, entries.id, link, canonical "
    "FROM entries JOIN writers ON number = writer ORDER BY position"
)


def exported(path: Path) -> Iterator[bytes]:
    """The lines, each with its line feed, as of the first one asked for.

    Raises Problem for what is no journal of ours, and JournalUnavailable when the disk does not answer.
    """
    encode = msgspec.json.encode
    connection = open_for_reading(path)
    try:
        yield encode(_ABOUT) + b"\n"
        for writer, seq, identifier, link, canonical in connection.execute(_ROWS):
            line = {
                "writer": writer,
                "seq": seq,
                "id": identifier.hex(),
                "link": link.hex(),
                "entry": b64encode(canonical).decode(),
            }
            yield encode(line) + b"\n"
    except apsw.Error as error:
        raise given_up(connection, error) from error
    finally:
        let_go(connection)
