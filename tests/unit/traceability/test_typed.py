"""A code nobody can read: what the text typed in its place names, and what it must never name."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from traceability.acts import FieldValue
from traceability.entries import RuleOutcome
from traceability.identity import LogisticUnit, Lot, Unit, thing_of
from traceability.ledger import ThingState
from traceability.process.draft import Draft
from traceability.process.model import Pack, TradeItem, Unreadable
from traceability.process.read import read_pack
from traceability.quantity import Quantity
from traceability.records import WorkOrder
from traceability.typed import values_typed

_READ = read_pack(Path("process-packs/electronics/pack.toml").read_text(encoding="utf-8"))
assert isinstance(_READ, Pack)
PACK = _READ
ORDER = WorkOrder(
    id="WO26-1122-07",
    version=3,
    plant="P1",
    material="TC-300",
    bom_version=4,
    quantity=Quantity("400", "H87"),
    due="2026-11-22T20:00:00+08:00",
)
OWN = Lot("P1", "CB-12", "L26-000003")
RELAY = Lot("HENGTAI", "RL24-10A", "K1-018")
BOX = "006141411234567890"


class Known:
    """A station that knows a few things."""

    def __init__(self, *known: Lot) -> None:
        self._keys = {lot.uri for lot in known}

    def thing(self, key: str) -> ThingState | None:
        return ThingState(key) if key in self._keys else None

    def snapshot_seconds(self) -> float | None:
        return 1.0

    def today(self) -> dt.date:
        return dt.date(2026, 11, 22)


def typed(
    text: str, field: str, step: str = "assembly", *known: Lot, pack: Pack = PACK
) -> tuple[FieldValue, ...] | RuleOutcome:
    form = pack.steps[step]
    draft = Draft(piece="x", form=step, order=ORDER if form.needs_order else None)
    return values_typed(text, form.field(field), draft, form, pack, Known(*known), "P1")


def thing(values: tuple[FieldValue, ...] | RuleOutcome, field: str) -> object:
    assert isinstance(values, tuple), values
    return next(thing_of(value.thing) for value in values if value.field == field and value.thing)


def rule(found: tuple[FieldValue, ...] | RuleOutcome) -> str:
    assert isinstance(found, RuleOutcome), found
    return found.rule


def with_trade_items(material: str, *issuers: str) -> Pack:
    gtins = ("06901234500028", "06901234500097")
    items = tuple(TradeItem(gtin=gtin, issuer=each) for gtin, each in zip(gtins, issuers, strict=False))
    changed = msgspec.structs.replace(PACK.materials[material], trade_items=items, label_codes=())
    return msgspec.structs.replace(PACK, materials={**PACK.materials, material: changed})


def test_a_lot_number_alone_is_a_lot_of_the_material_wanted_by_its_only_issuer() -> None:
    assert thing(typed("K1-018", "relay"), "relay") == RELAY


def test_a_number_the_station_knows_as_the_plants_own_lot_is_that_lot() -> None:
    assert thing(typed(OWN.number, "terminal", "assembly", OWN), "terminal") == OWN


def test_a_number_nobody_is_known_to_have_given_is_refused() -> None:
    assert rule(typed(OWN.number, "terminal")) == "typed.issuer-unclear"


def test_of_two_suppliers_the_one_whose_lot_is_known_gave_the_number() -> None:
    pack = with_trade_items("RL24-10A", "HENGTAI", "HUAXIN")
    assert thing(typed("K1-018", "relay", "assembly", RELAY, pack=pack), "relay") == RELAY


@pytest.mark.parametrize("known", [(), (RELAY, Lot("HUAXIN", "RL24-10A", "K1-018"))], ids=["none", "both"])
def test_between_two_suppliers_nothing_is_guessed(known: tuple[Lot, ...]) -> None:
    pack = with_trade_items("RL24-10A", "HENGTAI", "HUAXIN")
    assert rule(typed("K1-018", "relay", "assembly", *known, pack=pack)) == "typed.issuer-unclear"


@pytest.mark.parametrize("text", ["RL24-10A/HENGTAI/K1-018", "(01)06901234500028(10)K1-018"])
def test_a_whole_label_means_what_its_scan_means(text: str) -> None:
    assert thing(typed(text, "relay"), "relay") == RELAY


def test_what_stands_beside_the_lot_on_a_whole_label_is_taken_too() -> None:
    values = typed("(01)06901234500028(17)271231(10)K1-018", "lot", "receiving")
    assert thing(values, "lot") == RELAY
    assert isinstance(values, tuple)
    assert FieldValue("expiry", text="2027-12-31") in values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(01)06901234500027(10)K1-018", "typed.unlike"),  # a wrong check digit
        ("(01)06901234500028", "code.no-lot"),
        ("06901234500028", "code.no-lot"),
        ("(01)09999999999994(10)K1-018", "code.unknown-item"),
        ("(10)K1-018", "typed.no-material"),
        ("DN-20261", "form.not-wanted"),
        ("TC300-26K-004127", "form.not-wanted"),
        ("PCB-300/HUAXIN/PC-01", "form.not-wanted"),
        ("", "typed.unlike"),
        ("K1 018", "typed.unlike"),
        ("K" * 51, "typed.unlike"),
    ],
)
def test_a_text_that_is_no_number_of_the_field_is_refused_by_name(text: str, expected: str) -> None:
    assert rule(typed(text, "relay")) == expected


def test_a_number_alone_names_nothing_where_any_material_may_come() -> None:
    assert rule(typed("K1-018", "lot", "receiving")) == "typed.no-material"


def test_a_serial_of_own_labels_must_be_written_as_they_are() -> None:
    assert thing(typed("TC300-26K-004127", "board"), "board") == Unit("TC-300", "TC300-26K-004127")
    assert rule(typed("TC300-26K-00412", "board")) == "typed.unlike"


def test_a_serial_of_a_material_with_suppliers_labels_stands_alone() -> None:
    pack = with_trade_items("TC-300", "HUAXIN")
    assert thing(typed("A-17", "board", pack=pack), "board") == Unit("TC-300", "A-17")


@pytest.mark.parametrize("text", [BOX, f"(00){BOX}"])
def test_a_box_is_its_18_digits(text: str) -> None:
    assert thing(typed(text, "box", "packing"), "box") == LogisticUnit(BOX)


@pytest.mark.parametrize("text", [BOX[:-1], BOX[:-1] + "1", "L26-000003"])
def test_a_box_number_of_another_length_or_check_digit_is_refused(text: str) -> None:
    assert rule(typed(text, "box", "packing")) == "typed.no-box"


@given(
    st.text(st.characters(codec="utf-8")) | st.from_regex(r"[A-Z0-9/.()_-]{1,40}", fullmatch=True),
    st.sampled_from(["pcb", "relay", "grease", "sink", "terminal"]),
)
def test_a_typed_number_never_becomes_a_lot_of_another_material(text: str, field: str) -> None:
    values = typed(text, field)
    if isinstance(values, tuple):
        found = thing(values, field)
        position = PACK.steps["assembly"].field(field).position
        line = PACK.line("TC-300", 4, position or "")
        assert line is not None
        # A whole own label may name any material; the judge then says that it is the wrong one.
        assert isinstance(found, Lot)
        assert found.material == line.material or "/" in text


def test_the_shipped_pack_has_boards_confirmed_by_a_lead_and_the_rest_typed_twice() -> None:
    ways = {
        (step, field.key): PACK.unreadable(field)
        for step, form in PACK.steps.items()
        for field in form.fields
    }
    assert {key for key, way in ways.items() if way is Unreadable.WITH_LEAD} == {
        (step, "board") for step in ("assembly", "inspection", "packing")
    }
    assert ways["assembly", "relay"] is Unreadable.TWICE
    assert ways["packing", "box"] is Unreadable.TWICE
    assert ways["receiving", "delivery"] is Unreadable.NEVER


def test_a_pack_that_says_nothing_lets_no_code_be_typed() -> None:
    silent = msgspec.structs.replace(
        PACK, limits=msgspec.structs.replace(PACK.limits, unreadable=Unreadable.NEVER)
    )
    assert silent.unreadable(silent.steps["assembly"].field("relay")) is Unreadable.NEVER
