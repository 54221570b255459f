from collections.abc import Callable
from itertools import pairwise

import msgspec
import pytest

from central.web.graph.flow import MOST_NODES, Flow, Shape, Sides, flow_of
from central.web.views.answer import Names
from tests.unit.central.web.small_plant import Plant
from traceability.genealogy import Trace
from traceability.identity import LogisticUnit, Lot, Unit

WorkAShift = Callable[[int], tuple[Lot, Unit, LogisticUnit]]


def shapes(flow: Flow, shape: Shape) -> list[tuple[int, int]]:
    return sorted((node.column, len(node.things)) for node in flow.nodes if node.shape is shape)


def test_sources_stand_left_and_effects_right_of_the_thing_with_partners_at_the_ends(
    plant: Plant, names: Names, work_a_shift: WorkAShift
) -> None:
    relay, _, _ = work_a_shift(4)
    flow = flow_of(plant.answer(relay), names, Sides.BOTH)
    parties = {node.party: node.column for node in flow.nodes if node.party}
    assert parties == {"HENGTAI": -2, "HAICHUAN": 6}
    assert shapes(flow, Shape.LOT) == [(0, 1)]
    assert shapes(flow, Shape.UNIT) == [(2, 1)] * 4
    assert shapes(flow, Shape.LOGISTIC_UNIT) == [(4, 1)]
    assert [column for column, _ in shapes(flow, Shape.EVENT)] == [-1, 1, 3, 5]


def test_each_edge_leads_from_left_to_right(plant: Plant, names: Names, work_a_shift: WorkAShift) -> None:
    _, board, _ = work_a_shift(10)
    flow = flow_of(plant.answer(board), names, Sides.BOTH)
    column = {node.id: node.column for node in flow.nodes}
    assert all(column[edge.source] < column[edge.target] for edge in flow.edges)


@pytest.mark.parametrize(("boards", "expected"), [(7, [(2, 1)] * 7), (8, [(2, 8)])])
def test_eight_alike_are_a_stack_and_seven_are_not(
    plant: Plant, names: Names, boards: int, expected: list[tuple[int, int]]
) -> None:
    relay = Lot("HENGTAI", "RL24-10A", "L1")
    plant.receive(relay, "100")
    for number in range(boards):
        plant.assemble(Unit("TC-300", f"B{number}"), relay)
    assert shapes(flow_of(plant.answer(relay), names, Sides.BOTH), Shape.UNIT) == expected


def test_the_same_work_on_the_same_sources_is_one_event_that_tells_all_it_used(
    plant: Plant, names: Names
) -> None:
    relay, pcb, box = Lot("HENGTAI", "RL24-10A", "L1"), Lot("HUAXIN", "PCB-300", "L2"), LogisticUnit("1" * 18)
    boards = [Unit("TC-300", f"B{number}") for number in range(3)]
    for board in boards[:2]:
        plant.assemble(board, relay, pcb)
    plant.assemble(boards[2], relay)
    plant.pack(box, *boards)
    flow = flow_of(plant.answer(box), names, Sides.SOURCES)
    events = {
        node.id: len(node.entries) for node in flow.nodes if node.shape is Shape.EVENT and node.column == -3
    }
    assert sorted(events.values()) == [1, 2]
    used = sorted(
        (edge.amounts[0].value, events[edge.target]) for edge in flow.edges if edge.target in events
    )
    assert used == [("2", 1), ("4", 2), ("4", 2)]


def test_a_stack_tells_the_amount_of_all_its_members(plant: Plant, names: Names) -> None:
    relay = Lot("HENGTAI", "RL24-10A", "L1")
    plant.receive(relay, "100")
    for number in range(9):
        plant.assemble(Unit("TC-300", f"B{number}"), relay)
    flow = flow_of(plant.answer(relay), names, Sides.EFFECTS)
    (used,) = [edge for edge in flow.edges if edge.source == "focus"]
    assert [(each.value, each.unit) for each in used.amounts] == [("18", "H87")]


