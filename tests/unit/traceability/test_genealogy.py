import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from traceability.facts import Link, Moment, Parting, Relation
from traceability.genealogy import Completeness, Direction, Missing, effective, links_in, trace
from traceability.quantity import Quantity


def link(source: str, target: str, at: int = 1) -> Link:
    return Link(Moment(at, 0, "w", at), f"e{at}", source, target, Relation.USED)


CHAIN = [
    link("supplier-lot", "board-1", 1),
    link("supplier-lot", "board-2", 2),
    link("board-1", "box", 3),
    link("screw-lot", "box", 4),
]


def test_backward_finds_every_source_with_its_distance() -> None:
    found = trace("box", Direction.BACKWARD, links_in(CHAIN))
    assert {node.thing: node.level for node in found.nodes} == {
        "box": 0,
        "board-1": 1,
        "screw-lot": 1,
        "supplier-lot": 2,
    }
    assert {(each.source, each.target) for each in found.links} == {
        ("board-1", "box"),
        ("screw-lot", "box"),
        ("supplier-lot", "board-1"),
    }


def test_forward_finds_every_effect() -> None:
    found = trace("supplier-lot", Direction.FORWARD, links_in(CHAIN))
    assert set(found.things()) == {"board-1", "board-2", "box"}


def test_a_thing_reached_on_two_ways_has_the_shorter_distance() -> None:
    found = trace("a", Direction.FORWARD, links_in([link("a", "b"), link("b", "c", 2), link("a", "c", 3)]))
    assert {node.thing: node.level for node in found.nodes} == {"a": 0, "b": 1, "c": 1}


def test_links_of_an_answer_stand_in_the_order_they_happened() -> None:
    times = [link("lot", f"unit-{at}", at) for at in (10, 9, 100, 2)]
    found = trace("lot", Direction.FORWARD, links_in(times))
    assert [each.moment.milliseconds for each in found.links] == [2, 9, 10, 100]
    assert [node.thing for node in found.nodes] == ["lot", "unit-10", "unit-100", "unit-2", "unit-9"]


def test_one_lot_used_twice_in_one_event_is_shown_twice() -> None:
    once = link("lot", "unit")
    twice = [msgspec.structs.replace(once, quantity=Quantity(amount, "H87")) for amount in ("3", "2")]
    assert trace("unit", Direction.BACKWARD, links_in(twice)).links == (twice[1], twice[0])
    assert trace("unit", Direction.BACKWARD, links_in([once, once])).links == (once, once)


def test_entries_that_fork_at_one_moment_are_told_apart() -> None:
    forks = [msgspec.structs.replace(link("lot", "unit"), entry=entry) for entry in ("f2", "f1")]
    answers = {trace("lot", Direction.FORWARD, links_in(order)).links for order in (forks, forks[::-1])}
    assert answers == {(forks[1], forks[0])}


def test_wrong_data_in_a_circle_ends() -> None:
    found = trace("a", Direction.FORWARD, links_in([link("a", "b"), link("b", "a", 2)]))
    assert found.things() == ("b",)
    assert len(found.links) == 2


pairs = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=25)


@given(pairs, st.integers(0, 8))
def test_forward_and_backward_agree(edges: list[tuple[int, int]], start: int) -> None:
    known = links_in([link(str(source), str(target), at) for at, (source, target) in enumerate(edges, 1)])
    for reached in trace(str(start), Direction.FORWARD, known).things():
        assert str(start) in {node.thing for node in trace(reached, Direction.BACKWARD, known).nodes}


def test_what_was_taken_out_is_no_longer_in_the_trace() -> None:
    packed, parted, again = (
        link("unit", "box", 1),
        Parting(Moment(2, 0, "w", 2), "e2", "unit", "box"),
        link("unit", "box", 3),
    )
    assert effective([packed], [parted]) == ()
    assert effective([packed, again], [parted]) == (again,)
    assert effective([packed, link("other", "box", 1)], [parted]) == (link("other", "box", 1),)


@pytest.mark.parametrize(
    ("completeness", "complete"),
    [
        (Completeness(), True),
        (Completeness(stations=(Missing(station="a3", since=None, backlog=2),)), False),
        (Completeness(quarantined=1), False),
        (Completeness(lag=1), False),
    ],
)
def test_an_answer_is_complete_only_if_nothing_could_change_it(
    completeness: Completeness, complete: bool
) -> None:
    assert completeness.is_complete is complete
