"""The drawn flow: words, sizes and curves, ready for the template. Nothing here decides what is drawn."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from urllib.parse import quote

import msgspec

from central.web.graph.flow import Edge, Flow, Node, Shape
from central.web.graph.layout import Box, Layout, Line, Point, layout
from central.web.graph.sizes import LABEL_PX, box_of, text_width
from central.web.views.answer import Answer, Names, material_of
from central.web.views.naming import Naming
from central.web.visible import clipped, shortened, visible
from central.web.words import Words, short_time
from traceability.identity import Lot, Unit, label_of, thing_of

_MOST_LETTERS = 24
_HEADING = 50.0
_MARGIN = 14.0
_STEEP = 6.0

_ICONS = {
    "receiving": "factory",
    "assembling": "event",
    "packing": "box",
    "shipping": "truck",
    "inspecting": "search",
}
"""Icons of the business steps (CBV 2.0) that have one; others get the plain event."""


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """A node as drawn; `x`, `y` its top left corner, `full` what it says in full."""

    id: str
    shape: str
    x: float
    y: float
    width: float
    height: float
    title: str
    note: str
    full: str
    icon: str = ""
    href: str | None = None
    count: int = 1
    focus: bool = False
    held: bool = False
    provisional: bool = False


class Curve(msgspec.Struct, frozen=True, kw_only=True):
    """An edge as drawn: SVG path data, and its quantity at a place, anchored `start` or `end`."""

    path: str
    label: str
    x: float
    y: float
    anchor: str
    provisional: bool


class _Label(msgspec.Struct, frozen=True):
    text: str
    at_end: bool
    from_stack: bool
    provisional: bool


class Heading(msgspec.Struct, frozen=True):
    """What stands in a column."""

    x: float
    text: str


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A whole drawing in CSS pixels."""

    width: float
    height: float
    headings: tuple[Heading, ...]
    nodes: tuple[Drawn, ...]
    curves: tuple[Curve, ...]


def picture(flow: Flow, answer: Answer, names: Names, words: Words, here: str) -> Picture:
    """Draw `flow`; `here` is the page's address, to which opening a stack adds."""
    return _Painter(flow, answer, Naming(names, words), here).picture()


