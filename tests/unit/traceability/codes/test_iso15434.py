"""ISO/IEC 15434 messages: formats, several envelopes, and the ways labels get them wrong."""

import subprocess
import sys
from pathlib import Path

import pytest

from traceability.codes import Interpretation, Kind
from traceability.codes.iso15434.messages import read_message

_GENERATOR = Path(__file__).parents[4] / "tools" / "generate_data_identifiers.py"
_GS, _RS, _EOT = "\x1d", "\x1e", "\x04"
_END = _RS + _EOT


def _read(text: str) -> Interpretation:
    found = read_message(text, 0)
    assert found is not None
    assert found.kind is Kind.ISO15434
    return found


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(element.identifier, element.value) for element in _read(text).elements]


@pytest.mark.parametrize(
    ("envelope", "elements"),
    [
        (f"01{_GS}96123456789{_GS}840{_GS}001", [("version", "96"), ("", "123456789"), ("", "840"), ("", "001")]),
        ("02UNH+1+DESADV", [("", "UNH+1+DESADV")]),
        ("03004010\x1c\x1d\x1fST*856", [("", "004010\x1c\x1d\x1fST*856")]),
        ("04004010\x1c\x1d\x1fUNH", [("", "004010\x1c\x1d\x1fUNH")]),
        (f"05{_GS}0109506000134352{_GS}10AB", [("01", "09506000134352"), ("10", "AB")]),
        (f"06{_GS}PX-1{_GS}1T7{_GS}25SUN1234", [("P", "X-1"), ("1T", "7"), ("25S", "UN1234")]),
        ("07any text", [("", "any text")]),
        ("08vvvvrrnnABC", [("", "vvvvrrnnABC")]),
        (f"12{_GS}MFR 0CVA5{_GS}SER 786950", [("MFR", "0CVA5"), ("SER", "786950")]),
        (f"DD{_GS}MFR 0CVA5", [("MFR", "0CVA5")]),
        ('14{"a":1}', [("", '{"a":1}')]),
    ],
)  # fmt: skip
def test_every_format_gives_its_name_and_its_data(envelope: str, elements: list[tuple[str, str]]) -> None:
    text = f"[)>{_RS}{envelope}{_END}"
    assert _pairs(text) == [("format", envelope[:2]), *elements]
    assert (_read(text).errors, _read(text).warnings) == ((), ())


def test_several_envelopes_follow_one_another() -> None:
    assert _pairs(f"[)>{_RS}06{_GS}PX{_RS}07hello{_RS}05{_GS}10AB{_END}") == [
        ("format", "06"),
        ("P", "X"),
        ("format", "07"),
        ("", "hello"),
        ("format", "05"),
        ("10", "AB"),
    ]


@pytest.mark.parametrize("data", ["a\x1eb\x04c", "螺\x1e", "\udcff\x1e\x04"])
def test_a_binary_file_ends_by_its_length_whatever_is_in_it(data: str) -> None:
    length = len(data.encode(errors="surrogateescape"))
    head = f"{_GS}GIF{_GS}{_GS}{length}{_GS}"
    text = f"[)>{_RS}09{head}{data}{_RS}06{_GS}PX{_END}"
    assert _pairs(text) == [("format", "09"), ("", head + data), ("format", "06"), ("P", "X")]


def test_a_binary_file_that_does_not_say_its_length_ends_where_the_next_separator_is() -> None:
    assert _pairs(f"[)>{_RS}09GIF89a{_END}") == [("format", "09"), ("", "GIF89a")]


@pytest.mark.parametrize("name", ["01", "05", "06", "12"])
def test_an_envelope_without_data_has_nothing_but_its_format(name: str) -> None:
    found = _read(f"[)>{_RS}{name}{_END}")
    assert [(element.identifier, element.value) for element in found.elements] == [("format", name)]
    assert found.ok


