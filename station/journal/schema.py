"""The journal's tables, the same from the first release to the last, and connections to them.

An entry's position is its writer's local number and its seq in one integer, so that one B-tree, only ever appended
to, keeps every writer's entries in order and unique; several incarnations of a journal can stand in one file.
The subjects are an index of what `traceability.subjects` says of each entry.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import apsw

from station.journal.failures import given_up
from station.ports import JournalUnavailable
from station.problems import Problem
from traceability.language import Text

APPLICATION_ID: Final = 0x54504A4E
"""`TPJN` in SQLite's application id (file format, offset 68)."""

MAJOR: Final = 1
MINOR: Final = 0
"""`user_version` is MAJOR × 65536 + MINOR. A new minor adds what older releases may ignore, such as an index."""

BUSY_MS: Final = 2_000
"""How long to wait for another process of the station that is writing."""

_TABLES: Final = """
CREATE TABLE writers (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 32)
) STRICT;

CREATE TABLE entries (
    position INTEGER PRIMARY KEY,
    id BLOB NOT NULL CHECK (length(id) = 32),
    link BLOB NOT NULL CHECK (length(link) = 32),
    kind TEXT NOT NULL,
    canonical BLOB NOT NULL,
    writer INTEGER GENERATED ALWAYS AS (position >> 40) VIRTUAL,
    seq INTEGER GENERATED ALWAYS AS (position & 0xFFFFFFFFFF) VIRTUAL
) STRICT;

CREATE TABLE subjects (
    subject TEXT NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (subject, entry)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER writers_are_not_replaced BEFORE INSERT ON writers
WHEN EXISTS (SELECT 1 FROM writers WHERE number = NEW.number OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER entries_are_not_replaced BEFORE INSERT ON entries
WHEN EXISTS (SELECT 1 FROM entries WHERE position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""

_GUARDS: Final = "".join(
    f"CREATE TRIGGER {table}_keep_{word} BEFORE {act} ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;\n"
    for table in ("writers", "entries", "subjects")
    for act, word in (("UPDATE", "their_content"), ("DELETE", "every_row"))
)

_OTHER_FILE = Text(
    "{path} 不是作业日志文件，没有动它；请检查数据目录。",
    "{path} is not a journal and was left as it is; check the data folder.",
)
_NEWER = Text(
    "{path} 由更新的版本写成（格式 {theirs}，本版本只认 {ours}），没有动它；请装回新版本。",
    "{path} was written by a newer release (format {theirs}, this one knows {ours}) and was left as it is; "
    "install the newer release again.",
)
_MISSING = Text(
    "没有找到作业日志 {path}；请用 --home 指明数据目录。",
    "There is no journal at {path}; name the data folder with --home.",
)


def position(writer: int, seq: int) -> int:
    """Where the entry `seq` of the writer with this number stands."""
    return writer << 40 | seq


def own_writer(connection: apsw.Connection) -> tuple[int, str]:
    """The number and id of the incarnation that writes now: the newest one."""
    newest: tuple[Any, ...] = connection.execute(
        "SELECT number, id FROM writers ORDER BY number DESC LIMIT 1"
    ).fetchall()[0]
    return newest[0], newest[1]


def open_for_reading(path: Path) -> apsw.Connection:
    """A connection that can't write. Raises Problem for what is no journal of ours, and JournalUnavailable."""
    if not path.is_file():
        raise Problem(_MISSING, {"path": str(path)})
    return _opened(path, apsw.SQLITE_OPEN_READONLY, _check)


def open_for_writing(path: Path, new_writer: Callable[[], str]) -> apsw.Connection:
    """The connection that writes, durable at every commit; makes the file where there is none.

    Raises Problem for a file that is no journal of ours, and JournalUnavailable.
    """

    def prepare(connection: apsw.Connection, path: Path) -> None:
        if _is_empty(connection):
            connection.pragma("journal_mode", "wal")
            _create(connection, new_writer)
        _check(connection, path)
        connection.pragma("synchronous", "full")

    return _opened(path, apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE, prepare)


def _opened(path: Path, flags: int, prepare: Callable[[apsw.Connection, Path], None]) -> apsw.Connection:
    connection = None
    with _one_opens_at_a_time(path.parent):
        try:
            connection = apsw.Connection(str(path), flags=flags)
            connection.set_busy_timeout(BUSY_MS)
            prepare(connection, path)
        except (apsw.Error, Problem) as error:
            raise given_up(connection, error) from error
    return connection


@contextmanager
def _one_opens_at_a_time(folder: Path) -> Iterator[None]:
    """Keep others from opening meanwhile: who looks into a file while it is made has its maker turned away.

    Changing to the write-ahead log needs the file alone, and SQLite does not wait for that.
    """
    try:
        held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise JournalUnavailable("input-output") from error
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _is_empty(connection: apsw.Connection) -> bool:
    return bool(connection.pragma("application_id") == 0 and connection.pragma("schema_version") == 0)


def _create(connection: apsw.Connection, new_writer: Callable[[], str]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    if _is_empty(connection):  # unless another process was quicker
        connection.execute(_TABLES + _GUARDS)
        connection.execute("INSERT INTO writers VALUES (1, ?)", (new_writer(),))
        connection.pragma("application_id", APPLICATION_ID)
        connection.pragma("user_version", MAJOR << 16 | MINOR)
    connection.execute("COMMIT")


def _check(connection: apsw.Connection, path: Path) -> None:
    if connection.pragma("application_id") != APPLICATION_ID:
        unfinished = _is_empty(connection)  # the power went while it was made
        raise Problem(_MISSING if unfinished else _OTHER_FILE, {"path": str(path)})
    theirs = int(connection.pragma("user_version")) >> 16
    if theirs > MAJOR:
        raise Problem(_NEWER, {"path": str(path), "theirs": str(theirs), "ours": str(MAJOR)})