def test_an_opened_stack_shows_members_and_keeps_the_rest_stacked(
    plant: Plant, names: Names, work_a_shift: WorkAShift
) -> None:
    relay, _, _ = work_a_shift(40)
    answer = plant.answer(relay)
    (stack,) = [node for node in flow_of(answer, names, Sides.BOTH).nodes if node.column == 2]
    assert stack.opens is not None
    opened = flow_of(answer, names, Sides.BOTH, [stack.opens])
    assert shapes(opened, Shape.UNIT) == [(2, 1)] * 12 + [(2, 28)]
    assert len(opened.nodes) <= MOST_NODES


def test_a_picture_too_large_is_collapsed_by_stage_and_loses_nothing(plant: Plant, names: Names) -> None:
    board = Unit("TC-300", "B1")
    lots = [Lot(f"S{number}", f"M{number}", "L") for number in range(100)]
    for lot in lots:
        plant.receive(lot, "1")
    plant.assemble(board, *lots)
    flow = flow_of(plant.answer(board), names, Sides.BOTH)
    assert len(flow.nodes) <= MOST_NODES
    assert {key for node in flow.nodes for key in node.things} == {board.uri, *(lot.uri for lot in lots)}


def test_a_chain_of_a_hundred_stages_still_fits(plant: Plant, names: Names) -> None:
    lots = [Lot("X", f"M{number}", "L") for number in range(101)]
    for source, target in pairwise(lots):
        plant.blend(target, source)
    flow = flow_of(plant.answer(lots[0]), names, Sides.BOTH)
    assert len(flow.nodes) <= MOST_NODES
    assert sum(len(node.things) for node in flow.nodes) == 101


def test_what_was_never_received_is_unconfirmed_and_so_is_all_that_leads_from_it(
    plant: Plant, names: Names
) -> None:
    unknown, board = Lot("X", "TG-200", "TG-05"), Unit("TC-300", "B1")
    plant.assemble(board, unknown)
    flow = flow_of(plant.answer(board), names, Sides.BOTH)
    (lot,) = [node for node in flow.nodes if node.shape is Shape.LOT]
    assert lot.provisional
    assert [edge.provisional for edge in flow.edges if edge.source == lot.id] == [True]


def test_a_held_lot_is_never_hidden_in_a_stack_of_free_ones(plant: Plant, names: Names) -> None:
    board = Unit("TC-300", "B1")
    lots = [Lot("HENGTAI", "RL24-10A", f"L{number}") for number in range(12)]
    for lot in lots:
        plant.receive(lot, "1")
    plant.assemble(board, *lots)
    plant.hold(lots[3], "reason")
    nodes = [
        node for node in flow_of(plant.answer(board), names, Sides.BOTH).nodes if node.shape is Shape.LOT
    ]
    assert sorted((len(node.things), node.held) for node in nodes) == [(1, True), (11, False)]


def test_only_one_side_is_drawn_when_only_that_is_asked_for(
    plant: Plant, names: Names, work_a_shift: WorkAShift
) -> None:
    _, board, _ = work_a_shift(4)
    sources = flow_of(plant.answer(board), names, Sides.SOURCES)
    effects = flow_of(plant.answer(board), names, Sides.EFFECTS)
    assert {node.column for node in sources.nodes} == {-4, -3, -2, -1, 0}
    assert {node.column for node in effects.nodes} == {0, 1, 2, 3, 4}


def test_a_circle_in_wrong_data_is_drawn_and_ends(plant: Plant, names: Names) -> None:
    first, second = Unit("TC-300", "A"), Unit("TC-300", "B")
    plant.pack_unit(first, second)
    plant.pack_unit(second, first)
    flow = flow_of(plant.answer(first), names, Sides.BOTH)
    assert len([node for node in flow.nodes if node.shape is Shape.UNIT]) == 3


def test_stack_ids_stay_the_same_from_request_to_request(
    plant: Plant, names: Names, work_a_shift: WorkAShift
) -> None:
    relay, _, _ = work_a_shift(20)
    answer = plant.answer(relay)
    shuffled = msgspec.structs.replace(
        answer,
        forward=Trace(
            answer.forward.start, answer.forward.direction, answer.forward.nodes, answer.forward.links[::-1]
        ),
    )
    ids = [{node.opens for node in flow_of(each, names, Sides.BOTH).nodes} for each in (answer, shuffled)]
    assert ids[0] == ids[1]
