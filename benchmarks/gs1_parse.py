"""Reading GS1 element strings and Digital Links: ours, with all linters and associations, against biip without them.

Both sides read the same 500 labels made from a fixed seed: GTIN, expiry date and lot; and labels with six of the
identifiers found on goods, whose associations must be looked up anew for hundreds of combinations. Nothing is left
out on our side: every label goes through the whole table, its linters, and what requires and excludes what.
"""

import datetime as dt
import random
import time
from collections.abc import Callable, Iterable
from typing import TypeVar
from urllib.parse import quote

import biip
from biip.gs1_digital_link_uris import GS1DigitalLinkURI
from biip.gs1_messages import GS1Message

from benchmarks.report import Result, compare
from traceability.codes import read
from traceability.codes.check_digits import with_check_digit
from traceability.codes.gs1.digital_link import read_digital_link
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


_MORE = {
    "11": "250131",
    "15": "261231",
    "30": "12",
    "240": "A-1/2",
    "241": "C77",
    "250": "X9",
    "251": "Y8",
    "310": "3001250",
    "392": "20299",
    "400": "PO-4711",
    "410": "9520123456788",
    "422": "156",
    "7003": "2512311200",
    "8005": "000150",
    "8008": "25013108",
    "91": "AB",
}
_PREDEFINED = {"11", "15", "310", "410"}


def _rich_labels() -> list[str]:
    """GTIN, lot and serial, then three more in any order."""
    chance = random.Random(20251231)  # noqa: S311  reproducible labels, no secret
    labels = []
    for label in _labels():
        gtin, lot = label[:16], label[24:]
        more = [(one, _MORE[one]) for one in chance.sample(sorted(_MORE), 3)]
        ends = ["" if one in _PREDEFINED else "\x1d" for one, _ in more]
        rest = "".join(one + value + end for (one, value), end in zip(more, ends, strict=True))
        labels.append(f"{gtin}{lot}\x1d21{chance.randrange(10**9)}\x1d{rest}".rstrip("\x1d"))
    return labels


def _links() -> list[str]:
    return [
        f"https://id.gs1.org/01/{one[2:16]}/10/{quote(one[26:], safe='')}?17={one[18:24]}"
        for one in _labels()
    ]


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
    rich, links = _rich_labels(), _links()
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
            "GS1 element strings, six of many",
            _timed(read_element_strings, rich),
            _timed(GS1Message.parse, rich),
            unit="µs/label",
            goal="≥ 10",
            ratio="peer/ours",
        ),
        compare(
            "GS1 Digital Link",
            _timed(read_digital_link, links),
            _timed(GS1DigitalLinkURI.parse, links),
            unit="µs/link",
            goal="≥ 3",
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
