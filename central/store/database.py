"""The database file: how it is opened, and the one writer at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pysqlite3  # type: ignore[import-untyped]  # ships no types
from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

__all__ = ["OLDEST_SQLITE", "Connection", "Database", "DatabaseError", "require_sqlite"]

OLDEST_SQLITE = (3, 51, 3)
"""Older ones can corrupt a WAL file that two connections use (sqlite.org, WAL-reset bug)."""

_BUSY_MS = 30_000
_AT_ONCE = {"tracepost_write": True}


class DatabaseError(Exception):
    """The database can't be used; the message is a sentence for the administrator."""


class Database:
    """Central's file: any number of readers, each with its own snapshot, and one writer at a time.

    The writer lock is taken before the file's own, so that waiting writers queue instead of polling a busy file;
    another process (the command line beside the server) still meets the file's lock.
    """

    def __init__(self, path: Path) -> None:
        require_sqlite(pysqlite3.sqlite_version_info)
        self._engine = _engine(path)
        self._lock = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection with one snapshot of the database from its first statement to the end. Raises DatabaseError."""
        with _usable(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The writer's connection; committed, hence durable, when the block ends without an exception.

        Raises DatabaseError when the file can't be written; nothing of the block is kept then.
        """
        with (
            _usable(),
            self._lock,
            self._engine.connect().execution_options(**_AT_ONCE) as connection,
            connection.begin(),
        ):
            yield connection

    def close(self) -> None:
        """Let the file go."""
        self._engine.dispose()


def require_sqlite(version: tuple[int, ...]) -> None:
    """Raises DatabaseError when SQLite is older than OLDEST_SQLITE."""
    if version < OLDEST_SQLITE:
        raise DatabaseError(
            f"SQLite {'.'.join(map(str, version))} is too old; {'.'.join(map(str, OLDEST_SQLITE))} or newer is needed"
        )


@contextmanager
def _usable() -> Iterator[None]:
    """Says that the file itself is in trouble: unreadable, no database, full disk, locked for too long."""
    try:
        yield
    except exc.DatabaseError as error:
        if type(error) not in {exc.DatabaseError, exc.OperationalError}:
            raise  # a statement that was wrong: ours to mend
        raise DatabaseError(str(error.orig)) from error


def _engine(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite+pysqlite:///{path}",
        module=pysqlite3,
        pool_size=16,
        max_overflow=16,
        insertmanyvalues_page_size=1000,
        # An error's text goes into the server's log: no names, verifiers or hashes in it.
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver begins no transactions of its own; `_begin` does
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {_BUSY_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "cache_size = -32768",
        "mmap_size = 268435456",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("tracepost_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
