"""The replica as the station's other processes read it: apsw, never writing."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import apsw

from station.ports import SyncStatus, Trouble
from station.replica.schema import VERSION

_Answer = TypeVar("_Answer")

_RECORD = "SELECT body FROM record WHERE kind = ? AND key = ?"
_RECORDS = "SELECT body FROM record WHERE kind = ? ORDER BY key"
_STATUS = """
    SELECT coalesce(known, 0), coalesce(settled, 0), cursor, snapshot_at, contact_at,
           coalesce(push_trouble, pull_trouble)
    FROM standing LEFT JOIN writer ON writer.id = ?
"""
_BUSY_MS = 2_000
_NO_ANSWER = (
    apsw.NotADBError,
    apsw.CorruptError,
    apsw.CantOpenError,
    apsw.IOError,
    apsw.FullError,
    apsw.ReadOnlyError,
    apsw.BusyError,
    apsw.LockedError,
    apsw.ProtocolError,
    OSError,
)
"""What the disk does to us; anything else is a mistake of ours."""


class ReplicaReader:
    """The `Replica` of a file, for one thread. Each call is one short read transaction.

    Without a file, and on one that is damaged or does not answer, it holds no records: synchronisation makes or rebuilds
    it, and the next call finds it. Only `status` tells the two apart.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: apsw.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._openings = 0

    def record(self, kind: str, key: str) -> bytes | None:
        """A state record's JSON."""

        def ask(connection: apsw.Connection) -> bytes | None:
            found: bytes | None = connection.execute(_RECORD, (kind, key)).get
            return found

        return self._asked(ask, None)

    def records(self, kind: str) -> tuple[bytes, ...]:
        """All state records of a kind, by key."""
        return self._asked(
            lambda connection: tuple(body for (body,) in connection.execute(_RECORDS, (kind,))), ()
        )

    def status(self, writer: str) -> SyncStatus:
        """How synchronisation stands for a writer."""

        def ask(connection: apsw.Connection) -> SyncStatus:
            [(known, settled, cursor, snapshot_at, contact_at, trouble)] = connection.execute(
                _STATUS, (writer,)
            )
            return SyncStatus(
                known=known,
                settled=settled,
                cursor=cursor,
                snapshot_at=snapshot_at,
                contact_at=contact_at,
                trouble=Trouble(trouble) if trouble else None,
            )

        return self._asked(ask, SyncStatus(), SyncStatus(trouble=Trouble.DAMAGED))

    def version(self) -> int:
        """A number that changes when anything in the replica changed."""

        def ask(connection: apsw.Connection) -> int:
            # The pragma speaks of one connection only; a newly opened file must differ from all before.
            return (self._openings << 32) + int(connection.pragma("data_version"))

        return self._asked(ask, -self._openings)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close(force=True)
        self._connection = None
        self._file = None

    def _asked(
        self, ask: Callable[[apsw.Connection], _Answer], missing: _Answer, damaged: _Answer | None = None
    ) -> _Answer:
        try:
            connection = self._opened()
            return missing if connection is None else ask(connection)
        except _NO_ANSWER:
            self.close()
            return missing if damaged is None else damaged

    def _opened(self) -> apsw.Connection | None:
        try:
            found = os.stat(self._path)  # noqa: PTH116 -- asked before each read; the Path method costs five times as much
        except FileNotFoundError:
            self.close()
            return None
        file = (found.st_dev, found.st_ino)
        if file != self._file:
            self.close()
            connection = apsw.Connection(os.fspath(self._path), flags=apsw.SQLITE_OPEN_READONLY)
            self._connection, self._file = connection, file  # closed again by whoever meets a failure
            connection.set_busy_timeout(_BUSY_MS)
            self._openings += 1
            if connection.pragma("user_version") < VERSION:
                self.close()
                return None
        return self._connection
