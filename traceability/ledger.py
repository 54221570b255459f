"""The state of things and orders as a pure fold over entries.

An entry has consequences: facts, each about one subject. A subject's state is made by adding its facts in any order:
every operation here is an insertion into a sorted set, a sum, or the keeping of the latest few, so the state is a
function of the *set* of entries and every node that has the same set has the same bytes. The caller sees to it that
each entry is added once (it is known by its id).
"""

from bisect import bisect_right
from collections.abc import Iterable

import msgspec

from traceability.acts import Outcome
from traceability.consequences import AboutThing, consequences
from traceability.entries import Entry
from traceability.facts import (
    Birth,
    Counted,
    Hold,
    KeptFact,
    Lift,
    Link,
    Parting,
    Shipment,
    StepDone,
    ThingFact,
    Used,
    canonical_key,
)
from traceability.quantity import Quantity

PARTS_SHOWN = 8
"""How many of the latest uses of a lot its state names; all are counted, the genealogy has them all."""


class ThingState(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything known of one lot, unit or logistic unit, each list in canonical order.

    Attributes:
        births: receipts add up; none: used or seen before its birth was known (provisional).
        used: what went out of a lot, one sum per unit of measure.
        uses: how many links lead out; `part_of` names the latest few of them.
        made_from: what went into it.
        partings: ends of links, both ways.
        holds, lifts: a hold is open until a lift names it.
    """

    thing: str
    births: tuple[Birth, ...] = ()
    used: tuple[Quantity, ...] = ()
    uses: int = 0
    made_from: tuple[Link, ...] = ()
    part_of: tuple[Link, ...] = ()
    partings: tuple[Parting, ...] = ()
    steps: tuple[StepDone, ...] = ()
    shipments: tuple[Shipment, ...] = ()
    holds: tuple[Hold, ...] = ()
    lifts: tuple[Lift, ...] = ()

    @property
    def open_holds(self) -> tuple[Hold, ...]:
        """Holds nothing has lifted."""
        lifted = {lift.hold for lift in self.lifts}
        return tuple(hold for hold in self.holds if hold.entry not in lifted)

    @property
    def expiry(self) -> str | None:
        """The earliest date of expiry any birth gave, YYYY-MM-DD."""
        return min((birth.expiry for birth in self.births if birth.expiry), default=None)

    @property
    def remaining(self) -> tuple[Quantity, ...]:
        """Receipts less uses per unit of measure; negative where more was used than is known to have come."""
        sums = self.received
        for quantity in self.used:
            sums = _summed(sums, Quantity("0", quantity.unit).minus(quantity))
        return sums

    @property
    def received(self) -> tuple[Quantity, ...]:
        """The sum of all births per unit of measure."""
        sums: tuple[Quantity, ...] = ()
        for birth in self.births:
            if birth.quantity is not None:
                sums = _summed(sums, birth.quantity)
        return sums

    def is_open(self, link: Link) -> bool:
        """Whether a link of this thing still holds: nothing took the two apart after it."""
        return not any(
            (parting.source, parting.target) == (link.source, link.target) and parting.moment > link.moment
            for parting in self.partings
        )


class OrderProgress(msgspec.Struct, frozen=True, omit_defaults=True):
    """How many pieces of a work order were done, per step and outcome."""

    order: str
    counts: tuple[Counted, ...] = ()

    def pieces(self, step: str, outcome: Outcome | None = None) -> int:
        """Pieces done at `step`, with one outcome or any."""
        return sum(
            count.pieces for count in self.counts if count.step == step and outcome in {None, count.outcome}
        )


def with_fact(state: ThingState, fact: ThingFact) -> ThingState:
    """The state after one more fact, whatever the order facts came in."""
    if isinstance(fact, Used):
        return msgspec.structs.replace(state, used=_summed(state.used, fact.quantity))
    if isinstance(fact, Link) and fact.source == state.thing:
        state = _with_use(state, fact)
        if fact.target != state.thing:
            return state
    kept = _KEPT_IN[type(fact)]
    # Found by halving: a box of 20,000 pieces is 20,000 insertions.
    facts = getattr(state, kept)
    place = bisect_right(facts, canonical_key(fact), key=canonical_key)
    return msgspec.structs.replace(state, **{kept: (*facts[:place], fact, *facts[place:])})


_KEPT_IN: dict[type[KeptFact], str] = {
    Birth: "births",
    Link: "made_from",
    Parting: "partings",
    StepDone: "steps",
    Shipment: "shipments",
    Hold: "holds",
    Lift: "lifts",
}


def _with_use(state: ThingState, link: Link) -> ThingState:
    latest = sorted((*state.part_of, link), key=canonical_key)[-PARTS_SHOWN:]
    return msgspec.structs.replace(state, part_of=tuple(latest), uses=state.uses + 1)


def with_count(progress: OrderProgress, fact: Counted) -> OrderProgress:
    """The progress after one more count."""
    sums = {(count.step, count.outcome): count.pieces for count in progress.counts}
    key = (fact.step, fact.outcome)
    sums[key] = sums.get(key, 0) + fact.pieces
    counts = sorted(((step, outcome.value, pieces) for (step, outcome), pieces in sums.items()))
    return OrderProgress(
        progress.order, tuple(Counted(step, Outcome(outcome), pieces) for step, outcome, pieces in counts)
    )


class Ledger(msgspec.Struct, frozen=True):
    """The states of all things and orders of a set of entries."""

    things: dict[str, ThingState]
    orders: dict[str, OrderProgress]


def fold(entries: Iterable[tuple[str, Entry]]) -> Ledger:
    """The ledger of a set of entries, each with its id in hex; the order does not matter."""
    things: dict[str, ThingState] = {}
    orders: dict[str, OrderProgress] = {}
    for identifier, entry in dict(entries).items():
        for about in consequences(identifier, entry):
            if isinstance(about, AboutThing):
                state = things.get(about.thing) or ThingState(about.thing)
                things[about.thing] = with_fact(state, about.fact)
            else:
                progress = orders.get(about.order) or OrderProgress(about.order)
                orders[about.order] = with_count(progress, about.fact)
    return Ledger(dict(sorted(things.items())), dict(sorted(orders.items())))


def _summed(sums: tuple[Quantity, ...], quantity: Quantity) -> tuple[Quantity, ...]:
    by_unit = {each.unit: each for each in sums}
    same = by_unit.get(quantity.unit)
    by_unit[quantity.unit] = same.plus(quantity) if same else quantity
    return tuple(by_unit[unit] for unit in sorted(by_unit))
