"""Holding what central answers against what the shift's plan says, written down by hand in another file."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import msgspec

from central.bootstrap.parts import opened
from central.ingest.context import Context
from central.tracing.search import by_label
from central.tracing.trace import TraceAnswer, trace_thing
from demo.goods import board
from demo.plant.factory import Site
from demo.shift import Shift
from traceability.acts import DeviceExamined, DeviceSuspected, EventRecorded
from traceability.genealogy import Direction
from traceability.identity import LogisticUnit, Lot, Unit, thing_of
from traceability.quantity import Quantity

EXPECTED = Path(__file__).with_name("expected_genealogy.toml")
GIVEN = "given"
"""How the plan calls the lot whose number the goods-in station gave."""


class ExpectedBox(msgspec.Struct, frozen=True):
    """A box: its delivery order and customer, the boards in it, and the amount of each lot in those."""

    order: str
    customer: str
    boards: tuple[int, ...]
    lots: dict[str, str]


class ExpectedLot(msgspec.Struct, frozen=True):
    """A lot: the boards it is in, the delivery orders it left under, what remains."""

    boards: tuple[int, ...]
    orders: tuple[str, ...]
    remaining: str


class ExpectedGun(msgspec.Struct, frozen=True):
    """A station's gun: what it was suspected of, and the faults found at each examination, one after the other."""

    station: str
    device: str
    suspected: tuple[str, ...]
    examined: tuple[tuple[str, ...], ...]


class Expected(msgspec.Struct, frozen=True):
    """The whole plan."""

    boxes: tuple[ExpectedBox, ...]
    lots: dict[str, ExpectedLot]
    counts: dict[str, int]
    guns: tuple[ExpectedGun, ...]


def differences(central: Path, sites: Iterable[Site], shift: Shift) -> list[str]:
    """Everything that is not as planned, one sentence each; empty when all is."""
    expected = msgspec.convert(tomllib.loads(EXPECTED.read_text()), Expected)
    found = list(_differing_counts(sites, expected.counts))
    for site in sites:
        found += _differing_guns(site, [gun for gun in expected.guns if gun.station == site.name])
    given = shift.terminal_blocks.number if shift.terminal_blocks else ""
    with opened(central) as context:
        for box, planned in zip(shift.boxes, expected.boxes, strict=True):
            found += _differing_box(context, box, planned, given)
        for number, lot in expected.lots.items():
            found += _differing_lot(context, given if number == GIVEN else number, lot)
    return found


def _differing_counts(sites: Iterable[Site], planned: dict[str, int]) -> Iterator[str]:
    counted = Counter(
        kept.entry.place.step
        for site in sites
        for kept in site.journal.after(0, site.journal.head())
        if isinstance(kept.entry.body, EventRecorded)
    )
    if counted != planned:
        yield f"events saved: {dict(counted)}, planned {planned}"


def _differing_guns(site: Site, planned: Sequence[ExpectedGun]) -> Iterator[str]:
    """What died in between is done again: the same result twice in a row is one."""
    suspected: dict[str, list[str]] = {}
    examined: dict[str, list[tuple[str, ...]]] = {}
    for kept in site.journal.after(0, site.journal.head()):
        match kept.entry.body:
            case DeviceSuspected(device=device, fault=fault):
                suspected.setdefault(device, []).append(fault)
            case DeviceExamined(device=device, faults=faults):
                examined.setdefault(device, []).append(faults)
    told = [
        ExpectedGun(
            site.name,
            device,
            tuple(dict.fromkeys(suspected.get(device, ()))),
            tuple(result for result, _ in groupby(examined.get(device, ()))),
        )
        for device in sorted(suspected.keys() | examined.keys())
    ]
    if told != planned:
        yield f"the guns at {site.name} were {told}, planned {planned}"


def _differing_box(context: Context, box: LogisticUnit, planned: ExpectedBox, given: str) -> Iterator[str]:
    answer = trace_thing(context, box.uri, Direction.BACKWARD)
    things = [thing_of(key) for key in answer.trace.things()]
    boards = {thing for thing in things if isinstance(thing, Unit)}
    if boards != {board(number) for number in planned.boards}:
        yield f"box {box.sscc} holds {boards}, planned {planned.boards}"
    lots = {given if number == GIVEN else number: amount for number, amount in planned.lots.items()}
    if _amounts(answer) != lots:
        yield f"box {box.sscc} is made from {_amounts(answer)}, planned {lots}"
    shipments = [(each.document, each.to) for each in answer.things[box.uri].state.shipments]
    if shipments != [(planned.order, planned.customer)]:
        yield f"box {box.sscc} was shipped under {shipments}, planned {planned.order} to {planned.customer}"
    if not answer.completeness.is_complete:
        yield f"the answer for box {box.sscc} is not complete: {answer.completeness}"


def _amounts(answer: TraceAnswer) -> dict[str, str]:
    """Lot number to the amount of it in all boards of a backward trace."""
    sums: dict[str, Quantity] = {}
    for link in answer.trace.links:
        source = thing_of(link.source)
        if isinstance(source, Lot) and link.quantity is not None:
            before = sums.get(source.number)
            sums[source.number] = before.plus(link.quantity) if before else link.quantity
    return {number: quantity.value for number, quantity in sums.items()}


def _differing_lot(context: Context, number: str, planned: ExpectedLot) -> Iterator[str]:
    views = by_label(context, number)
    if len(views) != 1:
        yield f"central knows {len(views)} lots {number}"
        return
    (view,) = views
    answer = trace_thing(context, view.key, Direction.FORWARD)
    reached = [thing_of(key) for key in answer.trace.things()]
    if {thing for thing in reached if isinstance(thing, Unit)} != {board(at) for at in planned.boards}:
        yield f"lot {number} went into {reached}, planned boards {planned.boards}"
    orders = {each.document for found in answer.things.values() for each in found.state.shipments}
    if orders != set(planned.orders):
        yield f"lot {number} left under {orders}, planned {planned.orders}"
    if [quantity.value for quantity in view.state.remaining] != [planned.remaining]:
        yield f"of lot {number} remains {view.state.remaining}, planned {planned.remaining}"
