"""What the doctor found in one read: the fault, the bytes that show it, and what to say of it."""

from collections.abc import Mapping
from enum import Enum
from itertools import groupby

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


Pair = tuple[Mark, str, str]


def aligned(expected: bytes, received: bytes) -> tuple[Span, ...]:
    """The two as stretches that are the same, missing, changed or extra, with the fewest characters that differ.

    Characters of several bytes stay whole.
    """
    wanted, came = (data.decode(errors="surrogateescape") for data in (expected, received))
    stretches = groupby(_pairs(wanted, came), key=lambda pair: pair[0])
    return tuple(_span(mark, tuple(pairs)) for mark, pairs in stretches)


def _span(mark: Mark, pairs: tuple[Pair, ...]) -> Span:
    expected, received = (
        "".join(side).encode(errors="surrogateescape")
        for side in ([pair[1] for pair in pairs], [pair[2] for pair in pairs])
    )
    return Span(mark=mark, expected=expected, received=received)


def _pairs(wanted: str, came: str) -> list[Pair]:
    """Character beside character, by the least number of edits (Levenshtein distance)."""
    costs = _costs(wanted, came)
    row, column, pairs = len(wanted), len(came), list[Pair]()
    while row or column:
        here = costs[row][column]
        beside = row and column and costs[row - 1][column - 1] + (wanted[row - 1] != came[column - 1]) == here
        if beside:
            row, column = row - 1, column - 1
            mark = Mark.SAME if wanted[row] == came[column] else Mark.CHANGED
            pairs.append((mark, wanted[row], came[column]))
        elif row and costs[row - 1][column] + 1 == here:
            row -= 1
            pairs.append((Mark.MISSING, wanted[row], ""))
        else:
            column -= 1
            pairs.append((Mark.EXTRA, "", came[column]))
    return pairs[::-1]


def _costs(wanted: str, came: str) -> list[list[int]]:
    """The edits between each beginning of one and each beginning of the other."""
    costs = [list(range(len(came) + 1))]
    for number, character in enumerate(wanted, 1):
        above, row = costs[-1], [number]
        for column, other in enumerate(came):
            row.append(min(above[column] + (character != other), above[column + 1] + 1, row[column] + 1))
        costs.append(row)
    return costs
