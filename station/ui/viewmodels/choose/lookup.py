"""The card of a scanned thing: what it is, its state, one level up and down."""

import datetime as dt
from collections.abc import Iterator

import msgspec

from station.ui.translations import Wording
from station.ui.views.entry import Band
from station.ui.views.work import Fact, FactSheet
from station.workflows.lookup import Found
from traceability.dates import day_of
from traceability.identity import LogisticUnit, Lot, Thing, label_of, thing_of
from traceability.ledger import ThingState
from traceability.process.model import Pack

_NAMED = 4
"""How many neighbours a line names; the rest is counted."""


class Looked(msgspec.Struct, frozen=True):
    """What it is, large, and below it what is known of it."""

    head: Band
    sheet: FactSheet


def looked_up(found: Found, pack: Pack, today: dt.date, words: Wording) -> Looked:
    """The card for what was found."""
    if found.thing is None:
        head = Band(role="offline", icon="info", over=words.say("lookup.unreadable"), title=found.text)
        why = found.fault.sentence(words.language) if found.fault else ""
        facts = (Fact(words.say("history.reason"), why),) if why else ()
        return Looked(head, FactSheet(title=words.say("lookup.unreadable-way"), facts=facts))
    role, icon, state = _state(found.state, pack, today, words)
    head = Band(
        role=role, icon=icon, over=_kind(found.thing, pack, words), title=label_of(found.thing), detail=state
    )
    title = words.say("lookup.facts") if found.state else words.say("lookup.unknown-way")
    known = tuple(_facts(found, found.thing, pack, words))
    return Looked(head, FactSheet(title=title, facts=known, stacked=False))


def _facts(found: Found, thing: Thing, pack: Pack, words: Wording) -> Iterator[Fact]:
    if found.state is None:
        return
    if found.state.expiry:
        yield Fact(words.say("lookup.expiry"), found.state.expiry)
    if isinstance(thing, Lot) and found.state.remaining:
        amounts = " · ".join(words.amount(each) for each in found.state.remaining)
        yield Fact(words.say("lookup.left"), amounts)
    sources = [link.source for link in found.made_from]
    yield from _neighbours(words.say("lookup.made-from"), sources, len(sources), pack, words)
    targets = [link.target for link in found.part_of][::-1]
    count = max(found.state.uses, len(targets))
    yield from _neighbours(words.say("lookup.part-of"), targets, count, pack, words)


def _state(state: ThingState | None, pack: Pack, today: dt.date, words: Wording) -> tuple[str, str, str]:
    """Colour role, icon and words of the gravest that is true of a thing."""
    if state is None:
        return "offline", "provisional", words.say("lookup.unknown")
    if state.open_holds:
        return "refuse", "hold", words.say("lookup.on-hold", reason=state.open_holds[0].reason)
    last = day_of(state.expiry) if state.expiry else None
    if last is not None and last < today:
        return "refuse", "refuse", words.say("lookup.expired", days=str((today - last).days))
    return _whereabouts(state, pack, words)


def _whereabouts(state: ThingState, pack: Pack, words: Wording) -> tuple[str, str, str]:
    """How far a thing is that may be used."""
    if state.shipments:
        return "accent", "truck", words.say("lookup.shipped")
    if state.steps:
        done = pack.steps.get(state.steps[-1].step)
        name = words.of(done.name) if done else state.steps[-1].step
        return "ok", "read", words.say("lookup.step-done", step=name)
    if state.births:
        return "ok", "read", words.say("lookup.received")
    return "offline", "provisional", words.say("lookup.unborn")


def _kind(thing: Thing, pack: Pack, words: Wording) -> str:
    if isinstance(thing, LogisticUnit):
        return words.say("lookup.box")
    material = pack.materials.get(thing.material)
    name = words.of(material.name) if material else thing.material
    key = "lookup.lot" if isinstance(thing, Lot) else "lookup.unit"
    return words.say(key, material=name)


def _neighbours(title: str, things: list[str], count: int, pack: Pack, words: Wording) -> Iterator[Fact]:
    for index, thing in enumerate(things[:_NAMED]):
        yield Fact(title if index == 0 else "", _neighbour(thing_of(thing), pack, words))
    if count > _NAMED:
        yield Fact("", words.say("lookup.in-all", count=f"{count:,}"))


def _neighbour(thing: Thing, pack: Pack, words: Wording) -> str:
    if isinstance(thing, LogisticUnit):
        return label_of(thing)
    material = pack.materials.get(thing.material)
    return f"{label_of(thing)}\u3000{words.of(material.name)}" if material else label_of(thing)
