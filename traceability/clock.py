"""Hybrid logical clock: an order for display and for folding that no wall clock can break.

A stamp is the highest wall time seen, in milliseconds, and a counter that grows while the wall clock stands still or
runs back (Kulkarni et al., Logical Physical Clocks, 2014). It never decides who wins a conflict.
"""

from typing import NamedTuple

FUTURE_LIMIT_MS = 5 * 60 * 1000
"""A stamp further ahead of our wall clock than this is never merged: one wrong clock must not move all others."""


class Stamp(NamedTuple):
    """A point of the hybrid logical clock; compares as a pair."""

    milliseconds: int
    counter: int


ZERO = Stamp(0, 0)


def next_stamp(last: Stamp, wall_ms: int) -> Stamp:
    """The stamp of our next entry: strictly above `last`, whatever the wall clock says."""
    if wall_ms > last.milliseconds:
        return Stamp(wall_ms, 0)
    return Stamp(last.milliseconds, last.counter + 1)


def merged(last: Stamp, seen: Stamp, wall_ms: int) -> Stamp:
    """Our clock after seeing another writer's stamp; one too far in the future leaves it as it is."""
    if seen.milliseconds > wall_ms + FUTURE_LIMIT_MS:
        return last
    return max(last, seen)
