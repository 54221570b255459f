"""What central said, as values.

A newer central may say what this release can't read, and people may release what can't be used: such a record counts
as not said, and `status` tells that there is one, for the station works on with less than it was told.
"""

from collections.abc import Callable
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import msgspec

from station.ports import Replica, SyncStatus, Trouble
from traceability.ledger import OrderProgress, ThingState
from traceability.people import Person
from traceability.process.model import Pack
from traceability.process.read import read_pack
from traceability.records import PackRelease, Record

_record = msgspec.json.Decoder(Record)
_person = msgspec.json.Decoder(Person)
_thing = msgspec.json.Decoder(ThingState)
_progress = msgspec.json.Decoder(OrderProgress)
_R = TypeVar("_R", bound=Record)
_T = TypeVar("_T")


class Said:
    """The replica's records as they are at every question.

    What was read of master data is kept until anything in the replica changed; the pack, which takes its time to
    read, until it is another one.
    """

    def __init__(self, replica: Replica) -> None:
        self._replica = replica
        self._version: int | None = None
        self._kept: dict[tuple[str, str, str], Any] = {}
        self._pack: tuple[PackRelease, Pack | None] | None = None
        self._not_understood: str | None = None

    def status(self, writer: str) -> SyncStatus:
        """How synchronisation stands; without a trouble of its own, whether all of this snapshot was understood."""
        status: SyncStatus = self.keep(("status", writer, ""), lambda: self._replica.status(writer))
        if status.trouble is None and status.cursor is not None and status.cursor == self._not_understood:
            return msgspec.structs.replace(status, trouble=Trouble.NOT_UNDERSTOOD)
        return status

    def record(self, key: str, shape: type[_R]) -> _R | None:
        """A master-data record."""
        kind = _kind(shape)
        record = self.keep(
            ("record", kind, key), lambda: self._read(_record, self._replica.record(kind, key))
        )
        return record if isinstance(record, shape) else None

    def records(self, shape: type[_R]) -> tuple[_R, ...]:
        """All master-data records of a kind, by key."""
        kind = _kind(shape)
        read = self.keep(
            ("records", kind, ""),
            lambda: tuple(self._read(_record, each) for each in self._replica.records(kind)),
        )
        return tuple(each for each in read if isinstance(each, shape))

    def person(self, identifier: str) -> Person | None:
        """A person, active or not."""
        return self._read(_person, self._replica.record("person", identifier))

    def people(self) -> tuple[Person, ...]:
        """All people."""
        read = (self._read(_person, each) for each in self._replica.records("person"))
        return tuple(each for each in read if each is not None)

    def thing(self, key: str) -> ThingState | None:
        """The state of a thing."""
        return self._read(_thing, self._replica.record("thing", key))

    def progress(self, order: str) -> OrderProgress | None:
        """How far a work order is."""
        return self._read(_progress, self._replica.record("order-progress", order))

    def pack(self, name: str) -> Pack | None:
        """A process pack; None for one with mistakes."""
        release = self.record(name, PackRelease)
        if release is None:
            return None
        if self._pack is None or self._pack[0] != release:
            read = read_pack(release.content)
            self._pack = release, read if isinstance(read, Pack) else None
        if self._pack[1] is None:
            self._misread()
        return self._pack[1]

    def zone(self, name: str) -> ZoneInfo | None:
        """An IANA time zone; None for one this machine does not know."""
        try:
            return ZoneInfo(name)
        except (LookupError, ValueError, OSError):  # not found, no name at all, the name of a folder
            self._misread()
            return None

    def keep(self, question: tuple[str, str, str], ask: Callable[[], _T]) -> _T:
        """An answer that depends on the replica alone, asked for again once that changed.

        The version is looked at before the answer, so none is kept that is older than the replica.
        """
        version = self._replica.version()
        if version != self._version:
            self._version = version
            self._kept.clear()
        if question not in self._kept:
            self._kept[question] = ask()
        answer: _T = self._kept[question]
        return answer

    def _read(self, decoder: msgspec.json.Decoder[_T], body: bytes | None) -> _T | None:
        if body is None:
            return None
        try:
            return decoder.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError):
            self._misread()
            return None

    def _misread(self) -> None:
        self._not_understood = self._replica.status("").cursor


def _kind(shape: type[_R]) -> str:
    return str(shape.__struct_config__.tag)
