"""Data without identifiers: bare trade item numbers, shipping container codes, text."""

from collections.abc import Mapping

from traceability.codes.check_digits import check_digit_holds
from traceability.codes.scan import Element, Interpretation, Kind, ReadingError

_LENGTHS: Mapping[int, int] = {12: 12, 13: 13, 14: 14}
"""Digits of a UPC-A, EAN-13 and GTIN-14."""


def read_gtin(text: str, start: int, lengths: Mapping[int, int]) -> Interpretation:
    """Read a bare GTIN from `start` of `text`; it is filled to 14 digits.

    `lengths` are the permitted numbers of digits → how many leading ones are the GTIN, the rest being an add-on.
    """
    data = text[start:]
    digits = data.isascii() and data.isdigit()
    if not digits or len(data) not in lengths:
        return Interpretation(
            Kind.EAN, (Element("", data),), (ReadingError("gtin-length", start, value=data),)
        )
    number = data[: lengths[len(data)]]
    return _guarded(Kind.EAN, "gtin", number, number.zfill(14), start)


def read_item(text: str, start: int) -> Interpretation | None:
    """Read a bare GTIN nobody announced; None: it is none. Eight digits are one where their check digit is right."""
    length = len(text) - start
    if length == 8:
        short = read_gtin(text, start, {8: 8})
        return short if short.ok else None
    found = read_gtin(text, start, _LENGTHS) if length in _LENGTHS else None
    return found if found and found.elements[0].identifier else None


def read_upc_e(text: str, start: int) -> Interpretation | None:
    """Read a UPC-E as printed, eight digits; None: it is none.

    GS1 General Specifications section 5.2.2.4.2: the sixth digit says where zeros were left out.
    """
    data = text[start:]
    if len(data) != 8 or not (data.isascii() and data.isdigit()) or data[0] not in "01":
        return None
    digits, last, check = data[1:6], data[6], data[7]
    if last in "012":
        digits = f"{digits[:2]}{last}0000{digits[2:]}"
    elif last == "3":
        digits = f"{digits[:3]}00000{digits[3:]}"
    elif last == "4":
        digits = f"{digits[:4]}00000{digits[4:]}"
    else:
        digits = f"{digits}0000{last}"
    number = f"{data[0]}{digits}{check}"
    right = check_digit_holds(number)
    wrong = ReadingError("incorrect-check-digit-of-number", start + 7, "gtin", check)
    return Interpretation(Kind.EAN, (Element("gtin", number.zfill(14)),), () if right else (wrong,))


def read_sscc(text: str, start: int) -> Interpretation | None:
    """Read a bare Serial Shipping Container Code of 18 digits; None: it is none."""
    data = text[start:]
    if len(data) != 18 or not (data.isascii() and data.isdigit()):
        return None
    return _guarded(Kind.SSCC, "sscc", data, data, start)


def _guarded(kind: Kind, identifier: str, data: str, value: str, start: int) -> Interpretation:
    last = len(data) - 1
    wrong = ReadingError("incorrect-check-digit-of-number", start + last, identifier, data[last])
    return Interpretation(kind, (Element(identifier, value),), () if check_digit_holds(data) else (wrong,))


def read_text(text: str, start: int) -> Interpretation:
    """The reading as text from `start`; bytes that are no UTF-8, here as surrogates, are a reason against it."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        wrong = ReadingError("not-utf-8", error.start, value=text[start:])
        return Interpretation(Kind.TEXT, (), (wrong,))
    return Interpretation(Kind.TEXT, ())
