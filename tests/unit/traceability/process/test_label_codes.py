"""Labels without a GTIN name materials, lots, serials, pieces and expiry by what the pack says they call a material."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from traceability.acts import FieldValue
from traceability.codes import Interpretation, Kind, read
from traceability.identity import LogisticUnit, Lot, Unit
from traceability.process.binding import LONGEST_PART, ODD_LABEL, Offer, fill, offers
from traceability.process.draft import Draft
from traceability.process.labels import Label, label_of
from traceability.process.mistakes import RUNS_AWAY, Mistake
from traceability.process.model import Pack
from traceability.process.read import read_pack
from traceability.quantity import Quantity

TODAY = dt.date(2026, 11, 23)
ELECTRONICS = Path("process-packs/electronics/pack.toml").read_text(encoding="utf-8")
CONTENT = r"""
name = "labels"
version = 1
title = { zh = "标签", en = "Labels" }
limits = { snapshot_fresh_seconds = 120 }
boms = {}
steps = {}

[materials]
screw = { name = { zh = "骨钉", en = "Screw" }, unit = "H87", tracking = "lot", label_codes = [{ code = "hibc:E203PB41410", issuer = "PB" }, { code = "ma:100761.21234561", issuer = "CN" }] }
vial = { name = { zh = "药瓶", en = "Vial" }, unit = "H87", tracking = "serial", label_codes = [{ code = "cn-drug:8385793", issuer = "" }, { code = "9N:111234567842", issuer = "" }] }
glue = { name = { zh = "胶", en = "Glue" }, unit = "GRM", tracking = "lot", label_codes = [{ code = "P:GL-1", issuer = "G" }, { code = "handle:88.111.100/GLUE", issuer = "G" }, { code = "shelf:GL", issuer = "G" }] }

