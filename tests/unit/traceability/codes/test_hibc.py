"""HIBC supplier labels after ANSI/HIBC 2.6; samples of the standard as quoted in public parsers, their checks redone."""

import datetime as dt

import pytest

from traceability.codes import Interpretation, Kind
from traceability.codes.hibc import check_character, read_hibc

_TODAY = dt.date(2026, 11, 23)


def _read(text: str) -> Interpretation:
    found = read_hibc(text, 0, _TODAY)
    assert found is not None
    assert found.kind is Kind.HIBC
    return found


def _parts(text: str) -> dict[str, str]:
    return {element.identifier: element.value for element in _read(text).elements}


def _label(data: str) -> str:
    return data + check_character(data)


def test_the_check_character_is_the_sum_of_values_modulo_43() -> None:
    # ANSI/HIBC 2.6 appendix B: + is 41, A 10, 1 1, 2 2, 3 3, B 11, J 19, C 12, 5 5, D 13, 6 6, E 14, 7 7, 1 1
    assert (41 + 10 + 1 + 2 + 3 + 11 + 19 + 12 + 5 + 13 + 6 + 14 + 7 + 1) % 43 == 16
    assert check_character("+A123BJC5D6E71") == "G"  # the character of value 16


@pytest.mark.parametrize(
    ("secondary", "parts", "expiry"),
    [
        ("$LOT1", {"lot": "LOT1"}, None),
        ("$+S1", {"serial": "S1"}, None),
        ("$$0928LOT", {"expiry": "0928", "lot": "LOT"}, dt.date(2028, 9, 30)),
        ("$$1228LOT", {"expiry": "1228", "lot": "LOT"}, dt.date(2028, 12, 31)),
        ("$$2093028LOT", {"expiry": "093028", "lot": "LOT"}, dt.date(2028, 9, 30)),
        ("$$3280930LOT", {"expiry": "280930", "lot": "LOT"}, dt.date(2028, 9, 30)),
        ("$$428093023LOT", {"expiry": "28093023", "lot": "LOT"}, dt.date(2028, 9, 30)),
        ("$$528366LOT", {"expiry": "28366", "lot": "LOT"}, dt.date(2028, 12, 31)),
        ("$$62827423LOT", {"expiry": "2827423", "lot": "LOT"}, dt.date(2028, 9, 30)),
        ("$$7LOT", {"lot": "LOT"}, None),
        ("$$+3280930S1", {"expiry": "280930", "serial": "S1"}, dt.date(2028, 9, 30)),
        ("$$+7S1", {"serial": "S1"}, None),
        ("$$8243280930LOT", {"quantity": "24", "expiry": "280930", "lot": "LOT"}, dt.date(2028, 9, 30)),
        ("$$9000123280930LOT", {"quantity": "00012", "expiry": "280930", "lot": "LOT"}, dt.date(2028, 9, 30)),
        ("$$8240928LOT", {"quantity": "24", "expiry": "0928", "lot": "LOT"}, dt.date(2028, 9, 30)),
        ("$$8247LOT", {"quantity": "24", "lot": "LOT"}, None),
        ("$$824LOT", {"quantity": "24", "lot": "LOT"}, None),
        ("28274LOT", {"expiry": "28274", "lot": "LOT"}, dt.date(2028, 9, 30)),
        ("$LOT/SS1/Q500/14D20280930/16D20251231", {"quantity": "500", "expiry": "20280930", "lot": "LOT", "serial": "S1"}, dt.date(2028, 9, 30)),
        ("$LOT/25PX", {"lot": "LOT", "25P": "X"}, None),
    ],
)  # fmt: skip
def test_every_form_of_secondary_data_is_read(
    secondary: str, parts: dict[str, str], expiry: dt.date | None
) -> None:
    product = {"lic": "A999", "product": "1234", "unit": "5"}
    found = _read(_label(f"+A99912345/{secondary}"))
    assert found.errors == ()
    assert {
        element.identifier: element.value for element in found.elements if element.identifier != "check"
    } == product | parts
    assert found.expiry == expiry
    if "/" not in secondary:
        alone = _read(_label(f"+{secondary}G"))  # the primary's check character links them
        assert alone.errors == ()
        assert {
            element.identifier: element.value for element in alone.elements if element.identifier != "check"
        } == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("+A123BJC5D6E71G", {"lic": "A123", "product": "BJC5D6E7", "unit": "1", "check": "G"}),
        ("+A123BJC5D6E71G+$$52001510X3GD", {"lic": "A123", "product": "BJC5D6E7", "unit": "1", "expiry": "20015", "lot": "10X3", "check": "D"}),
        ("+A123BJCMD6E79++$$52001510X3+ ", {"lic": "A123", "product": "BJCMD6E7", "unit": "9", "expiry": "20015", "lot": "10X3", "check": " "}),
        ("+J123AQ3451T+25330BC34567T2+S4012TJ", {"lic": "J123", "product": "AQ345", "unit": "1", "expiry": "25330", "lot": "BC34567", "serial": "4012", "check": "J"}),
        ("+A123ABCDEFGHI1234567891/$$420020216LOT123456789012345/SXYZ456789012345678/16D20130202$", {"lic": "A123", "product": "ABCDEFGHI123456789", "unit": "1", "expiry": "20020216", "lot": "LOT123456789012345", "serial": "XYZ456789012345678", "check": "$"}),
    ],
)  # fmt: skip
def test_symbols_alone_concatenated_and_sent_together_are_read(text: str, parts: dict[str, str]) -> None:
    assert _read(text).errors == ()
    assert _parts(text) == parts


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("+A123BJC5D6E71H", ["hibc-check-character"]),
        ("+A99912345/$$52001510X3/16D20111212/S77DEFG45/", ["hibc-check-character"]),
        ("+A123BJC5D6E71G+$$52001510X3+ ", ["hibc-link-character"]),
        ("+A99912345/$lotX", ["hibc-character", "hibc-lot-or-serial"]),
        (_label("+A99912345/$$3281330LOT"), ["illegal-date"]),
        (_label("+A99912345/$$428093024LOT"), ["illegal-date"]),
        (_label("+A99912345/$$527366LOT"), ["illegal-date"]),
        (_label("+A99912345/$$LOT"), ["hibc-date-format"]),
        (_label("+A99912345/$LOT/14D2028-9-3"), ["illegal-date"]),
        (_label("+A99912345/$LOT/16D20280931"), ["illegal-date"]),
        (_label("+A99912345/$LOT/QTEN"), ["not-a-quantity"]),
        (_label("+A99912345/$LOT/Q123456"), ["not-a-quantity"]),
        (_label("+A99912345/$$8X7LOT"), ["not-a-quantity"]),
        (_label("+A99912345/$LOT4567890123456789"), ["hibc-lot-or-serial"]),
        (_label("+A99912345/$LOT/%"), ["no-data-identifier"]),
        (_label("+A99912345/$LOT/$LOT2"), ["said-otherwise"]),
        (_label("+A99912345/$+1/S2"), ["said-otherwise"]),
        (_label("+A99912345/$$8247LOT/Q25"), ["said-otherwise"]),
        (_label("+A99912345/$$0928LOT/14D20281001"), ["said-otherwise"]),
        (_label("+A99912345/$$3280903LOT/14D20280904"), ["said-otherwise"]),
        (_label("+A99912345/$$0928LOT/14D20280831"), ["said-otherwise"]),
    ],
)
def test_what_breaks_a_rule_is_told_and_the_rest_is_read(text: str, codes: list[str]) -> None:
    assert [error.code for error in _read(text).errors] == codes
    assert _parts(text)["lic"] in {"A999", "A123"}


