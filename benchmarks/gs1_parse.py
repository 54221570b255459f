"""Reading GS1 element strings: ours, with the full table, linters and associations, against biip.

Both sides read the same 500 labels (GTIN, expiry date, lot) made from a fixed seed.
"""

import datetime as dt
import random
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

import biip
from biip.gs1_messages import GS1Message

from benchmarks.report import Result, compare
from traceability.codes import read
from traceability.codes.check_digits import with_check_digit
from traceability.codes.gs1.element_strings import read_element_strings

Label = TypeVar("Label", str, bytes)

_LABELS = 500
_TODAY = dt.date(2025, 6, 1)


def _labels() -> list[str]:
    chance = random.Random(20250601)  # noqa: S311  reproducible labels, no secret
    labels = []
    for _ in range(_LABELS):
        gtin = with_check_digit(f"0{chance.randrange(10**12):012}")
        expiry = f"{chance.randrange(24, 40):02}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"
        lot = "".join(chance.choices("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789-/", k=chance.randrange(5, 13)))
        labels.append(f"01{gtin}17{expiry}10{lot}")
    return labels


def _timed(parse: Callable[[Label], object], labels: Iterable[Label]) -> Callable[[], float]:
    """A program that parses all labels and answers microseconds a label."""

    def measure() -> float:
        begin = time.perf_counter_ns()
        for label in labels:
            parse(label)
        return (time.perf_counter_ns() - begin) / _LABELS / 1000

    return measure


def run() -> list[Result]:
    """Element strings alone, and whole scans with a symbology identifier."""
    labels = _labels()
    scans = [f"]d2{label}" for label in labels]
    raw_scans = [scan.encode() for scan in scans]
    return [
        compare(
            "GS1 element strings",
            _timed(read_element_strings, labels),
            _timed(GS1Message.parse, labels),
            unit="µs/label",
            goal="≥ 10",
            ratio="peer/ours",
        ),
        compare(
            "GS1 scan with symbology identifier",
            _timed(lambda raw: read(raw, _TODAY), raw_scans),
            _timed(biip.parse, scans),
            unit="µs/scan",
            goal="≥ 10",
            ratio="peer/ours",
        ),
    ]
