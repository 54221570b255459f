"""What a run of logged entries changes: states of things and orders, links, master data. Pure over a port.

An entry that can't be taken in changes nothing and is named with a reason; the others never notice it.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Protocol

import msgspec

from central.store.devices import DeviceWord, TypedCodes
from central.store.edges import NewLink, NewParting
from central.store.log import Logged, is_storable
from central.store.states import ORDER_PROGRESS, PERSON, THING, State
from traceability.acts import (
    Act,
    DeviceChanged,
    DeviceExamined,
    DeviceSetUp,
    DeviceSuspected,
    EventRecorded,
    NumbersDrawn,
    ProfileRefused,
    Reading,
    RecordChanged,
    RightsChanged,
)
from traceability.consequences import About, AboutThing, consequences
from traceability.dates import moment_of
from traceability.entries import SCHEMA, Entry, decode, decode_head
from traceability.events import ObjectEvent, QuantityElement, TransactionEvent, TransformationEvent
from traceability.facts import Link, Parting
from traceability.identity import thing_of
from traceability.ledger import OrderProgress, ThingState, with_count, with_fact
from traceability.people import Person
from traceability.quantity import Quantity
from traceability.records import Record, kind_of

_state = msgspec.json.Decoder(ThingState)
_progress = msgspec.json.Decoder(OrderProgress)
_record = msgspec.json.Decoder(Record)


class Known(Protocol):
    """What was known before."""

    def bodies(self, kind: str, keys: Collection[str]) -> dict[str, bytes]:
        """State records by key."""

    def person(self, identifier: str) -> Person | None:
        """Somebody in the directory."""


class Poison(msgspec.Struct, frozen=True):
    """An entry that means nothing, and why: a stable word and a detail for the administrator, in English."""

    gsn: int
    reason: str
    detail: str


class Changes(msgspec.Struct, frozen=True):
    """What a run of entries changes."""

    states: tuple[State, ...]
    links: tuple[NewLink, ...]
    partings: tuple[NewParting, ...]
    draws: tuple[tuple[str, NumbersDrawn], ...]
    devices: tuple[DeviceWord, ...]
    typed: tuple[TypedCodes, ...]
    poison: tuple[Poison, ...]


def meaning(entries: Iterable[Logged], known: Known) -> Changes:
    """What these entries change, given what was known before the first of them."""
    reading = _Reading(known)
    readable: list[tuple[Logged, Entry, tuple[About, ...]]] = []
    for logged in entries:
        taken = read(logged)
        if isinstance(taken, Poison):
            reading.poison.append(taken)
        else:
            readable.append((logged, *taken))
    reading.load(readable)
    for logged, entry, abouts in readable:
        reading.take(logged, entry, abouts)
    return reading.changes()


def read(logged: Logged) -> tuple[Entry, tuple[About, ...]] | Poison:
    """A logged entry and its consequences, or why it has none."""
    try:
        entry = decode(logged.data)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        return Poison(logged.gsn, _why_unreadable(logged.data), str(error))
    if entry.schema > SCHEMA:
        return Poison(
            logged.gsn, "unknown-schema", f"schema {entry.schema}; this release reads up to {SCHEMA}"
        )
    if (entry.writer, entry.seq) != (logged.writer, logged.seq):
        where = f"it says writer {entry.writer} number {entry.seq}, it came as {logged.writer} number {logged.seq}"
        return Poison(logged.gsn, "foreign-writer", where)
    if isinstance(entry.body, RecordChanged | RightsChanged) and logged.station is not None:
        return Poison(logged.gsn, "no-right", f"only central changes master data; {logged.station} tried to")
    try:
        _check_numbers(entry)
        _check_times(entry)
        _check_amounts(entry)
        abouts = consequences(logged.identifier, entry)
        _check_things(abouts)
    except (ValueError, ArithmeticError) as error:
        return Poison(logged.gsn, "wrong-value", str(error))
    return entry, abouts


def _why_unreadable(data: bytes) -> str:
    try:
        head = decode_head(data)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return "no-entry"
    return "unknown-schema" if head.schema > SCHEMA else "unreadable"


def _check_numbers(entry: Entry) -> None:
    drawn = (entry.body.first, entry.body.last) if isinstance(entry.body, NumbersDrawn) else ()
    if not is_storable(*entry.hlc, *drawn):
        raise ValueError("a number is negative or above 2^53")


def _check_times(entry: Entry) -> None:
    for text in (entry.recorded, entry.happened):
        if text is not None and moment_of(text) is None:
            raise ValueError(f"{text!r} is no time with an offset")


def _check_amounts(entry: Entry) -> None:
    if not isinstance(entry.body, EventRecorded):
        return
    event = entry.body.event
    match event:
        case ObjectEvent() | TransactionEvent():
            amounts: tuple[QuantityElement, ...] = event.quantity_list
        case TransformationEvent():
            amounts = event.input_quantity_list + event.output_quantity_list
        case _:
            amounts = event.child_quantity_list
    for each in amounts:
        if Quantity.of(each.quantity, each.uom) != each.amount:
            raise ValueError(f"{each.quantity!r} is no quantity in normal form")


def _check_things(abouts: tuple[About, ...]) -> None:
    for about in abouts:
        if isinstance(about, AboutThing):
            _check_key(about.thing)


@lru_cache(maxsize=65_536)
def _check_key(key: str) -> None:
    if thing_of(key).uri != key:
        raise ValueError(f"{key!r} is no key in normal form")


def _device_word(logged: Logged, at: str, body: Act) -> DeviceWord | None:
    """What an entry of a station says of one of its reading devices."""
    station = logged.station or ""
    match body:
        case DeviceChanged(device=device, state=state, detail=detail, profile=profile):
            # What a device is read by is known only once it is: a lost one keeps what it had.
            return DeviceWord(
                gsn=logged.gsn,
                station=station,
                device=device,
                at=at,
                state=state,
                detail=detail,
                profile=profile or None,
            )
        case DeviceSetUp(device=device):
            return DeviceWord(gsn=logged.gsn, station=station, device=device.name, at=at, faults=())
        case ProfileRefused(device=device, profile=profile):
            return DeviceWord(gsn=logged.gsn, station=station, device=device, at=at, refused=profile)
        case DeviceSuspected(device=device, fault=fault):
            return DeviceWord(gsn=logged.gsn, station=station, device=device, at=at, faults=(fault,))
        case DeviceExamined(device=device, faults=faults):
            return DeviceWord(gsn=logged.gsn, station=station, device=device, at=at, faults=faults)
        case _:
            return None


class _Reading:
    """Changes while they come together."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._things: dict[str, ThingState] = {}
        self._orders: dict[str, OrderProgress] = {}
        self._records: dict[tuple[str, str], bytes | None] = {}
        self._touched: dict[tuple[str, str], int] = {}
        self._links: list[NewLink] = []
        self._partings: list[NewParting] = []
        self._draws: dict[tuple[str, str], NumbersDrawn] = {}
        self._devices: list[DeviceWord] = []
        self._typed: Counter[tuple[str, str]] = Counter()
        self.poison: list[Poison] = []

    def load(self, readable: Iterable[tuple[Logged, Entry, tuple[About, ...]]]) -> None:
        """Bring the states the entries are about."""
        abouts = [about for _, _, each in readable for about in each]
        things = {about.thing for about in abouts if isinstance(about, AboutThing)}
        orders = {about.order for about in abouts if not isinstance(about, AboutThing)}
        self._things = {key: _state.decode(body) for key, body in self._known.bodies(THING, things).items()}
        self._orders = {
            key: _progress.decode(body) for key, body in self._known.bodies(ORDER_PROGRESS, orders).items()
        }

    def take(self, logged: Logged, entry: Entry, abouts: tuple[About, ...]) -> None:
        """One more entry."""
        for about in abouts:
            if isinstance(about, AboutThing):
                self._about_thing(logged.gsn, about)
            else:
                before = self._orders.get(about.order) or OrderProgress(about.order)
                self._orders[about.order] = with_count(before, about.fact)
                self._touched[ORDER_PROGRESS, about.order] = logged.gsn
        match entry.body:
            case RecordChanged(record=record):
                self._record(logged.gsn, record)
            case RightsChanged(person=identifier):
                person = self._known.person(identifier)
                self._records[PERSON, identifier] = msgspec.json.encode(person) if person else None
                self._touched[PERSON, identifier] = logged.gsn
            case NumbersDrawn() as draw:
                before_this = self._draws.get((logged.writer, draw.series))
                if before_this is None or before_this.last < draw.last:
                    self._draws[logged.writer, draw.series] = draw
            case Reading() if logged.station and any(source.is_typed_code for source in entry.sources):
                self._typed[logged.station, entry.recorded[:10]] += 1
            case body if word := _device_word(logged, entry.recorded, body):
                self._devices.append(word)
            case _:
                pass

    def _about_thing(self, gsn: int, about: AboutThing) -> None:
        before = self._things.get(about.thing) or ThingState(about.thing)
        self._things[about.thing] = with_fact(before, about.fact)
        self._touched[THING, about.thing] = gsn
        fact = about.fact
        if isinstance(fact, Link) and about.thing == fact.target:
            self._links.append(NewLink(gsn, len(self._links), fact))
        elif isinstance(fact, Parting) and about.thing == fact.target:
            self._partings.append(NewParting(gsn, fact))

    def _record(self, gsn: int, record: Record) -> None:
        place = (kind_of(record), record.id)
        before = self._records.get(place) or self._known.bodies(place[0], (place[1],)).get(place[1])
        body = msgspec.json.encode(record)
        # Versions only grow, so the newest is the same whatever the order; equal ones are told apart by their bytes.
        if before is None or (_record.decode(before).version, before) < (record.version, body):
            self._records[place] = body
            self._touched[place] = gsn

    def changes(self) -> Changes:
        """Everything taken so far."""
        bodies: dict[tuple[str, str], bytes | None] = dict(self._records)
        bodies |= {(THING, key): msgspec.json.encode(state) for key, state in self._things.items()}
        bodies |= {(ORDER_PROGRESS, key): msgspec.json.encode(each) for key, each in self._orders.items()}
        states = tuple(State(kind, key, gsn, bodies[kind, key]) for (kind, key), gsn in self._touched.items())
        draws = tuple((writer, draw) for (writer, _), draw in self._draws.items())
        return Changes(
            states=states,
            links=tuple(self._links),
            partings=tuple(self._partings),
            draws=draws,
            devices=tuple(self._devices),
            typed=tuple(TypedCodes(station, day, count) for (station, day), count in self._typed.items()),
            poison=tuple(self.poison),
        )
