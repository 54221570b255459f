"""A code that can't be read: typed from what is printed under it, as the pack allows.

Typed twice without seeing the first, or once with a shift lead's badge and PIN. What was typed is then judged like
a scan, and its source says for ever that it was typed and who confirmed it.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor

import msgspec

from station.ports import Credentials, Kept, RawScan
from station.workflows.inputs import Input
from station.workflows.knowledge import Knowledge
from station.workflows.outside import Outside
from station.workflows.sign_in import SignIn, SignInPhase, SignInState
from station.workflows.work_state import WorkState
from traceability.entries import Origin, RuleOutcome, ValueSource, Verdict
from traceability.judge import verdict_of
from traceability.people import Person, Right, may
from traceability.process.model import Field, Pack, Unreadable
from traceability.typed import values_typed


class ByHandState(msgspec.Struct, frozen=True, kw_only=True):
    """How far the typing is.

    Attributes:
        field: what is typed; way: how the pack allows it, never `NEVER`.
        text: what was typed; None while it is typed the first time.
        differed: the second time was different: nothing is kept, it begins again.
        turn: grows each time the keys begin empty.
        lead: how far the lead's confirmation is; None before it is asked for.
    """

    field: Field
    way: Unreadable
    text: str | None = None
    differed: bool = False
    turn: int = 0
    lead: SignInState | None = None


class ByHand:
    """One code being typed; `changed` is called after every change of `state`.

    `done` gets the text and the id of the lead who confirmed it, where one had to.
    """

    def __init__(
        self,
        confirmation: Callable[[Callable[[], None]], "Confirmation"],
        field: Field,
        way: Unreadable,
        changed: Callable[[], None],
        done: Callable[[str, str | None], None],
    ) -> None:
        self._confirmation = confirmation(self._lead_advanced)
        self._changed = changed
        self._done = done
        self._over = False
        self.state = ByHandState(field=field, way=way)

    def enter(self, text: str) -> None:
        """Take what was typed: the first time, or again, or with the lead yet to confirm."""
        state, text = self.state, text.strip()
        if not text or state.lead is not None:
            return
        if state.way is Unreadable.WITH_LEAD:
            self._show(text=text, lead=self._confirmation.state)
        elif state.text is None:
            self._show(text=text, differed=False, turn=state.turn + 1)
        elif state.text == text:
            self._end(text, None)
        else:
            self._show(text=None, differed=True, turn=state.turn + 1)

    @property
    def wants_badge(self) -> bool:
        """Whether a scan is the lead's badge; otherwise the code can be read after all."""
        return self.state.lead is not None

    def scan(self, raw: RawScan) -> None:
        """Take the lead's badge."""
        self._confirmation.scan(raw)

    def enter_pin(self, pin: str) -> None:
        """Take the lead's PIN."""
        self._confirmation.enter_pin(pin)

    def cancel(self) -> None:
        """Type nothing after all; a PIN being checked confirms nothing any more."""
        self._over = True

    def _lead_advanced(self) -> None:
        lead, text = self._confirmation.state, self.state.text
        if self._over or text is None:
            return
        if lead.phase is SignInPhase.SIGNED_IN and lead.person is not None:
            self._end(text, lead.person.id)
        else:
            self._show(lead=lead, turn=self.state.turn + 1)

    def _end(self, text: str, lead: str | None) -> None:
        self._over = True
        self._done(text, lead)

    def _show(self, **changes: object) -> None:
        self.state = msgspec.structs.replace(self.state, **changes)
        self._changed()


class Confirmation(SignIn):
    """Somebody else than the operator, who may, confirms a typed code with badge and PIN in place.

    Failed attempts are entries as at sign-in; a confirmation stands in the source of the value it confirms.
    """

    def __init__(
        self,
        outside: Outside,
        credentials: Credentials,
        workers: Executor,
        changed: Callable[[], None],
        *,
        operator: Person,
        step: str,
    ) -> None:
        super().__init__(outside, credentials, workers, changed)
        self._operator = operator
        self._step = step

    def _objection(self, person: Person) -> str | None:
        if person.id == self._operator.id:
            return "yourself"
        station = self._outside.knowledge.station()
        plant = station.plant if station else None
        return None if may(person, Right.CONFIRM_TYPED, plant=plant, step=self._step) else "no-right"

    def _let_in(self, person: Person) -> None:
        self._show(SignInState(phase=SignInPhase.SIGNED_IN, person=person))


def by_hand(
    key: str, text: str, lead: str | None, state: WorkState, knowledge: Knowledge
) -> tuple[Input, Verdict | None]:
    """What a typed code gives the open form, and the verdict on a text that names nothing for the field.

    Neither where the field is filled meanwhile, or its pack does not let it be typed so.
    """
    field = next((each for each in state.piece.draft.open_fields(state.step) if each.key == key), None)
    if field is None or not _is_allowed(field, state.pack, lead):
        return Input((), ()), None
    station = knowledge.station()
    plant = station.plant if station else ""
    found = values_typed(text, field, state.piece.draft, state.step, state.pack, knowledge, plant)
    values, verdict = ((), verdict_of((found,))) if isinstance(found, RuleOutcome) else (found, None)
    sources = tuple(
        ValueSource(field=each, origin=Origin.TYPED, raw=text.encode(), verified=False, confirmed_by=lead)
        for each in ([value.field for value in values] or [key])
    )
    return Input(values, sources), verdict


def _is_allowed(field: Field, pack: Pack, lead: str | None) -> bool:
    way = pack.unreadable(field)
    return way is Unreadable.TWICE or (way is Unreadable.WITH_LEAD and lead is not None)


def typed_sources(readings: Iterable[Kept]) -> tuple[ValueSource, ...]:
    """Where readings were typed for codes that could not be read."""
    return tuple(source for kept in readings for source in kept.entry.sources if source.is_typed_code)
