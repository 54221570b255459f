"""Checks a whole journal file: every byte of every entry is as it was written, and in its place.

What it can't see is a tail cut off cleanly, nor whether a last write was torn by the power or altered after it;
central's acknowledgement of a longer chain tells that.
"""

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, NamedTuple

import apsw
import msgspec

from station.journal.failures import given_up, let_go
from station.journal.log import log_lost_entries
from station.journal.schema import open_for_reading, own_writer
from station.ports import JournalUnavailable
from station.problems import Problem
from traceability.clock import ZERO, Stamp
from traceability.entries import FIRST_LINK, SCHEMA, Entry, decode, decode_head, entry_id, next_link
from traceability.subjects import subjects_of

_ENTRIES: Final = "SELECT position, id, link, kind, canonical FROM entries ORDER BY position"
_SUBJECTS: Final = "SELECT entry, subject FROM subjects ORDER BY entry, subject"
_WRITERS: Final = "SELECT number, id FROM writers ORDER BY number"


class Wrong(Enum):
    """What is the matter with an entry, or (`FILE`, seq 0) with the file as a whole.

    `LOST`: this entry and perhaps more stand in the log, where a change before them keeps them from being read. `CUT`: it
    is not there though central acknowledged it, which this module can't know.
    """

    ID = "id"
    LINK = "link"
    MISSING = "missing-before"
    PLACE = "place"
    CLOCK = "clock"
    UNREADABLE = "unreadable"
    KIND = "kind"
    SUBJECTS = "subjects"
    LOST = "lost"
    CUT = "cut"
    FILE = "file"


class Fault(msgspec.Struct, frozen=True):
    """A bad entry: its writer's id (`?` where unknown), its seq, and what is wrong."""

    writer: str
    seq: int
    wrong: Wrong


_DAMAGED: Final = Fault("?", 0, Wrong.FILE)


class Chain(msgspec.Struct, frozen=True):
    """A writer's chain as found: how many entries, the newest one's seq and the link after it."""

    writer: str
    entries: int
    seq: int
    link: bytes


class Report(msgspec.Struct, frozen=True):
    """What was found; faults in the order of entries, those of the file as a whole last."""

    chains: tuple[Chain, ...]
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        """Whether everything is as it was written."""
        return not self.faults

    @property
    def entries(self) -> int:
        """How many entries were checked."""
        return sum(chain.entries for chain in self.chains)


class _Row(NamedTuple):
    position: int
    id: bytes
    link: bytes
    kind: str
    canonical: bytes


class _Before:
    """What stands before an entry in its chain: the links it may follow from (none after a gap), clock and seq."""

    def __init__(self) -> None:
        self.links: tuple[bytes, ...] = (FIRST_LINK,)
        self.stamp: Stamp = ZERO
        self.seq = 0
        self.entries = 0


def verify(path: Path) -> Report:
    """Check the journal at `path` as it stands now; others may go on appending.

    Raises Problem for what is no journal of ours, and JournalUnavailable when the disk does not answer.
    """
    chains: list[Chain] = []
    faults: list[Fault] = []
    lost = _asked_of_the_log(path)
    try:
        connection = open_for_reading(path)
    except Problem:
        if lost:  # even the journal's beginning
            return Report((), (_DAMAGED,))
        raise
    except JournalUnavailable as unavailable:
        if isinstance(unavailable.__cause__, apsw.CorruptError | apsw.NotADBError):
            return Report((), (_DAMAGED,))
        raise
    try:
        connection.execute("BEGIN")  # one snapshot for all questions
        _walk(connection, chains, faults)
        if lost:
            faults.append(_next_entry(connection, chains))
    except apsw.CorruptError:
        faults.append(_DAMAGED)
    except apsw.Error as error:
        raise given_up(connection, error) from error
    finally:
        let_go(connection)
    return Report(tuple(chains), tuple(faults))


