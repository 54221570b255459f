"""Judging: what an operator put into a form, against what this node knows. The same at station and central.

A verdict names the rules that spoke, each with the facts its sentence needs (`sentences`). Severities: `refuse` holds
the input back; `provisional` takes it and says that central has yet to confirm it.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Protocol

from traceability.acts import FieldValue, Outcome
from traceability.dates import day_of
from traceability.entries import RuleOutcome, Verdict
from traceability.identity import LogisticUnit, Lot, Thing, Unit, label_of, thing_of
from traceability.ledger import ThingState
from traceability.process.binding import Offer, expected_material
from traceability.process.draft import Draft
from traceability.process.model import Field, FieldType, Pack, Presence, Step

REFUSE = "refuse"
PROVISIONAL = "provisional"
ACCEPT = "accept"


class Knowledge(Protocol):
    """What a node knows when it judges."""

    def thing(self, key: str) -> ThingState | None:
        """The state of a thing, own unsettled entries included; None when nothing was ever heard of it."""

    def snapshot_seconds(self) -> float | None:
        """Age of what central last said, in seconds; None when it never said anything."""

    def today(self) -> dt.date:
        """The date in the plant's time zone, by the latest trusted time."""


def judge_values(
    values: tuple[FieldValue, ...], draft: Draft, step: Step, pack: Pack, knowledge: Knowledge
) -> Verdict:
    """The verdict on values about to go into a draft."""
    outcomes = [
        outcome
        for value in values
        if value.thing is not None
        for outcome in _Judging(value, thing_of(value.thing), draft, step, pack, knowledge).outcomes()
    ]
    outcomes += [outcome for value in values for outcome in _date(value, step, knowledge)]
    outcomes += _units(values, draft, step, pack)
    return verdict_of(tuple(outcomes))


def judge_unwanted(offers: tuple[Offer, ...], draft: Draft, step: Step) -> Verdict:
    """Why a scan that fills no field is not taken."""
    wanted = draft.wanted(step)
    field = wanted.key if wanted else None
    for offer in offers:
        if offer.unknown_item:
            return verdict_of((_refusal("code.unknown-item", field, offer.unknown_item),))
        if offer.thing or offer.document or offer.party:
            return verdict_of((_refusal("form.not-wanted", field, _called(offer)),))
        if offer.item:
            return verdict_of((_refusal("code.no-lot", field, offer.item[0]),))
        if offer.fault:
            return verdict_of((_refusal("code.unreadable", field, offer.fault.code, **offer.fault.facts),))
    text = next((offer.choice for offer in offers if offer.choice), "")
    return verdict_of((_refusal("form.not-wanted", field, text),))


def _called(offer: Offer) -> str:
    if offer.thing:
        return label_of(offer.thing)
    return offer.document[1] if offer.document else offer.party or ""


def verdict_of(outcomes: tuple[RuleOutcome, ...]) -> Verdict:
    """The verdict a set of outcomes adds up to: the gravest severity, `accept` when none spoke."""
    severities = {outcome.severity for outcome in outcomes}
    gravest = next((each for each in (REFUSE, PROVISIONAL) if each in severities), ACCEPT)
    return Verdict(gravest, outcomes)


