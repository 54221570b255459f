"""Where nodes and edges of a flow stand: fixed columns, few crossings, neighbours at one height.

The classic layered drawing (Sugiyama, Tagawa, Toda 1981) without its layering step, since columns are given: long
edges get waypoints, rows are ordered by the mean of their neighbours, heights follow by least squares under the order
(pool adjacent violators). Units are CSS pixels, y grows downwards.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import msgspec

COLUMN_GAP = 34.0
ROW_GAP = 18.0
_PORT_STEP = 11.0
_LABEL_ROOM = 16.0
_ORDERINGS = 6
_SETTLINGS = 16


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """A node's size; edges meet it `port` below its top and `reach` beside its middle."""

    id: str
    column: int
    width: float
    height: float
    port: float
    reach: float


class Point(msgspec.Struct, frozen=True):
    """A place in the picture."""

    x: float
    y: float


class Line(msgspec.Struct, frozen=True):
    """An edge as points passed from left to right; between two of them it curves, level at both."""

    source: str
    target: str
    points: tuple[Point, ...]


class Column(msgspec.Struct, frozen=True):
    """Where a column stands and how wide its widest node is."""

    middle: float
    width: float


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """Top left corners of boxes, the lines, the columns by number, and the size of it all."""

    corners: Mapping[str, Point]
    lines: tuple[Line, ...]
    columns: Mapping[int, Column]
    width: float
    height: float


class _Row(msgspec.Struct, kw_only=True):
    """A box or a waypoint in a column while it is being placed; `y` is its port's."""

    column: int
    width: float
    reach: float
    above: float
    below: float
    y: float = 0.0
    left: list[int] = []
    right: list[int] = []


def layout(boxes: Sequence[Box], edges: Mapping[tuple[str, str], float]) -> Layout:
    """Place `boxes` and connect those of `edges`, source left of target; its value is the width of its label."""
    return _Placing(boxes, edges).layout()