[patterns]
shelf = { expression = '(?P<code>[A-Z]{2})#(?P<lot>\d+)' }
pieces = { expression = '#(?P<lot>\d+)x(?P<quantity>\d+)', material = "screw", issuer = "PB" }
"""


def pack_of(content: str) -> Pack:
    pack = read_pack(content)
    assert isinstance(pack, Pack), pack
    return pack


PACK = pack_of(CONTENT)


def first(code: str, pack: Pack = PACK) -> Offer:
    return offers(read(code.encode(), TODAY, patterns=pack.own_patterns), pack)[0]


def message(*fields: str) -> str:
    return "\x1d".join(("[)>\x1e06", *fields)) + "\x1e\x04"


def received(code: str) -> tuple[FieldValue, ...]:
    """What a label fills at goods-in of the electronics pack."""
    pack = pack_of(ELECTRONICS)
    step = pack.steps["receiving"]
    meanings = offers(read(code.encode(), TODAY, patterns=pack.own_patterns), pack)
    empty = Draft(piece="p", form="receiving")
    return next((found for each in meanings if (found := fill(each, empty, step, pack))), ())


def test_a_reel_label_fills_lot_quantity_and_expiry_at_goods_in() -> None:
    label = message("VHENGTAI", "1PHT-RL24-10A", "1THT2610-2231", "Q50", "9D2614", "14D20281103")
    assert received(label) == (
        FieldValue("lot", thing=Lot("HENGTAI", "RL24-10A", "HT2610-2231").uri),
        FieldValue("quantity", quantity=Quantity("50", "H87")),
        FieldValue("expiry", text="2028-11-03"),
    )


@pytest.mark.parametrize(
    ("label", "pieces"),
    [
        ("{pbn:PICK2009291337,on:SO2009291337,pc:C312270,pm:ST-1-102-A01-T000-RS,qty:2,mc:,cc:1,pdi:34421807}", "2"),
        ("QTY:1 PN:WBP-302 PO:19361337/1 CPO:PO-2023-06-08-001337 MFR:WISHERENTERPRISE MPN:WBP-302 RoHS", "1"),
    ],
)  # fmt: skip
def test_a_distributors_label_without_a_lot_fills_the_quantity_and_names_the_material(
    label: str, pieces: str
) -> None:
    assert received(label) == (FieldValue("quantity", quantity=Quantity(pieces, "H87")),)
    assert first(label, pack_of(ELECTRONICS)).item == ("CB-12", "")


def test_a_health_label_names_lot_quantity_and_expiry() -> None:
    assert first("+E203PB414109/$$8243280112R00089525J") == Offer(
        thing=Lot("PB", "screw", "R00089525"),
        item=("screw", "PB"),
        expiry="2028-01-12",
        quantity=Quantity("24", "H87"),
    )


def test_a_device_code_names_the_lot_and_the_earlier_of_its_last_days() -> None:
    offer = first("MA.156.M0.100761.21234561.M220117.L20220117.E300130.V300117")
    assert (offer.thing, offer.expiry) == (Lot("CN", "screw", "20220117"), "2030-01-17")


def test_a_drug_traceability_code_names_the_single_pack() -> None:
    assert first("83857930000879766660").thing == Unit("vial", "0000879766660")


def test_the_date_of_a_pharmacy_label_is_its_expiry_and_of_others_means_nothing() -> None:
    assert first(message("9N111234567842", "S1", "D301231")) == Offer(
        thing=Unit("vial", "1"), item=("vial", ""), expiry="2030-12-31"
    )
    assert first(message("PGL-1", "T7", "D201231")).expiry is None


def test_a_count_of_what_is_weighed_says_nothing() -> None:
    assert first(message("PGL-1", "1T7", "Q50")) == Offer(thing=Lot("G", "glue", "7"), item=("glue", "G"))


@pytest.mark.parametrize("count", ["0", "000", "5.5", "1" * 13, "9" * 5000, "½", "many"])
def test_a_count_that_is_no_number_of_pieces_says_nothing(count: str) -> None:
    label = f"[)>\x1e06\x1d9N111234567842\x1dQ{count}\x1e\x04"
    assert first(label).quantity is None


def test_a_handle_and_an_own_label_name_materials_too() -> None:
    assert first("88.111.100/GLUE").item == ("glue", "G")
    assert first("GL#7").thing == Lot("G", "glue", "7")
    assert first("#7x30") == Offer(thing=Lot("PB", "screw", "7"), quantity=Quantity("30", "H87"))


@pytest.mark.parametrize("plate", ["J106141412345678908", "3J00106141412345678908"])
def test_a_licence_plate_that_is_an_sscc_names_the_logistic_unit(plate: str) -> None:
    assert first(message(plate)).thing == LogisticUnit("106141412345678908")


def test_a_licence_plate_of_another_issuer_names_none() -> None:
    assert first(message("JUN043325711A2B4C6")).thing is None
    assert first(message("J106141412345678909")).thing is None


@pytest.mark.parametrize(
    ("label", "item"),
    [
        (message("PX-9", "1T7"), "X-9"),
        ("+A123BJC5D6E71G", "A123BJC5D6E7"),
        ("80000000000000000000", "8000000"),
        ("XX#7", "XX"),
    ],
)
def test_what_the_pack_does_not_know_is_named_for_the_operator(label: str, item: str) -> None:
    assert first(label).unknown_item == item


@pytest.mark.parametrize("lot", ["7" * (LONGEST_PART + 1), "A\u202eB", "A\x02B"])
def test_a_part_too_long_for_a_label_or_unseen_is_odd(lot: str) -> None:
    assert first(message("PGL-1", f"1T{lot}")) == Offer(fault=ODD_LABEL)


def test_a_part_too_long_of_an_own_label_is_odd() -> None:
    note = """note = { expression = 'N(?P<document>.+)', document = "delivery-note" }"""
    pack = pack_of(CONTENT.replace("[patterns]\n", f"[patterns]\n{note}\n"))
    assert first(f"#{'7' * (LONGEST_PART + 1)}x2") == Offer(fault=ODD_LABEL)
    assert first(f"N{'7' * (LONGEST_PART + 1)}", pack) == Offer(fault=ODD_LABEL)
    assert first(f"N{'7' * LONGEST_PART}", pack).document == ("delivery-note", "7" * LONGEST_PART)


def test_a_number_nobody_announced_is_not_called_damaged_for_its_check_digit() -> None:
    assert [offer.fault for offer in offers(read(b"9506000134353", TODAY), PACK) if offer.fault] == []
    fault = first("]E09506000134353").fault
    assert fault is not None
    assert fault.code == "incorrect-check-digit-of-number"


def test_text_says_nothing_of_a_material() -> None:
    assert label_of(Interpretation(Kind.TEXT, ()), TODAY) == Label()


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        (("hibc:E203", "hbic:E203"), 'names "hbic", which is no data identifier, kind of label or pattern; did you mean "hibc"?'),
        (("P:GL-1", "GL-1"), 'has the label code "GL-1"; write for example "1P:GL-1"'),
        (("P:GL-1", "P:"), 'has the label code "P:"; write for example "1P:P"'),
        (("P:GL-1", "9N:111234567842"), 'has "9N:111234567842", which stands in this pack more than once'),
    ],
)  # fmt: skip
def test_a_label_code_that_can_name_nothing_is_a_mistake(change: tuple[str, str], mistake: str) -> None:
    found = read_pack(CONTENT.replace(*change))
    assert isinstance(found, tuple)
    assert mistake in {each.what.en for each in found}


@pytest.mark.parametrize(
    "expression",
    [r"(a+)+", r"(?:\w+,)*", r"(a|b)+x", r"((a+))*", r"(?P<lot>(\d|-){3})", r"(a?){30}"],
)
def test_a_pattern_that_could_take_for_ever_is_a_mistake(expression: str) -> None:
    content = msgspec.json.encode(expression).decode()
    found = read_pack(CONTENT + f"runaway = {{ expression = {content} }}\n")
    assert found == (Mistake("patterns.runaway", RUNS_AWAY),)


@pytest.mark.parametrize(
    "expression",
    [
        r"(?P<lot>\d+)(/[A-Z]+)?",
        r"(\d{3}-)+",
        r"[(a+)+]+",
        r"\(a+\)+",
        r"(?:a+)*+",
        r"a|b+",
        r"(?P<lot>[^]+]+)",
    ],
)
def test_a_pattern_that_ends_soon_is_none(expression: str) -> None:
    content = msgspec.json.encode(expression).decode()
    assert isinstance(read_pack(CONTENT + f"fine = {{ expression = {content} }}\n"), Pack)
