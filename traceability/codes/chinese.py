"""Codes in use in China: drug traceability codes, MA codes (IDcode) and handles under the prefix 88.

69… numbers are EAN-13 and read as such.
"""

import datetime as dt
import re

from traceability.codes.dates import full_date, resolved_date
from traceability.codes.scan import Element, Interpretation, Kind, ReadingError

_MA = re.compile(r"MA\.(?=[0-9]{3}\.)")
_MA_FIELD = re.compile(r"[A-Za-z0-9]+")
_DEVICES = "M0"
_PARTS = tuple("SMLDEVPC")
_DATES = tuple("MPEV")
_LAST_DAYS = tuple("EV")
_HANDLE = re.compile(r"(88(?:\.[A-Za-z0-9_-]+)+)/(.+)", re.DOTALL)


def read_drug_code(text: str, start: int) -> Interpretation | None:
    """Read a drug traceability code (药品追溯码) of the national supervision form; None: it is none.

    20 digits beginning with 8: seven for the product, its maker and pack, then nine for the single pack and four
    check digits made by an undisclosed cipher (药品电子监管码编码规则), so they can't be judged here.
    """
    data = text[start:]
    if len(data) != 20 or not (data.isascii() and data.isdigit()) or data[0] != "8":
        return None
    return Interpretation(Kind.CN_DRUG, (Element("product", data[:7]), Element("serial", data[7:])))


def read_ma(text: str, start: int, today: dt.date) -> Interpretation | None:
    """Read an MA code; None: it is none.

    《医疗器械唯一标识 MA(IDcode)编码手册》: MA, country (3 digits), industry (M0 for medical devices), registrant
    (6) and product (level of packing 1, item 6, check 1), then parts of a letter and a value: S serial, M made on
    (P on older labels), L lot, D sterilisation lot, E expires on, V use until, C check. Dates are YYMMDD or
    YYYYMMDD. The check characters come from the issuer's service alone and can't be judged here.
    """
    if _MA.match(text, start) is None:
        return None
    fields = text[start:].split(".")
    if len(fields) < 4:
        return None
    if len(fields) == 4:
        fields.append("")  # only its maker is named: the product is told to be missing
    code = _MaCode(today, devices=fields[2] == _DEVICES)
    at = start + sum(len(field) + 1 for field in fields[:3])
    for name, value, length in (("registrant", fields[3], 6), ("product", fields[4], 8)):
        code.product(name, value, length, min(at, len(text)))
        at += len(value) + 1
    for field in fields[5:]:
        code.part(field, at)
        at += len(field) + 1
    return Interpretation(
        Kind.MA, tuple(code.elements), tuple(code.errors), tuple(code.warnings), expiry=code.expiry
    )


class _MaCode:
    """An MA code while its fields are read."""

    def __init__(self, today: dt.date, *, devices: bool) -> None:
        self.today = today
        self.devices = devices
        self.elements: list[Element] = []
        self.said: dict[str, str] = {}
        self.errors: list[ReadingError] = []
        self.warnings: list[ReadingError] = []
        self.expiry: dt.date | None = None

    def product(self, name: str, value: str, length: int, at: int) -> None:
        """Who made it, or what it is."""
        self.elements.append(Element(name, value))
        if not _MA_FIELD.fullmatch(value):
            self.errors.append(ReadingError("ma-field", at, name, value))
        elif self.devices and len(value) != length:
            self.warnings.append(ReadingError("ma-length", at, name, value))

    def part(self, field: str, at: int) -> None:
        """A letter and its value; what is neither is kept as it stands."""
        letter = field[:1] if field[:1].isalpha() and len(field) > 1 else ""
        value = field[len(letter) :]
        self.elements.append(Element(letter, value))
        if letter not in _PARTS:
            self.errors.append(ReadingError("ma-part", at, letter, field))
        elif self.said.setdefault(letter, value) != value:
            self.errors.append(ReadingError("said-otherwise", at, letter, field))
        elif letter in _DATES:
            day = resolved_date(value, self.today) if len(value) == 6 else full_date(value)
            if day is None:
                self.errors.append(ReadingError("illegal-date", at, letter, field))
            elif letter in _LAST_DAYS:
                self.expiry = min(day, self.expiry or day)


def read_handle(text: str, start: int) -> Interpretation | None:
    """Read a handle of the Chinese prefix (工业互联网标识, GHR/MPA 88, VAA codes alike); None: it is none.

    RFC 3651 section 3: a naming authority of segments between dots, `/`, a local name of any characters.
    """
    found = _HANDLE.fullmatch(text, start)
    return found and Interpretation(Kind.HANDLE, (Element("prefix", found[1]), Element("suffix", found[2])))
