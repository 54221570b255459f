"""From the bytes of a scan to what it can mean."""

import datetime as dt
import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from traceability.codes import CodeIds, Element, Kind, OwnPattern, ReadingError, Scan, read
from traceability.codes.check_digits import with_check_digit
from traceability.codes.gs1.element_strings import make_element_strings
from traceability.language import Language

_TODAY = dt.date(2025, 6, 1)
_DATA = Path(__file__).parents[3] / "data" / "gs1"
_LABEL = b"0109506000134352" + b"17251231" + b"10ABC123"

# GS1 General Specifications figure 5.1.2-2: ]E0 brings 13 digits, so the engine refuses these 12. Many guns drop
# the leading zero of a UPC-A as delivered; the digits are a right UPC-A, and a factory must be able to receive it.
_UPC_A_WITHOUT_ZERO = "]E0123456789012"


class Case(msgspec.Struct):
    """A line of the vectors; each file has some of these."""

    id: str
    scan: str = ""
    symbology: str = ""
    input: str = ""
    ok: bool = True
    expected: str | None = None
    expected_scan: str | None = None
    error: str | None = None


def _cases(name: str) -> list[Case]:
    lines = (_DATA / f"{name}.jsonl").read_bytes().splitlines()
    return [msgspec.json.decode(line, type=Case) for line in lines]


def _kinds(scan: Scan) -> list[Kind]:
    return [interpretation.kind for interpretation in scan.interpretations]


def _value(scan: Scan, identifier: str) -> str | None:
    """The value of an element of the best interpretation; None where it is wrong or has none."""
    found = [element.value for element in scan.best.elements if element.identifier == identifier]
    return found[0] if scan.best.ok and found else None


def _data(notation: str) -> str:
    """The engine's notation → the data: a leading ^ is FNC1 in first position, others are separators."""
    return notation.removeprefix("^").replace("^", "\x1d")


@pytest.mark.parametrize("case", _cases("scandata_process"), ids=lambda case: case.id)
def test_scans_are_taken_as_the_official_engine_takes_them(case: Case) -> None:
    scan = read(case.scan.encode(), _TODAY)
    if case.scan == _UPC_A_WITHOUT_ZERO:
        assert _value(scan, "gtin") == "00123456789012"
    elif scan.symbology is None:
        assert case.symbology == "NONE"  # the engine refuses data without identifier; here it is text
        assert scan.best.kind is Kind.TEXT
    else:
        assert scan.best.ok == case.ok
    if case.ok and scan.best.kind is Kind.GS1:
        assert make_element_strings(scan.best.elements).decode() == _data(str(case.expected))
    if case.ok and scan.best.kind is Kind.TEXT:
        assert scan.text == case.scan[3:]


_GENERATED = [case for case in _cases("scandata_generate") if case.expected_scan]


@pytest.mark.parametrize("case", _GENERATED, ids=lambda case: case.id)
def test_the_data_the_official_engine_would_send_reads_as_what_it_encoded(case: Case) -> None:
    scan = read(str(case.expected_scan).encode(), _TODAY)
    assert scan.best.ok
    if scan.best.kind is Kind.GS1:
        linear, component = case.input.partition("|")[::2]
        number = linear if linear.startswith("^") else "^01" + linear.zfill(14)
        separator = "" if number.endswith("^") else "\x1d"
        encoded = read(f"]C1{_data(number)}{separator}{_data(component)}".encode(), _TODAY)
        assert scan.best.elements == encoded.best.elements
    elif scan.best.kind is Kind.EAN:
        digits = case.input if len(case.input) == 13 else with_check_digit(case.input)
        assert _value(scan, "gtin") == digits.zfill(14)
    else:
        assert scan.text == case.input.removeprefix("\\")


@pytest.mark.parametrize("identifier", [b"]C1", b"]d2", b"]Q3", b"]e0", b"]J1"])
def test_a_symbol_that_says_gs1_is_read_as_gs1(identifier: bytes) -> None:
    scan = read(identifier + _LABEL, _TODAY)
    assert scan.symbology is not None
    assert scan.symbology.identifier.encode() == identifier
    assert _kinds(scan) == [Kind.GS1, Kind.TEXT]
    assert scan.best.ok
    assert [element.value for element in scan.best.elements] == ["09506000134352", "251231", "ABC123"]


