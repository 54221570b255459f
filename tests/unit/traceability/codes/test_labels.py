"""Real labels of suppliers and authorities, as they come off a gun."""

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest

from traceability.codes import Interpretation, Kind, Scan, read

_TODAY = dt.date(2026, 11, 23)
_LINES = (Path(__file__).parents[3] / "data" / "labels" / "examples.jsonl").read_bytes().splitlines()
_CASES: list[dict[str, Any]] = [msgspec.json.decode(line) for line in _LINES]


def _of(kind: str) -> list[Any]:
    return [
        pytest.param(case["raw"], case["expect"], id=case["id"]) for case in _CASES if case["kind"] == kind
    ]


def _scan(raw: str) -> Scan:
    return read(raw.encode(), _TODAY)


def _pairs(interpretation: Interpretation) -> list[tuple[str, str]]:
    return [(element.identifier, element.value) for element in interpretation.elements]


def _codes(interpretation: Interpretation) -> set[str]:
    return {warning.code for warning in interpretation.warnings}


@pytest.mark.parametrize(("raw", "expected"), _of("iso15434"))
def test_a_message_gives_its_format_and_fields(raw: str, expected: dict[str, Any]) -> None:
    best = _scan(raw).best
    assert best.kind is Kind.ISO15434
    first, *fields = _pairs(best)
    assert first == ("format", expected["format"])
    if "fields_subset" in expected:
        assert expected["fields_subset"].items() <= dict(fields).items()
    else:
        assert fields == [tuple(pair) for pair in expected.get("fields") or expected["elements"]]
    assert ("message-trailer-missing" in _codes(best)) == (raw[-1] != "\x04")
    assert ("message-header-incomplete" in _codes(best)) == expected.get("malformed_header", False)
    wrong = [error.code for error in best.errors]
    assert wrong == (["incorrect-check-digit"] if "00061414199999" in raw else [])


_HIBC_NAMES = {"unit_of_measure": "unit"}


@pytest.mark.parametrize(("raw", "expected"), _of("hibc"))
def test_a_supplier_label_of_the_health_industry_gives_its_parts(raw: str, expected: dict[str, str]) -> None:
    best = _scan(raw).best
    assert (best.kind, best.errors) == (Kind.HIBC, ())
    assert dict(_pairs(best)) == {
        _HIBC_NAMES.get(name, name): value for name, value in expected.items() if name != "production_date"
    }


def test_a_drug_traceability_code_gives_product_and_serial() -> None:
    ((raw, expected),) = [case.values for case in _of("cn_drug_trace")]
    assert _pairs(_scan(raw).best) == [("product", expected["drug_id"]), ("serial", expected["serial"])]


def test_a_device_code_gives_registrant_product_and_parts() -> None:
    ((raw, expected),) = [case.values for case in _of("ma_idcode")]
    (registrant, product, *parts) = _pairs(_scan(raw).best)
    assert (registrant[1], product[1]) == (expected["registrant"], expected["product"])
    assert dict(parts) == expected["pi"]


def test_a_handle_gives_prefix_and_suffix() -> None:
    ((raw, expected),) = [case.values for case in _of("cn_iiot_handle")]
    assert _pairs(_scan(raw).best) == list(expected.items())


@pytest.mark.parametrize(("raw", "expected"), _of("wedge_transform"))
def test_separators_that_arrived_as_other_characters_are_told_and_not_put_right(
    raw: str, expected: dict[str, Any]
) -> None:
    assert expected["means"]
    best = _scan(raw).best
    assert best.kind is Kind.ISO15434
    assert [error.code for error in best.errors] == ["message-separators-lost"]
    assert raw.endswith(best.elements[-1].value)


@pytest.mark.parametrize(("raw", "expected"), _of("keyvalue"))
def test_a_label_of_a_distributors_own_making_is_text_without_a_pattern(
    raw: str, expected: dict[str, Any]
) -> None:
    assert expected
    assert [each.kind for each in _scan(raw).interpretations] == [Kind.TEXT]


def test_every_example_is_tested() -> None:
    tested = {
        "iso15434",
        "hibc",
        "wedge_transform",
        "keyvalue",
        "cn_drug_trace",
        "ma_idcode",
        "cn_iiot_handle",
    }
    assert {case["kind"] for case in _CASES} == tested
