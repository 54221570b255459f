"""Read HIBC supplier labels: ANSI/HIBC 2.6, Labeler Identification Codes (LIC); not HIBC's provider standard (PAS).

    + A999 1234 5 C                                primary: labeller, product, unit of measure, check
    +$$ 3 280112 R0008 C K                         secondary: date, lot, the primary's check (link), own check
    + A999 1234 5 / $$ 3 280112 R0008 /S 77 K      both in one symbol, more data after slashes, one check

Of data that may follow a slash, /14D expiry, /16D manufacture, /Q and /S are known; others are kept as they stand.
The date of manufacture is judged and is no element. A symbol sent together with the one before it is read as one.
"""

import datetime as dt
import re
from collections.abc import Iterator

from traceability.codes.dates import day_of_year, four_digit_year, full_date, resolved_date
from traceability.codes.scan import Element, Interpretation, Kind, ReadingError

_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"
_PRIMARY = re.compile(r"\+([A-Z][A-Z0-9]{3})([A-Z0-9]{1,18})([0-9])(?=/|.(?:\+|$))", re.DOTALL)
_SECONDARY = re.compile(r"\+(?=\$|[0-9]{5}|S|Q|14D|16D)")
_SYMBOL = re.compile(rf"\+(?:\$\$?\+?)?[^+]*?..(?={_SECONDARY.pattern}|$)", re.DOTALL)
_LOT_OR_SERIAL = re.compile(r"[A-Z0-9]{0,18}")
_QUANTITY_DIGITS = {"8": 2, "9": 5}
_DATE_LENGTHS = {"0": 4, "1": 4, "2": 6, "3": 6, "4": 8, "5": 5, "6": 7}
"""Digits of a date by the format digit before it; 0 and 1 are the first digit of MMYY itself. 7: no date follows."""
_ORDER = ("lic", "product", "unit", "quantity", "expiry", "lot", "serial")


def check_character(data: str) -> str:
    """The check character of data in the 43 characters of Code 39: the sum of their values modulo 43."""
    return _CHARACTERS[sum(map(_CHARACTERS.index, data)) % 43]


def read_hibc(text: str, start: int, today: dt.date) -> Interpretation | None:
    """Read the supplier label that starts at `start`; None: it is none.

    Secondary data that does not begin with `+$$` may be a telephone number or a price: it has to be right.
    """
    data = text[start:]
    primary = _PRIMARY.match(data)
    if primary is None and _SECONDARY.match(data) is None:
        return None
    label = _Label(start, today)
    label.read(data, primary)
    if primary is None and not data.startswith("+$$") and label.errors:
        return None
    return label.interpretation()


