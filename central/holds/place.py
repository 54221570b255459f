"""Placing and lifting holds at the pages. A hold always succeeds; who may ask is decided by `traceability.people.may`."""

from collections.abc import Collection, Sequence

import msgspec

from central.ingest.context import Context
from central.ingest.journal import Deed
from central.store import states
from traceability.acts import HoldLifted, HoldPlaced
from traceability.ledger import ThingState
from traceability.people import Person, Right, may

_state = msgspec.json.Decoder(ThingState)


class NotAllowed(msgspec.Struct, frozen=True):
    """The person has not this right."""

    right: Right


class NothingToLift(msgspec.Struct, frozen=True):
    """None of the holds named is open."""

    thing: str


class HoldDone(msgspec.Struct, frozen=True):
    """The hold or lift is durable; `entry` is its id in hex, by which a hold is named."""

    entry: str


def place_hold(context: Context, things: Sequence[str], reason: str, by: Person) -> HoldDone | NotAllowed:
    """Hold things. Online stations know within seconds."""
    if not may(by, Right.PLACE_HOLD):
        return NotAllowed(Right.PLACE_HOLD)
    act = HoldPlaced(things=tuple(things), reason=reason)
    with context.writing() as connection:
        (entry,) = context.journal.append(connection, (Deed(act, by.id, by.rights),))
    return HoldDone(entry)


def lift_holds(
    context: Context, thing: str, holds: Collection[str], reason: str, by: Person
) -> HoldDone | NotAllowed | NothingToLift:
    """Lift those of `holds` (ids of the entries that placed them) that are open; one placed meanwhile stands."""
    if not may(by, Right.LIFT_HOLD):
        return NotAllowed(Right.LIFT_HOLD)
    with context.writing() as connection:
        body = states.body(connection, states.THING, thing)
        known = _state.decode(body).open_holds if body else ()
        lifted = tuple(hold.entry for hold in known if hold.entry in holds)
        if not lifted:
            return NothingToLift(thing)
        act = HoldLifted(holds=lifted, things=(thing,), reason=reason)
        (entry,) = context.journal.append(connection, (Deed(act, by.id, by.rights),))
    return HoldDone(entry)
