"""Signing in: badge, then PIN."""

from collections.abc import Callable
from concurrent.futures import Executor

import msgspec

from station.ports import Credentials, RawScan
from station.ui.viewmodels.screen import Context, ScreenModel
from station.ui.views.entry import Band, KeypadContent, Welcome
from station.ui.views.frame import Bar, Note, NoticeKind
from station.ui.views.work import Prompt
from station.workflows.commands import Command, Deed
from station.workflows.sign_in import SignIn, SignInPhase
from traceability.people import Person, Right, may

PIN_DIGITS = 6


class SignInView(msgspec.Struct, frozen=True, kw_only=True):
    """`badge`, `welcome` and `keypad` once a badge was read, `prompt` before."""

    note: Note
    prompt: Prompt | None = None
    badge: Band | None = None
    welcome: Welcome | None = None
    keypad: KeypadContent | None = None


class SignInModel(ScreenModel):
    """Who is there; `signed_in` is called when somebody is."""

    def __init__(
        self,
        context: Context,
        credentials: Credentials,
        workers: Executor,
        signed_in: Callable[[Person], None],
    ) -> None:
        super().__init__(context)
        self._signed_in = signed_in
        self._sign_in = SignIn(context.outside, credentials, workers, self._advanced)

    @property
    def person(self) -> Person | None:
        """Who is signed in."""
        state = self._sign_in.state
        return state.person if state.phase is SignInPhase.SIGNED_IN else None

    @property
    def view(self) -> SignInView:
        """What the screen shows."""
        person = self._sign_in.state.person
        if person is None:
            return SignInView(prompt=self._prompt(), note=self._failure() or self._hint())
        return SignInView(
            badge=self._badge(person),
            welcome=Welcome(title=self.words.say("sign-in.may"), may=self._steps(person)),
            keypad=self._keypad(),
            note=self._failure() or self._not_you(),
        )

    @property
    def bar(self) -> Bar:
        """Another person, the devices, the light."""
        actions = (self.action("devices", "gun"),)
        if self._sign_in.state.phase is SignInPhase.PIN:
            return Bar(back=self.action("other-person", "left"), actions=actions, end=self.light_action())
        return Bar(actions=actions, end=self.light_action())

    def scan(self, raw: RawScan) -> None:
        """Take a badge."""
        self._sign_in.scan(raw)

    def obey(self, command: Command) -> bool:
        """Go back to the badge; a PIN is typed, never scanned: its digits would stand on a sheet for all to see."""
        back = command.deed is Deed.UNDO and self._sign_in.state.phase is SignInPhase.PIN
        if back:
            self.act("other-person")
        return back

    def enter_pin(self, pin: str) -> None:
        """Check what was typed."""
        self._sign_in.enter_pin(pin)

    def act(self, action: str) -> None:
        """Back to the badge."""
        if action == "other-person":
            self._sign_in.cancel()

    def sign_out(self) -> None:
        """The person leaves."""
        self._sign_in.sign_out()

    def _advanced(self) -> None:
        if self.person is not None:
            self._signed_in(self.person)
        self.changed.emit()

    def _prompt(self) -> Prompt:
        say = self.words.say
        return Prompt(
            icon="badge",
            over=say("sign-in.over"),
            what=say("sign-in.badge"),
            where=say("sign-in.badge-where"),
            picture="badge",
        )

    def _badge(self, person: Person) -> Band:
        roles = dict.fromkeys(self.words.member("role", each.role.value) for each in person.assignments)
        return Band(
            role="ok",
            icon="badge",
            over=self.words.say("sign-in.badge-read"),
            title=person.name,
            detail=" · ".join(roles),
        )

    def _steps(self, person: Person) -> str:
        knowledge = self.context.outside.knowledge
        station, pack = knowledge.station(), knowledge.pack()
        if station is None or pack is None:
            return ""
        steps = (key for key in station.steps if may(person, Right.WORK, plant=station.plant, step=key))
        return " · ".join(self.words.of(pack.steps[key].name) for key in steps if key in pack.steps)

    def _keypad(self) -> KeypadContent:
        say, state = self.words.say, self._sign_in.state
        wrong = state.failure == "wrong-pin"
        detail = say("sign-in.pin-detail")
        if state.phase is SignInPhase.CHECKING:
            detail = say("sign-in.checking")
        elif wrong:
            detail = self.words.member("sign-in-failure", "wrong-pin")
        return KeypadContent(
            title=say("sign-in.pin"),
            detail=detail,
            confirm=say("sign-in.confirm"),
            back=say("action.backspace"),
            value="PIN",
            slots=PIN_DIGITS,
            trouble=wrong,
        )

    def _failure(self) -> Note | None:
        failure = self._sign_in.state.failure
        if failure is None:
            return None
        return Note(
            kind=NoticeKind.ERROR,
            icon="disk" if failure == "unwritable" else "refuse",
            title=self.words.member("sign-in-failure", failure),
            detail=self.words.member("sign-in-way", failure),
        )

    def _hint(self) -> Note:
        title, detail = self.words.say("sign-in.hint"), self.words.say("sign-in.hint-detail")
        return Note(kind=NoticeKind.HINT, icon="info", title=title, detail=detail)

    def _not_you(self) -> Note:
        title, detail = self.words.say("sign-in.not-you"), self.words.say("sign-in.not-you-detail")
        return Note(kind=NoticeKind.HINT, icon="info", title=title, detail=detail)