def test_a_symbol_that_says_gs1_is_read_as_gs1_first_however_broken() -> None:
    scan = read(b"]C1hello", _TODAY)
    assert scan.raw == b"]C1hello"
    assert _kinds(scan) == [Kind.GS1, Kind.TEXT]
    assert scan.best.elements == (Element("", "hello"),)
    assert scan.best.errors == (ReadingError("unknown-identifier", 3, "", "hello"),)


def test_fnc1_sent_as_a_leading_separator_says_gs1_too() -> None:
    assert _kinds(read(b"\x1d10ABC", _TODAY)) == [Kind.GS1, Kind.TEXT]


@pytest.mark.parametrize(
    ("raw", "kinds"),
    [
        (_LABEL, [Kind.GS1, Kind.TEXT]),  # a check digit convinces
        (b"10AB\x1d17251231", [Kind.GS1, Kind.TEXT]),  # so do separators
        (b"(01)09506000134352(10)AB", [Kind.GS1, Kind.TEXT]),
        (b"(10)AB(17)251231", [Kind.GS1, Kind.TEXT]),  # so do brackets,
        (b"(01)09506000134353(10)AB", [Kind.GS1, Kind.TEXT]),  # even around what is wrong
        (b"(01)09506000134352(89)AB", [Kind.GS1, Kind.TEXT]),
        (b"(01)09506000134352(10", [Kind.GS1, Kind.TEXT]),
        (b"(01)09506000134353(89)AB", [Kind.TEXT]),  # but nothing in it is right
        (b"(10)pieces a box", [Kind.TEXT]),
        (b"]C010ABC", [Kind.TEXT, Kind.GS1]),  # neither: text comes first
        (b"9506000134352", [Kind.EAN, Kind.TEXT, Kind.GS1]),  # an EAN-13 that also starts like AI (95)
        (b"109506000134353", [Kind.TEXT, Kind.GS1]),
        (b"00376130321109103420", [Kind.GS1, Kind.TEXT]),
        (b"376130321109103420", [Kind.SSCC, Kind.TEXT]),
        (b"376130321109103421", [Kind.TEXT, Kind.SSCC]),
        (b"0109506000134353", [Kind.TEXT, Kind.GS1]),  # wrong check digit: the reason stays to be seen
        (b"05\x1d10AB", [Kind.TEXT]),  # an unknown identifier is no plausible GS1
        (_LABEL + b"\x1d89AB", [Kind.TEXT, Kind.GS1]),  # unless a check digit beside it is right
        (b"0109506000134353" + b"89AB", [Kind.TEXT]),
        (b"012345678905", [Kind.EAN, Kind.TEXT]),  # a right UPC-A is no AI (01) cut short
        (b"012345678906", [Kind.TEXT, Kind.GS1, Kind.EAN]),
        (b"hello", [Kind.TEXT]),
        ("螺丝 M4".encode(), [Kind.TEXT]),
        (b"]A0C1234", [Kind.TEXT]),
        (b"", [Kind.TEXT]),
    ],
)
def test_data_of_unknown_kind_gives_all_plausible_interpretations_best_first(
    raw: bytes, kinds: list[Kind]
) -> None:
    assert _kinds(read(raw, _TODAY)) == kinds


@pytest.mark.parametrize(
    ("raw", "gtin"),
    [
        (b"]E09506000134352", "09506000134352"),
        (b"]E0614141123452", "00614141123452"),
        (b"]E496385074", "00000096385074"),
        (b"96385074", "00000096385074"),
        (b"]I109506000134352", "09506000134352"),
    ],
)
def test_a_bare_trade_item_number_is_filled_to_fourteen_digits(raw: bytes, gtin: str) -> None:
    assert _value(read(raw, _TODAY), "gtin") == gtin


