"""Command codes above the screens: who hears what came of them, and what is said of one that does nothing."""

from collections.abc import Callable

import msgspec

from station.ports import Cue, Feedback
from station.ui.viewmodels.screen import Context
from station.ui.views.frame import Bar
from station.workflows.commands import Command, Deed


class Commands:
    """The last command code that did nothing, said in the bar until the next scan or touch."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._idle: Command | None = None

    def obey(self, command: Command, device: str, do: Callable[[Command], bool]) -> None:
        """Do what was scanned with `device`; where it does nothing, say so: it is no refusal of anything."""
        done = do(command)
        self._idle = None if done else command
        self._context.outside.tell(device, Feedback.TAKEN if done else Feedback.ATTENTION)
        if not done:
            self._context.outside.sounds.play(Cue.WARN)

    def forget(self) -> None:
        """Something else was done since."""
        self._idle = None

    def noted(self, bar: Bar) -> Bar:
        """The bar, with what is to be said."""
        if self._idle is None:
            return bar
        words = self._context.words
        known = self._idle.deed is not Deed.UNKNOWN
        name = self._idle.name(words.language)
        note = words.say("command.idle", command=name) if known else words.say("command.unknown")
        return msgspec.structs.replace(bar, note=note, note_icon="warn", note_role="warntext")
