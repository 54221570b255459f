"""The replica's one writer: sqlite-utils on pysqlite3."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import IO

import msgspec
import pysqlite3  # type: ignore[import-untyped]  # ships no types
from sqlite_utils import Database, Migrations
from sqlite_utils.db import Table

from station.claim import claimed
from station.ports import Direction, ReplicaUnavailable, Trouble
from station.problems import Problem
from station.replica.schema import ONLY_ROW, VERSION
from traceability.language import Text
from traceability.wire import Cursor, Pulled, encode

OLDEST_SQLITE = (3, 51, 3)
"""Before this release a WAL file with two connections can be corrupted by a race of its reset."""

_ALREADY_RUNNING = Text(
    "这个站点已在同步，这次没有做任何事；请用正在运行的那一个。",
    "This station is being synchronised already; nothing was done, let that process go on.",
)
_BUSY_S = 10.0
_migrations = Migrations("replica")


@_migrations()
def first_tables(database: Database) -> None:
    """Make the tables of version 1."""
    records = {"kind": str, "key": str, "gsn": int, "body": bytes}
    database.table("record").create(records, pk=("kind", "key"), not_null=("gsn", "body"), strict=True)
    arriving = {"kind": str, "key": str, "gsn": int, "body": bytes}
    database.table("arriving").create(arriving, pk=("kind", "key"), not_null=("gsn",), strict=True)
    writers = {"id": str, "known": int, "settled": int}
    database.table("writer").create(writers, pk="id", defaults={"known": 0, "settled": 0}, strict=True)
    standing = {
        "id": int,
        "cursor_wire": bytes,
        "cursor": str,
        "anew": int,
        "snapshot_at": str,
        "contact_at": str,
        "push_trouble": str,
        "pull_trouble": str,
    }
    database.table("standing").create(standing, pk="id", strict=True)
    database.table("standing").insert({"id": ONLY_ROW})
    database.execute(f"PRAGMA user_version = {VERSION}")


class ReplicaFile:
    """The `ReplicaStore` of a file. Threads may share it: each call waits for the one before.

    A file that is damaged is set aside as `NAME.damaged` and begun anew: central says it all again.
    """

    def __init__(self, path: Path) -> None:
        """Open or make the file. Raises ReplicaUnavailable, and Problem where another process has it."""
        if pysqlite3.sqlite_version_info < OLDEST_SQLITE:
            raise ReplicaUnavailable(f"SQLite {pysqlite3.sqlite_version} may corrupt the replica")
        self._turn = Lock()
        self._claim = _claimed(path)
        try:
            try:
                self._database = _opened(path)
            except pysqlite3.OperationalError:
                raise
            except pysqlite3.DatabaseError:
                _set_aside(path)
                self._database = _opened(path)
        except (pysqlite3.Error, OSError) as error:
            self._claim.close()
            raise ReplicaUnavailable(str(error)) from error

    def close(self) -> None:
        """Let go of the file after the transaction that runs; later calls raise ReplicaUnavailable."""
        with self._turn:
            self._database.close()
            self._claim.close()

    def cursor(self) -> Cursor | None:
        """Where the next pull goes on from."""
        with self._transaction() as database:
            found = database.execute("SELECT cursor_wire FROM standing").fetchone()[0]
        return msgspec.msgpack.decode(found, type=Cursor) if found else None

    def known(self, writer: str) -> int:
        """The seq up to which central was last known to hold this writer's entries."""
        with self._transaction() as database:
            found = database.execute("SELECT known FROM writer WHERE id = ?", [writer]).fetchone()
        return int(found[0]) if found else 0

    def keep_page(self, writer: str, page: Pulled, at: str) -> None:
        """Take over a page in one transaction; pages before the last wait for it, for only then do they fit together.

        Until then the snapshot held before stands, also while everything is taken anew after a reset.
        """
        stands: dict[str, object] = {
            "cursor_wire": encode(page.cursor),
            "contact_at": at,
            "pull_trouble": None,
        }
        with self._transaction() as database:
            if page.reset:
                database.table("arriving").delete_where()
                stands["anew"] = 1
            # One page may name a record more than once; the last word counts.
            last = {(record.kind, record.key): msgspec.structs.asdict(record) for record in page.records}
            database.table("arriving").upsert_all(last.values(), pk=("kind", "key"))
            _upsert(database.table("standing"), {"id": ONLY_ROW, **stands})
            if not page.more:
                _complete(database, writer, page, at)

    def keep_known(self, writer: str, known: int, at: str, trouble: Trouble | None = None) -> None:
        """Central answered that it holds this writer's entries up to `known`; pushing is in `trouble` or in none."""
        stands = {"contact_at": at, "push_trouble": trouble.value if trouble else None}
        with self._transaction() as database:
            _upsert(database.table("writer"), {"id": writer, "known": known})
            _upsert(database.table("standing"), {"id": ONLY_ROW, **stands})

    def keep_trouble(self, direction: Direction, trouble: Trouble) -> None:
        """Record why an attempt failed; writes nothing where that is known already."""
        column = f"{direction.value}_trouble"
        with self._transaction() as database:
            database.execute(
                f"UPDATE standing SET {column} = :trouble WHERE {column} IS NOT :trouble",  # noqa: S608 -- the column is one of two of our own
                {"trouble": trouble.value},
            )

    @contextmanager
    def _transaction(self) -> Iterator[Database]:
        try:
            with self._turn, self._database.atomic() as database:
                yield database
        except (pysqlite3.OperationalError, pysqlite3.ProgrammingError) as error:
            # Damage is neither of the two: it ends the process, and the next start rebuilds the file.
            raise ReplicaUnavailable(str(error)) from error


def _complete(database: Database, writer: str, page: Pulled, at: str) -> None:
    """Make what arrived the snapshot: records, cursor and what they count, all at once."""
    if database.execute("SELECT anew FROM standing").fetchone()[0]:
        database.table("record").delete_where()
        database.execute("UPDATE writer SET settled = 0")
    database.execute("DELETE FROM record WHERE (kind, key) IN (SELECT kind, key FROM arriving)")
    database.execute(
        "INSERT INTO record (kind, key, gsn, body) "
        "SELECT kind, key, gsn, body FROM arriving WHERE body IS NOT NULL"
    )
    database.table("arriving").delete_where()
    if page.settled is not None:
        _upsert(database.table("writer"), {"id": writer, "settled": page.settled})
    cursor = f"{page.cursor.epoch}:{page.cursor.gsn}"
    _upsert(database.table("standing"), {"id": ONLY_ROW, "cursor": cursor, "anew": None, "snapshot_at": at})


def _upsert(table: Table, row: dict[str, object]) -> None:
    table.upsert(row, pk="id")


def _opened(path: Path) -> Database:
    connection = pysqlite3.connect(str(path), timeout=_BUSY_S, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        database = Database(connection, execute_plugins=False)
        _check(database)
        _migrations.apply(database)
    except BaseException:
        connection.close()
        raise
    return database


def _check(database: Database) -> None:
    [verdict] = database.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise pysqlite3.DatabaseError(verdict)


def _claimed(path: Path) -> IO[bytes]:
    try:
        claim = claimed(path.with_name(f"{path.name}.lock"))
    except OSError as error:
        raise ReplicaUnavailable(str(error)) from error
    if claim is None:  # two processes would undo each other's pages
        raise Problem(_ALREADY_RUNNING, {})
    return claim


def _set_aside(path: Path) -> None:
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    path.replace(path.with_name(f"{path.name}.damaged"))
