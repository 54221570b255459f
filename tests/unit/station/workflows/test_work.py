"""Working a step: every input durable before it shows, none lost, none overtaking, and what refuses it."""

from typing import TYPE_CHECKING

import msgspec
import pytest

from station.ports import Cue, Feedback, RawScan
from station.workflows.work_state import Phase
from traceability.acts import EventRecorded, NumbersDrawn, Outcome, Reading, Withdrawal
from traceability.entries import Document, Origin, Verdict, Version
from traceability.identity import LogisticUnit
from traceability.judge import PROVISIONAL
from traceability.records import WorkOrder

if TYPE_CHECKING:
    from tests.unit.station.workflows.conftest import Stage

BOARD = b"TC300-26K-004127"


def event(stage: "Stage") -> EventRecorded:
    body = stage.newest().entry.body
    assert isinstance(body, EventRecorded)
    return body


def event_of_board(stage: "Stage") -> str | None:
    [body] = [kept.entry.body for kept in stage.journal.after(0, 100) if kept.entry.kind == "event"]
    assert isinstance(body, EventRecorded)
    return body.values[0].thing


def test_a_reading_shows_only_once_it_is_durable(stage: "Stage") -> None:
    work = stage.work()
    work.scan(RawScan(device="gun-1", raw=BOARD, received_ns=0, complete=True))
    assert stage.changes == 0
    assert work.busy
    stage.run_until(lambda: not work.busy)
    assert work.state.phase is Phase.READ
    assert stage.kinds() == ["reading"]


def test_a_complete_form_becomes_an_event_of_all_its_readings(stage: "Stage") -> None:
    work = stage.work()
    stage.build(work, "TC300-26K-004127")
    assert stage.kinds() == ["reading"] * 6 + ["event"]
    assert event(stage).readings == tuple(kept.id for kept in stage.journal.after(0, 6))
    assert event(stage).outcome is Outcome.GOOD
    assert work.state.phase is Phase.SAVED
    assert work.state.saved == stage.newest()
    assert stage.sounds.cues == [Cue.READ] * 5 + [Cue.SAVED]


def test_the_next_piece_begins_empty_with_the_same_order(stage: "Stage", order: WorkOrder) -> None:
    work = stage.work()
    before = work.state.piece.draft.piece
    stage.build(work, "TC300-26K-004127")
    draft = work.state.piece.draft
    assert (draft.values, draft.order) == ((), order)
    assert draft.piece != before


def test_an_entry_says_who_where_on_what_order_and_what_was_known(stage: "Stage", order: WorkOrder) -> None:
    work = stage.work()
    stage.scan(work, BOARD)
    entry = stage.newest().entry
    assert (entry.actor, entry.rights, entry.place.step) == ("p1", 7, "assembly")
    assert entry.documents == (Document("work-order", order.id),)
    assert entry.basis.cursor == "e1:1"
    assert entry.basis.pack == "electronics@1"
    assert entry.basis.versions == (Version("work-order", order.id, 3), Version("bom", "TC-300", 4))
    assert [(source.field, source.origin, source.raw) for source in entry.sources] == [
        ("board", Origin.SCANNED, BOARD)
    ]


def test_scans_faster_than_the_disk_are_all_taken_in_their_order(
    stage: "Stage", lots: dict[str, bytes]
) -> None:
    work = stage.work()
    for raw in (BOARD, *(lots[name] for name in ("pcb", "relay", "grease", "sink", "terminal"))):
        work.scan(RawScan(device="gun-1", raw=raw, received_ns=0, complete=True))
    stage.run_until(lambda: work.state.phase is Phase.SAVED)
    assert [value.field for value in event(stage).values] == [
        "board", "pcb", "relay", "grease", "sink", "terminal"
    ]  # fmt: skip


def test_things_may_be_scanned_in_any_order(stage: "Stage", lots: dict[str, bytes]) -> None:
    work = stage.work()
    for name in ("terminal", "grease"):
        stage.scan(work, lots[name])
    assert work.state.phase is Phase.READ
    assert work.state.wanted is not None
    assert work.state.wanted.key == "board"


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        (b"hello", "form.not-wanted"),
        (b"]d20106901234500011", "code.no-lot"),
        (b"]d2010690123450999110X", "code.unknown-item"),
        (b"]d2019999", "code.unreadable"),
    ],
)
def test_what_fits_nowhere_is_refused_with_its_reason(stage: "Stage", raw: bytes, rule: str) -> None:
    work = stage.work()
    stage.scan(work, raw)
    assert work.state.phase is Phase.REFUSED
    assert [outcome.rule for outcome in work.state.verdict.rules] == [rule]
    assert stage.kinds() == ["refusal"]
    assert stage.newest().entry.sources[0].raw == raw
    assert stage.sounds.cues == [Cue.REFUSE]


