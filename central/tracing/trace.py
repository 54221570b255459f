"""Backward and forward trace, with what happened at every link and how complete the answer is."""

import re
from collections.abc import Iterable, Mapping

import msgspec

from central.genealogy.completeness import completeness
from central.genealogy.queries import links_of
from central.ingest.context import Context
from central.store import directory, log
from central.store.database import Connection
from central.tracing.search import ThingView, views
from traceability.acts import EventRecorded
from traceability.entries import Entry, decode
from traceability.facts import Birth, Link, Moment, Parting, Shipment, StepDone
from traceability.genealogy import Completeness, Direction, Trace, trace

_CHUNK = 500
_IDENTIFIER = re.compile("[0-9a-f]{64}")
_Dated = Birth | Link | Parting | StepDone | Shipment


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """The circumstances of one entry.

    Attributes:
        entry: its id in hex.
        at: when it happened, local time with offset, RFC 3339.
        actor: person id; name: as the directory has it, None once erased.
        station, place, step: where. order: the work order. devices: what read the values.
        typed: for each code that was typed because it could not be read, the person id of the lead who confirmed it,
            empty where none had to.
        outcome, biz_step: of the event, where it is one.
    """

    entry: str
    at: str
    actor: str
    name: str | None
    station: str | None
    plant: str
    place: str
    step: str | None
    order: str | None
    documents: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    outcome: str | None = None
    biz_step: str | None = None


class TraceAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A trace with everything a page or a report shows of it; all of one moment of the database.

    `happenings` has the entries of all links, and of all births and shipments of the things.
    """

    trace: Trace
    things: Mapping[str, ThingView]
    happenings: Mapping[str, Happening]
    completeness: Completeness


def trace_thing(context: Context, key: str, direction: Direction) -> TraceAnswer:
    """Where a thing came from or went to. An unknown thing has an answer too: itself alone."""
    with context.database.reading() as connection:
        walked = trace(key, direction, links_of(connection))
        things = views(connection, [node.thing for node in walked.nodes])
        births = (birth.moment for view in things.values() for birth in view.state.births)
        shipments = (shipment.moment for view in things.values() for shipment in view.state.shipments)
        moments = {*(link.moment for link in walked.links), *births, *shipments}
        return TraceAnswer(
            trace=walked,
            things=things,
            happenings=_happenings(connection, moments),
            completeness=completeness(connection, context.now_ms()),
        )


def history(context: Context, key: str) -> tuple[Happening, ...]:
    """What happened to one thing itself, in order: births, steps, links, shipments."""
    with context.database.reading() as connection:
        view = views(connection, (key,)).get(key)
        if view is None:
            return ()
        state = view.state
        facts: tuple[_Dated, ...] = (
            *state.births,
            *state.made_from,
            *state.part_of,
            *state.partings,
            *state.steps,
            *state.shipments,
        )
        moments = {fact.entry: fact.moment for fact in facts}
        found = _happenings(connection, moments.values())
    return tuple(found[entry] for entry in sorted(moments, key=moments.__getitem__) if entry in found)


def how_complete(context: Context) -> Completeness:
    """What could change any answer now."""
    with context.database.reading() as connection:
        return completeness(connection, context.now_ms())


def _happenings(connection: Connection, moments: Iterable[Moment]) -> dict[str, Happening]:
    places = sorted({(moment.writer, moment.seq) for moment in moments})
    names = directory.names(connection)
    found: dict[str, Happening] = {}
    for start in range(0, len(places), _CHUNK):
        entries = [
            (logged, decode(logged.data))
            for logged in log.at_slots(connection, places[start : start + _CHUNK])
            if not logged.quarantined
        ]
        read_by = _devices(connection, (entry for _, entry in entries))
        for logged, entry in entries:
            found[logged.identifier] = _happening(logged, entry, names, read_by)
    return found


def _devices(connection: Connection, entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """What read the values, by the id of the reading that an event names."""
    wanted = [
        bytes.fromhex(reading)
        for entry in entries
        if isinstance(entry.body, EventRecorded)
        for reading in entry.body.readings
        if _IDENTIFIER.fullmatch(reading)
    ]
    found: dict[str, tuple[str, ...]] = {}
    for start in range(0, len(wanted), _CHUNK):
        for logged in log.by_ids(connection, wanted[start : start + _CHUNK]):
            if not logged.quarantined:
                found[logged.identifier] = _named(decode(logged.data))
    return found


def _named(entry: Entry) -> tuple[str, ...]:
    return tuple(each.device for each in entry.sources if each.device)


def _happening(
    logged: log.Logged, entry: Entry, names: Mapping[str, str], read_by: Mapping[str, tuple[str, ...]]
) -> Happening:
    event = entry.body if isinstance(entry.body, EventRecorded) else None
    readings = event.readings if event else ()
    devices = (*_named(entry), *(device for each in readings for device in read_by.get(each, ())))
    actor = entry.performed_by or entry.actor
    return Happening(
        entry=logged.identifier,
        at=entry.happened or entry.recorded,
        actor=actor,
        name=names.get(actor),
        station=logged.station,
        plant=entry.place.plant,
        place=entry.place.place,
        step=entry.place.step,
        order=next((each.id for each in entry.documents if each.type == "work-order"), None),
        documents=tuple(each.id for each in entry.documents if each.type != "work-order"),
        devices=tuple(dict.fromkeys(devices)),
        typed=tuple(source.confirmed_by or "" for source in entry.sources if source.is_typed_code),
        outcome=event.outcome.value if event else None,
        biz_step=event.event.biz_step if event else None,
    )