def test_a_trade_item_number_with_a_wrong_check_digit_is_no_trade_item_number() -> None:
    scan = read(b"]E09506000134353", _TODAY)
    assert scan.best.errors == (ReadingError("incorrect-check-digit-of-number", 15, "gtin", "3"),)


@pytest.mark.parametrize("raw", [b"]E4123", b"]E09506000134A52", b"]E496385074123"])
def test_an_ean_symbol_with_other_data_is_told(raw: bytes) -> None:
    scan = read(raw, _TODAY)
    assert [error.code for error in scan.best.errors] == ["gtin-length"]
    assert scan.best.elements == (Element("", raw[3:].decode()),)


@pytest.mark.parametrize("add_on", [b"12", b"51299"])
@pytest.mark.parametrize("number", [b"9506000134352", b"614141123452"])
def test_a_symbol_with_an_add_on_is_the_trade_item_before_it(number: bytes, add_on: bytes) -> None:
    scan = read(b"]E3" + number + add_on, _TODAY)
    assert scan.best.ok
    assert _value(scan, "gtin") == number.decode().zfill(14)


@pytest.mark.parametrize("raw", [b"]E112", b"]E251299"])
def test_an_add_on_alone_is_text(raw: bytes) -> None:
    assert read(raw, _TODAY).best.kind is Kind.TEXT


@pytest.mark.parametrize("between", [b"|]e0", b"]e0"])
def test_a_composite_component_belongs_to_the_item_of_its_linear_symbol(between: bytes) -> None:
    scan = read(b"]E0614141123452" + between + b"10AB\x1d2117", _TODAY)
    assert _kinds(scan) == [Kind.GS1, Kind.TEXT]
    assert scan.best.elements == (
        Element("01", "00614141123452"),
        Element("10", "AB"),
        Element("21", "17"),
    )
    assert (scan.best.errors, scan.best.warnings) == ((), ())


@pytest.mark.parametrize(
    ("raw", "errors"),
    [
        (b"]E09506000134353|]e010AB", [("incorrect-check-digit", 15)]),
        (b"]E0614141123453|]e010AB", [("incorrect-check-digit", 14)]),
        (b"]E0123|]e010AB", [("gtin-length", 3)]),
        (b"]E0|]e010AB", [("gtin-length", 3)]),
        (b"]E496385074|]e0", [("no-element-strings", 15)]),
        (b"]E496385074|]e017251331", [("illegal-month", 19)]),
        (b"]E496385074|]e00209506000134352", [("invalid-pair", 15)]),
    ],
)
def test_what_is_wrong_with_a_composite_symbol_is_told(raw: bytes, errors: list[tuple[str, int]]) -> None:
    found = read(raw, _TODAY).best.errors
    assert [(error.code, error.position) for error in found] == errors


@pytest.mark.parametrize("raw", [b"]", b"]d", b"]?1AB", b"]d AB", b"]\xe91AB", b"]d\xe9AB"])
def test_what_is_no_symbology_identifier_is_data(raw: bytes) -> None:
    scan = read(raw, _TODAY)
    assert scan.symbology is None
    assert scan.raw == raw


def test_a_symbology_has_a_name_for_people() -> None:
    symbology = read(b"]d1hello", _TODAY).symbology
    assert symbology is not None
    assert (symbology.name, symbology.carries_gs1) == ("Data Matrix", False)


def test_bytes_that_are_no_utf_8_stay_visible_with_their_place() -> None:
    scan = read(b"]Q1A\xff", _TODAY)
    assert scan.text == "A\\xff"
    assert scan.best.errors == (ReadingError("not-utf-8", 4, value="A\\xff"),)


