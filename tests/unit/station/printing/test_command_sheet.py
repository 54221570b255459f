"""The printed sheet of command codes: every code on it is the command its caption names, every command is on it."""

import re

import pytest

from station.ports import RawScan
from station.printing.command_sheet import command_sheet
from station.printing.sheet import Code
from station.workflows.commands import Deed, command_of, quantity_command
from traceability.language import Language


def codes(language: Language) -> list[Code]:
    sheet = command_sheet(language, [quantity_command("12"), quantity_command("0.5")])
    return [code for section in sheet.sections for code in section.codes]


@pytest.mark.parametrize("language", Language)
def test_every_code_is_the_command_its_caption_names(language: Language) -> None:
    for code in codes(language):
        command = command_of(RawScan(device="gun-1", raw=code.content, received_ns=0, complete=True))
        assert command is not None
        assert command.name(language) == code.caption


def test_every_command_is_on_the_sheet() -> None:
    scans = [
        RawScan(device="", raw=code.content, received_ns=0, complete=True) for code in codes(Language.CHINESE)
    ]
    commands = [command_of(scan) for scan in scans]
    assert {command.deed for command in commands if command} == set(Deed) - {Deed.UNKNOWN}
    assert {command.number for command in commands if command and command.deed is Deed.DIGIT} == set(
        "0123456789"
    )


def test_no_quantity_is_printed_where_none_is_given() -> None:
    texts = [code.caption for section in command_sheet(Language.ENGLISH).sections for code in section.codes]
    assert not [text for text in texts if re.match("Quantity", text)]
