"""The list of lots, units and boxes."""

from collections.abc import Iterable
from urllib.parse import quote

import msgspec

from central.web.views.answer import Names, standing
from central.web.views.naming import Naming
from central.web.views.rows import Tag, tag_of
from central.web.visible import visible
from central.web.words import Words, day_and_time
from traceability.identity import LogisticUnit, Lot, label_of, thing_of
from traceability.ledger import ThingState


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the list."""

    href: str
    kind: str
    icon: str
    label: str
    sort: str
    quantity: str
    since: str
    expiry: str
    tags: tuple[Tag, ...]


def found(states: Iterable[ThingState], names: Names, words: Words, today: str) -> tuple[Found, ...]:
    """The lines for the things found, in the order given."""
    naming = Naming(names, words)
    return tuple(_found(state, naming, words, today) for state in states)


def _found(state: ThingState, naming: Naming, words: Words, today: str) -> Found:
    thing = thing_of(state.thing)
    remaining = state.remaining
    return Found(
        href=f"/thing?key={quote(state.thing, safe='')}",
        kind=naming.kind(thing),
        icon="lot" if isinstance(thing, Lot) else "box" if isinstance(thing, LogisticUnit) else "unit",
        label=visible(label_of(thing)),
        sort="" if isinstance(thing, LogisticUnit) else naming.material(thing.material),
        quantity=words("list.remaining", amount=words.quantity(remaining[0]))
        if remaining and state.births
        else "",
        since=day_and_time(state.births[0].at) if state.births else "",
        expiry=visible(state.expiry or ""),
        tags=(tag_of(standing(state, today), words),),
    )
