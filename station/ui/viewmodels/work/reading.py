"""What the last scan came to: the reading card, and the verdict that covers it."""

import datetime as dt

from station.ports import JournalUnavailable
from station.ui.translations import Wording
from station.ui.viewmodels.standing import Standing
from station.ui.viewmodels.work.values import field_of, is_code, main_label, material_name, value_text
from station.ui.views.frame import Action
from station.ui.views.text import Content, Run, short_code
from station.ui.views.work import Fact, Reading, ReadingState, Verdict, VerdictKind
from station.workflows.knowledge import Knowledge
from station.workflows.work_state import Phase, WorkState
from traceability.acts import EventRecorded, FieldValue
from traceability.acts import Reading as ReadingAct
from traceability.entries import RuleOutcome, ValueSource
from traceability.judge import PROVISIONAL
from traceability.ledger import ThingState
from traceability.process.model import FieldType
from traceability.sentences import UNREADABLE, sentence_of

_BESIDE = 3
"""Codes named in a note."""
_OF_THE_INPUT = ("code.", "form.", "field.", "numbers.", "typed.")
"""Rules that speak of what was scanned, not of a thing that must not be used."""


def reading_of(
    state: WorkState, knowledge: Knowledge, words: Wording, *, done: int, settled: bool
) -> Reading:
    """The reading card; `done` counts pieces of the order, `settled` once a reading is no news any more."""
    if state.phase is Phase.SAVED and state.saved is not None:
        return _saved(state, words, done)
    values = state.values if state.phase in {Phase.READ, Phase.PROVISIONAL} else _last_values(state)
    if not values:
        return Reading(
            state=ReadingState.IDLE, word=words.say("work.idle"), facts=words.say("work.idle-detail")
        )
    main = _main(values)
    field, typed = field_of(state.step, main.field), _typed(main, state)
    if state.phase is Phase.PROVISIONAL:
        outcome = next(each for each in state.verdict.rules if each.severity == PROVISIONAL)
        sentence = sentence_of(outcome, state.step, state.pack, words.language)
        kind, word, facts = (
            ReadingState.PROVISIONAL,
            "work.typed-provisional" if typed else "work.provisional",
            f"{sentence.matter}\n{sentence.way_on}",
        )
    else:
        fresh = state.phase is Phase.READ and not settled
        kind = ReadingState.READ if fresh else ReadingState.QUIET
        word = _WORDS[fresh, typed is not None]
        facts = _facts(values, main, state, knowledge, words)
        if typed and typed.confirmed_by:
            facts = " · ".join(filter(None, (_confirmed(typed.confirmed_by, knowledge, words), facts)))
    return Reading(
        state=kind,
        word=words.say(word),
        field=words.of(field.title) if field else "",
        code=value_text(main, state.step, state.pack, words),
        facts=facts,
    )


_WORDS = {
    (True, False): "work.read",
    (True, True): "work.typed-read",
    (False, False): "work.just-read",
    (False, True): "work.typed-just-read",
}
"""What a reading is called: whether it is fresh, and whether it was typed for a code that can't be read."""


def _typed(main: FieldValue, state: WorkState) -> ValueSource | None:
    """The source of the last reading's value, where its code was typed."""
    sources = state.piece.readings[-1].entry.sources if state.piece.readings else ()
    return next((each for each in sources if each.field == main.field and each.is_typed_code), None)


def _confirmed(lead: str, knowledge: Knowledge, words: Wording) -> str:
    person = knowledge.person(lead)
    return words.say("work.confirmed-by", person=person.name if person else lead)


def _main(values: tuple[FieldValue, ...]) -> FieldValue:
    return next((value for value in values if value.thing), values[0])


def _last_values(state: WorkState) -> tuple[FieldValue, ...]:
    if not state.piece.readings:
        return ()
    body = state.piece.readings[-1].entry.body
    return body.values if isinstance(body, ReadingAct) else ()


def _facts(
    values: tuple[FieldValue, ...], main: FieldValue, state: WorkState, knowledge: Knowledge, words: Wording
) -> str:
    facts = [material_name(main, state.pack, words)] if main.thing else []
    others = [value for value in values if value is not main]
    facts += [
        value_text(value, state.step, state.pack, words) for value in others if value.field != main.field
    ]
    field = field_of(state.step, main.field)
    is_lot = field is not None and field.type is FieldType.LOT
    known = _known(main.thing, knowledge) if main.thing and is_lot and not others else None
    if known is not None:
        if known.expiry:
            facts.append(words.say("work.good-until", date=known.expiry))
        facts += [words.say("work.left", amount=words.amount(each)) for each in known.remaining[:1]]
    return " · ".join(filter(None, facts))


