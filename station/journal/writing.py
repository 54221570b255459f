"""The writing half: one thread that owns the connection and commits whatever waits in one transaction."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, Final, NamedTuple

import apsw

from station.journal.failures import given_up, let_go
from station.journal.schema import own_writer, position
from station.ports import Kept, NewEntry
from traceability.clock import ZERO, Stamp, next_stamp
from traceability.entries import (
    FIRST_LINK,
    SCHEMA,
    Boot,
    Entry,
    Whereabouts,
    canonical_bytes,
    decode_head,
    entry_id,
    next_link,
)
from traceability.subjects import subjects_of

MOST_IN_A_TRANSACTION: Final = 256
"""Bounds how long the first of many waiting entries waits for the last."""

CHECKPOINT_PAGES: Final = 1_000
"""SQLite's own measure; we move the pages after the answer, not before it."""

_NEWEST: Final = "SELECT position, link, canonical FROM entries ORDER BY position DESC LIMIT 1"
_ENTRY: Final = "INSERT INTO entries (position, id, link, kind, canonical) VALUES (?, ?, ?, ?, ?)"
_SUBJECT: Final = "INSERT INTO subjects (subject, entry) VALUES (?, ?)"


class Waiting(NamedTuple):
    """An entry on its way, with what was so when it was handed in; `wall_ms` and `recorded` are the same moment."""

    new: NewEntry
    wall_ms: int
    recorded: str
    boot: Boot
    place: Whereabouts
    future: Future[Kept]


class _Head(NamedTuple):
    """Where the chain goes on."""

    writer: str
    number: int
    seq: int
    link: bytes
    stamp: Stamp


class _Row(NamedTuple):
    """An entry as it is stored, and who waits for it."""

    waiting: Waiting
    position: int
    id: bytes
    link: bytes
    entry: Entry
    canonical: bytes


class WriterThread:
    """Takes entries from any thread and answers each through its future, in order, once it is durable."""

    def __init__(self, connection: apsw.Connection, reconnect: Callable[[], apsw.Connection]) -> None:
        """Begin on a connection whose commits are durable; `reconnect` opens another whenever one failed."""
        self._reconnect = reconnect
        self._head: _Head | None = None
        self._version = 0
        self._wal_pages = 0
        self._moved_pages = 0
        self._connection: apsw.Connection | None = self._counting(connection)
        self._queue: SimpleQueue[Waiting | None] = SimpleQueue()
        self._open = True
        self._gate = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    def put(self, waiting: Waiting) -> None:
        """Queue an entry. Raises RuntimeError after `close`."""
        with self._gate:
            if not self._open:
                raise RuntimeError("the journal is closed")
            self._queue.put(waiting)

    def close(self) -> None:
        """Write what waits, end the thread and give the file back. Idempotent."""
        with self._gate:
            if self._open:
                self._open = False
                self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        ended = False
        while not ended:
            taken = [self._queue.get()]
            while len(taken) < MOST_IN_A_TRANSACTION and not self._queue.empty():
                taken.append(self._queue.get())
            ended = taken[-1] is None  # nothing is put behind it
            batch = [waiting for waiting in taken if waiting is not None]
            if batch:
                self._write(batch)
                self._checkpoint()
        if self._connection is not None:
            let_go(self._connection)

    def _write(self, batch: list[Waiting]) -> None:
        try:
            if self._connection is None:
                self._connection = self._counting(self._reconnect())
            connection = self._connection
            connection.execute("BEGIN IMMEDIATE")
            rows, head = _chained(batch, self._current_head(connection))
            connection.executemany(_ENTRY, map(_entry_columns, rows))
            connection.executemany(_SUBJECT, _subject_rows(rows))
            connection.execute("COMMIT")
            self._head, self._version = head, connection.data_version()
        except Exception as error:  # noqa: BLE001 -- whatever happened, whoever waits must hear it
            # Closing undoes what was begun; SQLite may have undone it already, so there is nothing else to undo.
            failure = self._dropped(error)
            for waiting in batch:
                if not waiting.future.done():
                    waiting.future.set_exception(failure)
            return
        for row in rows:
            row.waiting.future.set_result(Kept(row.id.hex(), row.canonical, row.link))

    def _current_head(self, connection: apsw.Connection) -> _Head:
        """Where the chain goes on: where we left it, unless another process wrote since."""
        if self._head is None or connection.data_version() != self._version:
            return _read_head(connection)
        return self._head

    def _checkpoint(self) -> None:
        """Move the log's pages into the file when there are many, while nobody waits for it."""
        if self._connection is None or self._wal_pages - self._moved_pages < CHECKPOINT_PAGES:
            return
        try:
            self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
            self._moved_pages = self._wal_pages
        except apsw.Error as error:
            self._dropped(error)  # every entry is durable in the log; the next append opens the file anew

    def _counting(self, connection: apsw.Connection) -> apsw.Connection:
        connection.set_wal_hook(self._count_wal_pages)
        self._wal_pages = self._moved_pages = 0
        return connection

    def _count_wal_pages(self, _connection: apsw.Connection, _database: str, pages: int) -> int:
        if pages < self._moved_pages:
            self._moved_pages = 0  # the log began anew
        self._wal_pages = pages
        return apsw.SQLITE_OK

    def _dropped(self, error: Exception) -> Exception:
        connection, self._connection, self._head = self._connection, None, None
        return given_up(connection, error)


