"""What an entry means: its facts, each about one thing or one order. Most kinds of entry mean nothing here."""

from collections.abc import Iterable

import msgspec

from traceability.acts import EventRecorded, HoldLifted, HoldPlaced
from traceability.entries import Entry
from traceability.events import (
    Action,
    AggregationEvent,
    AssociationEvent,
    ObjectEvent,
    QuantityElement,
    TransformationEvent,
    things_in,
)
from traceability.facts import (
    Birth,
    Counted,
    Hold,
    Lift,
    Link,
    Moment,
    Parting,
    Relation,
    Shipment,
    StepDone,
    ThingFact,
    Used,
)
from traceability.quantity import Quantity

WORK_ORDER = "work-order"
SHIPPING = "shipping"
"""CBV 2.0 business step of things that leave."""


class AboutThing(msgspec.Struct, frozen=True):
    """A fact and the key of the thing it is about."""

    thing: str
    fact: ThingFact


class AboutOrder(msgspec.Struct, frozen=True):
    """A count and the work order it is about."""

    order: str
    fact: Counted


About = AboutThing | AboutOrder

_Part = tuple[str, Quantity | None, str | None]
"""What went in: its key, how much, and at which position."""


def consequences(identifier: str, entry: Entry) -> tuple[About, ...]:
    """The facts an entry states, `identifier` being its id in hex."""
    at = entry.happened or entry.recorded
    match entry.body:
        case EventRecorded():
            return _Happening(identifier, entry, entry.body).facts()
        case HoldPlaced(things=things, reason=reason):
            return tuple(AboutThing(thing, Hold(identifier, at, entry.actor, reason)) for thing in things)
        case HoldLifted(holds=holds, things=things, reason=reason):
            return tuple(
                AboutThing(thing, Lift(hold, identifier, at, entry.actor, reason))
                for thing in things
                for hold in holds
            )
        case _:
            return ()


def links(identifier: str, entry: Entry) -> tuple[Link, ...]:
    """The links of the genealogy an entry begins, each once."""
    return tuple(
        about.fact
        for about in consequences(identifier, entry)
        if isinstance(about, AboutThing) and isinstance(about.fact, Link) and about.thing == about.fact.target
    )


def partings(identifier: str, entry: Entry) -> tuple[Parting, ...]:
    """The ends of links an entry states, each once."""
    return tuple(
        about.fact
        for about in consequences(identifier, entry)
        if isinstance(about, AboutThing)
        and isinstance(about.fact, Parting)
        and about.thing == about.fact.target
    )