def _known(thing: str, knowledge: Knowledge) -> ThingState | None:
    """What is known of a thing; nothing while the journal does not answer, of which a verdict tells."""
    try:
        return knowledge.thing(thing)
    except JournalUnavailable:
        return None


def _saved(state: WorkState, words: Wording, done: int) -> Reading:
    body = state.saved.entry.body if state.saved else None
    if not isinstance(body, EventRecorded):
        raise TypeError("what was saved is an event")
    outcome = words.member("outcome", body.outcome.value)
    unconfirmed = state.verdict.outcome == PROVISIONAL
    key = "work.saved-provisional" if unconfirmed else "work.saved-facts"
    facts = words.say(key, count=str(len({value.field for value in body.values})))
    typed = sum(source.is_typed_code for source in state.saved.entry.sources) if state.saved else 0
    return Reading(
        state=ReadingState.SAVED,
        word=words.say("work.saved"),
        field=words.say("work.saved-count", count=f"{done:,}", outcome=outcome),
        code=main_label(body, state.step),
        facts=words.say("work.saved-typed", facts=facts, count=str(typed)) if typed else facts,
    )


def verdict_of(state: WorkState, kept: int, words: Wording) -> Verdict | None:
    """What stops the work now, if anything does; `kept` counts the entries that are safe."""
    if state.phase is Phase.UNWRITABLE:
        return _unwritable(state.cause, kept, words)
    if state.phase is not Phase.REFUSED:
        return None
    outcome = state.verdict.rules[0]
    sentence = sentence_of(outcome, state.step, state.pack, words.language)
    of_input = outcome.rule.startswith(_OF_THE_INPUT)
    field = field_of(state.step, outcome.field) if outcome.field else None
    return Verdict(
        kind=VerdictKind.REFUSE,
        word=words.say("work.not-accepted") if of_input else words.say("work.do-not-use"),
        thing=words.of(field.title) if field else words.of(state.step.name),
        sentence=sentence.matter,
        way=sentence.way_on,
        recorded=words.say("work.recorded", time=_time(state.at)),
        facts=_verdict_facts(outcome, sentence.reason, state, words),
        actions=(Action(id="acknowledge", icon="scan", word=words.say("action.acknowledge")),),
    )


def rule_note(state: WorkState, standing: Standing, words: Wording) -> Content:
    """The rule that refused, and how old the data is that it was judged by; nothing while nothing is refused."""
    if state.phase is not Phase.REFUSED:
        return ""
    at = standing.status.snapshot_at
    age = words.say("work.data-as-of", time=standing.local_time(at)) if at else words.say("work.data-never")
    rule = state.verdict.rules[0].rule
    return (Run(words.say("work.rule")), Run(rule, code=True), Run(f"\n{age}"))


def beside_note(state: WorkState, words: Wording) -> Content:
    """The codes that were in view and were not wanted; nothing where there are none."""
    if not state.beside:
        return ""
    shown = words.say("work.between-codes").join(short_code(each) for each in state.beside[:_BESIDE])
    if len(state.beside) > _BESIDE:
        shown = words.say("work.beside-more", codes=shown, count=str(len(state.beside)))
    return words.say("work.beside", codes=shown)


def _verdict_facts(outcome: RuleOutcome, reason: str, state: WorkState, words: Wording) -> tuple[Fact, ...]:
    if outcome.rule == UNREADABLE:
        return (Fact(words.say("history.reason"), reason),) if reason else ()
    facts = []
    value = next((each for each in state.values if each.field == outcome.field), None)
    if outcome.value:
        field = field_of(state.step, outcome.field) if outcome.field else None
        told = "work.typed-text" if outcome.rule.startswith("typed.") else "work.code"
        named = words.of(field.title) if field and value and is_code(value) else words.say(told)
        facts.append(Fact(named, outcome.value, code=True))
    if "expiry" in outcome.facts and outcome.value != outcome.facts["expiry"]:
        facts.append(Fact(words.say("lookup.expiry"), outcome.facts["expiry"]))
    return tuple(facts)


def _unwritable(cause: str, kept: int, words: Wording) -> Verdict:
    return Verdict(
        kind=VerdictKind.REFUSE,
        word=words.say("work.not-saved"),
        thing=words.member("unwritable", cause),
        sentence=words.member("unwritable", cause),
        way=words.member("unwritable-way", cause),
        facts=(Fact(words.say("work.kept"), words.say("work.kept-count", count=f"{kept:,}")),),
        actions=(Action(id="acknowledge", icon="check", word=words.say("action.understood")),),
    )


def _time(at: dt.datetime | None) -> str:
    return f"{at:%H:%M:%S}" if at else ""
