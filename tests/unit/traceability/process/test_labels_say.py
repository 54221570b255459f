"""What a label says, from its bytes, whatever kind of code it is in."""

import datetime as dt

import pytest

from traceability.codes import read
from traceability.process.labels import Label, label_of

_TODAY = dt.date(2026, 11, 23)
_MESSAGE = "[)>\x1e06\x1d1PX\x1dQ5{}\x1e05\x1d010950600013435217281103\x1d10AB\x1e\x04"


def _said(text: str) -> Label:
    return label_of(read(text.encode(), _TODAY).best, _TODAY)


@pytest.mark.parametrize(
    ("element", "day"),
    [
        ("17281103", dt.date(2028, 11, 3)),
        ("17281100", dt.date(2028, 11, 30)),  # day 00: the last of the month
        ("70032811032359", dt.date(2028, 11, 3)),  # AI 7003, with an hour
        ("15281103", None),  # best before is no expiry
    ],
)
def test_the_last_day_of_an_item_is_its_expiry_with_an_hour_or_without(
    element: str, day: dt.date | None
) -> None:
    assert _said("]d20109506000134352" + element).expiry == day


def test_one_message_in_two_formats_says_what_both_say() -> None:
    said = _said(_MESSAGE.format(""))
    assert (said.gtin, said.name, said.lot, said.count) == ("09506000134352", "X", "AB", "5")
    assert said.expiry == dt.date(2028, 11, 3)


def test_data_identifiers_of_a_message_come_before_its_format_05() -> None:
    assert _said(_MESSAGE.format("\x1d1TL")).lot == "L"


@pytest.mark.parametrize(
    ("plate", "sscc"),
    [
        ("376130321109103420", "376130321109103420"),
        ("00376130321109103420", "376130321109103420"),  # with its AI
        ("376130321109103421", ""),
        ("1234567890128", ""),  # shorter, whatever its last digit checks
        ("UN043325711ABC1234", ""),
    ],
)
def test_a_licence_plate_is_an_sscc_where_its_digits_are(plate: str, sscc: str) -> None:
    assert _said(f"[)>\x1e06\x1d1J{plate}\x1e\x04").sscc == sscc