class _Label:
    """A label while it is read."""

    def __init__(self, start: int, today: dt.date) -> None:
        self.start = start
        self.today = today
        self.found: dict[str, str] = {}
        self.others: list[Element] = []
        self.errors: list[ReadingError] = []
        self.expiry: dt.date | None = None

    def interpretation(self) -> Interpretation:
        """What was read, in the order of the standard's table."""
        known = [Element(name, self.found[name]) for name in (*_ORDER, "check") if name in self.found]
        return Interpretation(Kind.HIBC, (*known, *self.others), tuple(self.errors), expiry=self.expiry)

    def read(self, data: str, primary: re.Match[str] | None) -> None:
        """Read the symbols in `data` one after the other."""
        at, link = 0, ""
        if primary is not None:
            self.found |= {"lic": primary[1], "product": primary[2], "unit": primary[3]}
            at = primary.end()
            if data[at] == "/" and data[at + 1 : at + 2] not in {"", "+"}:
                self._check(data, 0, len(data))
                self._parts(data, at + 1, len(data) - 1)
                return
            self._check(data, 0, at + 1)
            link, at = data[at], at + 1
        for begin, end in _symbols(data, at):
            self._check(data, begin, end)
            if link and data[end - 2] != link:
                self._wrong("hibc-link-character", end - 2, data[end - 2])
            self._parts(data, begin + 1, end - 2)

    def _wrong(self, code: str, place: int, value: str) -> None:
        self.errors.append(ReadingError(code, self.start + place, value=value))

    def _check(self, data: str, begin: int, end: int) -> None:
        """Judge the check character of the symbol from `begin` to `end`."""
        strange = next((place for place in range(begin, end) if data[place] not in _CHARACTERS), None)
        if strange is not None:
            self._wrong("hibc-character", strange, data[strange])
        elif data[end - 1] != check_character(data[begin : end - 1]):
            self._wrong("hibc-check-character", end - 1, data[end - 1])
        self.found["check"] = data[end - 1]

    def _parts(self, data: str, begin: int, end: int) -> None:
        at = begin
        for part in data[begin:end].split("/"):
            self._part(part, at)
            at += len(part) + 1

    def _part(self, part: str, at: int) -> None:
        """One piece of secondary data, without the slash or plus before it."""
        if part.startswith("$$+"):
            self._dated("serial", part[3:], at + 3)
        elif part.startswith("$$"):
            self._dated("lot", part[2:], at + 2)
        elif part.startswith("$+"):
            self._name("serial", part[2:], at + 2)
        elif part.startswith("$"):
            self._name("lot", part[1:], at + 1)
        elif part.startswith("14D"):
            self._expires(part[3:], self._day(part[3:], at + 3), at + 3)
        elif part.startswith("16D"):
            self._day(part[3:], at + 3)
        elif part[:5].isdecimal() and len(part) >= 5:
            self._coded_date("5", part[:5], at)
            self._name("lot", part[5:], at + 5)
        elif part.startswith("Q"):
            self._quantity(part[1:], at + 1)
        elif part.startswith("S"):
            self._name("serial", part[1:], at + 1)
        else:
            self._unknown(part, at)

    def _unknown(self, part: str, at: int) -> None:
        identifier = re.match(r"[0-9]{0,3}[A-Z]", part)
        length = identifier.end() if identifier else 0
        self.others.append(Element(part[:length], part[length:]))
        if identifier is None:
            self._wrong("no-data-identifier", at, part)

    def _dated(self, name: str, rest: str, at: int) -> None:
        """A quantity or none, a date or none, then a lot or serial number.

        After a quantity the date may be left out; whatever reads as a date is one.
        """
        digits = _QUANTITY_DIGITS.get(rest[:1])
        if digits is not None:
            self._quantity(rest[1 : 1 + digits], at + 1, digits)
            rest, at = rest[1 + digits :], at + 1 + digits
        flag = rest[:1]
        if flag == "7":
            self._name(name, rest[1:], at + 1)
            return
        begin = 0 if flag in {"0", "1"} else 1
        value = rest[begin : begin + _DATE_LENGTHS.get(flag, 0)]
        if digits is not None and (not value or _date(flag, value, self.today) is None):
            self._name(name, rest, at)
        elif not value:
            self._wrong("hibc-date-format", at, flag)
            self._name(name, rest, at)
        else:
            self._coded_date(flag, value, at + begin)
            self._name(name, rest[begin + len(value) :], at + begin + len(value))

    def _coded_date(self, flag: str, value: str, at: int) -> None:
        day = _date(flag, value, self.today)
        if day is None:
            self._wrong("illegal-date", at, value)
        self._expires(value, day, at)

    def _expires(self, value: str, day: dt.date | None, at: int) -> None:
        """Of two, the second may be more exact: an earlier day of the same month."""
        if self.expiry and day and not self.expiry.replace(day=1) <= day <= self.expiry:
            self._wrong("said-otherwise", at, value)
            return
        self.found["expiry"] = value
        self.expiry = day

    def _say(self, name: str, value: str, at: int) -> None:
        if self.found.setdefault(name, value) != value:
            self._wrong("said-otherwise", at, value)

    def _day(self, value: str, at: int) -> dt.date | None:
        day = full_date(value)
        if day is None:
            self._wrong("illegal-date", at, value)
        return day

    def _quantity(self, value: str, at: int, digits: int | None = None) -> None:
        self._say("quantity", value, at)
        right = len(value) == digits if digits else 1 <= len(value) <= 5
        if not (right and value.isdecimal() and value.isascii()):
            self._wrong("not-a-quantity", at, value)

    def _name(self, name: str, value: str, at: int) -> None:
        """A lot or serial number; nothing is said where there is none."""
        if value:
            self._say(name, value, at)
        if not _LOT_OR_SERIAL.fullmatch(value):
            self._wrong("hibc-lot-or-serial", at, value)


def _symbols(data: str, at: int) -> Iterator[tuple[int, int]]:
    """The secondary symbols from `at` on: each begins with + and ends with link and check character."""
    while at < len(data):
        symbol = _SYMBOL.match(data, at)
        end = symbol.end() if symbol else len(data)
        yield at, end
        at = end


def _date(flag: str, value: str, today: dt.date) -> dt.date | None:
    """The last day of use: a month means its last day, an hour its day."""
    if len(value) != _DATE_LENGTHS[flag] or not (value.isascii() and value.isdecimal()):
        return None
    match flag:
        case "0" | "1":
            return resolved_date(value[2:] + value[:2] + "00", today)
        case "2":
            return resolved_date(value[4:] + value[:4], today)
        case "3":
            return resolved_date(value, today)
        case "4":
            return resolved_date(value[:6], today) if int(value[6:]) < 24 else None
        case _:
            hour = int(value[5:] or "0")
            year = four_digit_year(int(value[:2]), today)
            return day_of_year(year, int(value[2:5])) if hour < 24 else None
