"""Command codes: what a person does by scanning a printed sheet instead of touching the screen.

A command is the text `TPDO COMMAND`. Its letters stand on the same keys of US, UK, German, French and Spanish keyboards
and its case does not matter, so that a gun set to the wrong layout commands all the same; numbers are Roman for that.
Only a given quantity is written in digits. No label holds such a text: what begins like a command never is a reading.
"""

import re
from collections.abc import Mapping
from enum import Enum
from typing import Final

import msgspec

from station.ports import RawScan
from traceability.codes.code_ids import split
from traceability.language import Language, Text

SYMBOLOGY: Final = "Code 128"
"""What the sheet of commands is printed in; badges are best printed in it, too."""
_PREFIX: Final = "TPDO "
_NUMERALS: Final = ("O", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_QUANTITY: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
CHOICES: Final = 9
"""Most answers that can be chosen by their place."""


class Deed(Enum):
    """What a command does; the value is its word."""

    CONFIRM = "OK"
    UNDO = "UNDO"
    NEXT = "NEXT"
    OTHER_WORK = "ORDER"
    SIGN_OUT = "SIGN OUT"
    DIGIT = "DIGIT"
    POINT = "POINT"
    QUANTITY = "COUNT"
    CHOICE = "CHOICE"
    UNKNOWN = ""


_NUMBERED: Final = (Deed.DIGIT, Deed.CHOICE)

_NAMES: Final[Mapping[Deed, Text]] = {
    Deed.CONFIRM: Text("确认", "Confirm"),
    Deed.UNDO: Text("撤销", "Undo"),
    Deed.NEXT: Text("下一个", "Next"),
    Deed.OTHER_WORK: Text("换工作", "Other work"),
    Deed.SIGN_OUT: Text("退出登录", "Sign out"),
    Deed.DIGIT: Text("数字 {number}", "Digit {number}"),
    Deed.POINT: Text("小数点、日期横线", "Point or dash"),
    Deed.QUANTITY: Text("数量 {number}", "Quantity {number}"),
    Deed.CHOICE: Text("选第 {number} 项", "Choice {number}"),
    Deed.UNKNOWN: Text("未知命令", "Unknown command"),
}


class Command(msgspec.Struct, frozen=True):
    """One command; `number` of a digit, of a choice counted from 1, or the quantity as a decimal number."""

    deed: Deed
    number: str = ""

    @property
    def code(self) -> str:
        """The text its code holds."""
        if self.deed in _NUMBERED:
            return f"{_PREFIX}{self.deed.value} {_NUMERALS[int(self.number)]}"
        return _PREFIX + " ".join(filter(None, (self.deed.value, self.number)))

    def name(self, language: Language) -> str:
        """What it does, in words."""
        return _NAMES[self.deed].in_language(language, {"number": self.number})


_FIXED: Final = {
    command.code: command
    for command in (
        *(Command(deed) for deed in Deed if deed not in {*_NUMBERED, Deed.QUANTITY, Deed.UNKNOWN}),
        *(Command(Deed.DIGIT, str(number)) for number in range(10)),
        *(Command(Deed.CHOICE, str(number)) for number in range(1, CHOICES + 1)),
    )
}


def quantity_command(number: str) -> Command:
    """The command that enters a quantity. Raises ValueError: `number` is no plain decimal number."""
    if not _QUANTITY.fullmatch(number):
        raise ValueError(f"not a plain decimal number: {number!r}")
    return Command(Deed.QUANTITY, number)


def command_of(raw: RawScan) -> Command | None:
    """The command a scan is; None: it is none. One that is not known, or did not arrive whole, is UNKNOWN."""
    start = 0 if raw.symbology else split(raw.raw, raw.code_ids)[1]
    text = raw.raw[start:].decode("ascii", errors="replace").upper()
    if not text.startswith(_PREFIX):
        return None
    if raw.complete and text in _FIXED:
        return _FIXED[text]
    word, _, number = text.removeprefix(_PREFIX).partition(" ")
    if raw.complete and word == Deed.QUANTITY.value and _QUANTITY.fullmatch(number):
        return Command(Deed.QUANTITY, number)
    return Command(Deed.UNKNOWN)
