"""What happened to one thing, in order."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from central.web.views.answer import Answer, Names
from central.web.views.naming import Naming
from central.web.views.rows import Work, work_of
from central.web.visible import visible
from central.web.words import Words, day_and_time
from traceability.acts import Outcome
from traceability.facts import Hold, Lift


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened to the thing itself."""

    icon: str
    what: str
    detail: str
    work: Work


def history(answer: Answer, names: Names, words: Words) -> tuple[Past, ...]:
    """Everything that happened to the thing, the oldest first."""
    told = _Telling(answer, Naming(names, words))
    pasts = (*told.work(), *told.holds())
    return tuple(past for _, past in sorted(pasts, key=lambda each: datetime.fromisoformat(each[0])))


class _Telling:
    def __init__(self, answer: Answer, naming: Naming) -> None:
        self.answer = answer
        self.naming = naming
        self.words = naming.words

    def work(self) -> Iterator[tuple[str, Past]]:
        """One line per entry; what an entry says besides its step goes before the step."""
        state, words = self.answer.state, self.words
        said: dict[str, tuple[str, str, str]] = {
            step.entry: ("event", self.naming.step(step.step), self._outcome(step.outcome))
            for step in state.steps
        }
        made = words("past.made") if state.made_from else words("past.received")
        for birth in state.births:
            said[birth.entry] = ("plus", made, words.quantity(birth.quantity) if birth.quantity else "")
        for shipment in state.shipments:
            to = self.naming.partner(shipment.to) if shipment.to else words("partner.unknown")
            said[shipment.entry] = ("truck", words("past.shipped"), to)
        for entry, (icon, what, detail) in said.items():
            happening = self.answer.happenings[entry]
            yield (
                happening.at,
                Past(icon=icon, what=what, detail=detail, work=work_of(happening, self.naming)),
            )

    def holds(self) -> Iterator[tuple[str, Past]]:
        for hold in self.answer.state.holds:
            yield hold.at, self._hold("hold", self.words("past.held"), hold)
        for lift in {lift.entry: lift for lift in self.answer.state.lifts}.values():
            yield lift.at, self._hold("release", self.words("past.lifted"), lift)

    def _hold(self, icon: str, what: str, fact: Hold | Lift) -> Past:
        work = Work(
            step="",
            order="",
            person=self.naming.person(fact.actor),
            device="",
            time=day_and_time(fact.at),
            station=self.naming.station(None),
        )
        return Past(icon=icon, what=what, detail=visible(fact.reason), work=work)

    def _outcome(self, outcome: Outcome) -> str:
        match outcome:
            case Outcome.GOOD:
                return self.words("outcome.good")
            case Outcome.REWORK:
                return self.words("outcome.rework")
            case Outcome.SCRAP:
                return self.words("outcome.scrap")
