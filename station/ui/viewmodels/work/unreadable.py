"""A code that can't be read: the keys it is typed on, and the lead beside who confirms it."""

from collections.abc import Callable

import msgspec

from station.ports import RawScan
from station.ui.translations import Wording
from station.ui.viewmodels.sign_in import PIN_DIGITS
from station.ui.viewmodels.work.form import named_field
from station.ui.viewmodels.work.typing import Typing
from station.ui.viewmodels.work.view import WorkView
from station.ui.views.entry import KeypadContent, KeypadKind
from station.ui.views.frame import Action, Bar
from station.ui.views.work import Prompt, Reading, ReadingState, StepCell, StepState
from station.workflows.devices.readers import Readers
from station.workflows.sign_in import SignInPhase, SignInState
from station.workflows.unreadable import ByHand, ByHandState, Confirmation
from station.workflows.work_state import Phase, WorkState
from traceability.process.model import Unreadable

LONGEST = 48
_STOPPED = {Phase.REFUSED, Phase.UNWRITABLE}


class UnreadableCode:
    """What the work screen shows and takes while a code is typed; nothing while none is."""

    def __init__(
        self,
        words: Wording,
        readers: Readers,
        confirmation: Callable[[Callable[[], None]], Confirmation],
        changed: Callable[[], None],
        done: Callable[[str, str, str | None], None],
    ) -> None:
        """Begin; `done` gets the field's key, the text, and the id of the lead who confirmed it."""
        self._words = words
        self._readers = readers
        self._confirmation = confirmation
        self._changed = changed
        self._done = done
        self._by_hand: ByHand | None = None

    def offered(self, state: WorkState) -> Action | None:
        """The way out when the code wanted now can't be read; None where the pack allows none."""
        wanted = state.wanted
        if state.phase in _STOPPED or wanted is None or state.pack.unreadable(wanted) is Unreadable.NEVER:
            return None
        return Action(id="unreadable", icon="keypad", word=self._words.say("action.unreadable"))

    def begin(self, state: WorkState) -> None:
        """Type the code of the field wanted now."""
        wanted = state.wanted
        if wanted is None or self.offered(state) is None:
            return

        def done(text: str, lead: str | None) -> None:
            self._by_hand = None
            self._done(wanted.key, text, lead)

        way = state.pack.unreadable(wanted)
        self._by_hand = ByHand(self._confirmation, wanted, way, self._changed, done)

    def end(self) -> None:
        """Type nothing after all."""
        if self._by_hand is not None:
            self._by_hand.cancel()
        self._by_hand = None

    def enter(self, text: str) -> None:
        """Take what was typed on the keys shown: the code, or the lead's PIN."""
        by_hand = self._by_hand
        if by_hand is not None:
            (by_hand.enter_pin if by_hand.wants_badge else by_hand.enter)(text)

    def takes(self, raw: RawScan) -> bool:
        """Whether a scan was the lead's badge; any other means that the code can be read after all."""
        by_hand = self._by_hand
        if by_hand is not None and by_hand.wants_badge:
            by_hand.scan(raw)
            return True
        self.end()
        return False

    def progress(self, state: WorkState) -> ByHandState | None:
        """How far the typing is; None where none is, or where the form does not want the code any more."""
        by_hand = self._by_hand
        if by_hand is None or state.phase in _STOPPED:
            return None
        field, way = by_hand.state.field, by_hand.state.way
        still = named_field(state, field.key) == field and state.pack.unreadable(field) is way
        return by_hand.state if still else None

    def typing(self, typed: ByHandState) -> Typing | None:
        """The keys to type on now."""
        if typed.lead is None:
            return Typing(
                field=typed.field.key, kind=KeypadKind.CODE, turn=typed.turn, content=self._keys(typed)
            )
        if typed.lead.person is None:
            return None
        content = self._pin(typed.lead)
        return Typing(field=typed.field.key, kind=KeypadKind.PIN, turn=typed.turn, content=content)

    def laid_over(self, view: WorkView, state: WorkState) -> WorkView:
        """The screen while a lead is asked: who does what, what was typed, and for which field."""
        typed = self.progress(state)
        if typed is None or typed.lead is None:
            return view
        return msgspec.structs.replace(
            view,
            prompt=self._prompt(typed.lead),
            reading=self._reading(typed),
            cells=self._cells(typed, state, view.cells),
        )

    def bar(self) -> Bar:
        """Back to scanning; the camera, where there is one."""
        back = Action(id="stop-typing", icon="left", word=self._words.say("action.back-to-scan"))
        camera = Action(id="camera", icon="camera", word=self._words.say("action.camera"))
        more = Action(id="more", icon="more", word=self._words.say("action.more"))
        return Bar(back=back, actions=(camera,) if self._readers.has_camera else (), end=more)

    def _keys(self, typed: ByHandState) -> KeypadContent:
        say, field = self._words.say, self._words.of(typed.field.title)
        again = typed.text is not None
        return KeypadContent(
            title=say("unreadable.again" if again else "unreadable.type", field=field),
            detail=self._hint(typed),
            confirm=say("action.confirm"),
            cancel=say("action.cancel"),
            back=say("action.backspace"),
            value=field,
            slots=LONGEST,
            trouble=typed.differed,
        )

    def _hint(self, typed: ByHandState) -> str:
        say = self._words.say
        if typed.differed:
            return say("unreadable.differed")
        if typed.text is not None:
            return say("unreadable.must-match")
        if self._readers.has_camera:
            return say("unreadable.try-camera")
        return say("unreadable.then-lead" if typed.way is Unreadable.WITH_LEAD else "unreadable.then-again")

    def _pin(self, lead: SignInState) -> KeypadContent:
        say, wrong = self._words.say, lead.failure == "wrong-pin"
        detail = ""
        if lead.phase is SignInPhase.CHECKING:
            detail = say("sign-in.checking")
        elif wrong:
            detail = self._words.member("lead-failure", "wrong-pin")
        return KeypadContent(
            title="PIN",
            detail=detail,
            confirm=say("unreadable.confirm"),
            back=say("action.backspace"),
            value="PIN",
            slots=PIN_DIGITS,
            trouble=wrong,
        )

    def _prompt(self, lead: SignInState) -> Prompt:
        """What the lead does now."""
        say, member = self._words.say, self._words.member
        over = say("unreadable.lead")
        if lead.person is not None:
            name = say("unreadable.lead-pin", person=lead.person.name)
            return Prompt(over=over, what=name, where=say("unreadable.compare"), icon="lead")
        if lead.failure is not None:
            way = member("lead-way", lead.failure)
            return Prompt(over=over, what=member("lead-failure", lead.failure), where=way, icon="refuse")
        return Prompt(
            over=over, what=say("unreadable.lead-badge"), where=say("unreadable.compare"), icon="badge"
        )

    def _reading(self, typed: ByHandState) -> Reading:
        """What was typed, for the lead to compare."""
        return Reading(
            state=ReadingState.TYPED,
            word=self._words.say("work.typed-text"),
            field=self._words.of(typed.field.title),
            code=typed.text or "",
            facts=self._words.say("unreadable.not-yet"),
        )

    def _cells(
        self, typed: ByHandState, state: WorkState, cells: tuple[StepCell, ...]
    ) -> tuple[StepCell, ...]:
        """The cells of the form, the field's waiting for the lead."""
        waits = StepCell(
            label=self._words.of(typed.field.title),
            detail=self._words.say("unreadable.wait-lead"),
            state=StepState.NEEDS_LEAD,
        )
        fields = state.step.fields
        return tuple(
            waits if field == typed.field else cell for field, cell in zip(fields, cells, strict=True)
        )
