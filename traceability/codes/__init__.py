"""The bytes of a scan → what they can mean."""

import datetime as dt
from collections.abc import Sequence
from itertools import accumulate

from msgspec.structs import replace

from traceability.codes import aim
from traceability.codes.code_ids import CodeIds, split
from traceability.codes.patterns import OwnPattern
from traceability.codes.plausible import interpretations
from traceability.codes.scan import Element, Interpretation, Kind, ReadingError, Scan

__all__ = ["CodeIds", "Element", "Interpretation", "Kind", "OwnPattern", "ReadingError", "Scan", "read"]


def read(
    raw: bytes,
    today: dt.date,
    *,
    code_ids: CodeIds = CodeIds.AIM,
    symbology: str = "",
    patterns: Sequence[OwnPattern] = (),
) -> Scan:
    """Read the bytes of one scan, terminator removed; total: wrong data is a reading with reasons.

    Args:
        raw: as the device sent them.
        today: the day two-digit years are seen from.
        code_ids: which identifiers the device puts before its data.
        symbology: the AIM identifier where it comes beside the data; then nothing is split off.
        patterns: the process pack's own labels.
    """
    told, start = (aim.symbology_of(symbology), 0) if symbology else split(raw, code_ids)
    data = told.unescaped(raw[start:]) if told else raw[start:]
    text = (raw[:start] + data).decode(errors="surrogateescape")
    found = interpretations(text, start, today, told, patterns)
    if not raw.isascii():
        lengths = (len(character.encode(errors="surrogateescape")) for character in text)
        offsets = tuple(accumulate(lengths, initial=0))
        found = tuple(_by_bytes(each, offsets) for each in found)
    return Scan(raw, told, data, found, today)


def _by_bytes(interpretation: Interpretation, offsets: Sequence[int]) -> Interpretation:
    """The same with places counted in bytes instead of characters; bytes that are no UTF-8 are a reason against it."""
    errors = [_error_by_bytes(error, offsets) for error in interpretation.errors]
    if not errors and not all(_is_utf_8(element.value) for element in interpretation.elements):
        errors.append(ReadingError("not-utf-8", 0))
    warnings = tuple(_error_by_bytes(error, offsets) for error in interpretation.warnings)
    return replace(interpretation, errors=tuple(errors), warnings=warnings)


def _error_by_bytes(error: ReadingError, offsets: Sequence[int]) -> ReadingError:
    value = error.value.encode(errors="surrogateescape").decode(errors="backslashreplace")
    return replace(error, position=offsets[error.position], value=value)


def _is_utf_8(value: str) -> bool:
    """Whether no byte was kept as a surrogate."""
    return value.isascii() or not any("\udc80" <= character <= "\udcff" for character in value)
