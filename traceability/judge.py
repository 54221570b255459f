"""Judging: what an operator put into a form, against what this node knows. The same at station and central.

A verdict names the rules that spoke, each with the facts its sentence needs (`sentences`). Severities: `refuse` holds
the input back; `provisional` takes it and says that central has yet to confirm it.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Protocol

from traceability.acts import FieldValue
from traceability.entries import RuleOutcome, Verdict
from traceability.identity import LogisticUnit, Lot, Thing, Unit, label_of, thing_of
from traceability.ledger import ThingState
from traceability.process.binding import Offer, expected_material
from traceability.process.draft import Draft
from traceability.process.model import Field, Pack, Presence, Step

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
    outcomes += [outcome for value in values if value.text for outcome in _expired(value, step, knowledge)]
    return verdict_of(tuple(outcomes))


def judge_completion(draft: Draft, step: Step) -> Verdict:
    """The verdict on saving a draft: every required field must be full."""
    return verdict_of(
        tuple(
            RuleOutcome(rule="field.required", severity=REFUSE, field=field.key)
            for field in draft.open_fields(step)
            if field.required
        )
    )


def judge_unwanted(offers: tuple[Offer, ...], draft: Draft, step: Step) -> Verdict:
    """Why a scan that fills no field is not taken."""
    wanted = draft.wanted(step)
    field = wanted.key if wanted else None
    for offer in offers:
        if offer.unknown_item:
            return verdict_of((_refusal("code.unknown-item", field, offer.unknown_item),))
        if offer.thing or offer.document or offer.party:
            value = label_of(offer.thing) if offer.thing else (offer.document or ("", offer.party or ""))[1]
            return verdict_of((_refusal("form.not-wanted", field, value),))
        if offer.item:
            return verdict_of((_refusal("code.no-lot", field, offer.item[0], material=offer.item[0]),))
        if offer.fault:
            return verdict_of((_refusal("code.unreadable", field, offer.fault),))
    text = next((offer.choice for offer in offers if offer.choice), "")
    return verdict_of((_refusal("form.not-wanted", field, text),))


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
        expected = expected_material(self.field, self.draft, self.pack)
        if isinstance(self.thing, LogisticUnit) or expected in {None, self.thing.material}:
            return
        yield self._refuse("bom.material", material=self.thing.material, wanted=expected or "")

    def _twice(self) -> Iterator[RuleOutcome]:
        if any(value.thing == self.thing.uri for value in self.draft.values) and not isinstance(
            self.thing, Lot
        ):
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
        if age is not None and age <= self.pack.limits.snapshot_fresh_seconds:
            yield self._refuse("thing.unknown")
        else:
            yield self._outcome("thing.provisional", PROVISIONAL)

    def _held(self) -> Iterator[RuleOutcome]:
        for hold in self.state.open_holds if self.state else ():
            yield self._refuse("thing.on-hold", reason=hold.reason)

    def _expiry(self) -> Iterator[RuleOutcome]:
        expiry = self.state.expiry if self.state else None
        days = (self.knowledge.today() - dt.date.fromisoformat(expiry)).days if expiry else 0
        if days > 0 and expiry and isinstance(self.thing, Lot):
            yield self._refuse("lot.not-expired", days=str(days), expiry=expiry, material=self.thing.material)

    def _route(self) -> Iterator[RuleOutcome]:
        if self.state is None or isinstance(self.thing, Lot) or self.field.presence is Presence.NEW:
            return
        done = {each.step for each in self.state.steps}
        if self.draft.form in done:
            yield self._refuse("unit.once" if isinstance(self.thing, Unit) else "box.once")
        elif self.state.births:
            yield from (self._refuse("step.after", step=step) for step in self.step.after if step not in done)

    def _refuse(self, rule: str, **facts: str) -> RuleOutcome:
        return self._outcome(rule, REFUSE, **facts)

    def _outcome(self, rule: str, severity: str, **facts: str) -> RuleOutcome:
        return RuleOutcome(
            rule=rule, severity=severity, field=self.field.key, value=label_of(self.thing), facts=facts
        )


def _expired(value: FieldValue, step: Step, knowledge: Knowledge) -> Iterator[RuleOutcome]:
    """A lot that has expired when it comes in is not taken in."""
    if value.field != step.event.expiry or value.text is None:
        return
    days = (knowledge.today() - dt.date.fromisoformat(value.text)).days
    if days > 0:
        yield _refusal("lot.not-expired", value.field, value.text, days=str(days), expiry=value.text)


def _refusal(rule: str, field: str | None, value: str, **facts: str) -> RuleOutcome:
    return RuleOutcome(rule=rule, severity=REFUSE, field=field, value=value, facts=facts)
