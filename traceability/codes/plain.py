"""Data without identifiers: bare trade item numbers, shipping container codes, text."""

from traceability.codes.check_digits import check_digit_holds
from traceability.codes.scan import Element, Interpretation, Kind, ReadingError

GTIN_LENGTHS = (8, 12, 13, 14)
"""Digits of an EAN-8, UPC-A, EAN-13 and GTIN-14."""


def read_gtin(data: str, start: int, lengths: tuple[int, ...]) -> Interpretation:
    """Read a bare GTIN of one of these lengths; it is filled to 14 digits.

    `data` is what follows the symbology identifier, `start` where it stands in the raw bytes.
    """
    digits = data.isascii() and data.isdigit()
    if not digits or len(data) not in lengths:
        return Interpretation(
            Kind.GTIN, (Element("", data),), (ReadingError("gtin-length", start, value=data),)
        )
    return _guarded(Kind.GTIN, "01", data, data.zfill(14), start)


def read_sscc(data: str, start: int) -> Interpretation | None:
    """Read a bare Serial Shipping Container Code of 18 digits; None: it is none."""
    if len(data) != 18 or not (data.isascii() and data.isdigit()):
        return None
    return _guarded(Kind.SSCC, "00", data, data, start)


def _guarded(kind: Kind, identifier: str, data: str, value: str, start: int) -> Interpretation:
    last = len(data) - 1
    wrong = ReadingError("incorrect-check-digit-of-number", start + last, identifier, data[last])
    return Interpretation(kind, (Element(identifier, value),), () if check_digit_holds(data) else (wrong,))


def read_text(data: bytes, start: int) -> Interpretation:
    r"""Read text in UTF-8; bytes that are none stay visible as \\xNN."""
    try:
        return Interpretation(Kind.TEXT, (Element("", data.decode()),))
    except UnicodeDecodeError as error:
        text = data.decode(errors="backslashreplace")
        wrong = ReadingError("not-utf-8", start + error.start, value=text)
        return Interpretation(Kind.TEXT, (Element("", text),), (wrong,))
