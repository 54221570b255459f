"""Which scans are commands, and that nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.ports import RawScan
from station.profiles.keyboard_layouts import LAYOUTS, Layout
from station.workflows.commands import CHOICES, Command, Deed, command_of, quantity_command
from traceability.codes import CodeIds
from traceability.language import Language

ALL = (
    *(
        Command(deed)
        for deed in (Deed.CONFIRM, Deed.UNDO, Deed.NEXT, Deed.OTHER_WORK, Deed.SIGN_OUT, Deed.POINT)
    ),
    *(Command(Deed.DIGIT, str(digit)) for digit in range(10)),
    *(Command(Deed.CHOICE, str(number)) for number in range(1, CHOICES + 1)),
)


def scan(
    raw: bytes, *, complete: bool = True, code_ids: CodeIds = CodeIds.AIM, symbology: str = ""
) -> RawScan:
    return RawScan(
        device="gun-1", raw=raw, received_ns=0, complete=complete, code_ids=code_ids, symbology=symbology
    )


@pytest.mark.parametrize("command", ALL, ids=lambda command: command.code)
def test_the_code_of_a_command_commands_it(command: Command) -> None:
    code = command.code.encode()
    assert command_of(scan(code)) == command
    assert command_of(scan(b"]C0" + code)) == command
    assert command_of(scan(code, symbology="]Q1")) == command
    assert command_of(scan(b"D" + code, code_ids=CodeIds.ZEBRA_SYMBOL)) == command
    assert command_of(scan(code.lower())) == command


def test_no_two_commands_have_one_code() -> None:
    assert len({command.code for command in ALL}) == len(ALL)


@pytest.mark.parametrize("number", ["1", "12", "0.5", "1200.25"])
def test_a_printed_quantity_is_entered_as_it_stands(number: str) -> None:
    command = quantity_command(number)
    assert command_of(scan(command.code.encode())) == Command(Deed.QUANTITY, number)


@pytest.mark.parametrize("number", ["", "-1", "1e3", "1,5", ".5", "1234567890", "12 ", "x"])
def test_no_code_is_made_of_what_is_no_quantity(number: str) -> None:
    with pytest.raises(ValueError, match="decimal number"):
        quantity_command(number)


@pytest.mark.parametrize(
    "raw", [b"TPDO ", b"TPDO JUMP", b"TPDO DIGIT X", b"TPDO COUNT", b"TPDO COUNT 1-2", b"TPDO CHOICE O"]
)
def test_what_begins_like_a_command_is_an_unknown_one_and_no_reading(raw: bytes) -> None:
    assert command_of(scan(raw)) == Command(Deed.UNKNOWN)


def test_a_command_that_did_not_arrive_whole_is_not_obeyed() -> None:
    assert command_of(scan(b"TPDO SIGN OUT", complete=False)) == Command(Deed.UNKNOWN)


@pytest.mark.parametrize("raw", [b"", b"TPDO", b"TPDOOK", b"LOT TPDO OK", b"10TPDO OK", b"\xff\xfe", b"]C0"])
def test_other_data_is_no_command(raw: bytes) -> None:
    assert command_of(scan(raw)) is None


@given(st.binary(max_size=40))
def test_any_bytes_are_taken_and_none_without_the_word_are_a_command(raw: bytes) -> None:
    assert command_of(scan(raw)) is None or b"TPDO " in raw.upper()


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("command", ALL, ids=lambda command: command.code)
def test_a_gun_set_to_another_keyboard_country_types_the_same_command(
    layout: Layout, command: Command
) -> None:
    keys = {character: code for code, character in LAYOUTS["us"].plain.items()}
    assert "".join(layout.plain[keys[letter]] for letter in command.code.lower()) == command.code.lower()


@pytest.mark.parametrize("language", Language)
def test_every_command_says_what_it_does(language: Language) -> None:
    names = [command.name(language) for command in (*ALL, Command(Deed.QUANTITY, "12"))]
    assert len(set(names)) == len(names)
    assert all("{" not in name and name for name in names)
