"""Drug traceability codes, MA codes and handles."""

import datetime as dt

import pytest

from traceability.codes import Kind, read
from traceability.codes.chinese import read_drug_code, read_handle, read_ma

_TODAY = dt.date(2026, 11, 23)
_DI = "MA.156.M0.100472.11103316"


@pytest.mark.parametrize("text", ["8385793000087976666", "838579300008797666601", "73857930000879766660", "8385793000087976666X", "８3857930000879766660"])  # fmt: skip
def test_only_twenty_digits_from_8_on_are_a_drug_traceability_code(text: str) -> None:
    assert read_drug_code(text, 0) is None


def test_the_product_of_a_device_stands_before_its_parts() -> None:
    found = read_ma(f"{_DI}.S1576130942.P190101.LABS20191201.E191201.C7", 0, _TODAY)
    assert found is not None
    assert found.ok
    assert [(element.identifier, element.value) for element in found.elements] == [
        ("registrant", "100472"),
        ("product", "11103316"),
        ("S", "1576130942"),
        ("P", "190101"),
        ("L", "ABS20191201"),
        ("E", "191201"),
        ("C", "7"),
    ]
    assert found.expiry == dt.date(2019, 12, 1)


@pytest.mark.parametrize(
    ("parts", "codes", "place"),
    [
        (".E221301", ["illegal-date"], 26),
        (".M20220230", ["illegal-date"], 26),
        (".V2201", ["illegal-date"], 26),
        (".SA.Z9", ["ma-part"], 29),
        (".SA.9", ["ma-part"], 29),
        (".SA.", ["ma-part"], 29),
        (".S", ["ma-part"], 26),
        (".SA.SB", ["said-otherwise"], 29),
    ],
)
def test_a_part_that_is_wrong_is_kept_with_the_reason(parts: str, codes: list[str], place: int) -> None:
    found = read_ma(_DI + parts, 0, _TODAY)
    assert found is not None
    assert [error.code for error in found.errors] == codes
    assert found.errors[0].position == place
    last = found.elements[-1]
    assert parts.endswith(last.identifier + last.value)


def test_a_part_said_twice_alike_is_right() -> None:
    found = read_ma(_DI + ".SA.LB.SA", 0, _TODAY)
    assert found is not None
    assert found.ok


@pytest.mark.parametrize(("text", "place"), [("MA.156.M0.100472", 16), ("MA.156.M0.100472.", 17)])
def test_a_maker_without_a_product_is_told(text: str, place: int) -> None:
    found = read_ma(text, 0, _TODAY)
    assert found is not None
    assert [(element.identifier, element.value) for element in found.elements] == [
        ("registrant", "100472"),
        ("product", ""),
    ]
    assert [(error.code, error.position) for error in found.errors] == [("ma-field", place)]


def test_a_product_of_an_unusual_length_is_told_and_taken() -> None:
    found = read_ma("MA.156.M0.100350.01004YA10017.SLMS", 0, _TODAY)
    assert found is not None
    assert (found.ok, [warning.code for warning in found.warnings]) == (True, ["ma-length"])


@pytest.mark.parametrize("parts", [".E300130.V300117", ".V300117.E300130"])
def test_the_earlier_of_its_last_days_is_the_expiry(parts: str) -> None:
    found = read_ma(_DI + parts, 0, _TODAY)
    assert found is not None
    assert found.expiry == dt.date(2030, 1, 17)


def test_the_lengths_of_devices_bind_no_other_industry() -> None:
    found = read_ma("MA.156.1003.7.X1", 0, _TODAY)
    assert found is not None
    assert (found.errors, found.warnings) == ((), ())


def test_a_device_code_without_a_product_is_told() -> None:
    found = read_ma("MA.156.M0.100350..S1", 0, _TODAY)
    assert found is not None
    assert [error.code for error in found.errors] == ["ma-field"]


@pytest.mark.parametrize("text", ["MA.156.M0", "MA.CN.M0.1.2", "MA", "ma.156.M0.100350.1", "XMA.156.M0.1.2"])
def test_what_is_no_whole_product_is_no_ma_code(text: str) -> None:
    assert read_ma(text, 0, _TODAY) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("88.111.100/PRODUCT_1", ("88.111.100", "PRODUCT_1")),
        ("88.1000.2/a/b c", ("88.1000.2", "a/b c")),
        ("88.118.6/螺丝", ("88.118.6", "螺丝")),
    ],
)
def test_a_handle_ends_its_prefix_at_the_first_slash(text: str, parts: tuple[str, str]) -> None:
    found = read(text.encode(), _TODAY).best
    assert (found.kind, tuple(element.value for element in found.elements)) == (Kind.HANDLE, parts)


@pytest.mark.parametrize("text", ["88.111.100", "88.111.100/", "88/1", "89.1.2/x", "88..1/x", "188.1/x"])
def test_other_numbers_with_dots_are_no_handle(text: str) -> None:
    assert read_handle(text, 0) is None


def test_a_69_code_is_an_ean() -> None:
    assert read(b"6901234567892", _TODAY).best.kind is Kind.EAN
