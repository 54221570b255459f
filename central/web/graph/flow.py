"""From an answer to what is drawn: things alike stacked, the work between them as events, partners at both ends.

Columns count from the thing asked for (0): things stand at even ones, negative towards the sources, the event that
leads to a thing one column before it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import Enum

import msgspec

from central.web.graph.alike import DETAILS, Detail, Groups
from central.web.views.answer import Answer, Names, is_provisional, supplier_of
from traceability.facts import Birth, Link, Shipment
from traceability.genealogy import Direction, Trace
from traceability.identity import LogisticUnit, Lot, thing_of
from traceability.quantity import Quantity

MOST_NODES = 60
"""Beyond these a picture is no help: what is alike is collapsed by stage until it fits."""


class Shape(Enum):
    """How a node is drawn."""

    LOT = "lot"
    UNIT = "unit"
    LOGISTIC_UNIT = "logistic-unit"
    EVENT = "event"
    PARTNER = "partner"


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """One thing, a stack of things alike, an event (one or more entries), or a partner.

    `opens` is the id under which a stack can be opened; `held` and `provisional` are true if they are for any member.
    """

    id: str
    shape: Shape
    column: int
    things: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    party: str | None = None
    held: bool = False
    provisional: bool = False
    opens: str | None = None


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """A connection, left to right: amounts one per unit of measure, or pieces where units have no amounts."""

    source: str
    target: str
    amounts: tuple[Quantity, ...] = ()
    pieces: int = 0
    provisional: bool = False


class Flow(msgspec.Struct, frozen=True):
    """What is drawn."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


class Sides(Enum):
    """Which part of the answer is asked for; the value stands in addresses."""

    SOURCES = "sources"
    BOTH = "both"
    EFFECTS = "effects"


def flow_of(answer: Answer, names: Names, sides: Sides, opened: Iterable[str] = ()) -> Flow:
    """The picture of an answer in at most `MOST_NODES` nodes, stacks in `opened` taken apart where they fit."""
    chosen = {
        Sides.SOURCES: (answer.backward,),
        Sides.EFFECTS: (answer.forward,),
        Sides.BOTH: (answer.backward, answer.forward),
    }[sides]
    flow = Flow((), ())
    for detail in DETAILS:
        flow = _Drawing(answer, names, chosen, detail, frozenset(opened)).flow()
        if len(flow.nodes) <= MOST_NODES:
            break
    return flow


class _Drawing:
    """One attempt, at one level of detail."""

    def __init__(
        self,
        answer: Answer,
        names: Names,
        traces: tuple[Trace, ...],
        detail: Detail,
        opened: frozenset[str],
    ) -> None:
        self.answer = answer
        self.names = names
        self.traces = traces
        self.detail = detail
        self.opened = opened
        self.nodes: dict[str, Node] = {}
        self.edges: dict[tuple[str, str], Edge] = {}
        # The entries of each event node, each once; an event may be the work of thousands.
        self.entries: dict[str, dict[str, None]] = defaultdict(dict)

    def flow(self) -> Flow:
        self._thing_node("focus", (self.answer.state.thing,), 0, None)
        for trace in self.traces:
            groups = Groups(self.answer, trace, self.detail, self.opened)
            for group in groups.groups:
                self._thing_node(group.id, group.things, 2 * group.layer, group.opens)
            self._work(trace.links, groups.of)
            self._ends(trace, ("focus", *(group.id for group in groups.groups)))
        nodes = (
            msgspec.structs.replace(node, entries=tuple(self.entries.get(node.id, ())))
            for node in self.nodes.values()
        )
        return Flow(tuple(nodes), tuple(self.edges.values()))

    def _thing_node(self, node: str, things: tuple[str, ...], column: int, opens: str | None) -> None:
        states = tuple(self.answer.state_of(key) for key in things)
        self.nodes[node] = Node(
            id=node,
            shape=_shape(things[0]),
            column=column,
            things=things,
            held=any(state.open_holds for state in states),
            provisional=any(is_provisional(state) for state in states),
            opens=opens,
        )

    def _work(self, links: Iterable[Link], group_of: Mapping[str, str]) -> None:
        """The events between the groups; the same work on the same sources is one event with several results."""
        done: dict[tuple[str, str | None, str | None], list[Link]] = defaultdict(list)
        for link in links:
            target = group_of[link.target]
            if group_of[link.source] != target:  # within one stack nothing is drawn: the table has the link
                happening = self.answer.happenings[link.entry]
                done[target, happening.step, happening.station].append(link)
        for (target, step, station), begun in done.items():
            sources = sorted({group_of[link.source] for link in begun})
            into = self.nodes[target]
            node = f"work:{into.column}:{step}:{station}:{sources}"
            for link in begun:
                event = self._event(node, into.column - 1, link.entry, provisional=into.provisional)
                self._edge(group_of[link.source], event, link.quantity, 1 if link.quantity is None else 0)
            self._edge(node, target, None, len(into.things))

    def _ends(self, trace: Trace, nodes: Iterable[str]) -> None:
        for node in nodes:
            for key in self.nodes[node].things:
                state = self.answer.state_of(key)
                if trace.direction is Direction.FORWARD:
                    for shipment in state.shipments:
                        self._shipment(node, shipment)
                elif not state.made_from:
                    for birth in state.births:
                        self._receipt(node, birth, supplier_of(state, birth, self.names))

    def _receipt(self, node: str, birth: Birth, supplier: str | None) -> None:
        column = self.nodes[node].column - 1
        event = self._event(f"receipt:{column}:{supplier or node}", column, birth.entry)
        if supplier is not None:
            self._edge(self._partner(supplier, column - 1), event, None, 0)
        self._edge(event, node, birth.quantity, 0)

    def _shipment(self, node: str, shipment: Shipment) -> None:
        column = self.nodes[node].column + 1
        event = self._event(f"shipment:{column}:{shipment.to}", column, shipment.entry)
        self._edge(node, event, None, 1)
        if shipment.to is not None:
            self._edge(event, self._partner(shipment.to, column + 1), None, 1)

    def _event(self, node: str, column: int, entry: str, *, provisional: bool = False) -> str:
        known = self.nodes.get(node)
        self.entries[node][entry] = None
        self.nodes[node] = Node(
            id=node,
            shape=Shape.EVENT,
            column=column,
            provisional=provisional or (known is not None and known.provisional),
        )
        return node

    def _partner(self, party: str, column: int) -> str:
        node = f"partner:{column}:{party}"
        self.nodes[node] = Node(id=node, shape=Shape.PARTNER, column=column, party=party)
        return node

    def _edge(self, source: str, target: str, amount: Quantity | None, pieces: int) -> None:
        known = self.edges.get((source, target)) or Edge(source=source, target=target)
        amounts = {each.unit: each for each in known.amounts}
        if amount is not None:
            amounts[amount.unit] = amounts[amount.unit].plus(amount) if amount.unit in amounts else amount
        self.edges[source, target] = Edge(
            source=source,
            target=target,
            amounts=tuple(amounts.values()),
            pieces=known.pieces + pieces,
            provisional=self.nodes[source].provisional or self.nodes[target].provisional,
        )


def _shape(key: str) -> Shape:
    thing = thing_of(key)
    if isinstance(thing, Lot):
        return Shape.LOT
    return Shape.LOGISTIC_UNIT if isinstance(thing, LogisticUnit) else Shape.UNIT
