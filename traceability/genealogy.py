"""Backward and forward trace through the links between things.

The walk asks a port for the links of one generation at a time, so the same code runs over a database of millions and
over a handful in memory.
"""

from collections.abc import Callable, Collection, Iterable
from enum import Enum

import msgspec

from traceability.facts import Link, Parting, canonical_key


class Direction(Enum):
    """Backward: where did it come from. Forward: where did it go."""

    BACKWARD = "backward"
    FORWARD = "forward"


class Node(msgspec.Struct, frozen=True):
    """A thing in a trace and its distance in generations from the start."""

    thing: str
    level: int


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """A station whose entries may still be missing: last heard of when, and how many it said it holds back."""

    station: str
    since: str | None
    backlog: int


class Completeness(msgspec.Struct, frozen=True, kw_only=True):
    """What could still change an answer. Empty in every part: the answer is complete."""

    stations: tuple[Missing, ...] = ()
    quarantined: int = 0
    lag: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether nothing known could change the answer."""
        return not (self.stations or self.quarantined or self.lag)


class Trace(msgspec.Struct, frozen=True):
    """One answer: the things reached, by level, and the links walked, in canonical order."""

    start: str
    direction: Direction
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]

    def things(self) -> tuple[str, ...]:
        """The keys of everything reached, the start left out."""
        return tuple(node.thing for node in self.nodes if node.thing != self.start)


LinksOf = Callable[[Collection[str], Direction], Iterable[Link]]
"""Port: the effective links that lead from these things one generation in a direction."""


def trace(start: str, direction: Direction, links_of: LinksOf) -> Trace:
    """Walk from `start` until nothing new is reached; a cycle in wrong data ends the walk, it can't hang it."""
    levels = {start: 0}
    walked: list[Link] = []
    generation: list[str] = [start]
    while generation:
        found: list[str] = []
        for link in links_of(generation, direction):
            walked.append(link)
            reached = link.source if direction is Direction.BACKWARD else link.target
            if reached not in levels:
                levels[reached] = levels[link.target if direction is Direction.BACKWARD else link.source] + 1
                found.append(reached)
        generation = sorted(found)
    nodes = tuple(
        Node(thing, level) for thing, level in sorted(levels.items(), key=lambda item: (item[1], item[0]))
    )
    # Each thing is asked for once, so each link came once.
    return Trace(start, direction, nodes, tuple(sorted(walked, key=canonical_key)))


def effective(links: Iterable[Link], partings: Iterable[Parting]) -> tuple[Link, ...]:
    """Links that were not ended by a parting of the same two things after them."""
    ends: dict[tuple[str, str], list[Parting]] = {}
    for parting in partings:
        ends.setdefault((parting.source, parting.target), []).append(parting)
    return tuple(
        link
        for link in links
        if not any(end.moment > link.moment for end in ends.get((link.source, link.target), ()))
    )


def links_in(links: Iterable[Link]) -> LinksOf:
    """The port over links in memory."""
    known = tuple(links)

    def of(things: Collection[str], direction: Direction) -> Iterable[Link]:
        wanted = set(things)
        return tuple(
            link
            for link in known
            if (link.target if direction is Direction.BACKWARD else link.source) in wanted
        )

    return of