@pytest.mark.parametrize(
    "secondary", ["$lot", "$+lot", "Slot", "$$7lot", "$$+7lot", "$$0928lot", "$$3280903lot", "$$+9000247lot", "28015lot"]
)  # fmt: skip
@pytest.mark.parametrize("before", ["+A99912345/", "+A99912345/$7/"])
def test_a_reason_names_the_place_of_what_is_wrong(before: str, secondary: str) -> None:
    text = before + secondary + "X"
    places = [error.position for error in _read(text).errors if error.code == "hibc-lot-or-serial"]
    assert places == [text.index("lot")]


def test_what_a_label_says_twice_may_be_more_exact_the_second_time() -> None:
    found = _read(_label("+A99912345/$$0928LOT/14D20280903/$LOT"))
    assert (found.errors, found.expiry) == ((), dt.date(2028, 9, 3))
    assert _parts(_label("+A99912345/$$0928LOT/14D20280903"))["expiry"] == "20280903"
    assert _read(_label("+A99912345/$$0928LOT/14D20280901")).expiry == dt.date(2028, 9, 1)


@pytest.mark.parametrize("text", ["+8613800138000", "+$5.00", "+", "+A", "A99912345", "+/EU", "+S", "++"])
def test_telephone_numbers_prices_and_provider_codes_are_no_supplier_label(text: str) -> None:
    assert read_hibc(text, 0, _TODAY) is None
