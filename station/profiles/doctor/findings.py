"""What the doctor found in one read: the fault, the bytes that show it, and what to say of it."""

from collections.abc import Mapping
from enum import Enum

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
