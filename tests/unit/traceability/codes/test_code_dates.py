"""Two-digit years by the rule of the GS1 General Specifications, section 7.12."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traceability.codes.dates import four_digit_year, resolved_date


@pytest.mark.parametrize(
    ("two_digits", "current", "meant"),
    [
        (25, 2025, 2025),
        (75, 2025, 2075),  # 50 ahead: this century
        (76, 2025, 1976),  # 51 ahead: the last
        (99, 2025, 1999),
        (0, 2049, 2000),  # 49 back: this century
        (0, 2050, 2100),  # 50 back: the next
        (1, 2099, 2101),
        (49, 2098, 2049),
        (48, 2098, 2148),
        (0, 1999, 2000),
    ],
)
def test_a_two_digit_year_lies_at_most_49_years_back_and_50_ahead(
    two_digits: int, current: int, meant: int
) -> None:
    assert four_digit_year(two_digits, dt.date(current, 6, 1)) == meant


@given(st.integers(0, 99), st.dates())
def test_a_year_keeps_its_digits_and_stays_near(two_digits: int, today: dt.date) -> None:
    year = four_digit_year(two_digits, today)
    assert year % 100 == two_digits
    assert -49 <= year - today.year <= 50


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("251231", dt.date(2025, 12, 31)),
        ("280229", dt.date(2028, 2, 29)),
        ("280200", dt.date(2028, 2, 29)),  # day 00: the last of the month
        ("250400", dt.date(2025, 4, 30)),
        ("250229", None),
        ("251301", None),
        ("250001", None),
        ("2512", None),
        ("25123A", None),
        ("²51231", None),
    ],
)
def test_a_date_is_resolved_or_refused(value: str, meant: dt.date | None) -> None:
    assert resolved_date(value, dt.date(2025, 6, 1)) == meant


def test_a_year_the_calendar_does_not_know_is_no_date() -> None:
    assert resolved_date("000101", dt.date.max) is None
