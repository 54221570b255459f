"""The bytes of a scan → what they can mean."""

import datetime as dt

from traceability.codes import aim, plain
from traceability.codes.code_ids import CodeIds
from traceability.codes.gs1 import element_strings
from traceability.codes.scan import Element, Interpretation, Kind, ReadingError, Scan

__all__ = ["CodeIds", "Element", "Interpretation", "Kind", "ReadingError", "Scan", "read"]


def read(raw: bytes, today: dt.date) -> Scan:
    """Read the bytes of one scan, terminator removed; total: wrong data is a reading with reasons.

    `today` is the day two-digit years are seen from. Where the reader says the symbol holds GS1 element strings
    or a GTIN, that is the only interpretation; else all plausible ones, best first, text always among them.
    """
    symbology, start = aim.split(raw)
    text = raw.decode("latin-1")  # one character a byte, so that places in both are equal
    if symbology is not None and symbology.gtin_lengths:
        return Scan(raw, symbology, (plain.read_gtin(text[start:], start, symbology.gtin_lengths),), today)
    if (symbology is not None and symbology.carries_gs1) or text.startswith(element_strings.SEPARATOR, start):
        return Scan(raw, symbology, (element_strings.read_element_strings(text, start),), today)
    return Scan(raw, symbology, _plausible(raw, text, start), today)


def _plausible(raw: bytes, text: str, start: int) -> tuple[Interpretation, ...]:
    """What data of unknown kind can mean.

    Check digits and separators convince before text does. Element strings with neither, such as `10…`, come
    after it, as do those whose values break a rule.
    """
    data = text[start:]
    bracketed = data.startswith("(")
    read_gs1 = element_strings.read_bracketed if bracketed else element_strings.read_element_strings
    gs1 = read_gs1(text, start)
    distinctive = element_strings.distinctive(gs1, data)
    before, after = [], []
    if gs1.ok and distinctive:
        before = [gs1]
    elif gs1.ok or (distinctive and element_strings.well_formed(gs1)):
        after = [gs1]
    numbers = (plain.read_gtin(data, start, plain.GTIN_LENGTHS), plain.read_sscc(data, start))
    right = [number for number in numbers if number is not None and number.ok]
    return (*before, *right, plain.read_text(raw[start:], start), *after)