def _read_head(connection: apsw.Connection) -> _Head:
    """Where the writer's chain goes on; its clock goes on from whoever wrote last in this file."""
    number, writer = own_writer(connection)
    newest: Sequence[tuple[Any, ...]] = connection.execute(_NEWEST).fetchall()
    if not newest:
        return _Head(writer, number, 0, FIRST_LINK, ZERO)
    last, link, canonical = newest[0]
    stamp = decode_head(canonical).hlc
    seq = last - position(number, 0)
    return _Head(writer, number, seq, link, stamp) if seq > 0 else _Head(writer, number, 0, FIRST_LINK, stamp)


def _chained(batch: list[Waiting], head: _Head) -> tuple[list[_Row], _Head]:
    """The batch as rows following `head`, and the head after them.

    An entry that can't be said in bytes is our own mistake: its future hears so, the others go on.
    """
    rows = []
    writer, number, seq, link, stamp = head
    for waiting in batch:
        following = next_stamp(stamp, waiting.wall_ms)
        entry = _entry(waiting, writer, seq + 1, following)
        try:
            canonical = canonical_bytes(entry)
        except (TypeError, ValueError) as mistake:
            waiting.future.set_exception(mistake)
            continue
        identifier = entry_id(canonical)
        seq, stamp, link = seq + 1, following, next_link(link, identifier)
        rows.append(_Row(waiting, position(number, seq), identifier, link, entry, canonical))
    return rows, _Head(writer, number, seq, link, stamp)


def _entry(waiting: Waiting, writer: str, seq: int, stamp: Stamp) -> Entry:
    new = waiting.new
    return Entry(
        writer=writer,
        seq=seq,
        hlc=stamp,
        recorded=waiting.recorded,
        boot=waiting.boot,
        actor=new.actor,
        place=waiting.place,
        body=new.body,
        schema=SCHEMA,
        happened=new.happened,
        performed_by=new.performed_by,
        rights=new.rights,
        sources=new.sources,
        documents=new.documents,
        basis=new.basis,
        verdict=new.verdict,
        signature=new.signature,
    )


def _entry_columns(row: _Row) -> tuple[int, bytes, bytes, str, bytes]:
    return row.position, row.id, row.link, row.entry.kind, row.canonical


def _subject_rows(rows: list[_Row]) -> Iterator[tuple[str, int]]:
    for row in rows:
        for subject in set(subjects_of(row.entry.body, row.entry.documents)):
            yield subject, row.position