def test_a_scan_that_did_not_arrive_whole_is_refused(stage: "Stage") -> None:
    work = stage.work()
    stage.scan(work, BOARD, complete=False)
    assert [outcome.rule for outcome in work.state.verdict.rules] == ["code.unreadable"]


def test_what_the_judge_refuses_does_not_enter_the_form(stage: "Stage", lots: dict[str, bytes]) -> None:
    work = stage.work()
    stage.scan(work, BOARD)
    stage.scan(work, lots["held"])
    assert work.state.phase is Phase.REFUSED
    assert [outcome.rule for outcome in work.state.verdict.rules] == ["thing.on-hold"]
    assert [value.field for value in work.state.piece.draft.values] == ["board"]


def test_a_refusal_stands_until_it_is_acknowledged_or_something_right_is_scanned(
    stage: "Stage", lots: dict[str, bytes]
) -> None:
    work = stage.work()
    stage.scan(work, lots["held"])
    work.acknowledge()
    assert stage.changes == 2
    assert work.state.verdict == Verdict("accept")
    stage.scan(work, lots["held"])
    stage.scan(work, lots["grease"])
    assert work.state.phase is Phase.READ


def test_only_a_stop_can_be_acknowledged(stage: "Stage") -> None:
    work = stage.work()
    stage.scan(work, BOARD)
    work.acknowledge()
    assert work.state.phase is Phase.READ


def test_a_withdrawn_reading_leaves_no_trace_in_the_event(stage: "Stage") -> None:
    work = stage.work()
    stage.scan(work, b"TC300-26K-000001")
    wrong = stage.newest().id
    work.withdraw_last()
    stage.run_until(lambda: not work.busy)
    body = stage.newest().entry.body
    assert isinstance(body, Withdrawal)
    assert body.readings == (wrong,)
    stage.build(work, "TC300-26K-004127")
    assert wrong not in event(stage).readings
    assert event(stage).values[0].thing == "urn:tracepost:unit:TC-300:TC300-26K-004127"


def test_nothing_is_withdrawn_from_an_empty_form(stage: "Stage") -> None:
    work = stage.work()
    work.withdraw_last()
    assert stage.kinds() == []


def test_an_unknown_lot_is_provisional_when_the_snapshot_is_old_and_so_is_the_piece(
    stage: "Stage", lots: dict[str, bytes]
) -> None:
    old = "2026-11-22T13:00:00+08:00"
    stage.said.standing = msgspec.structs.replace(stage.said.standing, snapshot_at=old)
    work = stage.work()
    stage.scan(work, lots["unknown"])
    assert work.state.phase is Phase.PROVISIONAL
    assert work.state.provisional == {"sink"}
    assert stage.sounds.cues == [Cue.PROVISIONAL]
    stage.scan(work, BOARD)
    for name in ("pcb", "relay", "grease", "terminal"):
        stage.scan(work, lots[name])
    verdict = stage.newest().entry.verdict
    assert verdict is not None
    assert verdict.outcome == PROVISIONAL


def test_a_full_disk_acknowledges_nothing_and_the_next_success_recovers(
    stage: "Stage", lots: dict[str, bytes]
) -> None:
    work = stage.work()
    stage.scan(work, BOARD)
    stage.journal.full = True
    for name in ("pcb", "relay"):
        work.scan(RawScan(device="gun-1", raw=lots[name], received_ns=0, complete=True))
    stage.run_until(lambda: not work.busy)
    assert (work.state.phase, work.state.cause) == (Phase.UNWRITABLE, "full")
    assert [value.field for value in work.state.piece.draft.values] == ["board"]
    stage.journal.full = False
    stage.scan(work, lots["pcb"])
    assert work.state.phase is Phase.READ


def test_a_piece_whose_event_the_disk_did_not_take_is_saved_before_the_next_input(
    stage: "Stage", lots: dict[str, bytes]
) -> None:
    work = stage.work()
    stage.journal.full_for = "event"
    stage.build(work, "TC300-26K-004127")
    assert work.state.phase is Phase.UNWRITABLE
    stage.scan(work, b"TC300-26K-004128")
    assert work.state.phase is Phase.UNWRITABLE
    stage.journal.full_for = ""
    stage.scan(work, b"TC300-26K-004128")
    assert stage.kinds() == ["reading"] * 6 + ["event", "reading"]
    assert event_of_board(stage) == "urn:tracepost:unit:TC-300:TC300-26K-004127"
    assert [value.field for value in work.state.piece.draft.values] == ["board"]
    stage.scan(work, lots["pcb"])
    assert [value.field for value in work.state.piece.draft.values] == ["board", "pcb"]


