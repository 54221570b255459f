"""Several codes in one view: those the form wants are taken, the rest is listed, none is refused for being there."""

from typing import TYPE_CHECKING

import pytest

from station.ports import Cue, Feedback, RawScan
from station.workflows.view import Views
from station.workflows.work_state import Phase

if TYPE_CHECKING:
    from station.workflows.work import Work
    from tests.unit.station.workflows.conftest import Stage

BOARD = b"TC300-26K-004127"
CARTON, TICKET = b"CARTON 7", b"TICKET 12"


def show(stage: "Stage", work: "Work", *codes: bytes) -> None:
    """Lay codes before a camera."""
    for raw in codes:
        work.scan(RawScan(device="camera-1", raw=raw, received_ns=7, complete=True, among=len(codes)))
    stage.run_until(lambda: not work.busy)


def test_of_three_codes_the_one_wanted_is_taken_and_the_others_are_listed(stage: "Stage") -> None:
    work = stage.work()
    show(stage, work, CARTON, BOARD, TICKET)
    assert stage.kinds() == ["reading"]
    assert work.state.phase is Phase.READ
    assert work.state.beside == ("CARTON 7", "TICKET 12")
    assert stage.sounds.cues == [Cue.READ]


def test_where_none_is_wanted_there_is_one_refusal_not_three(stage: "Stage") -> None:
    work = stage.work()
    show(stage, work, CARTON, TICKET, b"PALLET 3")
    assert stage.kinds() == ["refusal"]
    assert work.state.phase is Phase.REFUSED
    assert work.state.beside == ()
    assert stage.sounds.cues == [Cue.REFUSE]
    assert stage.told == [("camera-1", Feedback.REFUSED)]


def test_all_that_are_wanted_are_taken_whatever_their_order(stage: "Stage", lots: dict[str, bytes]) -> None:
    work = stage.work()
    show(stage, work, lots["relay"], BOARD, lots["pcb"])
    assert stage.kinds() == ["reading"] * 3
    assert work.state.beside == ()


def test_a_lot_that_may_not_be_used_is_listed_beside_one_that_may(
    stage: "Stage", lots: dict[str, bytes]
) -> None:
    work = stage.work()
    show(stage, work, lots["held"], lots["grease"])
    assert stage.kinds() == ["reading"]
    assert work.state.beside == (lots["held"].decode(),)


def test_of_codes_none_of_which_may_be_used_the_one_that_fits_gives_the_reason(
    stage: "Stage", lots: dict[str, bytes]
) -> None:
    work = stage.work()
    show(stage, work, CARTON, lots["held"])
    assert stage.kinds() == ["refusal"]
    assert [rule.rule for rule in work.state.verdict.rules] == ["thing.on-hold"]


def test_a_view_fills_one_piece_and_begins_no_other(stage: "Stage", lots: dict[str, bytes]) -> None:
    work = stage.work()
    for raw in (BOARD, lots["pcb"], lots["relay"], lots["grease"], lots["sink"]):
        stage.scan(work, raw)
    show(stage, work, lots["terminal"], b"TC300-26K-004128")
    assert stage.kinds() == ["reading"] * 6 + ["event"]
    assert work.state.phase is Phase.SAVED
    assert work.state.piece.readings == ()
    assert work.state.beside == ("TC300-26K-004128",)


def test_the_list_goes_with_the_next_input(stage: "Stage", lots: dict[str, bytes]) -> None:
    work = stage.work()
    show(stage, work, CARTON, BOARD)
    stage.scan(work, lots["pcb"])
    assert work.state.beside == ()


def test_a_full_disk_takes_none_of_them(stage: "Stage", lots: dict[str, bytes]) -> None:
    work = stage.work()
    stage.journal.full = True
    show(stage, work, BOARD, lots["pcb"], CARTON)
    assert stage.kinds() == []
    assert work.state.phase is Phase.UNWRITABLE


@pytest.mark.parametrize(("name", "verified"), [("grease", True), ("board", False)])
def test_a_weak_reading_is_confirmed_by_naming_what_there_is_and_marked_where_it_does_not(
    stage: "Stage", lots: dict[str, bytes], name: str, verified: bool
) -> None:
    work = stage.work()
    raw = {**lots, "board": BOARD}[name]  # nobody knows a board before its first step
    work.scan(RawScan(device="camera-1", raw=raw, received_ns=7, complete=True, verified=False))
    stage.run_until(lambda: not work.busy)
    entry = stage.newest().entry
    assert entry.kind == "reading"
    assert [source.verified for source in entry.sources] == [verified] * len(entry.sources)


def scan(device: str, raw: bytes, at: int, among: int) -> RawScan:
    return RawScan(device=device, raw=raw, received_ns=at, complete=True, among=among)


def test_the_scans_of_a_view_are_brought_together_whatever_comes_between_them() -> None:
    views = Views()
    first, second = scan("camera-1", b"A", 1, 2), scan("camera-1", b"B", 1, 2)
    gun = scan("gun-1", b"C", 1, 1)
    assert [views.add(each) for each in (first, gun, second)] == [(), (gun,), (first, second)]


@pytest.mark.parametrize("among", [1, 2])
def test_what_is_left_of_a_view_that_went_elsewhere_holds_nothing_up(among: int) -> None:
    views = Views()
    assert views.add(scan("camera-1", b"A", 1, 3)) == ()
    later = [scan("camera-1", bytes([65 + number]), 2, among) for number in range(among)]
    assert [views.add(each) for each in later][-1] == tuple(later)
