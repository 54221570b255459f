"""The card of a scanned thing: what it is, its state, one level up and down."""

import datetime as dt
from collections.abc import Iterator

from station.ui.translations import Wording
from station.ui.views.work import Fact, FactSheet
from station.workflows.lookup import Found
from traceability.dates import day_of
from traceability.identity import LogisticUnit, Lot, Thing, label_of, thing_of
from traceability.ledger import ThingState
from traceability.process.model import Pack

_NAMED = 4
"""How many neighbours a line names; the rest is counted."""


def lookup_sheet(found: Found, pack: Pack, today: dt.date, words: Wording) -> FactSheet:
    """The card for what was found."""
    if found.thing is None:
        facts = (Fact(words.say("lookup.content"), found.text, code=True),) if found.text else ()
        return FactSheet(title=words.say("lookup.unreadable"), icon="info", facts=facts, stacked=False)
    role, icon, _ = _state(found.state, pack, today, words)
    return FactSheet(
        title=_kind(found.thing, pack, words),
        icon=icon,
        role=role,
        facts=tuple(_facts(found, found.thing, pack, today, words)),
        stacked=False,
    )


def _facts(found: Found, thing: Thing, pack: Pack, today: dt.date, words: Wording) -> Iterator[Fact]:
    yield Fact(words.say("lookup.number"), label_of(thing), code=True)
    yield Fact(words.say("lookup.state"), _state(found.state, pack, today, words)[2])
    if found.state is None:
        return
    if found.state.expiry:
        yield Fact(words.say("lookup.expiry"), found.state.expiry)
    if isinstance(thing, Lot) and found.state.remaining:
        amounts = " · ".join(words.amount(each) for each in found.state.remaining)
        yield Fact(words.say("lookup.left"), amounts)
    made_from = [link.source for link in found.made_from]
    if made_from:
        yield Fact(words.say("lookup.made-from"), _neighbours(made_from, len(made_from), pack, words))
    part_of = [link.target for link in found.part_of]
    if part_of:
        count = max(found.state.uses, len(part_of))
        yield Fact(words.say("lookup.part-of"), _neighbours(part_of[::-1], count, pack, words))


def _state(state: ThingState | None, pack: Pack, today: dt.date, words: Wording) -> tuple[str, str, str]:
    """Colour role, icon and words of the gravest that is true of a thing."""
    if state is None:
        return "offlinetext", "provisional", words.say("lookup.unknown")
    if state.open_holds:
        return "refusetext", "hold", words.say("lookup.on-hold", reason=state.open_holds[0].reason)
    last = day_of(state.expiry) if state.expiry else None
    if last is not None and last < today:
        return "refusetext", "refuse", words.say("lookup.expired", days=str((today - last).days))
    return _whereabouts(state, pack, words)


def _whereabouts(state: ThingState, pack: Pack, words: Wording) -> tuple[str, str, str]:
    """How far a thing is that may be used."""
    if state.shipments:
        return "text", "truck", words.say("lookup.shipped")
    if state.steps:
        done = pack.steps.get(state.steps[-1].step)
        name = words.of(done.name) if done else state.steps[-1].step
        return "oktext", "read", words.say("lookup.step-done", step=name)
    if state.births:
        return "oktext", "read", words.say("lookup.received")
    return "offlinetext", "provisional", words.say("lookup.unborn")


def _kind(thing: Thing, pack: Pack, words: Wording) -> str:
    if isinstance(thing, LogisticUnit):
        return words.say("lookup.box")
    material = pack.materials.get(thing.material)
    name = words.of(material.name) if material else thing.material
    key = "lookup.lot" if isinstance(thing, Lot) else "lookup.unit"
    return words.say(key, material=name)


def _neighbours(things: list[str], count: int, pack: Pack, words: Wording) -> str:
    named = "\n".join(_neighbour(thing_of(each), pack, words) for each in things[:_NAMED])
    return words.say("lookup.and-more", things=named, count=str(count)) if count > _NAMED else named


def _neighbour(thing: Thing, pack: Pack, words: Wording) -> str:
    if isinstance(thing, LogisticUnit):
        return label_of(thing)
    material = pack.materials.get(thing.material)
    return f"{label_of(thing)}\u3000{words.of(material.name)}" if material else label_of(thing)