_STARTS = [
    b"", b"]d2", b"]C0", b"]E0", b"]E3", b"]L1", b"(10)", b"\x1d", b"[)>\x1e06\x1d", b">[)>06\x1d", b"[)>\x1e05\x1d01",
    b"[)>\x1e09\x1d\x1d\x1d4\x1d", b"+A99912345/", b"+A99912345G+$$", b"+$$", b"MA.156.M0.100761.21234561.", b"88.1.2/",
    b"https://id.gs1.org/01/", b"8385793",
]  # fmt: skip
_MARKS = st.sampled_from([b"\x1d", b"\x1e", b"\x04", b"/", b".", b"+", b"$", b"$$", b"09", b"06", b"17", b"\xff", b"\xe8\x9e\xba"])  # fmt: skip
_BYTES = st.lists(st.binary(max_size=8) | _MARKS, max_size=16).map(b"".join)


@given(st.sampled_from(_STARTS), _BYTES, st.dates(), st.sampled_from(CodeIds))
@example(b"]Q3", b"\x1d\x1d", dt.date.min, CodeIds.AIM)
@example(b"]d2", b"17000229", dt.date.max, CodeIds.AIM)
@example(b"+A99912345/", b"$$1299LOT", dt.date.max, CodeIds.NONE)
def test_any_bytes_give_a_scan_that_keeps_them(
    start: bytes, data: bytes, today: dt.date, code_ids: CodeIds
) -> None:
    raw = start + data
    scan = read(raw, today, code_ids=code_ids, patterns=(OwnPattern("any", "(?P<all>.*)"),))
    assert scan.raw == raw
    assert raw.endswith(scan.data) or (scan.symbology and b"\\" in raw)
    assert Kind.TEXT in _kinds(scan)
    for interpretation in scan.interpretations:
        for error in (*interpretation.errors, *interpretation.warnings):
            assert error.sentence(Language.CHINESE)
            assert error.position <= len(raw)
        if interpretation.ok:
            for element in interpretation.elements:
                element.value.encode()  # what is right can be shown and kept


_VERBATIM = frozenset(Kind) - {Kind.EAN, Kind.DIGITAL_LINK, Kind.GS1}


@given(st.sampled_from(_STARTS), _BYTES)
def test_values_stand_in_the_data_as_they_are_told(start: bytes, data: bytes) -> None:
    scan = read(start + data, _TODAY, code_ids=CodeIds.NONE)
    for interpretation in scan.interpretations:
        if interpretation.kind in _VERBATIM:
            for element in interpretation.elements:
                assert element.value.encode(errors="surrogateescape") in scan.data


@pytest.mark.parametrize(
    "text",
    [
        "MA.156.M0.1.2." + "." * 20_000,
        "+A99912345G" + "+$" * 10_000,
        "+A99912345/" + "/" * 20_000,
        "[)>\x1e06" + "\x1d" * 20_000,
        "[)>" + "\x1e09\x1d\x1d\x1d0\x1d" * 2_000,
        "88.1" * 5_000,
        "\x1d" * 20_000,
        "9" * 20_000,
        "(01" * 5_000,
        "https://" + "/01" * 5_000,
        "https://a/01/09506000134352?" + "%39" * 20_000,
        "螺" * 5_000,
        "[)>\x1e06\x1d" + "螺?\x1d" * 10_000,
    ],
)
def test_a_label_made_to_take_long_takes_no_second(text: str) -> None:
    begin = time.process_time()
    read(text.encode(), _TODAY, patterns=(OwnPattern("any", ".*,.*,.*,.*"),))
    assert time.process_time() - begin < 1


@pytest.mark.parametrize(
    ("raw", "kinds"),
    [
        (b"https://id.gs1.org/01/09506000134352", [Kind.DIGITAL_LINK, Kind.TEXT]),
        (b"https://example.com/hello", [Kind.TEXT]),
        (b"[)>\x1e06\x1dPX\x1e\x04", [Kind.ISO15434, Kind.TEXT]),
        (b"[)>\x1e06]PX", [Kind.ISO15434, Kind.TEXT]),  # broken, and still nothing else
        (b"+A123BJC5D6E71G", [Kind.HIBC, Kind.TEXT]),
        (b"+A123BJC5D6E71H", [Kind.HIBC, Kind.TEXT]),
        (b"83857930000879766660", [Kind.CN_DRUG, Kind.TEXT]),
        (b"MA.156.M0.100761.21234561", [Kind.MA, Kind.TEXT]),
        (b"88.111.100/PRODUCT_1", [Kind.HANDLE, Kind.TEXT]),
        (b"]E3950600013435212345", [Kind.EAN, Kind.TEXT]),
        (b"]E112", [Kind.TEXT]),
        (b"9506000134353", [Kind.TEXT, Kind.GS1, Kind.EAN]),
        (b"20261123", [Kind.TEXT]),  # a date, not an EAN-8 with a wrong check digit
    ],
)
def test_each_form_is_told_by_itself(raw: bytes, kinds: list[Kind]) -> None:
    assert _kinds(read(raw, _TODAY)) == kinds