def test_an_entry_that_stands_though_the_disk_failed_is_counted_once(
    stage: "Stage", lots: dict[str, bytes]
) -> None:
    """As when the disk fails at the end of a write: nobody was told that it is kept, but it is."""
    work = stage.work()
    stage.scan(work, BOARD)
    stage.journal.doubtful = True
    stage.scan(work, lots["pcb"])
    assert work.state.phase is Phase.UNWRITABLE
    stage.journal.doubtful = False
    stage.scan(work, lots["relay"])
    assert [value.field for value in work.state.piece.draft.values] == ["board", "pcb", "relay"]
    for name in ("grease", "sink", "terminal"):
        stage.scan(work, lots[name])
    assert len(event(stage).readings) == 6


def test_a_disk_that_can_not_be_read_is_told_like_one_that_can_not_be_written(
    stage: "Stage", lots: dict[str, bytes]
) -> None:
    work = stage.work()
    stage.journal.unreadable = True
    stage.scan(work, lots["pcb"])
    assert (work.state.phase, work.state.cause) == (Phase.UNWRITABLE, "input-output")
    stage.journal.unreadable = False
    stage.scan(work, lots["pcb"])
    assert work.state.phase is Phase.READ


def test_typed_values_enter_by_their_kind_and_say_that_they_were_typed(stage: "Stage") -> None:
    work = stage.work("receiving", None)
    assert work.enter("delivery", "DN-1")
    stage.run_until(lambda: not work.busy)
    assert not work.enter("quantity", "many")
    assert stage.newest().entry.sources[0].origin is Origin.TYPED
    assert [value.text for value in work.state.piece.draft.values] == ["DN-1"]


def test_the_worst_choice_is_how_the_piece_ends(stage: "Stage") -> None:
    stage.build(stage.work(), "TC300-26K-004127")
    work = stage.work("inspection")
    stage.scan(work, BOARD)
    work.enter("result", "SCRAP")
    stage.run_until(lambda: work.state.phase is Phase.SAVED)
    assert event(stage).outcome is Outcome.SCRAP


def test_a_result_touched_twice_while_the_disk_is_slow_counts_for_its_piece_alone(stage: "Stage") -> None:
    stage.build(stage.work(), "TC300-26K-004127")
    work = stage.work("inspection")
    stage.scan(work, BOARD)
    for _ in range(2):
        assert work.enter("result", "PASS")
    stage.run_until(lambda: work.state.phase is Phase.SAVED and not work.busy)
    assert work.state.piece.draft.values == ()
    assert stage.kinds()[-3:] == ["reading", "reading", "event"]


def test_an_amount_confirmed_twice_is_taken_once(stage: "Stage") -> None:
    work = stage.work("receiving", None)
    for _ in range(2):
        assert work.enter("delivery", "DN-1")
    stage.run_until(lambda: not work.busy)
    assert stage.kinds() == ["reading"]


def test_a_result_card_can_be_scanned_instead_of_touched(stage: "Stage") -> None:
    stage.build(stage.work(), "TC300-26K-004127")
    work = stage.work("inspection")
    stage.scan(work, BOARD)
    stage.scan(work, b"REWORK")
    assert event(stage).outcome is Outcome.REWORK


def test_a_box_number_is_drawn_durably_before_it_is_used(stage: "Stage") -> None:
    work = stage.work("packing")
    serials = [f"TC300-26K-{number:06d}" for number in range(4)]
    for serial in serials:
        stage.build(stage.work(), serial)
        inspection = stage.work("inspection")
        stage.scan(inspection, serial.encode())
        inspection.enter("result", "PASS")
        stage.run_until(lambda done=inspection: done.state.phase is Phase.SAVED)  # type: ignore[misc]  # bound now
    work.draw("box")
    assert "numbers-drawn" not in stage.kinds()
    for serial in serials:
        stage.scan(work, serial.encode())
    work.draw("box")
    stage.run_until(lambda: work.state.phase is Phase.SAVED)
    assert stage.kinds()[-3:] == ["numbers-drawn", "reading", "event"]
    box = event(stage).values[-1].thing
    assert box == LogisticUnit("069012345000000110").uri


