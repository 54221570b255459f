"""All that a page about one thing is made from: the answer of the core, and the names that make it readable."""

from collections.abc import Mapping
from enum import Enum

import msgspec

from central.tracing.trace import Happening
from traceability.facts import Birth
from traceability.genealogy import Completeness, Trace
from traceability.identity import Lot, Thing, thing_of
from traceability.language import Text
from traceability.ledger import ThingState


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """Where a thing came from and went to.

    Attributes:
        state: the thing asked for.
        states: of everything in both traces, by key; a thing nobody has stated anything about is missing.
        happenings: by entry id, of the links, births and shipments in the traces and of the thing's own steps.
        today: the plant's date, YYYY-MM-DD, by which expiry is judged.
    """

    state: ThingState
    backward: Trace
    forward: Trace
    states: Mapping[str, ThingState]
    happenings: Mapping[str, Happening]
    completeness: Completeness
    today: str

    def state_of(self, key: str) -> ThingState:
        """What is known of a thing, be it nothing."""
        return self.states.get(key) or ThingState(key)


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """What ids are called.

    Attributes:
        people: by person id, from the directory.
        stations: by station id.
        materials, steps, partners: by id, from the process packs.
    """

    people: Mapping[str, str] = {}
    stations: Mapping[str, Text] = {}
    materials: Mapping[str, Text] = {}
    steps: Mapping[str, Text] = {}
    partners: Mapping[str, Text] = {}


class Standing(Enum):
    """The one state a thing is shown with; the first that fits, in this order."""

    HELD = "held"
    PROVISIONAL = "provisional"
    EXPIRED = "expired"
    SCRAPPED = "scrapped"
    SHIPPED = "shipped"
    CONFIRMED = "confirmed"


def standing(state: ThingState, today: str) -> Standing:
    """How a thing stands on a date."""
    if state.open_holds:
        return Standing.HELD
    if is_provisional(state):
        return Standing.PROVISIONAL
    if state.expiry is not None and state.expiry < today:
        return Standing.EXPIRED
    if state.shipments:
        return Standing.SHIPPED
    if any(step.outcome.value == "scrap" for step in state.steps):
        return Standing.SCRAPPED
    return Standing.CONFIRMED


def is_provisional(state: ThingState) -> bool:
    """Whether the thing was only ever used, never seen to come to be."""
    return not (state.births or state.steps or state.made_from)


def material_of(thing: Thing) -> str | None:
    """The material's id; a logistic unit has none."""
    return getattr(thing, "material", None)


def supplier_of(state: ThingState, birth: Birth, names: Names) -> str | None:
    """Who delivered: the source the receipt names, or the partner that gave the lot its number."""
    if birth.source is not None:
        return birth.source
    thing = thing_of(state.thing)
    return thing.issuer if isinstance(thing, Lot) and thing.issuer in names.partners else None
