"""Working a step: everything its screen shows, and what a person can do there."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QTimer, Signal

from station.ports import Cue, RawScan
from station.ui.viewmodels.screen import Context, ScreenModel
from station.ui.viewmodels.work.commands import Hands, obey
from station.ui.viewmodels.work.form import cells_of, choices_of, prompt_of, typable_fields
from station.ui.viewmodels.work.reading import beside_note, reading_of, rule_note, verdict_of
from station.ui.viewmodels.work.side import Counted, camera_words, offline_of, recent_of, recent_title
from station.ui.viewmodels.work.typing import Keys, Typing
from station.ui.viewmodels.work.unreadable import UnreadableCode
from station.ui.viewmodels.work.view import Answer, WorkMeans, WorkView
from station.ui.views.entry import KeypadKind
from station.ui.views.frame import Action, Bar
from station.workflows.commands import Command
from station.workflows.work import Work
from station.workflows.work_state import Phase
from traceability.people import Person
from traceability.process.model import FieldType, Pack
from traceability.records import WorkOrder

SETTLE_MS = 2_000
CROWDED_MS = 40
REPEAT_MS = 5_000
_STOPPED = {Phase.REFUSED, Phase.UNWRITABLE}


class WorkModel(ScreenModel):
    """A person works a step, of an order where it needs one.

    `answered` says that there is another answer to an input; `changed`, for all the rest, follows a turn later.
    """

    answered = Signal()
    pressed = Signal(str)
    """A key of the keypad was pressed by a command code."""
    pictured = Signal(object)
    """A camera saw this, a `CameraPicture`."""

    def __init__(
        self,
        context: Context,
        means: WorkMeans,
        person: Person,
        pack: Pack,
        step: str,
        order: WorkOrder | None,
    ) -> None:
        super().__init__(context)
        self._readers = means.readers
        self._unwatch = means.readers.watch(self.pictured.emit)
        self._enlarged = False
        self._knowledge = context.outside.knowledge
        self._counted = Counted(context.outside, step, self.words)
        self._settled = False
        self._more = False
        self._keys = Keys(self.words)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._has_settled)
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._tell_rest)
        self._seen = QElapsedTimer()
        self._seen.start()
        self._repeat = QTimer(self, interval=REPEAT_MS)
        self._repeat.timeout.connect(lambda: context.outside.sounds.play(Cue.REFUSE))
        self._unreadable = UnreadableCode(
            self.words, means.readers, means.confirmation, self.changed.emit, self._typed_by_hand
        )
        self._work = Work(context.outside, person, pack, step, order, self._advanced)
        self._counted.progress(self._work.state)

    @property
    def step(self) -> str:
        """The step worked."""
        return self._work.state.step_key

    @property
    def order(self) -> WorkOrder | None:
        """The order worked."""
        return self._work.state.piece.draft.order

    @property
    def between_pieces(self) -> bool:
        """See `ScreenModel`."""
        return not self._work.state.piece.readings and not self._work.busy

    @property
    def symbologies(self) -> frozenset[str]:
        """See `ScreenModel`; a lead's badge may be printed in any."""
        typed = self._unreadable.progress(self._work.state)
        return frozenset() if typed and typed.lead else self._work.state.symbologies

    @property
    def answer(self) -> Answer:
        """What the last input came to."""
        state = self._work.state
        done = self._counted.progress(state)[0] if state.phase is Phase.SAVED else 0
        return Answer(
            reading_of(state, self._knowledge, self.words, done=done, settled=self._settled),
            verdict_of(state, self.context.standing.head, self.words),
        )

    @property
    def view(self) -> WorkView:
        """What the screen shows."""
        state, standing, answer = self._work.state, self.context.standing, self.answer
        view = WorkView(
            prompt=prompt_of(state, self.words),
            choices=choices_of(state, self.words),
            reading=answer.reading,
            cells=cells_of(state, self.words),
            verdict=answer.verdict,
            progress=self._counted.progress(state)[1],
            recent_title=recent_title(self._counted.today.typed, self.words),
            recent=recent_of(self._counted.recent, standing.status.known, state.pack, self.words),
            offline=offline_of(standing, self.words),
            typing=self._typing_now(),
            camera=camera_words(self.words) if self._readers.has_camera else None,
            enlarged=self._enlarged and self._readers.has_camera,
        )
        return self._unreadable.laid_over(view, state)

    @property
    def bar(self) -> Bar:
        """What can be done now; the rest under More."""
        if self._more:
            # the bar is full: with a camera the history is opened by the list of the last pieces only
            first = ("camera", "camera") if self._readers.has_camera else ("history", "history")
            actions = (self.action(*first), self.action("devices", "gun"), self.light_action())
            return Bar(
                back=self.action("back-to-scan", "left"),
                actions=actions,
                end=self.action("sign-out", "logout"),
            )
        if self._unreadable.progress(self._work.state) is not None:
            return self._unreadable.bar()
        return Bar(
            back=self.action("other-work", "swap"),
            actions=self._form_actions(),
            end=self.action("more", "more"),
            note=rule_note(self._work.state, self.context.standing, self.words)
            or beside_note(self._work.state, self.words),
        )

    def scan(self, raw: RawScan) -> None:
        """Give a scan to the form."""
        self._more = False
        if not self._unreadable.takes(raw):
            self._work.scan(raw)

    def obey(self, command: Command) -> bool:
        """Do what a command code says; a PIN is typed, never scanned."""
        self._more = False
        typing = self._typing_now()
        hands = Hands(
            act=self.act,
            choose=self.choose,
            enter=self.enter,
            press=self.pressed.emit,
            cancel=self.cancel_typing
            if self._keys.asked or self._unreadable.progress(self._work.state)
            else None,
            typing=None if typing and typing.kind is KeypadKind.PIN else typing,
            typed=self._keys.typed,
            choices=choices_of(self._work.state, self.words),
            offered=self._form_actions(),
            busy=self._work.busy,
        )
        return obey(command, self._work.state, hands)

    def keep_typed(self, text: str) -> None:
        """Know what stands on the keypad."""
        self._keys.typed = text

    def choose(self, answer: str) -> None:
        """Give the wanted field an answer."""
        wanted = self._work.state.wanted
        if wanted is not None:
            self._work.enter(wanted.key, answer)

    def enter(self, text: str) -> None:
        """Give the field being typed what was typed."""
        typing = self._typing_now()
        if typing is None:
            return
        if self._unreadable.progress(self._work.state) is not None:
            self._unreadable.enter(text)
            return
        self._keys.trouble = not self._work.enter(typing.field, text)
        if self._keys.trouble:
            self.changed.emit()

    def cancel_typing(self) -> None:
        """Type nothing after all."""
        self._unreadable.end()
        self._keys.close()
        self.changed.emit()

    def act(self, action: str) -> None:
        """Do an action of the bar or of a verdict."""
        match action:
            case "withdraw":
                self._work.withdraw_last()
            case "acknowledge":
                self._work.acknowledge()
            case "new-number":
                self._draw()
            case "unreadable":
                self._unreadable.begin(self._work.state)
            case "camera" | "stop-typing":
                self._unreadable.end()
                self._enlarged, self._more = action == "camera" and not self._enlarged, False
            case "more" | "back-to-scan":
                self._more = action == "more"
            case _ if action.startswith("type-"):
                self._keys.ask(action.removeprefix("type-"))
        self.changed.emit()

    def refresh(self) -> None:
        """What central said has changed."""
        self._work.refresh()
        super().refresh()

    def leave(self, then: Callable[[], None]) -> None:
        """Let what is on its way reach the disk first."""

        def gone() -> None:
            self._unwatch()
            self._unreadable.end()
            for timer in (self._settle, self._repeat, self._rest):
                timer.stop()
            then()

        self._work.leave(gone)

    def _advanced(self) -> None:
        state = self._work.state
        self._keys.rest()
        self._more = self._settled = self._enlarged = False
        self._unreadable.end()
        self._settle.stop()
        if state.phase is Phase.READ:
            self._settle.start()
        if state.phase in _STOPPED and not self._repeat.isActive():
            self._repeat.start()
        elif state.phase not in _STOPPED:
            self._repeat.stop()
        self._counted.advance(state)
        self._present_soon()

    def _present_soon(self) -> None:
        """Show the answer at once; where guns scan faster than a screen can paint, 25 of them a second."""
        crowded = self._work.is_crowded
        if not crowded or self._seen.hasExpired(CROWDED_MS):
            self.answered.emit()
            self._seen.start()
        if not crowded or not self._rest.isActive():
            self._rest.start(CROWDED_MS if crowded else 0)

    def _tell_rest(self) -> None:
        self.context.standing.count()
        self.changed.emit()

    def _has_settled(self) -> None:
        self._settled = True
        self.changed.emit()

    def _draw(self) -> None:
        drawable = self._work.state.drawable
        if drawable is not None:
            self._work.draw(drawable.key)

    def _typed_by_hand(self, field: str, text: str, lead: str | None) -> None:
        self._work.enter_code(field, text, lead)
        self.changed.emit()

    def _typing_now(self) -> Typing | None:
        state = self._work.state
        typed = self._unreadable.progress(state)
        return self._unreadable.typing(typed) if typed else self._keys.now(state)

    def _form_actions(self) -> tuple[Action, ...]:
        state, typing = self._work.state, self._typing_now()
        actions = []
        if state.piece.readings:
            actions.append(self.action("withdraw", "undo"))
        if state.drawable is not None:
            actions.append(self.action("new-number", "plus"))
        if unreadable := self._unreadable.offered(state):
            actions.append(unreadable)
        for field in typable_fields(state):
            if typing is None or field.key != typing.field:
                word = self.words.say("action.type-field", field=self.words.of(field.title))
                icon = "calendar" if field.type is FieldType.DATE else "keypad"
                actions.append(Action(id=f"type-{field.key}", icon=icon, word=word))
        return tuple(actions[:3])
