"""The command `station`: words of the command line to the use they ask for.

Exit status: 0 done · 1 done, and something is wrong (verification failed) · 2 the command line is not understood ·
3 it could not be done, a sentence on standard error says why · 130 interrupted.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final

from station.cli.options import CommandLine, language_of, unavailable_sentence
from station.ports import JournalUnavailable, ReplicaUnavailable
from station.problems import Problem
from station.settings import find_home
from traceability.language import Language, Text

COMMANDS: Final = ("commands", "decode", "devices", "doctor", "enrol", "journal", "profile", "screen", "sync")
"""Modules of this package, each with `add_to(subparsers)`; only the one asked for is imported."""

_ABOUT = Text("追溯站点：扫描、日志、同步。", "A traceability station: scanning, journal, synchronisation.")
_EXIT = Text(
    "退出码：0 完成；1 完成但发现问题；2 命令不对；3 没做成，原因见提示；130 被中断。",
    "exit status: 0 done, 1 done but something is wrong, 2 command not understood, 3 not done and said why, "
    "130 interrupted.",
)


def main(words: Sequence[str] | None = None) -> int:
    """Do what the words ask for; return the exit status."""
    words = sys.argv[1:] if words is None else words
    os.umask(0o077)  # names, PIN verifiers and keys: what the station keeps is for its own user
    language = language_of(os.environ)
    parser = CommandLine(
        prog="station", description=_ABOUT.in_language(language), epilog=_EXIT.in_language(language)
    )
    parser.add_argument("--home", metavar="FOLDER", help=argparse.SUPPRESS)
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    asked = tuple(name for name in COMMANDS if name in words[:1])
    for name in asked or COMMANDS:
        import_module(f"{__name__}.{name}").add_to(subparsers)
    arguments = parser.parse_args(words)
    try:
        status = _run(arguments, language)
        sys.stdout.flush()
    except Problem as problem:
        print(problem.sentence(language), file=sys.stderr)
        return 3
    except (JournalUnavailable, ReplicaUnavailable) as unavailable:
        print(unavailable_sentence(unavailable, language), file=sys.stderr)
        return 3
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return status


def _run(arguments: argparse.Namespace, language: Language) -> int:
    """Do it; tools need no data folder."""
    status: int
    if "tool" in arguments:
        status = arguments.tool(arguments, language)
    else:
        status = arguments.run(arguments, find_home(arguments.home, os.environ), language)
    return status
