"""Cursors that central signed: which it still knows, and what a cursor it does not know means.

A validly signed cursor that this log does not know was given by a later life of it: the server was restored from a
backup. The log then goes on under a new epoch, and every station offers again what it holds (invariant 4).
"""

from uuid import uuid4

from central.ingest.context import Context
from central.store import log
from central.store.database import Connection
from traceability.signing import cursor_is_signed
from traceability.wire import Cursor


def resumed(context: Context, cursor: Cursor | None) -> int | None:
    """The gsn to go on from; None when everything must be taken from the start."""
    if cursor is None:
        return 0
    if not cursor_is_signed(context.key.public_key(), cursor):
        return None
    with context.database.reading() as connection:
        if _is_known(connection, cursor):
            return cursor.gsn if cursor.epoch == log.current_epoch(connection) else None
        told = _was_told(connection, cursor)
    if not told:
        with context.writing() as connection:
            if not _was_told(connection, cursor):
                lost = None if log.is_known_epoch(connection, cursor.epoch) else cursor.epoch
                log.begin_epoch(connection, uuid4().hex, lost)
                context.journal.begin(connection)
    return None


def _is_known(connection: Connection, cursor: Cursor) -> bool:
    return (
        log.is_known_epoch(connection, cursor.epoch)
        and log.loghash_at(connection, cursor.gsn) == cursor.loghash
    )


def _was_told(connection: Connection, cursor: Cursor) -> bool:
    """Whether another cursor already told of the restore that this one tells of."""
    return cursor.epoch != log.current_epoch(connection) and log.is_known_epoch(connection, cursor.epoch)