class _Painter:
    def __init__(self, flow: Flow, answer: Answer, naming: Naming, here: str) -> None:
        self.flow = flow
        self.answer = answer
        self.naming = naming
        self.words = naming.words
        self.here = here
        self.labels = self._labels()

    def picture(self) -> Picture:
        texts = {node.id: self._texts(node) for node in self.flow.nodes}
        boxes = [box_of(node, *texts[node.id]) for node in self.flow.nodes]
        placed = layout(
            boxes, {pair: text_width(label.text, LABEL_PX) for pair, label in self.labels.items()}
        )
        drawn = tuple(
            self._drawn(node, box, placed, *texts[node.id])
            for node, box in zip(self.flow.nodes, boxes, strict=True)
        )
        return Picture(
            width=placed.width + 2 * _MARGIN,
            height=placed.height + _HEADING + 2 * _MARGIN,
            headings=self._headings(placed),
            nodes=drawn,
            curves=tuple(self._curve(line) for line in placed.lines),
        )

    def _drawn(self, node: Node, box: Box, placed: Layout, title: str, note: str) -> Drawn:
        corner = placed.corners[node.id]
        return Drawn(
            id=node.id,
            shape=node.shape.value,
            x=corner.x + _MARGIN,
            y=corner.y + _HEADING + _MARGIN,
            width=box.width,
            height=box.height,
            title=title,
            note=note,
            full=self._full(node),
            icon=self._icon(node) if node.shape is Shape.EVENT else "",
            href=self._href(node),
            count=len(node.things),
            focus=node.id == "focus",
            held=node.held,
            provisional=node.provisional,
        )

    def _texts(self, node: Node) -> tuple[str, str]:
        if node.shape is Shape.PARTNER:
            return clipped(self.naming.partner(node.party or ""), _MOST_LETTERS), ""
        if node.shape is Shape.EVENT:
            return self._event_texts(node)
        first = thing_of(node.things[0])
        if node.opens is not None:
            return clipped(self.naming.sort_of(node.things[0]), _MOST_LETTERS), self.words(
                "stack.count", count=len(node.things)
            )
        title = shortened(visible(label_of(first)), _MOST_LETTERS)
        material = material_of(first)
        if isinstance(first, Lot) and node.id == "focus":
            received = self.answer.state.received
            return title, self.words.quantity(received[0]) if received else self.naming.material(
                first.material
            )
        if material is not None:
            return title, clipped(self.naming.material(material), _MOST_LETTERS)
        packed = len(self.answer.state_of(node.things[0]).made_from)
        return title, self.words("box.holds", count=packed) if packed else self.words("kind.logistic-unit")

    def _event_texts(self, node: Node) -> tuple[str, str]:
        happenings = [self.answer.happenings[each] for each in node.entries]
        times = sorted(short_time(each.at) for each in happenings)
        steps = tuple(dict.fromkeys(self.naming.step(each.step) for each in happenings))
        when = (
            times[0]
            if times[0] == times[-1]
            else self.words("times.many", count=len(times), day=times[0][:5])
        )
        return clipped(" · ".join(steps), _MOST_LETTERS), when

    def _full(self, node: Node) -> str:
        if node.shape is Shape.PARTNER:
            return self.naming.partner(node.party or "")
        if node.shape is Shape.EVENT:
            return "\n".join(
                f"{self.naming.step(each.step)} · {self.naming.station(each.station)} · "
                f"{self.naming.person(each.actor)} · {short_time(each.at)}"
                for each in (self.answer.happenings[entry] for entry in node.entries[:8])
            )
        state = [self.words("state.held")] if node.held else []
        state += [self.words("state.provisional")] if node.provisional else []
        labels = [visible(label_of(thing_of(key))) for key in node.things[:8]]
        return " · ".join([self.naming.sort_of(node.things[0]), *state, *labels])

    def _icon(self, node: Node) -> str:
        return _ICONS.get(self.answer.happenings[node.entries[0]].biz_step or "", "event")

    def _href(self, node: Node) -> str | None:
        if node.opens is not None:
            return f"{self.here}&open={node.opens}#flow"
        if node.things and node.id != "focus":
            return f"/thing?key={quote(node.things[0], safe='')}"
        return None

    def _headings(self, placed: Layout) -> tuple[Heading, ...]:
        by_column: dict[int, list[Node]] = defaultdict(list)
        for node in self.flow.nodes:
            by_column[node.column].append(node)
        return tuple(
            Heading(placed.columns[column].middle + _MARGIN, self._heading(column, nodes))
            for column, nodes in sorted(by_column.items())
        )

    def _heading(self, column: int, nodes: Iterable[Node]) -> str:
        things = [node.things[0] for node in nodes if node.things]
        if things and column == 0:
            return self._this_stage()
        if things:
            sorts = {self.naming.sort_of(each) for each in things}
            if len(sorts) == 1:
                return sorts.pop()
            return self.naming.kinds({type(thing_of(each)) for each in things})
        if any(node.shape is Shape.PARTNER for node in nodes):
            return self.words("stage.supplier") if column < 0 else self.words("stage.customer")
        return ""

    def _this_stage(self) -> str:
        match thing_of(self.answer.state.thing):
            case Lot():
                return self.words("stage.this-lot")
            case Unit():
                return self.words("stage.this-unit")
            case _:
                return self.words("stage.this-box")

    def _labels(self) -> dict[tuple[str, str], _Label]:
        """Each edge's quantity at its end that no other edge shares; where both are shared, the table tells it."""
        leaving = Counter(edge.source for edge in self.flow.edges)
        arriving = Counter(edge.target for edge in self.flow.edges)
        stacks = {node.id for node in self.flow.nodes if len(node.things) > 1}
        labels: dict[tuple[str, str], _Label] = {}
        for edge in self.flow.edges:
            at_end = leaving[edge.source] > 1
            crowded = at_end and arriving[edge.target] > 1
            text = "" if crowded else self._amount(edge)
            labels[edge.source, edge.target] = _Label(text, at_end, edge.source in stacks, edge.provisional)
        return labels

    def _curve(self, line: Line) -> Curve:
        label = self.labels[line.source, line.target]
        points = [Point(point.x + _MARGIN, point.y + _HEADING + _MARGIN) for point in line.points]
        first, last = points[0], points[-1]
        # Above the line, unless the line itself passes there.
        if label.at_end:
            place = Point(last.x - 12, last.y + (16 if first.y < last.y - _STEEP else -6))
        else:
            beside = 17 if label.from_stack else 7  # the sheets of a stack stand out to the right
            place = Point(first.x + beside, first.y + (16 if last.y < first.y - _STEEP else -6))
        return Curve(
            path=_path(points),
            label=label.text,
            x=place.x,
            y=place.y,
            anchor="end" if label.at_end else "start",
            provisional=label.provisional,
        )

    def _amount(self, edge: Edge) -> str:
        if edge.amounts:
            return " + ".join(self.words.quantity(each) for each in edge.amounts)
        return str(edge.pieces) if edge.pieces > 1 else ""


def _path(points: list[Point]) -> str:
    parts = [f"M{points[0].x:.1f} {points[0].y:.1f}"]
    for left, right in pairwise(points):
        middle = (left.x + right.x) / 2
        parts.append(f"C{middle:.1f} {left.y:.1f} {middle:.1f} {right.y:.1f} {right.x:.1f} {right.y:.1f}")
    return "".join(parts)