def _walk(connection: apsw.Connection, chains: list[Chain], faults: list[Fault]) -> None:
    """Add what is found, as it is found: the structure may turn out to be damaged on the way."""
    known: Sequence[tuple[Any, ...]] = connection.execute(_WRITERS).fetchall()
    writers: dict[int, str] = dict(known)
    filed = _Filed(connection)
    entries = map(_Row._make, connection.execute(_ENTRIES))
    for number, own in groupby(entries, key=lambda row: row.position >> 40):
        before = _Before()
        writer = writers.get(number, "?")
        for row in own:
            wrongs = _examined(row, before, writer, filed.under(row.position))
            if wrongs:
                faults.extend(Fault(writer, before.seq, wrong) for wrong in wrongs)
        chains.append(Chain(writer, before.entries, before.seq, before.links[0]))
    faults.extend(
        Fault(writers.get(stray >> 40, "?"), _seq(stray), Wrong.SUBJECTS) for stray in filed.strays()
    )
    if connection.pragma("quick_check", 1) != "ok":
        faults.append(_DAMAGED)


def _asked_of_the_log(path: Path) -> bool:
    try:
        return log_lost_entries(path)
    except OSError as error:
        raise JournalUnavailable("input-output") from error


def _next_entry(connection: apsw.Connection, chains: list[Chain]) -> Fault:
    """The entry that should come next in the chain written to now."""
    _, writer = own_writer(connection)
    last = next((chain.seq for chain in chains if chain.writer == writer), 0)
    return Fault(writer, last + 1, Wrong.LOST)


def _seq(position: int) -> int:
    return position & 0xFF_FFFF_FFFF


def _examined(row: _Row, before: _Before, writer: str, filed: set[str]) -> list[Wrong]:
    """What is wrong with one entry; `before` moves on to it."""
    seq = _seq(row.position)
    actual = entry_id(row.canonical)
    wrongs = [Wrong.ID] if actual != row.id else []
    if seq != before.seq + 1:
        wrongs.append(Wrong.MISSING)
        before.links = ()
    wrongs += _followed(row, actual, before)
    before.seq = seq
    before.entries += 1
    try:
        entry = decode(row.canonical)
    except msgspec.DecodeError:
        return wrongs if _is_of_a_newer_release(row.canonical) else [*wrongs, Wrong.UNREADABLE]
    if (entry.writer, entry.seq) != (writer, seq):
        wrongs.append(Wrong.PLACE)
    if entry.hlc <= before.stamp:
        wrongs.append(Wrong.CLOCK)
    before.stamp = entry.hlc
    if entry.schema <= SCHEMA:
        wrongs += _filed_wrongly(row, entry, filed)
    return wrongs


def _followed(row: _Row, actual: bytes, before: _Before) -> list[Wrong]:
    """Whether the entry follows in the chain. Where it does not, the next one may follow from what should have been."""
    if not before.links or row.link == next_link(before.links[0], row.id):
        before.links = (row.link,)
        return []
    if any(row.link == next_link(link, either) for link in before.links for either in (row.id, actual)):
        before.links = (row.link,)
        return []
    before.links = (row.link, next_link(before.links[0], row.id))
    return [Wrong.LINK]


def _filed_wrongly(row: _Row, entry: Entry, filed: set[str]) -> list[Wrong]:
    wrongs = [Wrong.KIND] if entry.kind != row.kind else []
    if filed != set(subjects_of(entry.body, entry.documents)):
        wrongs.append(Wrong.SUBJECTS)
    return wrongs


def _is_of_a_newer_release(canonical: bytes) -> bool:
    try:
        return decode_head(canonical).schema > SCHEMA
    except msgspec.DecodeError:
        return False


class _Filed:
    """The subjects entries are filed under, walked along with the entries."""

    def __init__(self, connection: apsw.Connection) -> None:
        rows = connection.execute(_SUBJECTS)
        self._groups: Iterator[tuple[int, Iterator[tuple[int, str]]]] = groupby(rows, key=itemgetter(0))
        self._strays: list[int] = []
        self._advance()

    def under(self, at: int) -> set[str]:
        """The subjects of the entry at a position; positions only rise."""
        while self._entry is not None and self._entry < at:
            self._strays.append(self._entry)
            self._advance()
        if self._entry != at:
            return set()
        subjects = self._subjects
        self._advance()
        return subjects

    def strays(self) -> list[int]:
        """Positions without an entry that something is filed for, when all entries were walked."""
        while self._entry is not None:
            self._strays.append(self._entry)
            self._advance()
        return self._strays

    def _advance(self) -> None:
        entry, rows = next(self._groups, (None, ()))
        self._entry: int | None = entry
        self._subjects = {subject for _, subject in rows}
