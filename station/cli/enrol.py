"""`station enrol URL CODE`: make this machine a station of a plant."""

import argparse
import os
import sys

from station.bootstrap.sync import enrolled
from station.cli.options import CommandLine, add_command, language_of
from station.ports import Trouble
from station.settings import Home
from station.sync.plan import Failed
from station.sync.report import line
from station.sync.sentences import ENROLLED, NOT_ENROLLED, WHY
from traceability.language import Language, Text

_ENROL = Text("把这台机器登记为站点", "make this machine a station")
_ADDRESS = Text("中心的地址，如 https://central:8443", "central's address, for example https://central:8443")
_CODE = Text("中心给的一次性代码", "the one-time code from central")


def add_to(subparsers: "argparse._SubParsersAction[CommandLine]") -> None:
    """Add `enrol`."""
    language = language_of(os.environ)
    parser = add_command(subparsers, "enrol", _ENROL, run)
    parser.add_argument("address", metavar="URL", help=_ADDRESS.in_language(language))
    parser.add_argument("code", metavar="CODE", help=_CODE.in_language(language))


def run(arguments: argparse.Namespace, home: Home, language: Language) -> int:
    """Enrol; 0 when central accepted, 1 when not."""
    try:
        outcome = enrolled(home, arguments.address, arguments.code)
    except OSError as error:
        outcome = Failed(Trouble.DISK, str(error))
    if isinstance(outcome, Failed):
        for sentence in (NOT_ENROLLED, WHY[outcome.trouble]):
            print(sentence.in_language(language), file=sys.stderr)
        print(line("enrol", trouble=outcome.trouble, detail=outcome.detail), file=sys.stderr)
        return 1
    print(ENROLLED.in_language(language, {"station": outcome.station}))
    return 0