class _Placing:
    def __init__(self, boxes: Sequence[Box], edges: Mapping[tuple[str, str], float]) -> None:
        self.boxes = boxes
        self.pairs = tuple(edges)
        self.labels = tuple(edges.values())
        self.rows = [
            _Row(
                column=box.column,
                width=box.width,
                reach=box.reach,
                above=box.port,
                below=box.height - box.port,
            )
            for box in boxes
        ]
        self.row_of = {box.id: number for number, box in enumerate(boxes)}
        self.ways = [self._way(self.row_of[source], self.row_of[target]) for source, target in self.pairs]
        self.columns: dict[int, list[int]] = defaultdict(list)
        for number, row in enumerate(self.rows):
            self.columns[row.column].append(number)

    def _way(self, source: int, target: int) -> list[int]:
        used = sorted({box.column for box in self.boxes})
        between = [each for each in used if self.rows[source].column < each < self.rows[target].column]
        way = [source]
        for column in between:
            self.rows.append(_Row(column=column, width=0, reach=0, above=6, below=6))
            way.append(len(self.rows) - 1)
        way.append(target)
        for left, right in pairwise(way):
            self.rows[left].right = [*self.rows[left].right, right]
            self.rows[right].left = [*self.rows[right].left, left]
        return way

    def layout(self) -> Layout:
        self._order()
        self._settle()
        columns, width = self._spread()
        top = min((row.y - row.above for row in self.rows), default=0.0)
        for row in self.rows:
            row.y -= top
        corners = {
            box.id: Point(columns[box.column].middle - box.width / 2, row.y - box.port)
            for box, row in zip(self.boxes, self.rows, strict=False)
        }
        height = max((row.y + row.below for row in self.rows), default=0.0)
        return Layout(
            corners=corners, lines=self._lines(columns), columns=columns, width=width, height=height
        )

    def _order(self) -> None:
        """Sort each column by the mean place of its neighbours, left to right and back."""
        place = {number: float(at) for column in self.columns.values() for at, number in enumerate(column)}
        for sweep in range(_ORDERINGS):
            for column in sorted(self.columns, reverse=bool(sweep % 2)):
                numbers = self.columns[column]
                wish = {
                    number: _mean(
                        [
                            place[each]
                            for each in (self.rows[number].right if sweep % 2 else self.rows[number].left)
                        ],
                        place[number],
                    )
                    for number in numbers
                }
                numbers.sort(key=wish.__getitem__)
                place.update({number: float(at) for at, number in enumerate(numbers)})

    def _settle(self) -> None:
        """Move rows towards their neighbours' heights, their order kept: by the left ones, then by the right ones.

        By both at once the whole drawing would drift wherever one row of a column is pulled two ways.
        """
        for numbers in self.columns.values():
            self._place(numbers, [0.0] * len(numbers))
        for sweep in range(_SETTLINGS):
            for column in sorted(self.columns, reverse=bool(sweep % 2)):
                numbers = self.columns[column]
                self._place(numbers, [self._wish(number, leftward=bool(sweep % 2)) for number in numbers])

    def _wish(self, number: int, *, leftward: bool) -> float:
        row = self.rows[number]
        return _mean([self.rows[each].y for each in (row.right if leftward else row.left)], row.y)

    def _place(self, numbers: Sequence[int], wishes: Sequence[float]) -> None:
        offsets = [0.0]
        for upper, lower in pairwise(numbers):
            offsets.append(offsets[-1] + self.rows[upper].below + ROW_GAP + self.rows[lower].above)
        even = non_decreasing([wish - offset for wish, offset in zip(wishes, offsets, strict=True)])
        for number, value, offset in zip(numbers, even, offsets, strict=True):
            self.rows[number].y = value + offset

    def _spread(self) -> tuple[dict[int, Column], float]:
        """Columns side by side, a gap as wide as the widest label in it needs."""
        gaps: dict[int, float] = defaultdict(float)
        for way, label in zip(self.ways, self.labels, strict=True):
            first, second = self.rows[way[0]].column, self.rows[way[-1]].column
            gaps[max(first, second - 1)] = max(gaps[max(first, second - 1)], label)
            gaps[first] = max(gaps[first], label)
        spread: dict[int, Column] = {}
        x, gap = 0.0, 0.0
        for column in sorted(self.columns):
            width = max(self.rows[number].width for number in self.columns[column])
            spread[column] = Column(x + gap + width / 2, width)
            x += gap + width
            gap = max(COLUMN_GAP, gaps[column] + _LABEL_ROOM)
        return spread, x

    def _lines(self, columns: Mapping[int, Column]) -> tuple[Line, ...]:
        leaving, arriving = self._ports()
        lines = []
        for number, way in enumerate(self.ways):
            first, last = self.rows[way[0]], self.rows[way[-1]]
            points = [Point(columns[first.column].middle + first.reach, first.y + leaving[number])]
            for each in way[1:-1]:
                row, column = self.rows[each], columns[self.rows[each].column]
                points += [Point(column.middle + side * column.width / 2, row.y) for side in (-1, 1)]
            points.append(Point(columns[last.column].middle - last.reach, last.y + arriving[number]))
            lines.append(Line(*self.pairs[number], tuple(points)))
        return tuple(lines)

    def _ports(self) -> tuple[dict[int, float], dict[int, float]]:
        """How far from its node's port each edge leaves and arrives, so that they do not lie on each other."""
        leaving: dict[int, float] = {}
        arriving: dict[int, float] = {}
        for end, spread in ((0, leaving), (-1, arriving)):
            at: dict[int, list[int]] = defaultdict(list)
            for number, way in enumerate(self.ways):
                at[way[end]].append(number)
            for node, numbers in at.items():
                numbers.sort(key=lambda number: self.rows[self.ways[number][1 if end == 0 else -2]].y)
                step = min(_PORT_STEP, self.rows[node].above * 1.3 / len(numbers))
                for place, number in enumerate(numbers):
                    spread[number] = (place - (len(numbers) - 1) / 2) * step
        return leaving, arriving


def non_decreasing(values: Iterable[float]) -> list[float]:
    """The non-decreasing sequence nearest to `values` in least squares (pool adjacent violators)."""
    pools: list[tuple[float, int]] = []
    for value in values:
        mean, count = value, 1
        while pools and pools[-1][0] > mean:
            before, size = pools.pop()
            mean, count = (before * size + mean * count) / (size + count), size + count
        pools.append((mean, count))
    return [mean for mean, count in pools for _ in range(count)]


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
