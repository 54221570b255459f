from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from central.stations.overview import StationView
from central.store.quarantine import Poison
from central.web.graph.flow import Sides, flow_of
from central.web.graph.picture import picture
from central.web.rendering import environment
from central.web.theme import style_sheet
from central.web.views.answer import Names, Standing, standing
from central.web.views.banner import banner
from central.web.views.history import history
from central.web.views.listing import found
from central.web.views.rows import rows
from central.web.views.stations import stations_page
from central.web.views.title import title
from central.web.visible import clipped, shortened, visible
from central.web.words import Words
from tests.unit.central.web.small_plant import Plant
from traceability.genealogy import Completeness, Missing
from traceability.identity import LogisticUnit, Lot, Unit, label_of, thing_of
from traceability.language import Language, Text
from traceability.records import Plant as PlantRecord
from traceability.records import Station

WorkAShift = Callable[[int], tuple[Lot, Unit, LogisticUnit]]
NOW = datetime(2026, 11, 23, 6, 32, 7, tzinfo=UTC)
CHINESE, ENGLISH = Words(Language.CHINESE), Words(Language.ENGLISH)


def test_a_complete_answer_says_so_too() -> None:
    shown = banner(Completeness(), {}, NOW, CHINESE)
    assert shown.complete
    assert shown.title == "已到齐"


def test_an_open_answer_names_each_station_since_when_with_how_much() -> None:
    missing = (
        Missing(station="s5", since="2026-11-23T12:28:00.000+08:00", backlog=218),
        Missing(station="s6", since=None, backlog=0),
    )
    shown = banner(Completeness(stations=missing, quarantined=1, lag=7), {"s5": "Assembly 5"}, NOW, ENGLISH)
    assert not shown.complete
    assert shown.title == "This answer may still change: 4 parts are missing"
    assert [line.text for line in shown.lines] == [
        "Assembly 5 not synchronised for 2 h 4 min, about 218 entries missing",
        "s6 has never synchronised",
        "1 entry in quarantine",
        "7 entries received, being worked in",
    ]


def test_the_table_says_everything_the_picture_shows(
    plant: Plant, names: Names, work_a_shift: WorkAShift, words: Words
) -> None:
    for thing in work_a_shift(6):
        answer = plant.answer(thing)
        told = {row.label for row in rows(answer, names, words, Sides.BOTH)}
        flow = flow_of(answer, names, Sides.BOTH)
        for node in flow.nodes:
            for key in node.things:
                assert key == thing.uri or label_of(thing_of(key)) in told
            if node.party:
                assert names.partners[node.party].in_language(words.language) in told


def test_a_row_joins_the_link_with_who_did_it_where_with_what(
    plant: Plant, names: Names, work_a_shift: WorkAShift
) -> None:
    relay, board, _ = work_a_shift(4)
    (row,) = [
        each
        for each in rows(plant.answer(relay), names, ENGLISH, Sides.EFFECTS)
        if each.label == board.serial
    ]
    assert (row.level, row.quantity, row.step, row.order) == ("Effect 1", "2 pcs", "Assembly", "WO26-1122-07")
    assert (row.person, row.device, row.station, row.time) == (
        "李敏",
        "gun-1",
        "Assembly 3",
        "2026-11-10 08:03",
    )
    assert row.tag.text == "Confirmed"


def test_a_row_says_what_was_typed_because_no_device_could_read_it_and_who_confirmed_it(
    plant: Plant, names: Names, work_a_shift: WorkAShift
) -> None:
    relay, board, _ = work_a_shift(1)
    answer = plant.answer(board)
    (entry,) = {link.entry for link in answer.backward.links if link.source == relay.uri}
    typed = msgspec.structs.replace(answer.happenings[entry], typed=("p-2", "", ""))
    changed = msgspec.structs.replace(answer, happenings={**answer.happenings, entry: typed})
    told = {row.label: row.device for row in rows(changed, names, ENGLISH, Sides.SOURCES)}
    assert told[relay.number] == "gun-1, typed (confirmed by 李敏), typed"


def test_the_history_has_receipt_hold_and_lift_in_order(plant: Plant, names: Names) -> None:
    lot = Lot("HENGTAI", "RL24-10A", "L1")
    plant.receive(lot, "2000", "2028-11-30")
    placed = plant.hold(lot, "loose\u202econtacts")
    plant.lift(lot, placed, "checked")
    told = [(past.what, past.detail) for past in history(plant.answer(lot), names, ENGLISH)]
    assert told == [
        ("Received", "2000 pcs"),
        ("Put on hold", "loose⟨U+202E⟩contacts"),
        ("Hold lifted", "checked"),
    ]


def test_the_head_names_material_supplier_amounts_and_open_holds_only(plant: Plant, names: Names) -> None:
    lot = Lot("HENGTAI", "RL24-10A", "L1")
    plant.receive(lot, "2000", "2028-11-30")
    plant.assemble(Unit("TC-300", "B"), lot)
    lifted = plant.hold(lot, "first")
    plant.lift(lot, lifted, "fine")
    standing_hold = plant.hold(lot, "second")
    head = title(plant.answer(lot), names, ENGLISH)
    assert head.facts == (
        "Relay 24 V RL24-10A",
        "Supplier Hengtai Relays",
        "2000 pcs received or made",
        "1998 pcs left",
        "Expires 2028-11-30",
    )
    assert [hold.entry for hold in head.holds] == [standing_hold]
    assert [tag.text for tag in head.tags] == ["On hold since 11-10 08:05"]


