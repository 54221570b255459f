"""What the ways to tell the station something show."""

from enum import Enum

import msgspec


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """What the card says.

    Attributes:
        role: `accent` asks, `ok` confirms.
        icon: in the band.
        over: small line above; may be empty.
        title: the words that count.
        detail: beside or below; may be empty.
    """

    role: str
    icon: str
    title: str
    over: str = ""
    detail: str = ""


class KeypadKind(Enum):
    """Which keys; `<` takes back, `=` confirms where it is a key of its own, `^` changes between capitals and small."""

    QUANTITY = ("789", "456", "123", ".0<")
    DATE = ("789", "456", "123", "-0<")
    PIN = ("123", "456", "789", "<0=")
    CODE = ("1234567890-", "QWERTYUIOP/", "ASDFGHJKL_.", "^ZXCVBNM()<")


class KeypadContent(msgspec.Struct, frozen=True, kw_only=True):
    """The words around the keys.

    Attributes:
        title: what to type; empty where a prompt beside it says so.
        detail: limit and unit beside the value, or how many tries are left.
        confirm: word of the confirming key.
        cancel: word of the cancelling button; a PIN has none.
        back: word for taking back one character, for screen readers.
        value: word for what was typed, for screen readers.
        slots: digits of a PIN, most characters otherwise.
        trouble: the value is outside its limit or was not accepted; `detail` says why.
    """

    title: str
    detail: str
    confirm: str
    back: str
    value: str
    cancel: str = ""
    slots: int = 6
    trouble: bool = False


class OrderTag(msgspec.Struct, frozen=True):
    """A mark on an order: role, icon, word."""

    role: str
    icon: str
    word: str


class OrderLine(msgspec.Struct, frozen=True, kw_only=True):
    """An order.

    Attributes:
        order: its number.
        product: product and version.
        detail: when due, or why it can not be made.
        count: pieces done.
        target: for example "/ 400 件".
        fraction: done of the target, 0 to 1.
        tags: marks beside the number.
        selected: the one worked last.
        locked: can not be chosen; `detail` says why.
    """

    order: str
    product: str
    detail: str
    count: str
    target: str
    fraction: float
    tags: tuple[OrderTag, ...] = ()
    selected: bool = False
    locked: bool = False


class Welcome(msgspec.Struct, frozen=True, kw_only=True):
    """What waits for this person.

    Attributes:
        title: when they were last here.
        may: what they may do here.
        note: the last shift's message; may be empty.
        waiting: icon and words of what was left undone.
    """

    title: str
    may: str
    note: str = ""
    waiting: tuple[tuple[str, str], ...] = ()


class Mark(msgspec.Struct, frozen=True):
    """An icon in a role's colour."""

    icon: str
    role: str = "muted"


class ListLine(msgspec.Struct, frozen=True, kw_only=True):
    """What a row says, left to right.

    Attributes:
        id: what `chosen` carries.
        mark: what kind of thing it is, or what it came to.
        title: a name or a code.
        detail: the line below.
        time: HH:MM before the mark; may be empty.
        count: a large number after the mark; may be empty.
        detail_mark: icon before the detail.
        word: state at the right; may be empty.
        word_role: its colour role.
        trail: icons at the right: synchronisation, tick, chevron.
        code: whether `title` is a code.
        selected: drawn with an accent edge.
        attention: drawn with an amber edge; a mark in `trail` says the same.
    """

    id: str
    mark: Mark
    title: str
    detail: str
    time: str = ""
    count: str = ""
    detail_mark: Mark | None = None
    word: str = ""
    word_role: str = "muted"
    trail: tuple[Mark, ...] = ()
    code: bool = False
    selected: bool = False
    attention: bool = False