class _Judging:
    """One value while it is judged."""

    def __init__(
        self, value: FieldValue, thing: Thing, draft: Draft, step: Step, pack: Pack, knowledge: Knowledge
    ) -> None:
        self.value = value
        self.thing = thing
        self.draft = draft
        self.step = step
        self.pack = pack
        self.knowledge = knowledge
        self.field: Field = step.field(value.field)
        self.state = knowledge.thing(thing.uri)

    def outcomes(self) -> Iterator[RuleOutcome]:
        """The gravest things first; where the wrong thing was scanned, its state does not matter."""
        wrong = next((outcome for check in (self._material, self._twice) for outcome in check()), None)
        if wrong:
            yield wrong
            return
        yield from self._presence()
        yield from self._held()
        yield from self._expiry()
        yield from self._route()

    def _material(self) -> Iterator[RuleOutcome]:
        if isinstance(self.thing, LogisticUnit):
            return
        material, expected = self.thing.material, expected_material(self.field, self.draft, self.pack)
        if expected is None and self.field.position is not None:
            yield self._refuse("bom.position")
        elif expected not in {None, material}:
            yield self._refuse("bom.material", material=material, wanted=expected or "")
        elif material not in self.pack.materials:
            yield self._refuse("code.unknown-item", material=material)

    def _twice(self) -> Iterator[RuleOutcome]:
        values = (value for field in self.step.fields for value in self.draft.of(field))
        if not isinstance(self.thing, Lot) and any(value.thing == self.thing.uri for value in values):
            yield self._refuse("form.twice")

    def _presence(self) -> Iterator[RuleOutcome]:
        known = self.state is not None and bool(self.state.births or self.state.steps)
        if self.field.presence is Presence.NEW:
            if known and not isinstance(self.thing, Lot):
                yield self._refuse("unit.once" if isinstance(self.thing, Unit) else "box.once")
            return
        if known:
            return
        age = self.knowledge.snapshot_seconds()
        # A negative age says that the clock was set back, not that the snapshot is fresh.
        if age is not None and 0 <= age <= self.pack.limits.snapshot_fresh_seconds:
            yield self._refuse("thing.unknown")
        else:
            yield self._outcome("thing.provisional", PROVISIONAL)

    def _held(self) -> Iterator[RuleOutcome]:
        for hold in self.state.open_holds if self.state else ():
            yield self._refuse("thing.on-hold", reason=hold.reason)

    def _expiry(self) -> Iterator[RuleOutcome]:
        expiry = self.state.expiry if self.state and isinstance(self.thing, Lot) else None
        if expiry is None:
            return
        last = day_of(expiry)
        if last is None:
            yield self._refuse("lot.expiry-unclear", expiry=expiry)
        elif last < self.knowledge.today():
            yield self._refuse(
                "lot.not-expired", days=str((self.knowledge.today() - last).days), expiry=expiry
            )

    def _route(self) -> Iterator[RuleOutcome]:
        if self.state is None or isinstance(self.thing, Lot) or self.field.presence is Presence.NEW:
            return
        # Steps stand in order, so the last outcome of each counts; what is to be reworked may come again.
        ended = {each.step: each.outcome for each in self.state.steps}
        if ended.get(self.draft.form, Outcome.REWORK) is not Outcome.REWORK:
            yield self._refuse("unit.once" if isinstance(self.thing, Unit) else "box.once")
        elif self.state.births:
            for step in self.step.after:
                if step not in ended:
                    yield self._refuse("step.after", step=step)
                elif ended[step] is not Outcome.GOOD:
                    yield self._refuse("step.passed", step=step)

    def _refuse(self, rule: str, **facts: str) -> RuleOutcome:
        return self._outcome(rule, REFUSE, **facts)

    def _outcome(self, rule: str, severity: str, **facts: str) -> RuleOutcome:
        return RuleOutcome(
            rule=rule, severity=severity, field=self.field.key, value=label_of(self.thing), facts=facts
        )


def _date(value: FieldValue, step: Step, knowledge: Knowledge) -> Iterator[RuleOutcome]:
    """A date is one; a lot that has expired when it comes in is not taken in."""
    if step.field(value.field).type is not FieldType.DATE or value.text is None:
        return
    day = day_of(value.text)
    if day is None:
        yield _refusal("date.unclear", value.field, value.text)
    elif value.field == step.event.expiry and day < knowledge.today():
        days = str((knowledge.today() - day).days)
        yield _refusal("lot.not-expired", value.field, value.text, days=days, expiry=value.text)


def _units(values: tuple[FieldValue, ...], draft: Draft, step: Step, pack: Pack) -> Iterator[RuleOutcome]:
    """A lot measured in one unit and used in another would never add up."""
    before = draft.measured_lots(step)
    for lot, amount in draft.with_values(values).measured_lots(step)[len(before) :]:
        material = pack.materials.get(lot.material)
        if material and material.unit != amount.unit:
            yield _refusal("quantity.unit", step.event.quantity, amount.value)


def _refusal(rule: str, field: str | None, value: str, /, **facts: str) -> RuleOutcome:
    return RuleOutcome(rule=rule, severity=REFUSE, field=field, value=value, facts=facts)
