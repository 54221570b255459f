"""What the doctor found in one read: the fault, the bytes that show it, and what to say of it."""

from collections.abc import Mapping
from difflib import SequenceMatcher
from enum import Enum
from typing import Final

import msgspec

from station.profiles.doctor.test_codes import TestCode
from station.profiles.faults import Fault


class Mark(Enum):
    """How a stretch of what came compares with what should have come."""

    SAME = "same"
    MISSING = "missing"
    CHANGED = "changed"
    EXTRA = "extra"


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of one read. `expected` is empty where it is extra, `received` where it is missing."""

    mark: Mark
    expected: bytes = b""
    received: bytes = b""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One fault in one read of a test code.

    Attributes:
        fault: what is wrong.
        code: the code that was scanned.
        spans: the whole line in order, identifier and end of scan included: what a right device sends (`expected`
            of all spans, joined) beside what came (`received`, joined).
        facts: values for the places of its sentences (see `explanations`).
        variant: which of the fault's ways to appear this is, a key of `explanations`; empty where it has one.
    """

    fault: Fault
    code: TestCode
    spans: tuple[Span, ...]
    facts: Mapping[str, str] = {}
    variant: str = ""


_MARKS: Final = {"equal": Mark.SAME, "delete": Mark.MISSING, "insert": Mark.EXTRA, "replace": Mark.CHANGED}


def aligned(expected: bytes, received: bytes) -> tuple[Span, ...]:
    """The two as stretches that are the same, missing, changed or extra; characters of several bytes stay whole."""
    wanted, came = (data.decode(errors="surrogateescape") for data in (expected, received))
    blocks = SequenceMatcher(None, wanted, came, autojunk=False).get_opcodes()
    return tuple(
        Span(mark=_MARKS[tag], expected=_bytes(wanted[a:b]), received=_bytes(came[c:d]))
        for tag, a, b, c, d in blocks
    )


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogateescape")