class _Happening:
    """One recorded event while it is read."""

    def __init__(self, identifier: str, entry: Entry, body: EventRecorded) -> None:
        self.identifier = identifier
        self.entry = entry
        self.body = body
        self.moment = Moment(entry.hlc.milliseconds, entry.hlc.counter, entry.writer, entry.seq)
        self.at = entry.happened or entry.recorded
        self.order = next((each.id for each in entry.documents if each.type == WORK_ORDER), None)

    def facts(self) -> tuple[About, ...]:
        match self.body.event:
            case ObjectEvent() as event:
                worked = (*event.epc_list, *(each.epc_class for each in event.quantity_list))
                made = self._births(event) if event.action is Action.ADD else ()
                pieces = len(worked)
            case TransformationEvent() as event:
                worked = (*event.output_epc_list, *(each.epc_class for each in event.output_quantity_list))
                made = self._transformation(event)
                pieces = len(worked)
            case AggregationEvent() as event:
                worked = (event.parent_id, *event.child_epcs)
                made = self._grouping(event, Relation.PACKED)
                pieces = len(event.child_epcs)
            case AssociationEvent() as event:
                worked = (event.parent_id,)
                made = self._grouping(event, Relation.BUILT_IN)
                pieces = 1
            case event:
                worked, made = things_in(event), ()
                pieces = len(worked)
        return (*made, *self._done(worked), *self._shipped(worked), *self._counted(pieces))

    def _births(self, event: ObjectEvent) -> tuple[AboutThing, ...]:
        expiry = event.ilmd.item_expiration_date if event.ilmd else None
        source = event.source_list[0].source if event.source_list else None
        units = tuple(AboutThing(each, self._birth(None, expiry, source)) for each in event.epc_list)
        lots = tuple(
            AboutThing(each.epc_class, self._birth(each.amount, expiry, source))
            for each in event.quantity_list
        )
        return units + lots

    def _transformation(self, event: TransformationEvent) -> tuple[AboutThing, ...]:
        expiry = event.ilmd.item_expiration_date if event.ilmd else None
        lots = event.output_quantity_list
        outputs = (
            *((key, None) for key in event.output_epc_list),
            *((each.epc_class, each.amount) for each in lots),
        )
        births = tuple(AboutThing(key, self._birth(amount, expiry, None)) for key, amount in outputs)
        inputs = (*_ones(event.input_epc_list), *_amounts(event.input_quantity_list))
        return births + self._links(Relation.USED, inputs, (key for key, _ in outputs))

    def _grouping(
        self, event: AggregationEvent | AssociationEvent, relation: Relation
    ) -> tuple[AboutThing, ...]:
        children = (*_ones(event.child_epcs), *_amounts(event.child_quantity_list))
        if event.action is Action.DELETE:
            partings = (
                Parting(self.moment, self.identifier, child, event.parent_id) for child, _, _ in children
            )
            return tuple(about for parting in partings for about in _both_ends(parting))
        if event.action is Action.OBSERVE:
            return ()
        return self._links(relation, children, (event.parent_id,))

    def _links(
        self, relation: Relation, sources: tuple[_Part, ...], targets: Iterable[str]
    ) -> tuple[AboutThing, ...]:
        links = (
            Link(self.moment, self.identifier, source, target, relation, amount, position)
            for target in dict.fromkeys(targets)
            for source, amount, position in sources
        )
        uses = tuple(AboutThing(source, Used(amount)) for source, amount, _ in sources if amount is not None)
        return uses + tuple(about for link in links for about in _both_ends(link))

    def _birth(self, amount: Quantity | None, expiry: str | None, source: str | None) -> Birth:
        return Birth(self.moment, self.identifier, self.at, amount, expiry, source)

    def _done(self, worked: tuple[str, ...]) -> tuple[AboutThing, ...]:
        step = self.entry.place.step
        if step is None:
            return ()
        done = StepDone(
            self.moment, self.identifier, step, self.body.outcome, self.order, self.body.event.disposition
        )
        return tuple(AboutThing(thing, done) for thing in worked)

    def _shipped(self, worked: tuple[str, ...]) -> tuple[AboutThing, ...]:
        event = self.body.event
        if event.biz_step != SHIPPING:
            return ()
        to = event.destination_list[0].destination if event.destination_list else None
        document = event.biz_transaction_list[0].biz_transaction if event.biz_transaction_list else None
        shipment = Shipment(self.moment, self.identifier, self.at, to, document)
        return tuple(AboutThing(thing, shipment) for thing in worked)

    def _counted(self, pieces: int) -> tuple[AboutOrder, ...]:
        step = self.entry.place.step
        if self.order is None or step is None:
            return ()
        return (AboutOrder(self.order, Counted(step, self.body.outcome, pieces)),)


def _ones(keys: tuple[str, ...]) -> tuple[_Part, ...]:
    return tuple((key, None, None) for key in keys)


def _amounts(elements: tuple[QuantityElement, ...]) -> tuple[_Part, ...]:
    return tuple((each.epc_class, each.amount, each.position) for each in elements)


def _both_ends(fact: Link | Parting) -> tuple[AboutThing, ...]:
    """The fact about its source and its target, once where wrong data makes them the same."""
    return tuple(AboutThing(thing, fact) for thing in dict.fromkeys((fact.source, fact.target)))