def test_own_labels_come_after_what_proves_itself_and_before_text() -> None:
    patterns = (OwnPattern("any", "(?P<all>.*)"), OwnPattern("digits", r"(?P<number>\d+)(?P<rest>x)?"))
    scan = read(b"9506000134352", _TODAY, patterns=patterns)
    assert _kinds(scan)[:4] == [Kind.EAN, Kind.PATTERN, Kind.PATTERN, Kind.TEXT]
    assert scan.interpretations[2].pattern == "digits"
    assert scan.interpretations[2].elements == (Element("number", "9506000134352"),)
    broken = read(b"[)>\x1e06]PX", _TODAY, patterns=patterns)
    assert _kinds(broken) == [Kind.PATTERN, Kind.ISO15434, Kind.TEXT]
    assert _kinds(read(b"]d2x", _TODAY, patterns=patterns)) == [Kind.GS1, Kind.TEXT]


def test_a_text_too_long_for_a_label_is_matched_by_no_pattern() -> None:
    assert _kinds(read(b"x" * 301, _TODAY, patterns=(OwnPattern("any", ".*"),))) == [Kind.TEXT]


def test_places_are_counted_in_bytes_and_blamed_bytes_can_be_shown() -> None:
    best = read("[)>\x1e06\x1dP螺丝\x1d??".encode() + b"\xff\x1e\x04", _TODAY).best
    assert [(error.code, error.position, error.value) for error in best.errors] == [
        ("no-data-identifier", 15, "??\\xff")
    ]
    assert best.elements[1] == Element("P", "螺丝")


def test_letters_of_any_script_are_right_where_the_form_permits_them() -> None:
    scan = read("88.1.2/螺丝".encode(), _TODAY)
    assert (scan.best.kind, scan.best.ok) == (Kind.HANDLE, True)
    assert scan.best.elements == (Element("prefix", "88.1.2"), Element("suffix", "螺丝"))


def test_bytes_that_are_no_utf_8_are_a_reason_against_every_reading_that_holds_them() -> None:
    scan = read(b"88.1.2/\xff", _TODAY, patterns=(OwnPattern("any", "(?P<all>.*)"),))
    assert [(each.kind, each.ok) for each in scan.interpretations] == [
        (Kind.HANDLE, False),
        (Kind.PATTERN, False),
        (Kind.TEXT, False),
    ]


@pytest.mark.parametrize(
    ("printed", "gtin"),
    [
        ("04252614", "00042100005264"),
        ("01234565", "00012345000065"),
        ("01278907", "00012000007897"),
        ("01234531", "00012300000451"),
        ("01234543", "00012340000053"),
    ],
)
def test_a_upc_e_as_printed_is_the_item_it_stands_for(printed: str, gtin: str) -> None:
    assert _value(read(f"]E0{printed}".encode(), _TODAY), "gtin") == gtin


def test_eight_digits_that_are_neither_short_form_have_a_wrong_check_digit() -> None:
    scan = read(b"]E001234560", _TODAY)
    assert [error.code for error in scan.best.errors] == ["incorrect-check-digit-of-number"]
    assert _value(read(b"]E096385074", _TODAY), "gtin") == "00000096385074"
    assert _value(read(b"]E404252614", _TODAY), "gtin") is None  # ]E4 is an EAN-8, whatever a UPC-E would say
