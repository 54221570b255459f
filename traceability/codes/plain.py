"""Data without identifiers: bare trade item numbers, shipping container codes, text."""

from traceability.codes.check_digits import check_digit_holds
from traceability.codes.scan import Element, Interpretation, Kind, ReadingError

GTIN_LENGTHS = (8, 12, 13, 14)
"""Digits of an EAN-8, UPC-A, EAN-13 and GTIN-14."""


def read_gtin(text: str, start: int, lengths: tuple[int, ...]) -> Interpretation:
    """Read a bare GTIN of one of these lengths, from `start` of `text`; it is filled to 14 digits."""
    data = text[start:]
    digits = data.isascii() and data.isdigit()
    if not digits or len(data) not in lengths:
        return Interpretation(
            Kind.EAN, (Element("", data),), (ReadingError("gtin-length", start, value=data),)
        )
    return _guarded(Kind.EAN, "gtin", data, data.zfill(14), start)


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
