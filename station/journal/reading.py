"""The reading half: every answer by key, from connections that can't write."""

from collections import deque
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeVar

import apsw

from station.journal.failures import given_up, let_go
from station.journal.schema import open_for_reading, own_writer, position
from station.ports import Kept
from traceability import subjects
from traceability.acts import EventRecorded, Reading, Withdrawal

_HEAD: Final = "SELECT max(position) FROM entries WHERE position BETWEEN ? AND ?"
_BETWEEN: Final = "SELECT id, canonical, link FROM entries WHERE position BETWEEN ? AND ? ORDER BY position"
_ABOUT: Final = (
    "SELECT id, canonical, link FROM subjects JOIN entries ON position = entry "
    "WHERE subject = ? AND entry BETWEEN ? AND ? ORDER BY entry"
)
_AFTER: Final = f"{_BETWEEN} LIMIT ?"
_NEWEST: Final = f"{_BETWEEN} DESC"
_LAST_ABOUT: Final = f"{_ABOUT} DESC LIMIT 1"

_Answer = TypeVar("_Answer")


class JournalReader:
    """A journal file as it is read, from any thread; `station.ports.Journal` says what is answered.

    Every question raises JournalUnavailable when the disk does not answer.
    """

    def __init__(self, path: Path) -> None:
        """Open an existing journal. Raises Problem when there is none of ours, and JournalUnavailable."""
        self._path = path
        self._idle: deque[apsw.Connection] = deque()
        number, self._writer = self._ask(own_writer)
        self._before_first = position(number, 0)
        self._last = position(number + 1, 0) - 1

    @property
    def writer(self) -> str:
        """The id under which this incarnation of the journal writes, 32 hex digits."""
        return self._writer

    def head(self) -> int:
        """The seq of the newest entry, 0 for an empty journal."""
        newest = self._rows(_HEAD, (self._before_first, self._last))[0][0]
        return 0 if newest is None else newest - self._before_first

    def after(self, seq: int, most: int) -> tuple[Kept, ...]:
        """At most `most` own entries following `seq`, in order."""
        return self._kept(_AFTER, (self._before_first + seq + 1, self._last, most))

    def newest(self, most: int, before: int | None = None) -> tuple[Kept, ...]:
        """At most `most` readable own entries older than seq `before`, newest first."""
        last = self._last if before is None else self._before_first + before - 1
        return self._readable(_NEWEST, (self._before_first, last), most)

    def about(self, subject: str, after: int = 0) -> tuple[Kept, ...]:
        """Readable own entries about a subject following seq `after`, in order."""
        return self._readable(_ABOUT, (subject, self._before_first + after + 1, self._last))

    def last_about(self, subject: str) -> Kept | None:
        """The newest own entry about a subject, whether it can be read or not."""
        found = self._kept(_LAST_ABOUT, (subject, self._before_first, self._last))
        return found[0] if found else None

    def open_piece(self, form: str, order: str = "") -> str | None:
        """The piece begun last for a form (and a work order), if it has no event yet and not all was withdrawn."""
        newest = self.last_about(subjects.form(form, order))
        if newest is None or not newest.is_readable or not isinstance(newest.entry.body, Reading):
            return None
        piece = newest.entry.body.piece
        standing: set[str] = set()
        for kept in self.about(subjects.piece(piece)):
            match kept.entry.body:
                case EventRecorded():
                    return None
                case Reading():
                    standing.add(kept.id)
                case Withdrawal(readings=readings):
                    standing.difference_update(readings)
                case _:
                    pass
        return piece if standing else None

    def close(self) -> None:
        """Give the file back, when nothing is being asked."""
        while self._idle:
            let_go(self._idle.pop())

    def _kept(self, sql: str, bindings: tuple[str | int, ...]) -> tuple[Kept, ...]:
        return tuple(
            Kept(identifier.hex(), canonical, link)
            for identifier, canonical, link in self._rows(sql, bindings)
        )

    def _readable(
        self, sql: str, bindings: tuple[str | int, ...], most: int | None = None
    ) -> tuple[Kept, ...]:
        """The first entries, `most` at the most, that this release can read."""

        def read(connection: apsw.Connection) -> tuple[Kept, ...]:
            rows = connection.execute(sql, bindings)
            kept = (Kept(identifier.hex(), canonical, link) for identifier, canonical, link in rows)
            found = tuple(islice((each for each in kept if each.is_readable), most))
            rows.close(force=True)
            return found

        return self._ask(read)

    def _rows(self, sql: str, bindings: tuple[str | int, ...]) -> list[tuple[Any, ...]]:
        return self._ask(lambda connection: connection.execute(sql, bindings).fetchall())

    def _ask(self, question: Callable[[apsw.Connection], _Answer]) -> _Answer:
        """Ask on a connection nobody else is using: as many stay open as ever asked at one time."""
        connection = self._idle_connection() or open_for_reading(self._path)
        try:
            answer = question(connection)
        except apsw.Error as error:
            raise given_up(connection, error) from error
        self._idle.append(connection)
        return answer

    def _idle_connection(self) -> apsw.Connection | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None
