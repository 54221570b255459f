"""`station commands sheet`: the codes an operator scans instead of touching the screen."""

import argparse
import os
from pathlib import Path

from station.cli.options import Subparsers, add_group, add_tool, language_of
from station.problems import Problem
from station.workflows.commands import quantity_command
from traceability.language import Language, Text

_COMMANDS = Text("代替触摸的命令码", "command codes that stand for touches")
_SHEET = Text("生成命令码打印页（PDF 或 SVG）", "make a sheet of command codes, as PDF or SVG")
_FILE = Text("写到哪里：.pdf 或 .svg", "where to: .pdf or .svg")
_LANGUAGE = Text("打印页的语言", "the sheet's language")
_QUANTITY = Text("常用数量，可多次给出", "a usual quantity; may be given several times")
_NO_QUANTITY = Text(
    "{quantity} 不是数量；请写成 12 或 0.5 这样。", "{quantity} is no quantity; write it like 12 or 0.5."
)
_WRITTEN = Text("已写好 {path}。", "{path} is written.")
_DONE = 0


def add_to(subparsers: Subparsers) -> None:
    """Add `commands`."""
    language = language_of(os.environ)
    acts = add_group(subparsers, "commands", _COMMANDS).add_subparsers(metavar="ACT", required=True)
    sheet = add_tool(acts, "sheet", _SHEET, run_sheet)
    sheet.add_argument("file", metavar="FILE", type=Path, help=_FILE.in_language(language))
    sheet.add_argument(
        "--language", choices=[each.value for each in Language], help=_LANGUAGE.in_language(language)
    )
    sheet.add_argument(
        "--quantity", action="append", default=[], metavar="N", help=_QUANTITY.in_language(language)
    )


def run_sheet(arguments: argparse.Namespace, language: Language) -> int:
    """Write the sheet. Raises Problem for what is no quantity, or a file that can't be written."""
    from station.cli.sheet_file import write_sheet  # noqa: PLC0415 -- only a sheet needs it
    from station.printing.command_sheet import command_sheet  # noqa: PLC0415 -- with it

    quantities = []
    for number in arguments.quantity:
        try:
            quantities.append(quantity_command(number))
        except ValueError as error:
            raise Problem(_NO_QUANTITY, {"quantity": number}) from error
    wanted = Language(arguments.language) if arguments.language else language
    write_sheet(command_sheet(wanted, quantities), arguments.file)
    print(_WRITTEN.in_language(language, {"path": str(arguments.file)}))
    return _DONE
