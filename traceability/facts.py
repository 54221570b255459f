"""Facts: what an entry says of one thing or one order. The ledger is made of them."""

from enum import Enum
from typing import NamedTuple

import msgspec

from traceability.acts import Outcome
from traceability.quantity import Quantity


class Moment(NamedTuple):
    """The canonical order of entries: hybrid logical clock, then writer and number to break ties."""

    milliseconds: int
    counter: int
    writer: str
    seq: int


class Relation(Enum):
    """How one thing went into another."""

    USED = "used"
    BUILT_IN = "built-in"
    PACKED = "packed"


class Birth(msgspec.Struct, frozen=True, omit_defaults=True):
    """A lot was received or made, or a unit or logistic unit came to be."""

    moment: Moment
    entry: str
    at: str
    quantity: Quantity | None = None
    expiry: str | None = None
    source: str | None = None


class Link(msgspec.Struct, frozen=True, omit_defaults=True):
    """`source` went into `target` at a moment; `quantity` is what the event took of it for all that it made."""

    moment: Moment
    entry: str
    source: str
    target: str
    relation: Relation
    quantity: Quantity | None = None
    position: str | None = None


class Used(msgspec.Struct, frozen=True):
    """An amount went out of a lot, told once however many things it went into."""

    quantity: Quantity


class Parting(msgspec.Struct, frozen=True):
    """`source` was taken out of `target`: every link between the two begun before ends here."""

    moment: Moment
    entry: str
    source: str
    target: str


class StepDone(msgspec.Struct, frozen=True, omit_defaults=True):
    """A step of the route was done on the thing."""

    moment: Moment
    entry: str
    step: str
    outcome: Outcome
    order: str | None = None
    disposition: str | None = None


class Shipment(msgspec.Struct, frozen=True, omit_defaults=True):
    """The thing left the plant."""

    moment: Moment
    entry: str
    at: str
    to: str | None = None
    document: str | None = None


class Hold(msgspec.Struct, frozen=True):
    """A hold, named by the id of the entry that placed it."""

    entry: str
    at: str
    actor: str
    reason: str


class Lift(msgspec.Struct, frozen=True):
    """The hold placed by the entry `hold` was lifted: when, by whom and why, as for the hold itself."""

    hold: str
    entry: str
    at: str
    actor: str
    reason: str


class Counted(msgspec.Struct, frozen=True):
    """One more piece of an order was done at a step."""

    step: str
    outcome: Outcome
    pieces: int


KeptFact = Birth | Link | Parting | StepDone | Shipment | Hold | Lift
"""A fact about one thing that its state keeps as it is."""

ThingFact = KeptFact | Used
"""A fact about one thing."""


def canonical_key(fact: KeptFact) -> tuple[tuple[object, ...], bytes]:
    """Where a fact stands among facts of its kind: by moment; facts of one moment by their bytes, everywhere alike."""
    moment = () if isinstance(fact, Hold | Lift) else fact.moment
    return moment, msgspec.json.encode(fact)
