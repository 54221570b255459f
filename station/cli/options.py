"""What all sub-commands share: language, the data folder's option, mistakes said as one sentence."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from typing import NoReturn, TypeAlias

from station.ports import JournalUnavailable, ReplicaUnavailable
from station.settings import DEFAULT_FOLDER, VARIABLE, Home
from traceability.language import Language, Text

Run: TypeAlias = Callable[[argparse.Namespace, Home, Language], int]
"""What a sub-command does: from its arguments, the data folder and the language to the exit status."""

Tool: TypeAlias = Callable[[argparse.Namespace, Language], int]
"""What a sub-command does that needs no data folder."""

Subparsers: TypeAlias = "argparse._SubParsersAction[CommandLine]"  # noqa: SLF001 -- argparse has no public name for it
"""Where sub-commands are added."""

_HOME = Text(
    "数据目录（默认 {default}，或环境变量 {variable}）",
    "data folder (default {default}, or the environment variable {variable})",
)
_NOT_UNDERSTOOD = Text(
    "命令不对（{detail}）；用 {program} --help 看用法。",
    "The command is not understood ({detail}); {program} --help shows how it is used.",
)
_REPLICA = Text(
    "同步来的数据写不下，下次同步会再来；请检查硬盘。",
    "What central said can't be written and will be said again; check the disk.",
)
_UNAVAILABLE = {
    "full": Text(
        "硬盘满了，已保存的都在；请腾出空间再试。",
        "The disk is full, all that was kept is there; make room and try again.",
    ),
    "input-output": Text(
        "硬盘读写出错，已保存的都在；请检查硬盘。",
        "The disk does not read or write, what was kept is as it was; check the disk.",
    ),
    "read-only": Text(
        "作业日志不能写，已保存的都在；请检查权限和挂载方式。",
        "The journal is read-only, all that was kept is there; check permissions and how the disk is mounted.",
    ),
    "busy": Text(
        "另一个程序占着作业日志，已保存的都在；请稍后再试。",
        "Another program holds the journal, all that was kept is there; try again in a moment.",
    ),
}


def language_of(environment: Mapping[str, str]) -> Language:
    """The language for messages as POSIX orders it: LC_ALL, then LC_MESSAGES, then LANG; English where none says."""
    chosen = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), ""
    )
    return Language.CHINESE if chosen.lower().startswith("zh") else Language.ENGLISH


def unavailable_sentence(unavailable: JournalUnavailable | ReplicaUnavailable, language: Language) -> str:
    """What a technician reads when a file of the station did not answer."""
    text = _UNAVAILABLE[unavailable.cause] if isinstance(unavailable, JournalUnavailable) else _REPLICA
    return text.in_language(language)


class CommandLine(argparse.ArgumentParser):
    """A parser that says a mistake in one sentence and ends with status 2."""

    def error(self, message: str) -> NoReturn:
        """Say the mistake on standard error and leave."""
        facts = {"detail": message, "program": self.prog}
        print(_NOT_UNDERSTOOD.in_language(language_of(os.environ), facts), file=sys.stderr)
        raise SystemExit(2)


def add_group(subparsers: Subparsers, name: str, about: Text) -> CommandLine:
    """Add a sub-command that has sub-commands of its own."""
    language = language_of(os.environ)
    words = about.in_language(language)
    parser = subparsers.add_parser(name, help=words, description=words)
    where = _HOME.in_language(language, {"default": DEFAULT_FOLDER, "variable": VARIABLE})
    # Absent here, it leaves the one given before the command alone.
    parser.add_argument("--home", metavar="FOLDER", default=argparse.SUPPRESS, help=where)
    return parser


def add_command(subparsers: Subparsers, name: str, about: Text, run: Run) -> CommandLine:
    """Add a sub-command that is done by `run`; returns its parser for more arguments."""
    parser = add_group(subparsers, name, about)
    parser.set_defaults(run=run)
    return parser


def add_tool(subparsers: Subparsers, name: str, about: Text, tool: Tool) -> CommandLine:
    """Add a sub-command that works without a station's data folder; returns its parser for more arguments."""
    words = about.in_language(language_of(os.environ))
    parser = subparsers.add_parser(name, help=words, description=words)
    parser.set_defaults(tool=tool)
    return parser
