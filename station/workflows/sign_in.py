"""Signing in: badge by scan, PIN by touch. Every attempt is an entry."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from enum import Enum
from hashlib import sha256

import msgspec

from station.ports import Credentials, Feedback, Kept, NewEntry, RawScan
from station.problems import Problem
from station.workflows.inputs import text_of
from station.workflows.outside import Outside
from traceability.acts import SignedIn, SignedOut, SignInFailed
from traceability.people import SYSTEM, Person, Right, may


class SignInPhase(Enum):
    """Where signing in stands."""

    BADGE = "badge"
    PIN = "pin"
    CHECKING = "checking"
    SIGNED_IN = "signed-in"


class SignInState(msgspec.Struct, frozen=True, kw_only=True):
    """What the sign-in screen shows; `failure` is `unknown-badge`, `no-right`, `yourself`, `wrong-pin`, `no-check` or `unwritable`."""

    phase: SignInPhase = SignInPhase.BADGE
    person: Person | None = None
    failure: str | None = None


class SignIn:
    """One station's sign-in; `changed` is called after every change of `state`."""

    def __init__(
        self, outside: Outside, credentials: Credentials, workers: Executor, changed: Callable[[], None]
    ) -> None:
        self._outside = outside
        self._credentials = credentials
        self._workers = workers
        self._changed = changed
        self.state = SignInState()

    def scan(self, raw: RawScan) -> None:
        """Take a badge; a badge scanned while a PIN is asked for changes the person."""
        if self.state.phase not in {SignInPhase.BADGE, SignInPhase.PIN}:
            self._outside.tell(raw.device, Feedback.REFUSED)
            return
        badge = sha256(text_of(raw, self._outside.knowledge.today()).encode()).hexdigest()
        person = self._outside.knowledge.person_by_badge(badge)
        if person is None or person.pin is None:
            self._failed(SYSTEM, "unknown-badge", SignInState(failure="unknown-badge"), raw.device)
        elif objection := self._objection(person):
            self._failed(person.id, objection, SignInState(failure=objection), raw.device)
        else:
            self._outside.tell(raw.device, Feedback.TAKEN)
            self._show(SignInState(phase=SignInPhase.PIN, person=person))

    def enter_pin(self, pin: str) -> None:
        """Check a PIN in a worker; the screen stays awake."""
        person = self.state.person
        if self.state.phase is not SignInPhase.PIN or person is None or person.pin is None:
            return
        self._show(SignInState(phase=SignInPhase.CHECKING, person=person))
        checked = self._workers.submit(self._credentials.pin_is_right, person.pin, pin)
        checked.add_done_callback(lambda done: self._outside.post(lambda: self._answered(person, done)))

    def cancel(self) -> None:
        """Back to the badge."""
        if self.state.phase is SignInPhase.PIN:
            self._show(SignInState())

    def sign_out(self) -> None:
        """The person leaves."""
        person = self.state.person
        if self.state.phase is SignInPhase.SIGNED_IN and person is not None:
            self._outside.journal.append(NewEntry(actor=person.id, rights=person.rights, body=SignedOut()))
            self._show(SignInState())

    def _objection(self, person: Person) -> str | None:
        """Why this person's PIN is not even asked for; None where nothing is against it."""
        station = self._outside.knowledge.station()
        may_work = station is not None and any(
            may(person, Right.WORK, plant=station.plant, step=step) for step in station.steps
        )
        return None if may_work else "no-right"

    def _let_in(self, person: Person) -> None:
        """The PIN was right."""
        entry = NewEntry(actor=person.id, rights=person.rights, body=SignedIn())
        self._append(entry, SignInState(phase=SignInPhase.SIGNED_IN, person=person))

    def _answered(self, person: Person, done: Future[bool]) -> None:
        error = done.exception()
        if error is None:
            self._checked(person, done.result())
            return
        self._failed(person.id, "no-check", SignInState(failure="no-check"))
        if not isinstance(error, Problem):
            raise error  # a mistake of ours, or a verifier that is none; the screen waits for no answer to it

    def _checked(self, person: Person, right: bool) -> None:  # noqa: FBT001 -- the answer of one check
        if not right:
            self._failed(
                person.id, "wrong-pin", SignInState(phase=SignInPhase.PIN, person=person, failure="wrong-pin")
            )
            return
        self._let_in(person)

    def _failed(self, actor: str, reason: str, then: SignInState, device: str = "") -> None:
        self._append(NewEntry(actor=actor, body=SignInFailed(reason=reason)), then, device)

    def _append(self, entry: NewEntry, then: SignInState, device: str = "") -> None:
        """Show `then` once the attempt is durable: nobody gets in without a trace. A badge came from `device`."""

        def answered(future: Future[Kept]) -> None:
            state = then if future.exception() is None else SignInState(failure="unwritable")
            self._outside.post(lambda: shown(state))

        def shown(state: SignInState) -> None:
            self._outside.tell(device, Feedback.REFUSED)
            self._show(state)

        self._outside.journal.append(entry).add_done_callback(answered)

    def _show(self, state: SignInState) -> None:
        self.state = state
        self._changed()
