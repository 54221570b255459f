"""What every screen's view-model has."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, Signal

from station.ports import RawScan
from station.ui.translations import Wording
from station.ui.viewmodels.standing import Standing
from station.ui.views.frame import Action, Bar, Note, NoticeKind
from station.workflows.commands import Command
from station.workflows.outside import Outside


class Look:
    """What a person chose of how everything looks."""

    def __init__(self, *, dark: bool) -> None:
        self.dark = dark


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What every view-model works with."""

    outside: Outside
    words: Wording
    standing: Standing
    look: Look


class ScreenModel(QObject):
    """One screen; `changed` says that its views read differently now.

    Views are worded when they are read, so another language is there at the next reading.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.words = context.words

    @property
    def bar(self) -> Bar:
        """The actions offered now."""
        raise NotImplementedError

    @property
    def title(self) -> str:
        """What the strip says of the place, where it is not the work's."""
        return ""

    @property
    def step(self) -> str | None:
        """The step of the route shown in the strip, if this screen has one."""
        return None

    @property
    def between_pieces(self) -> bool:
        """Whether no piece is begun."""
        return True

    @property
    def symbologies(self) -> frozenset[str]:
        """What the codes wanted here are printed in; empty: any."""
        return frozenset()

    def act(self, action: str) -> None:
        """Do one of the bar's actions that concerns this screen alone."""

    def scan(self, raw: RawScan) -> None:
        """Take a scan."""

    def obey(self, command: Command) -> bool:  # noqa: ARG002 -- most screens know none
        """Do what a command code says; False where it does nothing on this screen now."""
        return False

    def keeps(self, raw: RawScan) -> bool:  # noqa: ARG002 -- most screens keep none
        """Whether this scan is meant for this screen and not for the work under it."""
        return False

    def step_back(self) -> bool:
        """Go one step back within this screen; False where there is none, and the screen itself is left."""
        return False

    def left(self) -> None:
        """This screen is shown no more."""

    def refresh(self) -> None:
        """What central said has changed."""
        self.changed.emit()

    def follow_standing(self) -> None:
        """How the devices or synchronisation stand has changed."""

    def leave(self, then: Callable[[], None]) -> None:
        """Call `then` as soon as nothing of this screen is on its way to the disk."""
        then()

    def disk_note(self, cause: str) -> Note:
        """What to say where the journal does not answer."""
        return Note(
            kind=NoticeKind.ERROR,
            icon="disk",
            title=self.words.member("unwritable", cause),
            detail=self.words.member("unwritable-way", cause),
        )

    def action(self, identifier: str, icon: str) -> Action:
        """An action worded by its own id."""
        return Action(id=identifier, icon=icon, word=self.words.say(f"action.{identifier}"))

    def light_action(self) -> Action:
        """The other light: night shift's or day's."""
        dark = self.context.look.dark
        word = self.words.say("action.light") if dark else self.words.say("action.dark")
        return Action(id="light", icon="sun" if dark else "moon", word=word)
