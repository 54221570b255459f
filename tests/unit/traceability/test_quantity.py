from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traceability.quantity import PIECE, Quantity, QuantityError

amounts = st.decimals(
    min_value=Decimal(-999_999), max_value=Decimal(999_999), places=6, allow_nan=False, allow_infinity=False
)


@given(amounts)
def test_equal_amounts_have_equal_bytes(amount: Decimal) -> None:
    padded = format(amount, "f") + (
        "0" if "." in format(amount, "f") and amount.as_tuple().exponent != -6 else ""
    )
    assert Quantity.of(padded, "KGM") == Quantity.of(amount, "KGM")
    assert Quantity.of(amount, "KGM").amount == amount


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("007", "7"),
        ("0.50", "0.5"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("00.5", "0.5"),
        ("-2.10", "-2.1"),
        ("0", "0"),
        (12, "12"),
        ("100", "100"),
        ("100.0", "100"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.000001"), "0.000001"),
    ],
)
def test_a_number_has_one_normal_form(written: str | int | Decimal, normal: str) -> None:
    assert Quantity.of(written, PIECE).value == normal


@pytest.mark.parametrize(
    "text", ["", "1e3", "1,5", "٣", "0.1234567", "1234567890123", "--1", "1.", "NaN", "1 2"]
)
def test_what_is_no_number_is_refused_with_what_came(text: str) -> None:
    with pytest.raises(QuantityError, match="a number such as 374"):
        Quantity.of(text, PIECE)


@pytest.mark.parametrize("unit", ["", "kg", "PIECES", "1"])
def test_a_unit_is_a_recommendation_20_code(unit: str) -> None:
    with pytest.raises(QuantityError, match="Rec 20"):
        Quantity.of(1, unit)


@given(amounts, amounts)
def test_adding_and_taking_away_are_exact(first: Decimal, second: Decimal) -> None:
    total = Quantity.of(first, PIECE).plus(Quantity.of(second, PIECE))
    assert total.amount == first + second
    assert total.minus(Quantity.of(second, PIECE)).amount == first


def test_a_quantity_a_number_of_times_is_exact_to_a_millionth() -> None:
    assert Quantity.of("0.1", "KGM").times(3) == Quantity.of("0.3", "KGM")
    assert Quantity.of("0.333333", "KGM").times(Decimal("0.5")) == Quantity.of("0.166666", "KGM")
    with pytest.raises(QuantityError, match="not '1000000000000"):
        Quantity.of("500000000000", "KGM").times(2)


@pytest.mark.parametrize(
    ("written", "taken"), [("999999999999.999999", True), (" 5 ", True), ("9" * 13, False)]
)
def test_an_amount_has_twelve_digits_before_its_point_and_six_after(written: str, taken: bool) -> None:
    if taken:
        assert Quantity.of(written, PIECE).value == written.strip()
    else:
        with pytest.raises(QuantityError):
            Quantity.of(written, PIECE)


def test_different_units_do_not_add_up() -> None:
    with pytest.raises(QuantityError, match="conversion"):
        Quantity.of(1, "KGM").plus(Quantity.of(1, PIECE))
    with pytest.raises(QuantityError, match="conversion"):
        Quantity.of(1, "KGM").minus(Quantity.of(1, PIECE))
