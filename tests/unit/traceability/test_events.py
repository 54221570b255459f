"""Events against EPCIS's own documents, and the keys they name."""

import json
from pathlib import Path

import msgspec
import pytest

from traceability.events import (
    Action,
    AggregationEvent,
    AssociationEvent,
    Event,
    LotMasterData,
    ObjectEvent,
    QuantityElement,
    TransactionEvent,
    TransformationEvent,
    things_in,
)

OFFICIAL = sorted((Path(__file__).parents[2] / "data" / "epcis").glob("*.json"))
OURS = {
    "type", "action", "epcList", "quantityList", "ilmd", "parentID", "childEPCs", "childQuantityList",
    "inputEPCList", "inputQuantityList", "outputEPCList", "outputQuantityList", "transformationID",
    "bizStep", "disposition", "bizTransactionList", "sourceList", "destinationList",
}  # fmt: skip


def official_events() -> list[dict[str, object]]:
    documents = [json.loads(path.read_text()) for path in OFFICIAL]
    return [event for document in documents for event in document["epcisBody"]["eventList"]]


def test_there_are_official_events_of_every_type() -> None:
    assert {event["type"] for event in official_events()} == {
        "ObjectEvent", "AggregationEvent", "AssociationEvent", "TransactionEvent", "TransformationEvent",
    }  # fmt: skip


@pytest.mark.parametrize("official", official_events(), ids=lambda event: str(event["type"]))
def test_what_and_why_of_an_official_event_survive(official: dict[str, object]) -> None:
    """Quantities are decimal strings with us, numbers there; all other values and all names are the same."""
    what_and_why = {key: value for key, value in official.items() if key in OURS}
    as_strings = json.loads(json.dumps(what_and_why), parse_float=str, parse_int=str)
    for amounts in (value for key, value in as_strings.items() if key.endswith("uantityList")):
        for amount in amounts:
            amount.setdefault("uom", "H87")
            amount.setdefault("quantity", "1")
    event = msgspec.convert(as_strings, Event)
    written = json.loads(msgspec.json.encode(event))
    written_ilmd, as_ilmd = written.pop("ilmd", {}), as_strings.pop("ilmd", {})
    assert written == {key: value for key, value in as_strings.items() if value != []}
    assert all(as_ilmd[key] == value for key, value in written_ilmd.items())


A, B, C, D = (f"urn:tracepost:unit:m:{number}" for number in range(4))


@pytest.mark.parametrize(
    ("event", "named"),
    [
        (
            ObjectEvent(action=Action.ADD, epc_list=(A,), quantity_list=(QuantityElement(B, "1", "H87"),)),
            (A, B),
        ),
        (AggregationEvent(action=Action.ADD, parent_id=A, child_epcs=(B, C)), (A, B, C)),
        (
            AssociationEvent(
                action=Action.ADD, parent_id=A, child_quantity_list=(QuantityElement(B, "1", "H87"),)
            ),
            (A, B),
        ),
        (TransactionEvent(action=Action.ADD, parent_id=A, epc_list=(B, A)), (A, B)),
        (TransactionEvent(action=Action.ADD, epc_list=(B,)), (B,)),
        (
            TransformationEvent(
                input_epc_list=(A,),
                input_quantity_list=(QuantityElement(B, "1", "H87"),),
                output_epc_list=(C,),
                output_quantity_list=(QuantityElement(D, "1", "H87"),),
            ),
            (A, B, C, D),
        ),
    ],
)
def test_every_thing_an_event_names_is_found_once(event: Event, named: tuple[str, ...]) -> None:
    assert things_in(event) == named


def test_an_expiry_has_the_name_the_vocabulary_gives_it() -> None:
    assert json.loads(msgspec.json.encode(LotMasterData(item_expiration_date="2028-11-03"))) == {
        "cbvmda:itemExpirationDate": "2028-11-03"
    }
