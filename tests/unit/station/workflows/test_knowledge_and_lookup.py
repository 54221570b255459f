"""What a station knows, its own unsettled entries included, and what a scan outside a form shows."""

import datetime as dt
from typing import TYPE_CHECKING

import msgspec
import pytest

from station.ports import NewEntry, RawScan
from station.workflows.knowledge import Knowledge
from station.workflows.lookup import Found, look_up
from traceability.acts import NumbersDrawn, Outcome
from traceability.identity import Lot
from traceability.records import NumberRange, PackRelease, WorkOrder

if TYPE_CHECKING:
    from tests.unit.station.workflows.conftest import Stage

RELAYS = Lot("HENGTAI", "RL24-10A", "K1-018")
BOARD = "TC300-26K-004127"


def found(stage: "Stage", raw: bytes) -> Found:
    pack = stage.knowledge.pack()
    assert pack is not None
    return look_up(RawScan(device="gun-1", raw=raw, received_ns=0, complete=True), pack, stage.knowledge)


def test_own_unsettled_entries_count_on_top_of_what_central_said(stage: "Stage") -> None:
    assert stage.knowledge.progress("WO26-1122-07").pieces("assembly") == 0
    stage.build(stage.work(), BOARD)
    assert stage.knowledge.progress("WO26-1122-07").pieces("assembly", Outcome.GOOD) == 1
    state = stage.knowledge.thing(RELAYS.uri)
    assert state is not None
    assert [quantity.value for quantity in state.remaining] == ["398"]


def test_a_settled_entry_counts_once(stage: "Stage") -> None:
    stage.build(stage.work(), BOARD)
    before = stage.knowledge.thing(RELAYS.uri)
    assert before is not None
    stage.said.say("thing", RELAYS.uri, before)
    stage.said.standing = msgspec.structs.replace(
        stage.said.standing, cursor="e1:2", settled=stage.journal.head()
    )
    assert stage.knowledge.thing(RELAYS.uri) == before


def test_open_orders_come_by_due_date_and_closed_ones_do_not(stage: "Stage", order: WorkOrder) -> None:
    early = msgspec.structs.replace(order, id="WO26-1199-99", due="2026-11-22T08:00:00+08:00")
    stage.said.say("work-order", early.id, early)
    stage.said.say("work-order", "WO26-1", msgspec.structs.replace(order, id="WO26-1", closed=True))
    assert [each.id for each in stage.knowledge.orders()] == ["WO26-1199-99", "WO26-1122-07"]
    closed = stage.knowledge.order("WO26-1")
    assert closed is not None
    assert closed.closed


def test_the_day_is_the_plants(stage: "Stage") -> None:
    stage.clock.moment = dt.datetime(2026, 11, 22, 17, 0, tzinfo=dt.UTC)
    assert stage.knowledge.today() == dt.date(2026, 11, 23)


def test_numbers_go_on_after_the_last_drawn_and_into_the_next_range(stage: "Stage") -> None:
    assert stage.knowledge.next_number("box") == 11
    stage.journal.append(NewEntry(actor="p1", body=NumbersDrawn(series="box", first=11, last=12))).result(5)
    assert stage.knowledge.next_number("box") is None
    more = NumberRange(id="box-2", version=1, writer=stage.journal.writer, series="box", first=500, last=900)
    stage.said.say("number-range", "box-2", more)
    assert stage.knowledge.next_number("box") == 500
    foreign = NumberRange(id="box-0", version=1, writer="f" * 32, series="box", first=13, last=99)
    stage.said.say("number-range", "box-0", foreign)
    assert stage.knowledge.next_number("box") == 500


def test_before_enrolment_nothing_is_known_and_nothing_breaks(stage: "Stage") -> None:
    stranger = Knowledge(stage.journal, stage.said, stage.clock, str)
    assert stranger.station() is None
    assert stranger.plant() is None
    assert stranger.pack() is None
    assert stranger.today() == dt.date(2026, 11, 22)


def test_a_new_version_of_the_pack_is_read_anew_and_one_with_mistakes_is_our_mistake(
    stage: "Stage",
) -> None:
    first = stage.knowledge.pack()
    assert stage.knowledge.pack() is first
    stage.said.say("pack", "electronics", PackRelease(id="electronics", version=2, content="x = "))
    with pytest.raises(ValueError, match="mistakes"):
        stage.knowledge.pack()


def test_the_age_of_the_snapshot_is_counted_from_centrals_last_word(stage: "Stage") -> None:
    stage.clock.moment += dt.timedelta(seconds=90)
    assert stage.knowledge.snapshot_seconds() == 90
    stage.said.standing = msgspec.structs.replace(stage.said.standing, snapshot_at=None)
    assert stage.knowledge.snapshot_seconds() is None


def test_a_person_is_found_by_id_also_when_no_longer_active(stage: "Stage") -> None:
    person = stage.knowledge.person("p1")
    assert person is not None
    assert person.name == "李敏"
    assert stage.knowledge.person("p9") is None


def test_a_scanned_lot_shows_its_state_and_what_it_went_into(stage: "Stage") -> None:
    stage.build(stage.work(), BOARD)
    lot = found(stage, b"RL24-10A/HENGTAI/K1-018")
    assert lot.thing == RELAYS
    assert [link.target for link in lot.part_of] == [f"urn:tracepost:unit:TC-300:{BOARD}"]
    assert lot.made_from == ()


def test_a_scanned_board_shows_what_went_into_it(stage: "Stage") -> None:
    stage.build(stage.work(), BOARD)
    board = found(stage, BOARD.encode())
    assert RELAYS.uri in [link.source for link in board.made_from]
    assert len(board.made_from) == 5


def test_a_scanned_order_is_an_order(stage: "Stage") -> None:
    assert found(stage, b"WO26-1122-07") == Found(order="WO26-1122-07")


def test_a_thing_nobody_heard_of_is_named_and_other_text_is_shown(stage: "Stage") -> None:
    unknown = found(stage, b"HS-40/LUXIN/HS-999")
    assert unknown.thing == Lot("LUXIN", "HS-40", "HS-999")
    assert unknown.state is None
    assert found(stage, b"hello") == Found(text="hello")
