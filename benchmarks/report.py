"""What a benchmark answers, how two programs are compared, and how answers are shown."""

import statistics
from collections.abc import Callable, Sequence
from typing import Literal, TypeVar

import msgspec

Sample = TypeVar("Sample")


class Result(msgspec.Struct, frozen=True):
    """One comparison from one run."""

    name: str
    ours: float
    """Median figure of ours, in `unit`."""
    peer: float
    """Median figure of the peer, in `unit`."""
    unit: str
    ratio: float
    """Median of the ratios of pairs taken one right after the other."""
    spread: float
    """Interquartile range of those ratios."""
    goal: str
    """For the ratio: "≥ 10" or "≤ 0.5"."""
    met: bool


def meets(figure: float, goal: str) -> bool:
    """Whether a figure meets a goal of the form "≥ 10" or "≤ 0.5"."""
    sign, limit = goal.split()
    return figure >= float(limit) if sign == "≥" else figure <= float(limit)


Direction = Literal["ours/peer", "peer/ours"]


def paired(
    ours: Callable[[], Sample], peer: Callable[[], Sample], rounds: int
) -> list[tuple[Sample, Sample]]:
    """Take figures of both sides in turn, `rounds` pairs, each side first in every other pair."""
    pairs = []
    for number in range(rounds):
        if number % 2:
            theirs, own = peer(), ours()
        else:
            own, theirs = ours(), peer()
        pairs.append((own, theirs))
    return pairs


def compared(
    name: str, pairs: Sequence[tuple[float, float]], *, unit: str, goal: str, ratio: Direction = "ours/peer"
) -> Result:
    """The comparison that pairs of figures make, two pairs at least."""
    ratios = [own / theirs if ratio == "ours/peer" else theirs / own for own, theirs in pairs]
    low, middle, high = statistics.quantiles(ratios, n=4)
    return Result(
        name=name,
        ours=statistics.median(own for own, _ in pairs),
        peer=statistics.median(theirs for _, theirs in pairs),
        unit=unit,
        ratio=middle,
        spread=high - low,
        goal=goal,
        met=meets(middle, goal),
    )


def compare(
    name: str,
    ours: Callable[[], float],
    peer: Callable[[], float],
    *,
    unit: str,
    goal: str,
    ratio: Direction,
    rounds: int = 15,
) -> Result:
    """Take pairs of figures and compare them."""
    return compared(name, paired(ours, peer, rounds), unit=unit, goal=goal, ratio=ratio)


def table(results: Sequence[Result]) -> str:
    """The results as lines of equal columns."""
    rows = [("benchmark", "ours", "peer", "unit", "ratio", "spread", "goal", "met")]
    rows += [
        (
            one.name,
            f"{one.ours:,.2f}",
            f"{one.peer:,.2f}",
            one.unit,
            f"{one.ratio:.2f}",
            f"{one.spread:.2f}",
            one.goal,
            "yes" if one.met else "NO",
        )
        for one in results
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
