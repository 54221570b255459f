"""An open form survives the end of the program, as it stood."""

from typing import TYPE_CHECKING

import msgspec

from station.ports import NewEntry
from station.workflows.piece import restored
from station.workflows.work_state import Phase
from traceability.acts import Reading
from traceability.records import WorkOrder

if TYPE_CHECKING:
    from tests.unit.station.workflows.conftest import Stage

BOARD = b"TC300-26K-004127"


def test_an_open_form_is_restored_with_its_values_readings_and_order(
    stage: "Stage", lots: dict[str, bytes], order: WorkOrder
) -> None:
    work = stage.work()
    stage.scan(work, BOARD)
    stage.scan(work, lots["pcb"])
    found = restored(stage.journal, "assembly", order)
    assert found == work.state.piece
    assert found is not None
    assert found.draft.order == order


def test_a_withdrawn_reading_is_not_restored(
    stage: "Stage", lots: dict[str, bytes], order: WorkOrder
) -> None:
    work = stage.work()
    stage.scan(work, BOARD)
    stage.scan(work, lots["pcb"])
    work.withdraw_last()
    stage.run_until(lambda: not work.busy)
    found = restored(stage.journal, "assembly", order)
    assert found is not None
    assert [value.field for value in found.draft.values] == ["board"]


def test_nothing_is_open_before_the_first_reading_and_after_the_event(
    stage: "Stage", order: WorkOrder
) -> None:
    assert restored(stage.journal, "assembly", order) is None
    stage.build(stage.work(), "TC300-26K-004127")
    assert restored(stage.journal, "assembly", order) is None


def test_each_order_keeps_a_piece_of_its_own_open(stage: "Stage", order: WorkOrder) -> None:
    stage.scan(stage.work(), BOARD)
    other = msgspec.structs.replace(order, id="WO26-1122-09")
    stage.said.say("work-order", other.id, other)
    second = stage.work(order=other)
    assert second.state.piece.readings == ()
    stage.scan(second, b"TC300-26K-004128")
    first = stage.work().state.piece
    assert [value.thing for value in first.draft.values] == ["urn:tracepost:unit:TC-300:TC300-26K-004127"]
    assert first.draft.order == order
    assert stage.work(order=other).state.piece == second.state.piece


def test_a_piece_whose_last_reading_was_its_last_entry_is_saved_on_return(
    stage: "Stage", lots: dict[str, bytes]
) -> None:
    """As after a power cut between the last reading and the event."""
    work = stage.work()
    stage.scan(work, BOARD)
    for name in ("pcb", "relay", "grease", "sink"):
        stage.scan(work, lots[name])
    first = stage.journal.after(0, 1)[0].entry
    body = first.body
    assert isinstance(body, Reading)
    terminal = msgspec.structs.replace(
        body, values=(msgspec.structs.replace(body.values[0], field="terminal", thing=terminal_key()),)
    )
    stage.journal.append(
        NewEntry(actor="p1", step="assembly", body=terminal, documents=first.documents)
    ).result(5)
    again = stage.work()
    assert again.state.phase is Phase.SAVED
    assert stage.kinds()[-1] == "event"


def terminal_key() -> str:
    return "urn:tracepost:lot:P1:CB-12:L26-000003"
