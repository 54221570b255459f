"""Every official test of the linters, and that no linter of the dictionary is missing."""

from pathlib import Path

import msgspec
import pytest

from traceability.codes.gs1.linters import LINTERS
from traceability.codes.gs1.syntax import APPLICATION_IDENTIFIERS

_DATA = Path(__file__).parents[3] / "data" / "gs1" / "linters.jsonl"


class Case(msgspec.Struct):
    """A line of the vectors."""

    id: str
    linter: str
    input: str
    ok: bool
    error: str | None = None
    marked: str | None = None


_CASES = [msgspec.json.decode(line, type=Case) for line in _DATA.read_bytes().splitlines()]

# GS1 General Specifications, “GS1 Company Prefix”: prefixes are allocated by GS1's registry. The upstream tests
# are built with a private list in which 123456 and 1234567 are unallocated; a station knows no such list.
_NEEDS_REGISTRY = {
    "012345612345611110123101101230123456",
    "012345612345611110123611234567",
}


def _code(official: str) -> str:
    """Our code for an official one; upstream misspells one word."""
    return official.removeprefix("GS1_LINTER_").lower().replace("_", "-").replace("exipiration", "expiration")


def _marked(value: str, start: int, length: int) -> str:
    return f"{value[:start]}*{value[start : start + length]}*{value[start + length :]}"


@pytest.mark.parametrize("case", _CASES, ids=lambda case: f"{case.linter}-{case.id}")
def test_a_linter_answers_as_the_official_one(case: Case) -> None:
    value, linter = case.input, LINTERS[case.linter]
    fault = linter(value)
    if case.ok or value in _NEEDS_REGISTRY:
        assert fault is None
    else:
        assert fault is not None
        assert fault.code == _code(str(case.error))
        assert _marked(value, fault.start, fault.length) == case.marked


def test_every_linter_the_dictionary_names_exists() -> None:
    named = {
        linter
        for identifier in APPLICATION_IDENTIFIERS.values()
        for component in identifier.components
        for linter in component.linters
    }
    assert named <= LINTERS.keys()


@pytest.mark.parametrize(
    ("linter", "value", "code"),
    [
        ("gcppos1", "123", "too-short-for-gcp"),
        ("gcppos1", "12A4", "invalid-gcp-prefix"),
        ("gcppos1", "1234A", None),
        ("gcppos2", "", "too-short-for-gcp"),
        ("gcppos2", "A1234", None),
        ("gcppos2", "A12A4", "invalid-gcp-prefix"),
        ("csumalpha", "é22", "invalid-cset82-character"),
        ("zero", "0", None),
        ("iban", "XX361234567890", "illegal-iban-country-code"),
        ("iso4217", "926", None),  # ISO 4217 amendment 170
        ("iso4217", "396", None),  # amendment 179
        ("longitude", "36000000A0", "non-digit-character"),
        ("couponcode", "a12345612345611110123", "non-digit-character"),
        ("couponcode", "012345612345611110123" + "3260101" + "4260102", "coupon-expiration-before-start"),
        ("couponcode", "012345612345611110123" + "3260102" + "4260101", None),
        ("couponcode", "012345612345611110123" + "4260101", None),
        ("couponcode", "012345612345611110123" + "3240229", None),
    ],
)
def test_a_linter_answers_where_the_official_tests_here_are_silent(
    linter: str, value: str, code: str | None
) -> None:
    fault = LINTERS[linter](value)
    assert (None if fault is None else fault.code) == code


def test_a_company_prefix_after_the_first_character_is_blamed_at_its_place() -> None:
    assert LINTERS["gcppos2"]("112X4") == ("invalid-gcp-prefix", 3, 1)
