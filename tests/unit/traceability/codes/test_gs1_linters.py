"""Every official test of the linters, and that no linter of the dictionary is missing."""

import json
from pathlib import Path

import pytest

from traceability.codes.gs1.linters import LINTERS
from traceability.codes.gs1.syntax import APPLICATION_IDENTIFIERS

_DATA = Path(__file__).parents[3] / "data" / "gs1" / "linters.jsonl"
_CASES = [json.loads(line) for line in _DATA.read_text(encoding="utf-8").splitlines()]

# GS1 General Specifications, “GS1 Company Prefix”: company prefixes are allocated by GS1's registry. The upstream tests are
# built with a private list in which 123456 and 1234567 are unallocated; a station knows no such list.
_NEEDS_REGISTRY = {
    "012345612345611110123101101230123456",
    "012345612345611110123611234567",
}


def _code(official: str) -> str:
    """Our code for an official one; upstream misspells one word."""
    return official.removeprefix("GS1_LINTER_").lower().replace("_", "-").replace("exipiration", "expiration")


def _marked(value: str, start: int, length: int) -> str:
    return f"{value[:start]}*{value[start : start + length]}*{value[start + length :]}"


@pytest.mark.parametrize("case", _CASES, ids=[f"{case['linter']}-{case['id']}" for case in _CASES])
def test_a_linter_answers_as_the_official_one(case: dict[str, object]) -> None:
    value, linter = str(case["input"]), LINTERS[str(case["linter"])]
    fault = linter(value)
    if case["ok"] or value in _NEEDS_REGISTRY:
        assert fault is None
    else:
        assert fault is not None
        assert fault.code == _code(str(case["error"]))
        assert _marked(value, fault.start, fault.length) == case["marked"]


def test_every_linter_the_dictionary_names_exists() -> None:
    named = {
        linter
        for identifier in APPLICATION_IDENTIFIERS.values()
        for component in identifier.components
        for linter in component.linters
    }
    assert named <= LINTERS.keys()
