"""Before central has said what this station is: what to do, and what comes meanwhile."""

import msgspec

from station.ui.viewmodels.screen import ScreenModel
from station.ui.views.frame import Bar, Note, NoticeKind
from station.ui.views.work import Prompt


class WaitingView(msgspec.Struct, frozen=True):
    """What to do, and how it stands."""

    prompt: Prompt
    note: Note


class WaitingModel(ScreenModel):
    """Not enrolled, or enrolled and without data; ends when the station's record arrives."""

    enrolled = False

    @property
    def view(self) -> WaitingView:
        """What the screen shows."""
        return WaitingView(self._prompt(), self._note())

    @property
    def bar(self) -> Bar:
        """Nothing can be done here but look."""
        return Bar(end=self.light_action())

    def _prompt(self) -> Prompt:
        say = self.words.say
        if self.enrolled:
            return Prompt(
                icon="sync",
                over=say("waiting.sync-over"),
                what=say("waiting.sync"),
                where=say("waiting.sync-where"),
            )
        return Prompt(
            icon="station",
            over=say("waiting.enrol-over"),
            what=say("waiting.enrol"),
            where=say("waiting.enrol-where"),
            extra=say("waiting.enrol-extra"),
        )

    def _note(self) -> Note:
        say, trouble = self.words.say, self.context.standing.status.trouble
        if self.enrolled and trouble is not None:
            return Note(
                kind=NoticeKind.WARNING,
                icon="warn",
                title=say("waiting.trouble", trouble=self.words.member("trouble", trouble)),
                detail=say("waiting.trouble-detail"),
            )
        return Note(
            kind=NoticeKind.HINT,
            icon="info",
            title=say("waiting.meanwhile"),
            detail=say("waiting.meanwhile-detail"),
        )