@pytest.mark.parametrize(
    ("expiry", "expected"), [("2026-11-22", Standing.EXPIRED), ("2026-11-23", Standing.CONFIRMED)]
)
def test_a_lot_expires_when_its_last_day_is_over(plant: Plant, expiry: str, expected: Standing) -> None:
    lot = Lot("HENGTAI", "RL24-10A", "L1")
    plant.receive(lot, "1", expiry)
    assert standing(plant.answer(lot).state, "2026-11-23") is expected


def test_the_list_tells_what_is_left_and_how_it_stands(
    plant: Plant, names: Names, work_a_shift: WorkAShift
) -> None:
    relay, board, box = work_a_shift(4)
    answer = plant.answer(relay)
    lines = found([answer.states[each.uri] for each in (relay, board, box)], names, ENGLISH, "2026-11-23")
    assert [(line.kind, line.sort, line.quantity, line.tags[0].text) for line in lines] == [
        ("Lot", "Relay 24 V", "1992 pcs left", "Confirmed"),
        ("Unit", "Controller board", "", "Confirmed"),
        ("Box", "", "", "Shipped"),
    ]


def station(name: str, **told: object) -> StationView:
    record = Station(id=name, version=1, name=Text(name, name), plant="P1", place="line", pack="e", steps=())
    seen = {"seen_ms": round(NOW.timestamp() * 1000) - 4_000, "silent": False, "enrolled": True}
    return StationView(station=record, **{**seen, **told})  # type: ignore[arg-type]  # fields by name, as told


def test_stations_in_trouble_come_first_and_are_counted() -> None:
    ago = round((NOW - timedelta(hours=2, minutes=4)).timestamp() * 1000)
    views = (
        station("fine"),
        station("clock", offset_ms=-372_000),
        station(
            "away", seen_ms=ago, silent=True, backlog=218, oldest="2026-11-23T12:28:00.000+08:00", typed=1203
        ),
        station("new", seen_ms=None, silent=True, enrolled=False),
        station("fork", forked=True),
    )
    plants = {"P1": PlantRecord(id="P1", version=1, name=Text("一厂", "Plant 1"), time_zone="Asia/Shanghai")}
    poison = Poison(gsn=1, writer="w", station="fine", seq=7, reason="unknown-schema", detail="schema 9")
    shown = stations_page(views, (poison,), plants, NOW, ENGLISH)
    assert [row.name for row in shown.rows] == ["fork", "away", "clock", "new", "fine"]
    assert shown.rows[1].seen == "2 h 4 min ago"
    assert shown.rows[1].backlog == "218 entries"
    assert [row.typed for row in shown.rows] == ["0", "1,203", "0", "0", "0"]
    assert shown.rows[2].offset == "-372.0 s"
    assert shown.rows[2].offset_is_off
    assert [tile.count for tile in shown.tiles] == [1, 1, 2, 218]
    assert [(each.station, each.seq, each.reason) for each in shown.quarantine] == [
        ("fine", 7, "From a newer release")
    ]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("L261103", "L261103"),
        ("批次-1", "批次-1"),
        ("A\x1dB\x00\n\x7f", "A␝B␀␊␡"),
        ("\u202eabc\u2066", "⟨U+202E⟩abc⟨U+2066⟩"),
        ("\ud800", "⟨U+D800⟩"),
    ],
)
def test_signs_one_cannot_see_are_made_visible(text: str, seen: str) -> None:
    assert visible(text) == seen


def test_a_long_number_keeps_its_tail() -> None:
    assert shortened("TC300-26K-000000004127", 10) == "…000004127"
    assert shortened("short", 10) == "short"


def test_a_long_name_keeps_its_beginning() -> None:
    assert clipped("Controller board TC-300", 12) == "Controller…"
    assert clipped("Relay", 12) == "Relay"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (3600, "1 h"),
        (7440, "2 h 4 min"),
        (172_800, "2 days"),
        (-5, "0 s"),
    ],
)
def test_a_duration_is_told_in_the_units_that_matter(seconds: int, told: str) -> None:
    assert ENGLISH.duration(timedelta(seconds=seconds)) == told


def test_a_hostile_label_is_text_in_the_picture(plant: Plant, names: Names, words: Words) -> None:
    lot = Lot("X", "RL24-10A", '<script>"&\u202e')
    plant.receive(lot, "1")
    answer = plant.answer(lot)
    drawn = picture(flow_of(answer, names, Sides.BOTH), answer, names, words, "/thing?key=x")
    head = title(answer, names, words)
    svg = environment().get_template("flow.svg").render(t=words, picture=drawn, title=head)
    assert "<script>" not in svg
    assert "&lt;script&gt;" in svg
    assert "\u202e" not in svg


def test_the_style_sheet_has_both_palettes_and_the_type_scale() -> None:
    sheet = style_sheet()
    light, dark = sheet.splitlines()
    assert "--bg:#E9EDF1;" in light
    assert "--size-body:15px;--line-body:22px;" in light
    assert dark.startswith(':root[data-theme="dark"]{')
    assert "--bg:#0E141A;" in dark
