"""GS1 Digital Link: the official vectors, what broken links read as, and that making and reading are inverse."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from traceability import identity
from traceability.codes import Element, Interpretation, Kind, read
from traceability.codes.gs1.digital_link import (
    make_digital_link,
    percent_decoded,
    percent_encoded,
    read_digital_link,
)
from traceability.codes.gs1.element_strings import make_element_strings, read_bracketed

_DATA = Path(__file__).parents[3] / "data" / "gs1"
_KEY = "https://example.com/01/09520123456788"

# Not what the vector says, and why. The sections are of GS1 Digital Link Standard: URI Syntax.
_SHORT_GTIN = "4.5: gtin-value has 8, 12, 13 or 14 digits; the engine has a switch, and here it was off"
_WORDS = "4.3: identifiers are digits; the words `gtin`, `lot`, `ser` were deprecated by release 1.2"
_NO_PATH = "4.7: the primary key stands in the path"
_NO_QUALIFIER = "4.9: what follows the key in the path are its qualifiers"
_CHARACTERS = "4.6: lot-value has characters of set 82 only (GS1 General Specifications, 7.11)"
_EMPTY = "4.6: ser-value has at least one character"
_BY_HAND = {
    "https://a/01/416000336108": _SHORT_GTIN,
    "https://a/8004/9520614141234567?01=2112345678900": _SHORT_GTIN,
    "https://a/8004/9520614141234567?01=02345673": _SHORT_GTIN,
    "https://id.gs1.org/gtin/09506000164908": _WORDS,
    "https://id.gs1.org/gtin/09506000164908?lot=ABC123&ser=XYZ789": _WORDS,
    "https://id.gs1.org/01/09506000164908/lot/ABC123?21=XYZ789&exp=230101": _WORDS,
    "https://id.gs1.org?01=09520123456788&21=12345": _NO_PATH,
    "https://id.gs1.org/01/09520123456788/12345/XYZ": _NO_QUALIFIER,
    "https://id.gs1.org/01/09520123456788/10/LOT@123": _CHARACTERS,
    "https://id.gs1.org/01/09520123456788/21/": _EMPTY,
}


class Case(msgspec.Struct):
    """A line of the vectors; each file has some of these."""

    id: str
    input: str
    ok: bool = True
    expected: str | dict[str, str] | None = None
    options: dict[str, bool] = {}
    stem: str | None = None
    op: str = ""
    path: str = ""
    query: str = ""
    elements: tuple[tuple[str, str], ...] = ()


def _cases(name: str) -> list[Case]:
    lines = (_DATA / f"{name}.jsonl").read_bytes().splitlines()
    return [msgspec.json.decode(_surrogates_named(line), type=Case) for line in lines]


def _surrogates_named(line: bytes) -> bytes:
    """A lone surrogate, which JSON may not hold, as a private character that stands for it here."""
    return line.replace(b"\\udc", b"\\uf7")


def _surrogates(text: str) -> str:
    return "".join(chr(ord(one) - 0xF700 + 0xDC00) if "\uf700" <= one <= "\uf7ff" else one for one in text)


def _pairs(read: Interpretation | None) -> list[tuple[str, str]]:
    return [(element.identifier, element.value) for element in read.elements] if read else []


def _codes(link: str) -> list[str]:
    read = read_digital_link(link)
    assert read is not None
    return [error.code for error in read.errors]


def _accepted(link: str) -> bool:
    read = read_digital_link(link)
    return read is not None and read.ok


@pytest.mark.parametrize("case", _cases("dl_parse"), ids=lambda case: case.id)
def test_links_are_accepted_as_the_official_engine_accepts_them(case: Case) -> None:
    if case.input in _BY_HAND and not case.ok:
        assert case.options["PermitZeroSuppressedGTINinDLuris"] is False
        assert _accepted(case.input)
        return
    assert _accepted(case.input) == case.ok
    if case.ok:
        read = read_digital_link(case.input)
        assert read is not None
        assert "^" + make_element_strings(read.elements).decode().replace("\x1d", "^") == case.expected


@pytest.mark.parametrize("case", _cases("dl_openepcis"), ids=lambda case: case.id)
def test_links_of_openepcis_are_read_by_the_standard(case: Case) -> None:
    if case.input in _BY_HAND:
        assert not _accepted(case.input)
        return
    assert _accepted(case.input) == case.ok
    if case.ok:
        assert dict(_pairs(read_digital_link(case.input))) == case.expected


@pytest.mark.parametrize(
    "case", [case for case in _cases("biip_cases") if "digital_link" in case.id], ids=lambda case: case.id
)
def test_links_of_biip_are_read_by_the_standard(case: Case) -> None:
    if case.elements:
        assert _pairs(read_digital_link(case.input)) == list(case.elements)
    else:
        assert not _accepted(case.input)


@pytest.mark.parametrize("case", _cases("dl_generate"), ids=lambda case: case.id)
def test_links_are_made_as_the_official_engine_makes_them(case: Case) -> None:
    elements = read_bracketed(case.input).elements
    stem = {} if case.stem is None else {"stem": case.stem}
    if case.ok:
        assert make_digital_link(elements, **stem) == case.expected
    else:
        with pytest.raises(ValueError, match="make no Digital Link"):
            make_digital_link(elements, **stem)


@pytest.mark.parametrize("case", _cases("dl_uri_escape"), ids=lambda case: case.id)
def test_percent_encoding_is_that_of_the_official_engine(case: Case) -> None:
    translate = percent_decoded if case.op == "URIunescape" else percent_encoded
    text = _surrogates(case.input)
    assert translate(text, in_query=False) == _surrogates(case.path)
    assert translate(text, in_query=True) == _surrogates(case.query)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "http://",
        "https://example.com/",
        "https://example.com/about?01=09520123456788",
        "https://example.com/gtin/09520123456788",
        "https:/example.com/01/09520123456788",
        "ftp://example.com/01/09520123456788",
        "Https://example.com/01/09520123456788",  # mixed case: text to the official engine
        "0109520123456788",
        " https://example.com/01/09520123456788",
        _KEY + "/",  # a pair whose value is empty, and whose identifier is no key
    ],
)
def test_what_holds_no_primary_key_is_no_digital_link(text: str) -> None:
    assert read_digital_link(text) is None


@pytest.mark.parametrize(
    "authority",
    ["a", "A.b-c.d", "a.", "a:1", "a:", "10.0.0.1:8080", "[2001:db8::1]:443", "[::ffff:10.0.0.1]"],
)
def test_any_domain_carries_links(authority: str) -> None:
    assert _accepted(f"https://{authority}/01/09520123456788")


@pytest.mark.parametrize(
    "authority", ["", ":80", "me@a", "me:secret@a", "a:http", "a:654321", "a_b", "[::1", "::1", "a$", "[x]"]
)
def test_no_link_has_a_domain_that_is_none(authority: str) -> None:
    assert _codes(f"https://{authority}/01/09520123456788") == ["invalid-domain"]


@pytest.mark.parametrize(
    ("link", "elements"),
    [
        ("http://a/b/c/01/09520123456788", [("01", "09520123456788")]),
        ("HTTP://A/01/09520123456788", [("01", "09520123456788")]),
        ("https://a//01/09520123456788", [("01", "09520123456788")]),
        (_KEY + "#10/AB?21=1", [("01", "09520123456788")]),
        (_KEY + "?", [("01", "09520123456788")]),
        (_KEY + "?&;&17=251231;;30=5", [("01", "09520123456788"), ("17", "251231"), ("30", "5")]),
        (_KEY + "?utm=a+b&17=251231", [("01", "09520123456788"), ("17", "251231")]),
        (_KEY + "?17", [("01", "09520123456788")]),  # without = no parameter
        (_KEY + "?91=a=b?c/d", [("01", "09520123456788"), ("91", "a=b?c/d")]),
        (_KEY + "/10/a+b", [("01", "09520123456788"), ("10", "a+b")]),
        (_KEY + "/10/a%2Fb%252F", [("01", "09520123456788"), ("10", "a/b%2F")]),
        (_KEY + "?%31%37=%32%35%31231", [("01", "09520123456788"), ("17", "251231")]),
        ("https://a/%301/09520123456788", [("01", "09520123456788")]),
        ("https://a/01/02345673/10/A", [("01", "00000002345673"), ("10", "A")]),
        ("https://a/01/09520123456788/414/9520123456788", [("414", "9520123456788")]),  # rightmost key
        (_KEY + "/21/01", [("01", "09520123456788"), ("21", "01")]),  # taken in pairs, 01 is a value
    ],
)
def test_a_link_says_what_its_path_and_query_say(link: str, elements: list[tuple[str, str]]) -> None:
    assert _pairs(read_digital_link(link)) == elements
    assert _accepted(link)


@pytest.mark.parametrize(
    ("link", "codes"),
    [
        (_KEY + "/21/1/10/A", ["misplaced-qualifier"]),
        (_KEY + "/10/A/10/A", ["misplaced-qualifier"]),
        (_KEY + "/235/A/10/B", ["misplaced-qualifier"]),
        (_KEY + "/17/251231", ["misplaced-qualifier"]),
        (_KEY + "/lot/A", ["unknown-identifier", "misplaced-qualifier"]),
        ("https://a/00/106141412345678908/10/A", ["misplaced-qualifier"]),
        (_KEY + "?21=1", ["qualifier-in-query"]),
        (_KEY + "?10=A", ["qualifier-in-query"]),
        (_KEY + "/21/1?10=A", ["qualifier-in-query"]),
        (_KEY + "/10/A?10=A", ["repeated-in-link"]),
        (_KEY + "?17=251231&17=251231", ["repeated-in-link"]),
        (_KEY + "?8200=http", ["no-link-attribute"]),
        (_KEY + "?8040=123456789012345", ["no-link-attribute"]),
        (_KEY + "?89=A", ["unknown-identifier"]),
        (_KEY + "?0=A", ["unknown-identifier"]),
        (_KEY + "?17=", ["value-too-short"]),
        (_KEY + "?17=251331", ["illegal-month"]),
        (_KEY + "/10/a%20b", ["invalid-cset82-character"]),
        (_KEY + "?91=a+b", ["invalid-cset82-character"]),
        (_KEY + "/10/%E6%89%B9", ["invalid-cset82-character"]),
        (_KEY + "/10/%FF", ["invalid-cset82-character"]),
        (_KEY + "/10/%00", ["invalid-cset82-character"]),
        (_KEY + "/10/a|b", ["invalid-uri-character", "invalid-cset82-character"]),
        (_KEY + "\r", ["invalid-uri-character", "value-too-long"]),
        (_KEY + "?255=9501101534001", ["invalid-pair", "invalid-pair"]),
        ("https://a/01/952012345678", ["incorrect-check-digit"]),
        ("https://a/01/952012345", ["value-too-short"]),
        ("https://a/00/6141412345678908", ["value-too-short"]),  # only GTINs are filled
        ("https://a/8006/095201234567880102?02=0", ["value-too-short"]),
    ],
)
def test_what_breaks_a_rule_is_told(link: str, codes: list[str]) -> None:
    assert _codes(link) == codes


def test_a_reason_points_at_the_raw_byte_to_blame() -> None:
    link = "]Q1" + _KEY + "/10/A%2FB%7C"
    read = read_digital_link(link, 3)
    assert read is not None
    (error,) = read.errors
    assert (error.identifier, error.value) == ("10", "|")
    assert link[error.position :] == "%7C"


def test_the_place_of_a_wrong_check_digit_counts_without_the_filled_zeros() -> None:
    link = "https://a/01/416000336109"
    read = read_digital_link(link)
    assert read is not None
    assert [link[error.position :] for error in read.errors] == ["9"]


def test_what_another_symbol_may_carry_is_a_warning() -> None:
    read = read_digital_link(_KEY + "?3922=0299")
    assert read is not None
    assert read.ok
    assert [(error.code, error.identifier) for error in read.warnings] == [("association-missing", "3922")]


def test_the_links_of_things_read_as_their_identifiers() -> None:
    gtin = "09520123456788"
    lot = identity.digital_link(identity.Lot("P", "M", "A/1"), gtin)
    unit = identity.digital_link(identity.Unit("M", "S+1"), gtin)
    case = identity.digital_link(identity.LogisticUnit("006141411234567890"))
    assert _pairs(read_digital_link(lot)) == [("01", gtin), ("10", "A/1")]
    assert _pairs(read_digital_link(unit)) == [("01", gtin), ("21", "S+1")]
    assert _pairs(read_digital_link(case)) == [("00", "006141411234567890")]
    assert make_digital_link([Element("01", gtin), Element("10", "A/1")]) == lot


@pytest.mark.parametrize(
    ("elements", "link"),
    [
        ([("21", "1"), ("10", "A"), ("01", "09520123456788")], "/01/09520123456788/10/A/21/1"),
        ([("01", "09520123456788"), ("10", "A"), ("235", "B")], "/01/09520123456788/235/B?10=A"),
        ([("414", "9520123456788"), ("7040", "1ABC")], "/414/9520123456788/7040/1ABC"),
        (
            [("01", "09520123456788"), ("8004", "95201A"), ("7040", "1ABC")],
            "/8004/95201A/7040/1ABC?01=09520123456788",
        ),
    ],
)
def test_a_link_has_the_arrangement_the_standard_permits(elements: list[tuple[str, str]], link: str) -> None:
    assert make_digital_link([Element(*pair) for pair in elements], "https://a/b/") == "https://a/b" + link


@pytest.mark.parametrize(
    ("elements", "stem"),
    [
        ([], "https://a"),
        ([("10", "A")], "https://a"),
        ([("01", "09520123456780")], "https://a"),
        ([("01", "9520123456788")], "https://a"),  # what is not filled would not read back as it was given
        ([("01", "09520123456788"), ("10", "A"), ("10", "A")], "https://a"),
        ([("01", "09520123456788"), ("10", "a b")], "https://a"),
        ([("01", "09520123456788"), ("21", "1"), ("235", "2")], "https://a"),
        ([("01", "09520123456788")], "example.com"),
        ([("01", "09520123456788")], "https://"),
        ([("01", "09520123456788")], "https://a?b"),
        ([("01", "09520123456788")], "https://a b"),
    ],
)
def test_no_link_is_made_that_would_not_read_back(elements: list[tuple[str, str]], stem: str) -> None:
    with pytest.raises(ValueError, match="make no Digital Link"):
        make_digital_link([Element(*pair) for pair in elements], stem)


@pytest.mark.parametrize("carrier", ["", "]Q1", "]d1", "]C0"])
@pytest.mark.parametrize(("link", "ok"), [(_KEY + "/10/AB", True), (_KEY + "/10/A%40B", False)])
def test_a_scanned_link_is_first_of_all_a_link_right_or_wrong(carrier: str, link: str, ok: bool) -> None:
    best = read((carrier + link).encode(), dt.date(2025, 6, 1)).best
    assert best.kind is Kind.DIGITAL_LINK
    assert best.ok == ok
    if not ok:
        (error,) = best.errors
        assert (carrier + link)[error.position :] == "%40B"
