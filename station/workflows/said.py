"""What central said, as values.

A newer central may say what this release can't read, and people may release what can't be used: such a record counts
as not said, and `status` tells that there is one, for the station works on with less than it was told.
"""

from typing import TypeVar
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
    """The replica's records, read afresh at every question; only the pack is kept, for reading one takes its time."""

    def __init__(self, replica: Replica) -> None:
        self._replica = replica
        self._pack: tuple[PackRelease, Pack | None] | None = None
        self._not_understood: str | None = None

    def status(self, writer: str) -> SyncStatus:
        """How synchronisation stands; without a trouble of its own, whether all of this snapshot was understood."""
        status = self._replica.status(writer)
        if status.trouble is None and status.cursor is not None and status.cursor == self._not_understood:
            return msgspec.structs.replace(status, trouble=Trouble.NOT_UNDERSTOOD)
        return status

    def record(self, key: str, shape: type[_R]) -> _R | None:
        """A master-data record."""
        record = self._read(_record, self._replica.record(_kind(shape), key))
        return record if isinstance(record, shape) else None

    def records(self, shape: type[_R]) -> tuple[_R, ...]:
        """All master-data records of a kind, by key."""
        read = (self._read(_record, each) for each in self._replica.records(_kind(shape)))
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
