"""From scans, touches and drawn numbers to values of a form."""

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from station.ports import RawScan
from station.workflows.inputs import INCOMPLETE, drawn, scanned, text_of, typed
from traceability.acts import FieldValue
from traceability.codes import CodeIds
from traceability.entries import Origin, ValueSource
from traceability.process.draft import Draft
from traceability.process.model import Pack
from traceability.quantity import Quantity

if TYPE_CHECKING:
    from tests.unit.station.workflows.conftest import Stage

TODAY = dt.date(2026, 11, 22)
RELAY_LABEL = b"]d2010690123450002810HT2610-2231\x1d3050\x1d17281103"


@pytest.fixture
def pack(stage: "Stage") -> Pack:
    found = stage.knowledge.pack()
    assert found is not None
    return found


def raw(data: bytes, *, complete: bool = True) -> RawScan:
    return RawScan(device="gun-1", raw=data, received_ns=0, complete=complete)


def test_one_scan_can_fill_several_fields_each_with_its_source(pack: Pack) -> None:
    came = scanned(raw(RELAY_LABEL), Draft(piece="p", form="receiving"), pack.steps["receiving"], pack, TODAY)
    assert [value.field for value in came.values] == ["lot", "quantity", "expiry"]
    assert [source.field for source in came.sources] == ["lot", "quantity", "expiry"]
    assert {source.symbology for source in came.sources} == {"]d2"}


def test_a_source_says_camera_profile_and_what_nothing_confirmed(pack: Pack) -> None:
    scan = RawScan(
        device="camera-1",
        raw=RELAY_LABEL[3:],
        received_ns=0,
        complete=True,
        code_ids=CodeIds.NONE,
        symbology="]d2",
        profile="desk-camera/2",
        verified=False,
    )
    came = scanned(scan, Draft(piece="p", form="receiving"), pack.steps["receiving"], pack, TODAY)
    assert came.sources[0] == ValueSource(
        field="lot",
        origin=Origin.CAMERA,
        device="camera-1",
        profile="desk-camera/2",
        raw=RELAY_LABEL[3:],
        symbology="]d2",
        verified=False,
    )


def test_a_guns_own_code_identifiers_are_read_by_its_profile_alone(pack: Pack) -> None:
    label = b"K" + RELAY_LABEL[3:]  # Zebra's letter for GS1-128
    scan = RawScan(device="gun-1", raw=label, received_ns=0, complete=True, code_ids=CodeIds.ZEBRA_SYMBOL)
    empty, step = Draft(piece="p", form="receiving"), pack.steps["receiving"]
    came = scanned(scan, empty, step, pack, TODAY)
    assert [value.field for value in came.values] == ["lot", "quantity", "expiry"]
    assert {(source.origin, source.symbology) for source in came.sources} == {(Origin.SCANNED, "]C1")}
    assert scanned(raw(label), empty, step, pack, TODAY).values == ()


def test_a_scan_that_fits_nowhere_keeps_its_bytes(pack: Pack) -> None:
    came = scanned(raw(b"hello"), Draft(piece="p", form="shipping"), pack.steps["shipping"], pack, TODAY)
    assert came.values == ()
    assert [(source.field, source.raw) for source in came.sources] == [("", b"hello")]


def test_a_scan_that_did_not_arrive_whole_fills_nothing(pack: Pack) -> None:
    step = pack.steps["receiving"]
    came = scanned(raw(RELAY_LABEL, complete=False), Draft(piece="p", form="receiving"), step, pack, TODAY)
    assert came.values == ()
    assert [offer.fault for offer in came.offered] == [INCOMPLETE]


@pytest.mark.parametrize(
    ("step", "field", "text", "value"),
    [
        ("receiving", "quantity", "50", FieldValue("quantity", quantity=Quantity("50", "H87"))),
        ("receiving", "quantity", "0", None),
        ("receiving", "quantity", "-1", None),
        ("receiving", "quantity", "1.2.3", None),
        ("receiving", "expiry", "2027-04-12", FieldValue("expiry", text="2027-04-12")),
        ("receiving", "expiry", "20270412", FieldValue("expiry", text="2027-04-12")),
        ("receiving", "expiry", "2027-02-30", None),
        ("receiving", "delivery", " DN-1 ", FieldValue("delivery", text="DN-1")),
        ("receiving", "delivery", "  ", None),
        ("receiving", "lot", "L1", None),
        ("inspection", "result", "PASS", FieldValue("result", text="PASS")),
        ("inspection", "result", "MAYBE", None),
        ("shipping", "customer", "BEIFANG", FieldValue("customer", text="BEIFANG")),
        ("shipping", "customer", "NOBODY", None),
    ],
)
def test_a_typed_text_becomes_a_value_only_where_it_is_one(
    pack: Pack, step: str, field: str, text: str, value: FieldValue | None
) -> None:
    came = typed(pack.steps[step].field(field), text, Draft(piece="p", form=step), pack)
    assert (came.values if came else ()) == ((value,) if value else ())
    assert came is None or came.sources[0].origin is Origin.TYPED


def test_a_typed_quantity_takes_the_unit_of_the_lot_it_measures(pack: Pack) -> None:
    grease = FieldValue("lot", thing="urn:tracepost:lot:BEICHEN:TG-200:TG-05")
    draft = Draft(piece="p", form="receiving", values=(grease,))
    came = typed(pack.steps["receiving"].field("quantity"), "0.5", draft, pack)
    assert came is not None
    assert came.values[0].quantity == Quantity("0.5", "GRM")


def test_a_drawn_number_names_a_lot_or_a_box_with_its_check_digit(pack: Pack) -> None:
    lot = drawn(pack.steps["receiving"].field("lot"), 7, pack, "P1", "CB-12")
    assert lot.values == (FieldValue("lot", thing="urn:tracepost:lot:P1:CB-12:L26-000007"),)
    box = drawn(pack.steps["packing"].field("box"), 1, pack, "P1", None)
    assert box.values == (FieldValue("box", thing="https://id.gs1.org/00/069012345000000011"),)
    assert box.sources[0].origin is Origin.DEFAULT


def test_the_text_of_a_scan_is_without_its_symbology(stage: "Stage") -> None:
    assert text_of(raw(b"]C0BADGE-1"), TODAY) == "BADGE-1"
    assert text_of(raw(b"]d2010690123450001110X"), TODAY) == "010690123450001110X"
