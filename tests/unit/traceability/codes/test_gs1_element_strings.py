"""Element strings: the official vectors, what broken data reads as, and that making and reading are inverse."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from traceability.codes import Element, Interpretation, ReadingError
from traceability.codes.check_digits import CHARACTER_SET_82, check_pair, with_check_digit
from traceability.codes.gs1.element_strings import (
    make_element_strings,
    read_bracketed,
    read_element_strings,
)
from traceability.codes.gs1.syntax import APPLICATION_IDENTIFIERS
from traceability.language import Language

_DATA = Path(__file__).parents[3] / "data" / "gs1"
_ASSOCIATIONS = {
    "association-missing",
    "invalid-pair",
    "repeated-with-another-value",
    "serial-component-missing",
}


class Case(msgspec.Struct):
    """A line of the vectors; each file has some of these."""

    id: str
    input: str
    ok: bool = True
    expected: str | None = None
    linter: str = ""
    fn: str = ""
    elements: tuple[tuple[str, str], ...] = ()


def _cases(name: str) -> list[Case]:
    lines = (_DATA / f"{name}.jsonl").read_bytes().splitlines()
    return [msgspec.json.decode(line, type=Case) for line in lines]


def _of_values(interpretation: Interpretation) -> list[ReadingError]:
    """What is wrong with identifiers and values; those upstream tests leave associations aside."""
    return [error for error in interpretation.errors if error.code not in _ASSOCIATIONS]


def _of_associations(interpretation: Interpretation) -> list[ReadingError]:
    found = (*interpretation.errors, *interpretation.warnings)
    return [error for error in found if error.code in _ASSOCIATIONS]


@pytest.mark.parametrize("case", _cases("ai_raw_process"), ids=lambda case: case.id)
def test_element_strings_are_accepted_as_the_official_engine_accepts_them(case: Case) -> None:
    interpretation = read_element_strings(case.input.replace("^", "\x1d"))
    assert (not _of_values(interpretation)) == case.ok


@pytest.mark.parametrize("case", _cases("ai_bracketed_parse"), ids=lambda case: case.id)
def test_bracketed_text_makes_the_symbol_of_the_official_engine(case: Case) -> None:
    interpretation = read_bracketed(case.input)
    assert (not _of_values(interpretation)) == case.ok
    if case.ok:
        made = make_element_strings(interpretation.elements).decode()
        assert "^" + made.replace("\x1d", "^") == case.expected


@pytest.mark.parametrize("case", _cases("ai_linter_by_ai"), ids=lambda case: case.id)
def test_every_value_is_judged_by_the_linters_of_its_identifier(case: Case) -> None:
    codes = [error.code for error in _of_values(read_bracketed(case.input))]
    official = [f"GS1_LINTER_{code.upper().replace('-', '_')}" for code in codes]
    assert official == ([] if case.linter == "GS1_LINTER_OK" else [case.linter])


@pytest.mark.parametrize("case", _cases("ai_associations"), ids=lambda case: case.id)
def test_associations_are_judged_as_the_official_engine_judges_them(case: Case) -> None:
    assert (not _of_associations(read_bracketed(case.input))) == case.ok


_BIIP = [case for case in _cases("biip_cases") if "digital_link" not in case.id]
_BIIP_READ = [case for case in _BIIP if case.elements]
_BIIP_REDUNDANT = [case for case in _BIIP if "separator_char" in case.fn]
_BIIP_LEFT = [case for case in _BIIP if case.fn == "test_parse_fails_if_unparsed_data_left"]
_BIIP_PATTERN = [case for case in _BIIP if case.fn == "test_extract_fails_when_not_matching_pattern"]
_BIIP_DATE = [case for case in _BIIP if case.fn == "test_extract_fails_with_invalid_date"]


@pytest.mark.parametrize("case", _BIIP_READ, ids=lambda case: case.id)
def test_identifiers_and_values_are_parted_as_biip_parts_them(case: Case) -> None:
    read = read_bracketed if case.input.startswith("(") else read_element_strings
    pairs = tuple((element.identifier, element.value) for element in read(case.input).elements)
    assert pairs == case.elements


@pytest.mark.parametrize("case", _BIIP_REDUNDANT, ids=lambda case: case.id)
def test_redundant_separators_change_nothing(case: Case) -> None:
    assert case.expected is not None
    interpretation = read_element_strings(case.input)
    assert interpretation.elements == read_bracketed(case.expected).elements
    assert interpretation.ok


@pytest.mark.parametrize(
    "data",
    [
        *(case.input for case in _BIIP_LEFT),
        *(str(case.expected) for case in _BIIP_PATTERN),
        *(f"{case.input}{case.expected}" for case in _BIIP_DATE),
    ],
)
def test_what_biip_refuses_is_a_reading_with_reasons(data: str) -> None:
    assert not read_element_strings(data).ok


def test_a_wrong_check_digit_names_its_place_and_leaves_the_rest_readable() -> None:
    interpretation = read_element_strings("0109506000134353" + "10AB", 0)
    assert interpretation.elements == (Element("01", "09506000134353"), Element("10", "AB"))
    assert interpretation.errors == (ReadingError("incorrect-check-digit", 15, "01", "3"),)


def test_places_count_from_the_start_of_the_raw_bytes() -> None:
    interpretation = read_element_strings("]d217251331", 3)
    assert interpretation.errors == (ReadingError("illegal-month", 7, "17", "13"),)


def test_a_predefined_value_cut_short_by_a_separator_does_not_swallow_the_next() -> None:
    interpretation = read_element_strings("172512\x1d10AB")
    assert interpretation.elements == (Element("17", "2512"), Element("10", "AB"))
    assert [error.code for error in interpretation.errors] == ["value-too-short"]


def test_a_lost_separator_after_a_value_of_fixed_length_is_told_and_read_over() -> None:
    interpretation = read_element_strings("422156" + "10AB")
    assert interpretation.elements == (Element("422", "156"), Element("10", "AB"))
    assert [(error.code, error.position) for error in interpretation.errors] == [("separator-missing", 6)]


def test_a_lost_separator_that_makes_a_value_too_long_keeps_the_value_whole() -> None:
    interpretation = read_element_strings("10" + "A" * 20 + "17251231")
    assert interpretation.elements == (Element("10", "A" * 20 + "17251231"),)
    assert interpretation.errors == (ReadingError("value-too-long", 22, "10", "17251231"),)


@pytest.mark.parametrize(
    ("unknown", "kept"),
    [
        ("89abc\x1d", Element("", "89abc")),  # length of the identifier unknown: up to the separator
        ("04" + "1" * 16, Element("04", "1" * 16)),  # predefined lengths of unassigned identifiers
        ("14123456", Element("14", "123456")),
        ("18123456", Element("18", "123456")),
        ("19123456", Element("19", "123456")),
        ("3199123456", Element("3199", "123456")),
        ("7099X\x1d", Element("7099", "X")),
        ("70AB\x1d", Element("", "70AB")),  # no identifier at all
        ("\u00e9\x1d", Element("", "\u00e9")),
    ],
)
def test_an_unknown_identifier_is_kept_and_the_rest_is_read(unknown: str, kept: Element) -> None:
    interpretation = read_element_strings(unknown + "10AB")
    assert interpretation.elements == (kept, Element("10", "AB"))
    assert [error.code for error in interpretation.errors] == ["unknown-identifier"]


def test_data_without_a_known_identifier_repeats_nothing() -> None:
    interpretation = read_element_strings("89abc\x1d89def")
    assert [error.code for error in interpretation.errors] == ["unknown-identifier", "unknown-identifier"]


def test_an_identifier_cut_off_by_the_end_is_kept_as_it_stands() -> None:
    assert read_element_strings("0109506000134352" + "31").elements[1] == Element("", "31")


def test_what_another_symbol_may_carry_is_a_warning_and_no_error() -> None:
    interpretation = read_element_strings("10AB")
    assert interpretation.ok
    assert interpretation.warnings == (
        ReadingError("association-missing", 0, "10", "AB", "01, 02, 03, 8006, 8026"),
    )


def test_an_invalid_pair_is_an_error_of_the_element_that_excludes_the_other() -> None:
    interpretation = read_element_strings("0112345678901231" + "3712")
    assert ReadingError("invalid-pair", 0, "01", "12345678901231", "37") in interpretation.errors


def test_text_after_brackets_that_is_no_element_is_told_and_the_rest_kept() -> None:
    interpretation = read_bracketed("(10)AB(17251231")
    assert interpretation.elements == (Element("10", "AB"),)
    assert interpretation.errors == (ReadingError("not-bracketed", 6, value="(17251231"),)


def test_separators_are_made_only_where_a_value_needs_one() -> None:
    elements = (Element("10", "AB"), Element("01", "12345678901231"), Element("21", "9"))
    assert make_element_strings(elements) == b"10AB\x1d0112345678901231219"


@pytest.mark.parametrize(
    "elements",
    [
        [Element("01", "12345678901230")],
        [Element("10", "A\x1d21B")],
        [Element("10", "AB"), Element("10", "AC")],
        [Element("", "text")],
        [],
    ],
)
def test_no_symbol_is_made_of_what_would_not_read_back(elements: list[Element]) -> None:
    with pytest.raises(ValueError, match="make no symbol"):
        make_element_strings(elements)


_DIGITS = st.text("0123456789", min_size=1, max_size=12)
_TEXT = st.text(CHARACTER_SET_82, min_size=1, max_size=20)
_VALUES = {
    "00": st.from_regex(r"[0-9]{17}", fullmatch=True).map(with_check_digit),
    "01": st.from_regex(r"[0-9]{13}", fullmatch=True).map(with_check_digit),
    "10": _TEXT,
    "17": st.dates().map(lambda day: f"{day:%y%m%d}"),
    "21": _TEXT,
    "240": _TEXT,
    "3103": st.from_regex(r"[0-9]{6}", fullmatch=True),
    "400": _TEXT,
    "422": st.sampled_from(["156", "276", "840"]),
    "8008": st.datetimes().map(lambda moment: f"{moment:%y%m%d%H%M}"),
    "8013": st.text("0123456789ABC", min_size=4, max_size=20)
    .map(lambda body: "1987" + body[:19])
    .map(lambda body: body + check_pair(body)),
    "99": _TEXT,
}


@given(
    st.permutations(sorted(_VALUES)).flatmap(
        lambda order: st.integers(1, len(order)).flatmap(
            lambda count: st.tuples(
                *(st.builds(Element, st.just(one), _VALUES[one]) for one in order[:count])
            )
        )
    )
)
def test_reading_what_was_made_gives_the_same_elements(elements: tuple[Element, ...]) -> None:
    interpretation = read_element_strings(make_element_strings(elements).decode())
    assert interpretation.elements == elements
    assert interpretation.ok


_SPICE = st.sampled_from(["\x1d", *APPLICATION_IDENTIFIERS, "(", ")", "\\"])


@given(st.lists(st.one_of(_SPICE, _DIGITS, st.text(max_size=5)), max_size=12).map("".join))
def test_any_text_reads_and_every_reason_has_a_sentence_and_a_place(text: str) -> None:
    for read in (read_element_strings, read_bracketed):
        interpretation = read(text)
        for error in (*interpretation.errors, *interpretation.warnings):
            assert error.sentence(Language.ENGLISH)
            assert 0 <= error.position <= len(text)


@given(st.lists(st.one_of(_SPICE, _DIGITS), max_size=12).map("".join))
def test_no_character_is_lost_whatever_is_wrong(text: str) -> None:
    interpretation = read_element_strings(text)
    kept = "".join(element.identifier + element.value for element in interpretation.elements)
    assert kept == text.replace("\x1d", "")
