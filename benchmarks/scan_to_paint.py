"""A scan's whole way: bytes on a pseudo-terminal → the verdict, durable and painted.

Ours is the station's real window with its real driver, journal, rules and a replica of a million lots; the peer is what
a good developer writes from biip, sqlite-utils and a Qt label (`peers/scan_pipeline.py`). Both scan the same boards.
"""

import statistics
from pathlib import Path

import msgspec

from benchmarks.report import Result, compared, paired
from benchmarks.rigs.served import Served, make_station, served
from benchmarks.scratch import scratch

_ROUNDS = 7
_SCANS = 120
_PAUSE_MS = 15
_BEYOND_MS = 2.0
"""What may be added to the bare commit."""


class Times(msgspec.Struct, frozen=True):
    """Milliseconds of one round: the median scan, the slowest of a hundred, and a bare commit where one was made."""

    middle: float
    slow: float
    commit: float


def _round(program: Served) -> Times:
    answer = program.ask(f"{_SCANS} {_PAUSE_MS}")
    paints = answer["paint_ms"]
    commit = statistics.median(answer.get("commit_ms", (0.0,)))
    return Times(statistics.median(paints), statistics.quantiles(paints, n=100)[98], commit)


def run() -> list[Result]:
    """The median and the slowest of a hundred, and what ours takes beyond a bare commit."""
    with scratch() as name:
        folder = Path(name)
        home, gun = folder / "home", folder / "gun"
        make_station(home, gun)
        (folder / "peer").mkdir()
        with (
            served("benchmarks.programs.screen", home, gun) as ours,
            served("benchmarks.peers.scan_pipeline", folder / "peer") as peer,
        ):
            for program in (ours, peer):
                _round(program)  # warm
            pairs = paired(lambda: _round(ours), lambda: _round(peer), _ROUNDS)
    goal = "≤ 0.5"
    beyond = [(own.middle - own.commit, _BEYOND_MS) for own, _ in pairs]
    return [
        compared(
            "scan to paint, median",
            [(own.middle, their.middle) for own, their in pairs],
            unit="ms",
            goal=goal,
        ),
        compared(
            "scan to paint, p99", [(own.slow, their.slow) for own, their in pairs], unit="ms", goal=goal
        ),
        compared("scan to paint beyond the commit, against 2 ms", beyond, unit="ms", goal="≤ 1"),
    ]
