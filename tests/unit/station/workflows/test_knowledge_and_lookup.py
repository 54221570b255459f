"""What a station knows, its own unsettled entries included, and what a scan outside a form shows."""

import datetime as dt
from typing import TYPE_CHECKING

import msgspec
import pytest

from station.ports import NewEntry, RawScan, Trouble
from station.workflows.inputs import INCOMPLETE
from station.workflows.knowledge import Knowledge
from station.workflows.lookup import Found, look_up
from traceability.acts import NumbersDrawn, Outcome
from traceability.codes import ReadingError
from traceability.identity import Lot
from traceability.language import Text
from traceability.people import Person
from traceability.records import NumberRange, PackRelease, Plant, WorkOrder

if TYPE_CHECKING:
    from tests.unit.station.workflows.conftest import Stage

RELAYS = Lot("HENGTAI", "RL24-10A", "K1-018")
BOARD = "TC300-26K-004127"


def found(stage: "Stage", raw: bytes, *, complete: bool = True) -> Found:
    pack = stage.knowledge.pack()
    assert pack is not None
    return look_up(RawScan(device="gun-1", raw=raw, received_ns=0, complete=complete), pack, stage.knowledge)


def test_what_can_not_be_read_is_found_with_its_reason(stage: "Stage") -> None:
    damaged = found(stage, b"]d20106901234500023")
    assert damaged.thing is None
    assert damaged.text == "0106901234500023"
    assert damaged.fault == ReadingError("incorrect-check-digit", 18, "01", "3")
    half = found(stage, BOARD.encode(), complete=False)
    assert (half.thing, half.fault) == (None, INCOMPLETE)
    assert found(stage, b"hello").fault is None


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


def test_an_entry_that_settles_while_its_thing_is_looked_up_counts_once(stage: "Stage") -> None:
    stage.build(stage.work(), BOARD)
    before = stage.knowledge.thing(RELAYS.uri)
    assert before is not None
    asked = 0

    def settle() -> None:
        nonlocal asked
        asked += 1
        if asked == 1:
            stage.said.say("thing", RELAYS.uri, before)
            stage.said.standing = msgspec.structs.replace(
                stage.said.standing, cursor="e1:2", settled=stage.journal.head()
            )

    stage.said.meanwhile = settle
    afresh = Knowledge(stage.journal, stage.said, stage.clock, lambda: "S1")
    assert afresh.thing(RELAYS.uri) == before
    assert afresh.thing(RELAYS.uri) == before


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


def test_a_new_version_of_the_pack_is_read_anew_and_one_with_mistakes_is_told_and_not_used(
    stage: "Stage",
) -> None:
    first = stage.knowledge.pack()
    assert stage.knowledge.pack() is first
    stage.said.say("pack", "electronics", PackRelease(id="electronics", version=2, content="x = "))
    assert stage.knowledge.pack() is None
    assert stage.knowledge.pack() is None
    assert stage.knowledge.status().trouble is Trouble.NOT_UNDERSTOOD


def test_what_a_newer_central_says_of_one_person_order_or_thing_stops_no_other(
    stage: "Stage", person: Person, order: WorkOrder
) -> None:
    newer = {
        ("person", "p0"): msgspec.json.encode(person).replace(b'"operator"', b'"cleaner"'),
        ("work-order", "WO0"): msgspec.json.encode(order).replace(b'"bom_version":4', b'"bom_version":"D"'),
        ("thing", RELAYS.uri): b'{"thing":"","births":[[]]}',
        ("order-progress", order.id): b'{"order":"","counts":{}}',
    }
    for (kind, key), body in newer.items():
        stage.said.say_bytes(kind, key, body)
        stage.said.standing = msgspec.structs.replace(stage.said.standing, cursor=f"e1:{kind}")
        assert stage.knowledge.status().trouble is None
        assert stage.knowledge.person_by_badge(person.badge) == person
        assert stage.knowledge.orders() == (order,)
        assert stage.knowledge.thing(RELAYS.uri) is None or kind != "thing"
        assert stage.knowledge.progress(order.id).counts == ()
        assert stage.knowledge.status().trouble is Trouble.NOT_UNDERSTOOD


def test_a_trouble_of_synchronisation_itself_comes_first(stage: "Stage") -> None:
    stage.said.say_bytes("station", "S1", b"{")
    assert stage.knowledge.station() is None
    stage.said.standing = msgspec.structs.replace(stage.said.standing, trouble=Trouble.NO_NETWORK)
    assert stage.knowledge.status().trouble is Trouble.NO_NETWORK


@pytest.mark.parametrize("name", ["Mars/Olympus", "../etc/passwd", "Asia", ""])
def test_an_unknown_time_zone_is_told_and_the_machines_counts(stage: "Stage", name: str) -> None:
    stage.said.say("plant", "P1", Plant(id="P1", version=2, name=Text("一厂", "Plant 1"), time_zone=name))
    stage.clock.moment = dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    assert stage.knowledge.today() == dt.date(2026, 11, 23)
    assert stage.knowledge.status().trouble is Trouble.NOT_UNDERSTOOD


def test_a_clock_set_back_does_not_bring_back_days_that_are_over(stage: "Stage") -> None:
    stage.clock.moment = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    assert stage.knowledge.today() == dt.date(2026, 11, 22)


def test_no_number_is_drawn_where_a_newer_release_drew_last(stage: "Stage") -> None:
    stage.keep_newer("series:box")
    assert stage.knowledge.next_number("box") is None
    assert stage.knowledge.next_number("lot") == 11


def test_an_entry_of_a_newer_release_about_a_thing_hides_no_other(stage: "Stage") -> None:
    stage.build(stage.work(), BOARD)
    before = stage.knowledge.thing(RELAYS.uri)
    stage.keep_newer(RELAYS.uri)
    afresh = Knowledge(stage.journal, stage.said, stage.clock, lambda: "S1")
    assert afresh.thing(RELAYS.uri) == before


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
