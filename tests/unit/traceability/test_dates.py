import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traceability.dates import day_of, moment_of


@given(st.dates(min_value=dt.date(1, 1, 1)))
def test_every_date_is_found_in_its_own_spelling(day: dt.date) -> None:
    assert day_of(day.isoformat()) == day


@given(st.text())
def test_any_other_text_is_no_date_and_no_crash(text: str) -> None:
    found = day_of(text)
    assert found is None or found.isoformat() == text


@pytest.mark.parametrize(
    "text",
    ["", "20261122", "2026-W47-7", "2026-326", "2026-11-31", "2026-11-22 ", "٢٠٢٦-١١-٢٢", "0000-01-01"],
)
def test_other_spellings_and_days_that_never_were_are_no_date(text: str) -> None:
    assert day_of(text) is None


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-11-22", "2026-11-22T10:05:00", "2026-13-01T00:00:00+08:00"]
)
def test_a_text_without_time_or_offset_is_no_moment(text: str) -> None:
    assert moment_of(text) is None


def test_a_moment_keeps_its_offset() -> None:
    moment = moment_of("2026-11-22T10:05:00.250+08:00")
    assert moment is not None
    assert moment.isoformat(timespec="milliseconds") == "2026-11-22T10:05:00.250+08:00"
