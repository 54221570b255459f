"""What a technician sees of the reading devices: how each is, what it sent byte by byte, what is wrong with it."""

from enum import Enum

import msgspec

from station.profiles.profile import Symbology
from station.ui.views.entry import KeypadContent, Mark
from station.ui.views.frame import Action, Note
from station.ui.views.text import Content
from station.ui.views.work import Fact, Prompt


class DeviceLine(msgspec.Struct, frozen=True, kw_only=True):
    """A device's card.

    Attributes:
        id: what `chosen` carries.
        icon: what kind of device it is.
        name: the device's configured name.
        connection: how it is attached, for example "USB 串口".
        mark: its state.
        word: its state in words, with what it reads an hour.
        selected: drawn with an accent edge.
    """

    id: str
    icon: str
    name: str
    connection: str
    mark: Mark
    word: str
    selected: bool = False


class ByteLook(Enum):
    """What a piece of a read is: data, an identifier, a control character, one that is missing or one too many."""

    DATA = "data"
    IDENTIFIER = "identifier"
    CONTROL = "control"
    MISSING = "missing"
    WRONG = "wrong"


class ByteRun(msgspec.Struct, frozen=True):
    """A piece of a read; a control character by its name, for example `GS`."""

    text: str
    look: ByteLook = ByteLook.DATA


ByteRuns = tuple[ByteRun, ...]


class ByteLine(msgspec.Struct, frozen=True):
    """One read and what it is: expected, received; the label is empty where there is but one."""

    label: str
    runs: ByteRuns


class LastRead(msgspec.Struct, frozen=True, kw_only=True):
    """What a device sent last.

    Attributes:
        title: that these are raw bytes.
        detail: when, and how many bytes; empty before the first read.
        lines: the read, or what it should have been and what it was.
        hex: the bytes around what matters, two digits each; a missing one in words.
        empty: what to do where nothing was read yet.
    """

    title: str
    detail: Content = ""
    lines: tuple[ByteLine, ...] = ()
    hex: ByteRuns = ()
    empty: str = ""


class CodeToScan(msgspec.Struct, frozen=True, kw_only=True):
    """A code to be read off the screen.

    Attributes:
        id: tells it from other codes.
        name: what it is called, for screen readers.
        content: the bytes a reader sends for it.
        symbology: what it is drawn in.
        elements: of a GS1 symbol, its element string with identifiers in square brackets.
        function_3: whether FNC3 stands before the content: a set-up code of the reader's own.
    """

    id: str
    name: str
    content: bytes
    symbology: Symbology
    elements: str = ""
    function_3: bool = False


class Examined(msgspec.Struct, frozen=True, kw_only=True):
    """What was found out about a device, or what is to be done now.

    Attributes:
        role: `warn` wrong, `ok` right, `accent` asks, empty: nothing to act on.
        icon: before the title.
        title: in one sentence.
        facts: consequence, evidence, cause and where to change it.
        actions: the first is primary where it is marked so.
        code: to be read now; None where nothing is.
        progress: how many reads are done, and of how many; 0 of 0 shows none.
        progress_word: the same in words.
    """

    role: str
    icon: str
    title: str
    facts: tuple[Fact, ...] = ()
    actions: tuple[Action, ...] = ()
    code: CodeToScan | None = None
    progress: tuple[int, int] = (0, 0)
    progress_word: str = ""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step over the whole width; what is None is not shown.

    Attributes:
        prompt: what to do with one's hands.
        note: what hinders it, and the way on.
        examined: the code to scan, or what was found out.
        read: what came.
        typing: a name is being typed: shown instead of all the rest.
    """

    prompt: Prompt | None = None
    note: Note | None = None
    examined: Examined | None = None
    read: LastRead | None = None
    typing: KeypadContent | None = None
