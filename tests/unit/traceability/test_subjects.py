import pytest

from traceability.acts import (
    Act,
    EventRecorded,
    HoldLifted,
    HoldPlaced,
    NumbersDrawn,
    Reading,
    Refusal,
    SignedIn,
    Withdrawal,
)
from traceability.entries import Document
from traceability.events import Action, ObjectEvent
from traceability.subjects import form, order, piece, series, subjects_of

EVENT = EventRecorded(
    piece="p", form="f", event=ObjectEvent(action=Action.ADD, epc_list=("a", "b")), readings=(), values=()
)
DOCUMENTS = (Document("work-order", "WO1"), Document("delivery-note", "DN1"))


@pytest.mark.parametrize(
    ("act", "subjects"),
    [
        (Reading(piece="p", form="f", values=()), (piece("p"), form("f", "WO1"))),
        (Withdrawal(piece="p", readings=()), (piece("p"),)),
        (Refusal(piece="p", form="f"), (piece("p"),)),
        (EVENT, (piece("p"), order("WO1"), "a", "b")),
        (HoldPlaced(things=("a",), reason="r"), ("a",)),
        (HoldLifted(holds=("h",), things=("a", "b"), reason="r"), ("a", "b")),
        (NumbersDrawn(series="box", first=1, last=1), (series("box"),)),
        (SignedIn(), ()),
    ],
)
def test_an_entry_is_found_again_by_what_it_is_about(act: Act, subjects: tuple[str, ...]) -> None:
    assert subjects_of(act, DOCUMENTS) == subjects


def test_readings_of_one_form_for_different_orders_are_kept_apart() -> None:
    reading = Reading(piece="p", form="f", values=())
    assert subjects_of(reading, DOCUMENTS[1:]) == (piece("p"), form("f"))
    assert len({form("f"), form("f", "WO1"), form("f", "WO2")}) == 3
