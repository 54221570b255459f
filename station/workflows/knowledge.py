"""What this station knows: central's last word, and its own entries that are not in it yet."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

import msgspec

from station.ports import Clock, Kept, ReadableJournal, Replica, SyncStatus
from traceability import subjects
from traceability.acts import NumbersDrawn
from traceability.consequences import AboutOrder, AboutThing, consequences
from traceability.entries import Basis, Version
from traceability.ledger import OrderProgress, ThingState, with_count, with_fact
from traceability.people import Person
from traceability.process.draft import Draft
from traceability.process.model import Pack
from traceability.process.read import read_pack
from traceability.records import NumberRange, PackRelease, Plant, Record, Station, WorkOrder

_record = msgspec.json.Decoder(Record)
_person = msgspec.json.Decoder(Person)
_State = ThingState | OrderProgress
_STATES: dict[str, msgspec.json.Decoder[ThingState] | msgspec.json.Decoder[OrderProgress]] = {
    "thing": msgspec.json.Decoder(ThingState),
    "order-progress": msgspec.json.Decoder(OrderProgress),
}
_R = TypeVar("_R", bound=Record)
_OVERLAYS_KEPT = 512


class _Overlay(NamedTuple):
    """A state as of a snapshot (`basis`) and own entries up to `seq`."""

    basis: tuple[str | None, int]
    seq: int
    state: _State | None


class Knowledge:
    """The judge's knowledge and more, read afresh at every question; what is kept is tied to one snapshot."""

    def __init__(
        self, journal: ReadableJournal, replica: Replica, clock: Clock, station: Callable[[], str]
    ) -> None:
        """Begin. `station` gives this station's id, empty before it is enrolled."""
        self._journal = journal
        self._replica = replica
        self._clock = clock
        self._station = station
        self._overlays: dict[tuple[str, str], _Overlay] = {}
        self._packs: dict[tuple[str, int], Pack] = {}

    def status(self) -> SyncStatus:
        """How synchronisation stands for this station's writer."""
        return self._replica.status(self._journal.writer)

    def thing(self, key: str) -> ThingState | None:
        """The state of a thing, this station's own unsettled entries included."""
        found = self._overlaid(("thing", key), key)
        return found if isinstance(found, ThingState) else None

    def progress(self, order: str) -> OrderProgress:
        """How far a work order is, this station's own unsettled entries included."""
        found = self._overlaid(("order-progress", order), subjects.order(order))
        return found if isinstance(found, OrderProgress) else OrderProgress(order)

    def snapshot_seconds(self) -> float | None:
        """Seconds since central last confirmed that this station has all it has; None before it ever did."""
        at = self.status().snapshot_at
        return (self._clock.now() - dt.datetime.fromisoformat(at)).total_seconds() if at else None

    def today(self) -> dt.date:
        """The date in the plant's time zone."""
        plant = self.plant()
        now = self._clock.now()
        return now.astimezone(ZoneInfo(plant.time_zone)).date() if plant else now.date()

    def station(self) -> Station | None:
        """What central says this station is; None before the first synchronisation."""
        return self._of_kind("station", self._station(), Station)

    def plant(self) -> Plant | None:
        """The station's plant."""
        station = self.station()
        return self._of_kind("plant", station.plant, Plant) if station else None

    def pack(self) -> Pack | None:
        """The process pack this station works by."""
        station = self.station()
        release = self._of_kind("pack", station.pack, PackRelease) if station else None
        if release is None:
            return None
        version = (release.id, release.version)
        if version not in self._packs:
            pack = read_pack(release.content)
            if not isinstance(pack, Pack):
                raise ValueError(f"central released a pack with mistakes: {pack}")
            self._packs[version] = pack
        return self._packs[version]

    def orders(self) -> tuple[WorkOrder, ...]:
        """Open work orders, the earliest due first."""
        records = (_record.decode(each) for each in self._replica.records("work-order"))
        orders = [each for each in records if isinstance(each, WorkOrder) and not each.closed]
        return tuple(sorted(orders, key=lambda order: (order.due, order.id)))

    def order(self, number: str) -> WorkOrder | None:
        """A work order, closed or not."""
        return self._of_kind("work-order", number, WorkOrder)

    def person_by_badge(self, badge: str) -> Person | None:
        """The active person whose badge has this SHA-256 in hex."""
        people = (_person.decode(each) for each in self._replica.records("person"))
        return next((person for person in people if person.active and person.badge == badge), None)

    def person(self, identifier: str) -> Person | None:
        """A person, active or not."""
        found = self._replica.record("person", identifier)
        return _person.decode(found) if found else None

    def next_number(self, series: str) -> int | None:
        """The next number of a series from the ranges reserved for this writer; None when they are used up."""
        newest = self._journal.last_about(subjects.series(series))
        last = newest.entry.body.last if newest and isinstance(newest.entry.body, NumbersDrawn) else 0
        for reserved in self._ranges(series):
            if last < reserved.last:
                return max(last + 1, reserved.first)
        return None

    def basis(self, draft: Draft, pack: Pack) -> Basis:
        """What a judgement made now relies on."""
        order = draft.order
        versions = (
            (
                Version("work-order", order.id, order.version),
                Version("bom", order.material, order.bom_version),
            )
            if order
            else ()
        )
        return Basis(cursor=self.status().cursor, pack=pack.identity, versions=versions)

    def _ranges(self, series: str) -> list[NumberRange]:
        records = (_record.decode(each) for each in self._replica.records("number-range"))
        mine = [
            each
            for each in records
            if isinstance(each, NumberRange) and (each.series, each.writer) == (series, self._journal.writer)
        ]
        return sorted(mine, key=lambda reserved: reserved.first)

    def _overlaid(self, record: tuple[str, str], subject: str) -> _State | None:
        """Central's record with the facts of own later entries added.

        Weeks offline make many own entries about one lot; what was added once is kept for as long as the snapshot
        is the same, and only what is newer is added.
        """
        status = self.status()
        basis = (status.cursor, status.settled)
        overlay = self._overlays.pop(record, None)
        if overlay is None or overlay.basis != basis:
            overlay = _Overlay(basis, status.settled, self._said(record))
        for kept in self._journal.about(subject, overlay.seq):
            overlay = _Overlay(basis, kept.entry.seq, _with_entry(overlay.state, record, kept))
        self._overlays[record] = overlay
        if len(self._overlays) > _OVERLAYS_KEPT:
            del self._overlays[next(iter(self._overlays))]
        return overlay.state

    def _said(self, record: tuple[str, str]) -> _State | None:
        found = self._replica.record(*record)
        return _STATES[record[0]].decode(found) if found else None

    def _of_kind(self, kind: str, key: str, shape: type[_R]) -> _R | None:
        found = self._replica.record(kind, key)
        record = _record.decode(found) if found else None
        return record if isinstance(record, shape) else None


def _with_entry(state: _State | None, record: tuple[str, str], kept: Kept) -> _State | None:
    kind, key = record
    for about in consequences(kept.id, kept.entry):
        match about:
            case AboutThing(thing=thing, fact=fact) if kind == "thing" and thing == key:
                state = with_fact(state if isinstance(state, ThingState) else ThingState(key), fact)
            case AboutOrder(order=order, fact=fact) if kind == "order-progress" and order == key:
                state = with_count(state if isinstance(state, OrderProgress) else OrderProgress(key), fact)
    return state
