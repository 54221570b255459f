from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from central.web.graph.layout import Box, layout, non_decreasing


def box(name: str, column: int, height: float = 54, width: float = 120) -> Box:
    return Box(id=name, column=column, width=width, height=height, port=height / 2, reach=width / 2)


def test_a_chain_is_one_straight_line() -> None:
    placed = layout([box("a", 0), box("b", 1), box("c", 2)], {("a", "b"): 0, ("b", "c"): 0})
    assert {point.y for line in placed.lines for point in line.points} == {27}
    assert placed.corners["a"].x < placed.corners["b"].x < placed.corners["c"].x


def test_one_source_stands_at_the_middle_of_its_effects() -> None:
    placed = layout([box("a", 0), box("b", 1), box("c", 1), box("d", 1)], {("a", each): 0 for each in "bcd"})
    assert placed.corners["a"].y == pytest.approx(placed.corners["c"].y)


def test_a_chain_into_a_fan_is_straight_though_one_of_the_fan_leads_on() -> None:
    fan = [f"f{number}" for number in range(8)]
    boxes = [box("a", 0), box("b", 1), box("c", 2), *(box(each, 3) for each in fan), box("d", 4)]
    lines = layout(
        boxes, dict.fromkeys([("a", "b"), ("b", "c"), *(("c", each) for each in fan), ("f0", "d")], 0)
    ).lines
    straight = [line for line in lines if line.target in {"b", "c", "d"}]
    assert all(line.points[0].y == pytest.approx(line.points[-1].y) for line in straight)


def test_lines_cross_only_where_they_must() -> None:
    placed = layout([box("a", 0), box("b", 0), box("x", 1), box("y", 1)], {("a", "y"): 0, ("b", "x"): 0})
    assert (placed.corners["a"].y < placed.corners["b"].y) == (placed.corners["y"].y < placed.corners["x"].y)


def test_a_line_over_a_column_keeps_clear_of_the_nodes_in_it() -> None:
    placed = layout([box("a", 0), box("b", 1), box("c", 2)], {("a", "b"): 0, ("b", "c"): 0, ("a", "c"): 0})
    (long,) = [line for line in placed.lines if (line.source, line.target) == ("a", "c")]
    top = placed.corners["b"].y
    assert all(point.y < top or point.y > top + 54 for point in long.points[1:-1])


def test_a_wide_label_gets_the_room_it_needs() -> None:
    def gap(label: float) -> float:
        corners = layout([box("a", 0), box("b", 1)], {("a", "b"): label}).corners
        return corners["b"].x - corners["a"].x - 120

    assert gap(90) >= 90
    assert gap(0) < 40


@given(
    some.lists(some.tuples(some.integers(0, 3), some.floats(20, 90)), min_size=1, max_size=14), some.data()
)
def test_no_two_nodes_overlap_and_all_stand_inside(
    sizes: list[tuple[int, float]], data: some.DataObject
) -> None:
    boxes = [box(str(number), column, height) for number, (column, height) in enumerate(sizes)]
    pairs = [(left.id, right.id) for left in boxes for right in boxes if left.column < right.column]
    chosen = data.draw(some.lists(some.sampled_from(pairs), unique=True, max_size=12)) if pairs else []
    placed = layout(boxes, dict.fromkeys(chosen, 30.0))
    for column in {each.column for each in boxes}:
        standing = sorted((placed.corners[each.id].y, each.height) for each in boxes if each.column == column)
        assert all(upper + height <= lower + 0.001 for (upper, height), (lower, _) in pairwise(standing))
    assert all(
        -0.001 <= corner.x <= placed.width and -0.001 <= corner.y <= placed.height
        for corner in placed.corners.values()
    )
    assert len(placed.lines) == len(chosen)


@given(some.lists(some.floats(-100, 100)))
def test_the_nearest_non_decreasing_sequence_never_falls_and_keeps_the_sum(values: list[float]) -> None:
    even = non_decreasing(values)
    assert all(upper <= lower + 1e-9 for upper, lower in pairwise(even))
    assert sum(even) == pytest.approx(sum(values), abs=1e-6)
