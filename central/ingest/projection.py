"""Projecting the log: what entries mean follows them, a chunk at a time, each exactly once.

The position moves in the transaction that writes a chunk's changes. Reading and folding happen outside the writer
lock, so a long chunk never holds up a station's push.
"""

import logging
import threading
import time
from collections.abc import Callable, Collection

from central.ingest.journal import OwnJournal
from central.ingest.meaning import Changes, meaning
from central.ingest.numbers import note_drawn
from central.store import devices, directory, edges, log, quarantine, states
from central.store.database import Connection, Database
from traceability.people import Person

CHUNK = 400
_PATIENCE_S = 1.0
_BURST_S = 1.0
_QUIET_S = 0.1
"""Longer than a station takes from one batch of a backlog to the next."""

_logger = logging.getLogger(__name__)


def project(database: Database, journal: OwnJournal, most: int = CHUNK) -> int:
    """Project at most `most` entries; the gsn that is projected then, by us or by another process."""
    with database.reading() as connection:
        before = log.head(connection).projected
        entries = log.after(connection, before, most)
        if not entries:
            return before
        changes = meaning(entries, _Known(connection))
    to = entries[-1].gsn
    with database.writing() as connection:
        if not states.advance(connection, before, to):
            return log.head(connection).projected
        _write(connection, changes, journal)
    return to


def project_all(database: Database, journal: OwnJournal) -> None:
    """Project the log to its end."""
    at = -1
    while (now := project(database, journal)) != at:
        at = now


def _write(connection: Connection, changes: Changes, journal: OwnJournal) -> None:
    edges.add_things(connection, (state.key for state in changes.states if state.kind == states.THING))
    edges.add_edges(connection, changes.links, changes.partings)
    states.put(connection, changes.states)
    for each in changes.poison:
        quarantine.put_in_quarantine(connection, each.gsn, each.reason, each.detail)
    devices.hear(connection, changes.devices)
    devices.count_typed(connection, changes.typed)
    note_drawn(connection, journal, changes.draws)


class _Known:
    """What the database knows, as `meaning` asks for it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def bodies(self, kind: str, keys: Collection[str]) -> dict[str, bytes]:
        """State records by key."""
        return states.bodies(self._connection, kind, keys)

    def person(self, identifier: str) -> Person | None:
        """Somebody in the directory."""
        found = directory.account(self._connection, identifier)
        return found.person if found else None


class Projector:
    """The thread that projects behind the log, woken by whoever logs; `projected` is called after each chunk.

    Another process may log and project as well (the command line beside the server): `projected` tells of that too.
    """

    def __init__(self, database: Database, journal: OwnJournal, projected: Callable[[], None]) -> None:
        self._database = database
        self._journal = journal
        self._projected = projected
        self._news = threading.Event()
        self._hurry = threading.Event()
        self._moved = threading.Condition()
        self._at = -1
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="projector", daemon=True)

    def start(self) -> None:
        """Begin to follow the log."""
        self._thread.start()

    def wake(self, *, burst: bool = False) -> None:
        """Say that the log grew; more of a `burst` is let in first. Any thread may, before the start as well."""
        if not burst:
            self._hurry.set()
        self._news.set()

    def wait_for(self, gsn: int, seconds: float) -> bool:
        """Wait until the log is projected up to `gsn`; False when it was not in time."""
        with self._moved:
            return self._moved.wait_for(lambda: self._at >= gsn, seconds)

    def stop(self) -> None:
        """Finish the chunk at hand and end."""
        self._stopped.set()
        self.wake()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.is_set():
            # Another process wakes nobody here: look now and then.
            self._news.wait(_PATIENCE_S)
            self._let_a_burst_through()
            self._hurry.clear()
            while not self._stopped.is_set() and (now := self._project()) != self._at:
                with self._moved:
                    self._at = now
                    self._moved.notify_all()
                self._projected()

    def _let_a_burst_through(self) -> None:
        """Wait for a moment of quiet: a station that brings a backlog gets the processor first, for a second.

        What somebody does at the pages is waited for, so it ends the wait.
        """
        deadline = time.monotonic() + _BURST_S
        while self._news.is_set() and time.monotonic() < deadline and not self._hurry.is_set():
            self._news.clear()
            self._news.wait(_QUIET_S)

    def _project(self) -> int:
        try:
            return project(self._database, self._journal)
        except Exception:
            # The log is safe and pushes go on; the lag shows on every page until this is mended.
            _logger.exception("a chunk of the log could not be projected; trying again")
            return self._at
