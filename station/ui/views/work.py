"""What a person working a step sees."""

from enum import Enum

import msgspec

from station.ui.views.frame import Action
from station.ui.views.text import Content


class Prompt(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do.

    Attributes:
        over: what to do and how far, for example "现在扫描 · 第 2 项，共 4 项".
        what: the thing itself, largest.
        where: where on the object.
        extra: type, position; may be empty.
        picture: name of a step picture; empty gives its room to the words.
        icon: in the band.
    """

    over: str
    what: str
    where: str = ""
    extra: str = ""
    picture: str = ""
    icon: str = "scan"


class ReadingState(Enum):
    """How sure the last reading is."""

    IDLE = "idle"
    QUIET = "quiet"
    TYPED = "typed"
    READ = "read"
    PROVISIONAL = "provisional"
    SAVED = "saved"


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The last reading, or what was saved.

    Attributes:
        state: decides colour, icon and size.
        word: the state's word.
        field: which field it is; for SAVED the sentence below the word.
        code: what was read.
        facts: up to three facts in one line, or a sentence with what happens next.
    """

    state: ReadingState
    word: str
    field: str = ""
    code: str = ""
    facts: str = ""


class StepState(Enum):
    """Where a field stands; the value is the icon of its cell."""

    DONE = "read"
    CURRENT = "scan"
    TODO = ""
    PROVISIONAL = "provisional"
    REFUSED = "refuse"
    WARNED = "warn"
    NEEDS_LEAD = "lead"


class StepCell(msgspec.Struct, frozen=True, kw_only=True):
    """One field.

    Attributes:
        label: the field's short name.
        detail: what was read, in short form, or the word of its state.
        state: decides edge and icon.
        code: whether `detail` is a code.
    """

    label: str
    detail: str
    state: StepState
    code: bool = False


class VerdictKind(Enum):
    """Which of the three; the value is colour role and icon."""

    REFUSE = "refuse"
    WARN = "warn"
    LEAD = "lead"


class Fact(msgspec.Struct, frozen=True):
    """A line of the facts: label and value, the value possibly a code or runs of both."""

    label: str
    value: Content
    code: bool = False


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown over the left column.

    Attributes:
        kind: refuse, warn or needs lead.
        word: for example "不能用".
        thing: what the word is about; for screen readers.
        sentence: thing and fact, one sentence.
        recorded: "recorded 14:32:05"; may be empty.
        facts: up to three lines.
        way: the way on, starting with a verb.
        way_icon: icon before it.
        actions: the first is primary.
    """

    kind: VerdictKind
    word: str
    thing: str
    sentence: str
    way: str
    actions: tuple[Action, ...]
    recorded: str = ""
    facts: tuple[Fact, ...] = ()
    way_icon: str = "arrow"


class Tally(msgspec.Struct, frozen=True):
    """A counted kind of outcome."""

    word: str
    count: str


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """An order's progress.

    Attributes:
        order: its number.
        product: its product.
        count: pieces done.
        target: for example "/ 400 件".
        fraction: done of the target, 0 to 1; None where there is no target: no bar.
        tallies: good, rework, scrap.
        added: "+1" right after a piece was saved; empty otherwise.
    """

    order: str
    product: str
    count: str
    target: str
    fraction: float | None
    tallies: tuple[Tally, ...] = ()
    added: str = ""


class Recent(msgspec.Struct, frozen=True, kw_only=True):
    """A saved piece.

    Attributes:
        mark: icon of its outcome.
        mark_role: its colour role.
        code: short form, see `short_code`.
        time: HH:MM.
        sync: icon: `cloud-ok` at central, `cloud-up` only here.
        word: outcome and whereabouts, for screen readers.
    """

    mark: str
    mark_role: str
    code: str
    time: str
    sync: str
    word: str


class Offline(msgspec.Struct, frozen=True, kw_only=True):
    """What only this station has.

    Attributes:
        title: that it is offline and work goes on.
        count: entries not yet at central.
        unit: what is counted, for example "条只在本机".
        lines: oldest, taken unconfirmed, how long the disk lasts.
    """

    title: str
    count: str
    unit: str
    lines: tuple[str, ...]


class FactSheet(msgspec.Struct, frozen=True, kw_only=True):
    """The facts of one thing.

    Attributes:
        title: what it is.
        icon: before the title; empty shows none.
        role: colour of the title; a state gives the card its edge.
        facts: label and value each.
        stacked: labels above their values with lines between, otherwise beside them.
    """

    title: str
    facts: tuple[Fact, ...]
    icon: str = ""
    role: str = "text"
    stacked: bool = True
