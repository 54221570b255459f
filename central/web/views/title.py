"""What stands at the top of a thing's page: its name, its facts, its states, what may be done."""

import msgspec

from central.web.views.answer import Answer, Names, Standing, is_provisional, standing, supplier_of
from central.web.views.naming import Naming
from central.web.views.rows import Tag, tag_of
from central.web.visible import visible
from central.web.words import Words, short_time
from traceability.identity import LogisticUnit, Lot, label_of, thing_of


class OpenHold(msgspec.Struct, frozen=True, kw_only=True):
    """A hold that stands: the entry that placed it, why, who, when."""

    entry: str
    reason: str
    person: str
    time: str


class Title(msgspec.Struct, frozen=True, kw_only=True):
    """The head of the page."""

    key: str
    kind: str
    label: str
    facts: tuple[str, ...]
    tags: tuple[Tag, ...]
    holds: tuple[OpenHold, ...]


def title(answer: Answer, names: Names, words: Words) -> Title:
    """The head for the thing asked for."""
    naming = Naming(names, words)
    thing = thing_of(answer.state.thing)
    return Title(
        key=answer.state.thing,
        kind=naming.kind(thing),
        label=visible(label_of(thing)),
        facts=_facts(answer, naming),
        tags=_tags(answer, words),
        holds=tuple(
            OpenHold(
                entry=hold.entry,
                reason=visible(hold.reason),
                person=naming.person(hold.actor),
                time=short_time(hold.at),
            )
            for hold in answer.state.open_holds
        ),
    )


def _facts(answer: Answer, naming: Naming) -> tuple[str, ...]:
    thing, state, words = thing_of(answer.state.thing), answer.state, naming.words
    facts: list[str] = []
    if not isinstance(thing, LogisticUnit):
        facts.append(words("fact.material", name=naming.material(thing.material), id=visible(thing.material)))
    if isinstance(thing, Lot):
        supplier = next((supplier_of(state, birth, naming.names) for birth in state.births), None)
        if supplier:
            facts.append(words("fact.supplier", name=naming.partner(supplier)))
    facts += [words("fact.received", amount=words.quantity(each)) for each in state.received]
    if isinstance(thing, Lot) and state.births:
        facts += [words("fact.remaining", amount=words.quantity(each)) for each in state.remaining]
    if state.expiry:
        facts.append(words("fact.expiry", day=visible(state.expiry)))
    return tuple(facts)


def _tags(answer: Answer, words: Words) -> tuple[Tag, ...]:
    state = answer.state
    tags = [
        Tag("refuse", "hold", words("state.held-since", time=short_time(hold.at)))
        for hold in state.open_holds
    ]
    if is_provisional(state):
        tags.append(tag_of(Standing.PROVISIONAL, words))
    if state.expiry is not None and state.expiry < answer.today:
        tags.append(tag_of(Standing.EXPIRED, words))
    if state.shipments:
        tags.append(tag_of(Standing.SHIPPED, words))
    if not tags:
        tags.append(tag_of(standing(state, answer.today), words))
    return tuple(tags)
