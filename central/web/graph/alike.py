"""Which things of a trace are alike enough to be drawn as one stack, and how far each stands from the start."""

from collections import defaultdict
from collections.abc import Iterable
from zlib import crc32

import msgspec

from central.web.views.answer import Answer, is_provisional, material_of
from traceability.facts import Link
from traceability.genealogy import Direction, Trace
from traceability.identity import thing_of

OPENED_SHOWS = 12
"""Members an opened stack shows one by one; the others stay a stack."""


class Detail(msgspec.Struct, frozen=True, kw_only=True):
    """How finely things are told apart.

    Attributes:
        stack_from: as many alike make a stack.
        by_path: the same work on the same neighbours counts as alike; otherwise the stage alone.
        by_material: materials and states are told apart.
        layers: things further than this share the last stage.
    """

    stack_from: int
    by_path: bool = False
    by_material: bool = True
    layers: int = 1_000_000


DETAILS = (
    Detail(stack_from=8, by_path=True),
    Detail(stack_from=2),
    Detail(stack_from=2, by_material=False),
    Detail(stack_from=2, by_material=False, layers=4),
)
"""From what is wished to what always fits: four stages of three kinds on each side."""


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """One node of things; `layer` is negative towards sources; `opens` is None for a single thing."""

    id: str
    layer: int
    things: tuple[str, ...]
    opens: str | None = None


class Groups:
    """The groups of one trace, nearest first. `of` maps each thing to its group, the start to `focus`."""

    def __init__(self, answer: Answer, trace: Trace, detail: Detail, opened: frozenset[str]) -> None:
        self._answer = answer
        self._trace = trace
        self._detail = detail
        self._sign = -1 if trace.direction is Direction.BACKWARD else 1
        self._nearer: dict[str, list[Link]] = defaultdict(list)
        for link in trace.links:
            self._nearer[link.source if self._sign < 0 else link.target].append(link)
        self.of: dict[str, str] = {trace.start: "focus"}
        self.groups: list[Group] = []
        stages: dict[int, list[str]] = defaultdict(list)
        for key, layer in sorted(layers(trace).items()):
            stages[min(layer, detail.layers)].append(key)
        for layer in sorted(set(stages) - {0}):
            self._group(stages[layer], layer, opened)

    def _group(self, things: Iterable[str], layer: int, opened: frozenset[str]) -> None:
        alike: dict[str, list[str]] = defaultdict(list)
        for key in things:
            alike[f"{crc32(repr((self._sign * layer, *self._signature(key))).encode()):08x}"].append(key)
        for identifier, members in alike.items():
            single, stacked = members, list[str]()
            if len(members) >= self._detail.stack_from:
                shown = OPENED_SHOWS if identifier in opened else 0
                single, stacked = members[:shown], members[shown:]
            for key in single:
                self._add(f"{self._sign}:{key}", layer, [key], None)
            if stacked:
                self._add(f"stack:{identifier}", layer, stacked, identifier)

    def _add(self, node: str, layer: int, things: list[str], opens: str | None) -> None:
        self.groups.append(Group(id=node, layer=self._sign * layer, things=tuple(things), opens=opens))
        self.of.update(dict.fromkeys(things, node))

    def _signature(self, key: str) -> tuple[object, ...]:
        thing, state = thing_of(key), self._answer.state_of(key)
        kind = type(thing).__name__
        if not self._detail.by_material:
            return (kind,)
        standing = (
            bool(state.open_holds),
            is_provisional(state),
            tuple(sorted({s.to or "" for s in state.shipments})),
        )
        if not self._detail.by_path:
            return kind, material_of(thing), standing[:2]
        return kind, material_of(thing), standing, self._path(key)

    def _path(self, key: str) -> tuple[object, ...]:
        work = set()
        for link in self._nearer[key]:
            happening = self._answer.happenings[link.entry]
            neighbour = link.target if self._sign < 0 else link.source
            work.add((self.of.get(neighbour, ""), happening.step or "", happening.station or ""))
        return tuple(sorted(work))


def layers(trace: Trace) -> dict[str, int]:
    """How far each thing stands from the start by the longest way, so every link leads to a further layer.

    Things on or behind a cycle of wrong data keep their least distance.
    """
    backward = trace.direction is Direction.BACKWARD
    steps = {(link.target, link.source) if backward else (link.source, link.target) for link in trace.links}
    waiting: dict[str, int] = defaultdict(int)
    onward: dict[str, list[str]] = defaultdict(list)
    for near, far in steps:
        waiting[far] += 1
        onward[near].append(far)
    least = {node.thing: node.level for node in trace.nodes}
    longest = {trace.start: 0}
    ready = [key for key in least if not waiting[key]]
    while ready:
        near = ready.pop()
        for far in onward[near]:
            longest[far] = max(longest.get(far, 0), longest[near] + 1)
            waiting[far] -= 1
            if not waiting[far]:
                ready.append(far)
    settled = {key: longest[key] for key in least if not waiting[key] and key in longest}
    return {**least, **settled, trace.start: 0}