def test_an_item_code_without_a_lot_draws_a_lot_number_for_its_material(stage: "Stage") -> None:
    work = stage.work("receiving", None)
    work.enter("delivery", "DN-1")
    stage.run_until(lambda: not work.busy)
    assert work.state.drawable is None
    stage.scan(work, b"]C10106901234500059")
    reading = stage.newest().entry.body
    assert isinstance(reading, Reading)
    assert reading.values[0].thing == "urn:tracepost:lot:P1:CB-12:L26-000011"


def test_used_up_numbers_are_refused_and_none_is_given_twice(stage: "Stage") -> None:
    drawn = []
    for place in range(3):
        work = stage.work("receiving", None)
        work.enter("delivery", f"DN-{place}")
        stage.run_until(lambda each=work: not each.busy)  # type: ignore[misc]  # bound now
        stage.scan(work, b"]C10106901234500059")
        if work.state.phase is Phase.REFUSED:
            assert [outcome.rule for outcome in work.state.verdict.rules] == ["numbers.used-up"]
            break
        work.enter("quantity", "5")
        stage.run_until(lambda each=work: each.state.phase is Phase.SAVED)  # type: ignore[misc]  # bound now
    for kept in stage.journal.after(0, 1000):
        body = kept.entry.body
        if isinstance(body, NumbersDrawn):
            drawn.append(body.first)
    assert drawn == [11, 12]


def test_the_gun_that_read_is_told_only_once_the_entry_is_durable(
    stage: "Stage", lots: dict[str, bytes]
) -> None:
    work = stage.work()
    work.scan(RawScan(device="gun-1", raw=BOARD, received_ns=0, complete=True))
    work.scan(RawScan(device="gun-2", raw=lots["held"], received_ns=0, complete=True))
    assert stage.told == []
    stage.run_until(lambda: not work.busy)
    assert stage.told == [("gun-1", Feedback.TAKEN), ("gun-2", Feedback.REFUSED)]
    assert stage.kinds() == ["reading", "refusal"]


def test_a_provisional_reading_asks_for_attention_and_a_saved_piece_is_taken(
    stage: "Stage", lots: dict[str, bytes]
) -> None:
    old = "2026-11-22T13:00:00+08:00"
    stage.said.standing = msgspec.structs.replace(stage.said.standing, snapshot_at=old)
    work = stage.work()
    stage.scan(work, lots["unknown"], device="gun-2")
    assert stage.told == [("gun-2", Feedback.ATTENTION)]
    for name in ("pcb", "relay", "grease", "terminal"):
        stage.scan(work, lots[name])
    stage.scan(work, BOARD, device="gun-2")
    assert work.state.phase is Phase.SAVED
    assert stage.told[-1] == ("gun-2", Feedback.TAKEN)
    assert len(stage.told) == 6


def test_on_a_full_disk_every_gun_is_told_that_its_scan_was_not_taken_also_those_that_waited(
    stage: "Stage", lots: dict[str, bytes]
) -> None:
    work = stage.work()
    stage.journal.full = True
    for device in ("gun-1", "gun-2", "gun-3"):
        work.scan(RawScan(device=device, raw=lots["pcb"], received_ns=0, complete=True))
    stage.run_until(lambda: not work.busy)
    assert sorted(stage.told, key=lambda told: told[0]) == [
        (device, Feedback.REFUSED) for device in ("gun-1", "gun-2", "gun-3")
    ]


def test_what_hands_enter_is_told_to_no_gun(stage: "Stage") -> None:
    stage.build(stage.work(), "TC300-26K-004127")
    work = stage.work("inspection")
    stage.scan(work, BOARD)
    before = len(stage.told)
    work.enter("result", "PASS")
    stage.run_until(lambda: work.state.phase is Phase.SAVED)
    assert {device for device, _ in stage.told[before:]} == {""}


def test_a_scan_that_comes_after_leaving_was_asked_for_is_told_as_refused(stage: "Stage") -> None:
    work, left = stage.work(), list[str]()
    work.scan(RawScan(device="gun-1", raw=BOARD, received_ns=0, complete=True))
    work.leave(lambda: left.append("left"))
    work.scan(RawScan(device="gun-2", raw=BOARD, received_ns=0, complete=True))
    stage.run_until(lambda: bool(left))
    assert stage.told == [("gun-1", Feedback.TAKEN), ("gun-2", Feedback.REFUSED)]
