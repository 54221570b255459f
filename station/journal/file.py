"""The journal: one file, read by all, written by one thread."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

import apsw

from station.journal.reading import JournalReader
from station.journal.schema import open_for_writing
from station.journal.writing import Waiting, WriterThread
from station.ports import Clock, Ids, Kept, NewEntry
from traceability.entries import Boot, Whereabouts

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)


class JournalFile(JournalReader):
    """The `Journal` port on a file of its own, made where there is none.

    Other processes may append to it at the same time. Appending stays possible after every failure: each transaction
    that fails is answered with JournalUnavailable, and the next one tries again. Such an entry was acknowledged to
    nobody; that it stands in the file all the same can only be ruled out while the disk keeps its word.
    """

    def __init__(self, path: Path, clock: Clock, ids: Ids, whereabouts: Callable[[], Whereabouts]) -> None:
        """Open or make the file. Raises Problem for a file that is no journal of ours, and JournalUnavailable.

        Args:
            path: the file; its folder exists.
            clock: asked once for every entry, when it is handed in.
            ids: names a new journal's writer.
            whereabouts: plant and place of the station now, empty strings before it is enrolled.
        """
        self._clock = clock
        self._whereabouts = whereabouts
        self._connect = partial(open_for_writing, path, ids.new)
        first = self._connect()
        super().__init__(path)
        self._thread = WriterThread(first, self._reopened)

    def append(self, entry: NewEntry) -> Future[Kept]:
        """Queue an entry; see `station.ports.Journal`. Callbacks of the future run on the journal's own thread."""
        future: Future[Kept] = Future()
        future.set_running_or_notify_cancel()  # what was said can't be taken back
        now = self._clock.now()
        here = self._whereabouts()
        waiting = Waiting(
            new=entry,
            wall_ms=(now - _EPOCH) // _MILLISECOND,
            recorded=now.isoformat(timespec="milliseconds"),
            boot=Boot(self._clock.boot_id(), self._clock.monotonic_ns() // 1_000_000),
            place=Whereabouts(here.plant, here.place, entry.step),
            future=future,
        )
        self._thread.put(waiting)
        return future

    def _reopened(self) -> apsw.Connection:
        # A log that was opened while the disk was read-only stays so in this process until its last connection goes.
        super().close()
        return self._connect()

    def close(self) -> None:
        """Write what waits, then give the file back. Idempotent."""
        super().close()
        self._thread.close()
