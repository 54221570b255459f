"""What this station knows: central's last word, and its own entries that are not in it yet."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from station.ports import Clock, Kept, ReadableJournal, Replica, SyncStatus
from station.workflows.said import Said
from traceability import subjects
from traceability.acts import DeviceSetUp, NumbersDrawn
from traceability.consequences import AboutOrder, AboutThing, consequences
from traceability.entries import Basis, Version
from traceability.ledger import OrderProgress, ThingState, with_count, with_fact
from traceability.people import Person
from traceability.process.draft import Draft
from traceability.process.model import Pack
from traceability.records import Device, NumberRange, Plant, ProfileRelease, Station, WorkOrder

_State = TypeVar("_State", ThingState, OrderProgress)
_OVERLAYS_KEPT = 512


class _Overlay(NamedTuple):
    """A state as of a snapshot (`basis`) and own entries up to `seq`."""

    basis: tuple[str | None, int]
    seq: int
    state: ThingState | OrderProgress | None


class Knowledge:
    """The judge's knowledge and more, read afresh at every question; what is kept is tied to one snapshot.

    Questions about things, orders and numbers raise JournalUnavailable.
    """

    def __init__(
        self, journal: ReadableJournal, replica: Replica, clock: Clock, station: Callable[[], str]
    ) -> None:
        """Begin. `station` gives this station's id, empty before it is enrolled."""
        self._journal = journal
        self._said = Said(replica)
        self._clock = clock
        self._station = station
        self._overlays: dict[tuple[type, str], _Overlay] = {}

    def status(self) -> SyncStatus:
        """How synchronisation stands for this station's writer."""
        return self._said.status(self._journal.writer)

    def thing(self, key: str) -> ThingState | None:
        """The state of a thing, this station's own unsettled entries included."""
        return self._overlaid(ThingState, key)

    def progress(self, order: str) -> OrderProgress:
        """How far a work order is, this station's own unsettled entries included."""
        return self._overlaid(OrderProgress, order) or OrderProgress(order)

    def snapshot_seconds(self) -> float | None:
        """Seconds since central last confirmed that this station has all it has; None before it ever did."""
        at = self.status().snapshot_at
        return (self._clock.now() - dt.datetime.fromisoformat(at)).total_seconds() if at else None

    def today(self) -> dt.date:
        """The date in the plant's time zone; a clock that was set back does not go behind central's last answer."""
        contact, now = self.status().contact_at, self._clock.now()
        trusted = max(now, dt.datetime.fromisoformat(contact)) if contact else now
        zone = self._said.keep(("zone of station", self._station(), ""), self._zone)
        return trusted.astimezone(zone or now.tzinfo).date()

    def _zone(self) -> dt.tzinfo | None:
        plant = self.plant()
        return self._said.zone(plant.time_zone) if plant else None

    def station(self) -> Station | None:
        """What central says this station is; None before the first synchronisation."""
        return self._said.record(self._station(), Station)

    def devices(self) -> tuple[Device, ...]:
        """The station's reading devices: its record's, and in their place or beside them those set up here.

        Raises JournalUnavailable.
        """
        station = self.station()
        devices = {device.name: device for device in station.devices} if station else {}
        for kept in self._journal.about(subjects.DEVICES):
            if isinstance(kept.entry.body, DeviceSetUp):
                devices[kept.entry.body.device.name] = kept.entry.body.device
        return tuple(devices.values())

    def given_profiles(self, family: str) -> tuple[ProfileRelease, ...]:
        """The released scanner profiles this station was given for a family: the one to use, then the one before."""
        station = self.station()
        given = station.profiles.get(family) if station else None
        versions = (given.version, given.before) if given else ()
        told = (self._said.record(f"{family}/{version}", ProfileRelease) for version in versions if version)
        return tuple(release for release in told if release is not None)

    def given_families(self) -> tuple[str, ...]:
        """The families this station was given a released scanner profile of."""
        station = self.station()
        return tuple(station.profiles) if station else ()

    def plant(self) -> Plant | None:
        """The station's plant."""
        station = self.station()
        return self._said.record(station.plant, Plant) if station else None

    def pack(self) -> Pack | None:
        """The process pack this station works by."""
        station = self.station()
        return self._said.pack(station.pack) if station else None

    def orders(self) -> tuple[WorkOrder, ...]:
        """Open work orders, the earliest due first."""
        orders = (each for each in self._said.records(WorkOrder) if not each.closed)
        return tuple(sorted(orders, key=lambda order: (order.due, order.id)))

    def order(self, number: str) -> WorkOrder | None:
        """A work order, closed or not."""
        return self._said.record(number, WorkOrder)

    def person_by_badge(self, badge: str) -> Person | None:
        """The active person whose badge has this SHA-256 in hex."""
        return next(
            (person for person in self._said.people() if person.active and person.badge == badge), None
        )

    def person(self, identifier: str) -> Person | None:
        """A person, active or not."""
        return self._said.person(identifier)

    def next_number(self, series: str) -> int | None:
        """The next number of a series from the ranges reserved for this writer; None when they are used up.

        None too where a newer release drew last, in words we can't read: a number given twice is worse than none.
        """
        newest = self._journal.last_about(subjects.series(series))
        if newest is not None and not newest.is_readable:
            return None
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
        mine = (
            each
            for each in self._said.records(NumberRange)
            if (each.series, each.writer) == (series, self._journal.writer)
        )
        return sorted(mine, key=lambda reserved: reserved.first)

    def _overlaid(self, kind: type[_State], key: str) -> _State | None:
        """Central's record with the facts of own later entries added.

        Weeks offline make many own entries about one lot; what was added once is kept for as long as the snapshot
        is the same, and only what is newer is added.
        """
        overlay = self._overlays.pop((kind, key), None)
        if overlay is None or overlay.basis != self._snapshot():
            overlay = self._as_said(kind, key)
        subject = key if kind is ThingState else subjects.order(key)
        for kept in self._journal.about(subject, overlay.seq):
            state = _with_entry(kind, key, overlay.state, kept)
            overlay = _Overlay(overlay.basis, kept.entry.seq, state)
        self._overlays[kind, key] = overlay
        if len(self._overlays) > _OVERLAYS_KEPT:
            del self._overlays[next(iter(self._overlays))]
        return overlay.state if isinstance(overlay.state, kind) else None

    def _snapshot(self) -> tuple[str | None, int]:
        status = self.status()
        return status.cursor, status.settled

    def _as_said(self, kind: type[_State], key: str) -> _Overlay:
        """Central's record and what it counts. They are two questions, so both are asked again if a page came between."""
        while True:
            basis = self._snapshot()
            state = self._said.thing(key) if kind is ThingState else self._said.progress(key)
            if self._snapshot() == basis:
                return _Overlay(basis, basis[1], state)


def _with_entry(
    kind: type[_State], key: str, state: ThingState | OrderProgress | None, kept: Kept
) -> ThingState | OrderProgress | None:
    for about in consequences(kept.id, kept.entry):
        match about:
            case AboutThing(thing=thing, fact=fact) if kind is ThingState and thing == key:
                state = with_fact(state if isinstance(state, ThingState) else ThingState(key), fact)
            case AboutOrder(order=order, fact=fact) if kind is OrderProgress and order == key:
                state = with_count(state if isinstance(state, OrderProgress) else OrderProgress(key), fact)
    return state