def test_a_field_of_format_05_is_judged_by_the_rules_of_gs1() -> None:
    found = _read(f"[)>{_RS}05{_GS}0109506000134353{_END}")
    assert [(error.code, error.position) for error in found.errors] == [("incorrect-check-digit", 22)]


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        (f"[)>{_RS}06{_GS}PX", ["message-trailer-missing"]),
        (f"[)>{_RS}06{_GS}PX{_RS}", ["message-trailer-missing"]),
        (f"[)>{_RS}06{_GS}PX{_EOT}", ["message-trailer-damaged"]),
        (f"[)>{_RS}06{_GS}PX{_RS}EOT", ["message-trailer-damaged"]),
        (f"[)>06{_GS}PX{_END}", ["message-header-incomplete"]),
        (f">[)>06{_GS}PX{_END}", ["message-header-incomplete"]),
        (f">[)>{_RS}06{_GS}PX{_END}", ["message-header-incomplete"]),
        (f"[)>{_RS}06{_GS}{_GS}PX{_GS}{_END}", ["empty-field", "empty-field"]),
    ],
)
def test_what_leaves_the_fields_certain_is_a_warning(text: str, warnings: list[str]) -> None:
    found = _read(text)
    assert found.ok
    assert [warning.code for warning in found.warnings] == warnings
    assert _pairs(text) == [("format", "06"), ("P", "X")]


@pytest.mark.parametrize(
    ("text", "errors", "last"),
    [
        (f"[)>{_RS}06{_GS}PX{_GS}q4{_END}", ["no-data-identifier"], ("", "q4")),
        (f"[)>{_RS}06{_GS}1234PX{_END}", ["no-data-identifier"], ("", "1234PX")),
        (f"[)>{_RS}12{_GS}XYZ0CVA5{_END}", ["no-text-element-identifier"], ("", "XYZ0CVA5")),
        (f"[)>{_RS}06PX{_END}", ["message-separators-lost"], ("", "PX")),
        (f"[)>{_RS}0510AB{_END}", ["message-separators-lost"], ("", "10AB")),
        (f"[)>{_RS}0196123{_END}", ["message-separators-lost"], ("", "96123")),
        (f"[)>06]PX]Q1{_END}", ["message-separators-lost"], ("", "]PX]Q1")),
        ("[)>^06]PX]Q1^", ["message-separators-lost"], ("", "^06]PX]Q1^")),
        (f"[)>{_RS}99{_GS}PX{_END}", ["unknown-format"], ("", f"99{_GS}PX{_END}")),
        ("[)>", ["unknown-format"], None),
        (f"[)>{_RS}06{_GS}PX{_END}more", ["data-after-message"], ("", f"{_END}more")),
    ],
)
def test_what_is_not_certain_is_kept_as_it_stands_with_the_reason(
    text: str, errors: list[str], last: tuple[str, str] | None
) -> None:
    assert [error.code for error in _read(text).errors] == errors
    assert (_pairs(text)[-1] if _pairs(text) else None) == last


def test_a_space_left_out_after_a_known_identifier_is_told() -> None:
    found = _read(f"[)>{_RS}12{_GS}CAGA3309{_GS}SER 1234567{_END}")
    assert [(one.identifier, one.value) for one in found.elements[1:]] == [
        ("CAG", "A3309"),
        ("SER", "1234567"),
    ]
    assert (found.ok, [warning.code for warning in found.warnings]) == (True, ["text-element-space-missing"])


def test_a_field_nobody_knows_does_not_cut_the_rest() -> None:
    text = f"[)>{_RS}06{_GS}PX{_GS}??{_GS}99JZ{_GS}Q5{_END}"
    assert _pairs(text) == [("format", "06"), ("P", "X"), ("", "??"), ("99J", "Z"), ("Q", "5")]
    assert [warning.value for warning in _read(text).warnings] == ["99J"]


@pytest.mark.parametrize("text", ["", "[)", "06\x1dP", " [)>", "(]>"])
def test_data_without_the_header_is_no_message(text: str) -> None:
    assert read_message(text, 0) is None


def test_the_committed_names_are_what_the_generator_makes() -> None:
    checked = subprocess.run(
        [sys.executable, _GENERATOR, "--check"], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stdout) == (0, "")
