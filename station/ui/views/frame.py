"""What the frame of a screen shows: strip, actions, notices, questions."""

from enum import Enum

import msgspec

from station.ui.views.text import Content


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """Something a person may do now.

    Attributes:
        id: what the signal carries.
        word: translated, starting with a verb.
        icon: name of the icon.
        primary: the one thing to do now.
        enabled: False shows it dashed with a lock.
        selected: chosen among several; drawn with an accent edge.
        reason: why it can not be pressed yet, for screen readers.
    """

    id: str
    word: str
    icon: str = ""
    primary: bool = False
    enabled: bool = True
    selected: bool = False
    reason: str = ""


MOST = 5


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """What the bar offers.

    Attributes:
        back: bottom left.
        actions: after it, most used first.
        end: bottom right: Help, or the one act of a screen that signs.
        note: small text before `end`: rule and data age, or a summary.
        note_icon: icon after the note, beside the words wherever they begin; empty shows none.
        note_role: colour role of the note.
    """

    end: Action
    actions: tuple[Action, ...] = ()
    back: Action | None = None
    note: Content = ""
    note_icon: str = ""
    note_role: str = "muted"

    @property
    def all(self) -> tuple[Action, ...]:
        """Every action, left to right."""
        return ((self.back,) if self.back else ()) + self.actions + (self.end,)


class SegmentLook(Enum):
    """How a segment stands out: ground, words, small words, dashed edge."""

    PLAIN = ("", "striptext", "stripmuted", "")
    OFFLINE = ("offlinesoft", "offlinetext", "offlinetext", "offline")
    TROUBLE = ("warn", "onwarn", "onwarn", "")
    TRAINING = ("trainingsoft", "trainingtext", "trainingtext", "")


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """One segment of the strip.

    Attributes:
        id: what `pressed` carries.
        icon: name of the icon; it changes with the state, not only the colour.
        title: upper line.
        detail: lower line.
        look: plain, offline (dashed chip), trouble or training (filled chip).
        opens: whether a press leads anywhere.
    """

    id: str
    icon: str
    title: str
    detail: str
    look: SegmentLook = SegmentLook.PLAIN
    opens: bool = True


class Strip(msgspec.Struct, frozen=True, kw_only=True):
    """The whole strip; segments from left to right, usually synchronisation, scanner, person."""

    station: str
    step: str
    segments: tuple[Segment, ...]
    clock: str


class NoticeKind(Enum):
    """What kind of notice, which decides its edge and ink."""

    PLAIN = "muted"
    HINT = "accenttext"
    WARNING = "warntext"
    ERROR = "refusetext"
    TRAINING = "trainingtext"


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A notice.

    Attributes:
        kind: plain for empty and loading, error for what was not saved.
        icon: name of the icon.
        title: what is, or what happened.
        detail: how it comes, what was kept, who acts.
    """

    kind: NoticeKind
    icon: str
    title: str
    detail: str


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked.

    Attributes:
        title: the question.
        detail: what it does and what is kept.
        safe: the left button, also what Esc chooses.
        act: the right button, naming the act.
        icon: before the title.
    """

    title: str
    detail: str
    safe: Action
    act: Action
    icon: str = "warn"
