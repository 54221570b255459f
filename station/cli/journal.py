"""`station journal verify | tail | export`: the journal for technicians and auditors."""

import argparse
import os
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from station.cli.lines import fault_line, readable_line
from station.cli.options import Subparsers, add_command, add_group, language_of
from station.journal.export import exported
from station.journal.reading import JournalReader
from station.journal.verify import Fault, Report, Wrong, verify
from station.problems import Problem
from station.replica.reader import ReplicaReader
from station.settings import Home
from traceability.language import Language, Text

_JOURNAL = Text("查看、校验、导出作业日志", "look at, verify or export the journal")
_VERIFY = Text("校验整个日志，指出每一条不对的", "verify the whole journal and name every bad entry")
_TAIL = Text("显示最新的条目", "show the newest entries")
_EXPORT = Text(
    "导出为 JSON 行，第三方只用 SHA-256 就能校验", "export as JSON lines that anybody can check with SHA-256"
)
_LINES = Text("条数（默认 20）", "number of entries (default 20)")
_FOLLOW = Text("继续显示新来的条目", "go on with new entries as they come")
_TARGET = Text("文件名；- 为标准输出", "file name; - for standard output")

_SOUND = Text(
    "全部 {entries} 条一致；{writer} 的最后一条是 {seq}，链 {link}。",
    "All {entries} entries are as written; the last one of {writer} is {seq}, link {link}.",
)
_EMPTY = Text("日志是空的，没有可校验的。", "The journal is empty; there is nothing to verify.")
_DAMAGED = Text(
    "{entries} 条里有 {faults} 处不对，没有改动它；请保留此文件并告诉审计员。",
    "{faults} faults in {entries} entries; nothing was changed; keep this file and tell the auditor.",
)
_EXISTS = Text(
    "{path} 已经存在，没有覆盖；请换一个文件名。", "{path} exists and was not overwritten; name another file."
)
_NOT_WRITTEN = Text(
    "写不了 {path}：{detail}；请换一个地方。", "{path} can't be written: {detail}; choose another place."
)

_POLL_S: Final = 0.25
_PAGE: Final = 500
_MOST_FAULTS: Final = 100


def add_to(subparsers: Subparsers) -> None:
    """Add `journal` and what can be done with it."""
    language = language_of(os.environ)
    acts = add_group(subparsers, "journal", _JOURNAL).add_subparsers(metavar="ACT", required=True)
    add_command(acts, "verify", _VERIFY, run_verify)
    tail = add_command(acts, "tail", _TAIL, run_tail)
    tail.add_argument("-n", "--lines", type=int, default=20, help=_LINES.in_language(language))
    tail.add_argument("-f", "--follow", action="store_true", help=_FOLLOW.in_language(language))
    export = add_command(acts, "export", _EXPORT, run_export)
    export.add_argument("file", metavar="FILE", help=_TARGET.in_language(language))


def run_verify(_arguments: argparse.Namespace, home: Home, language: Language) -> int:
    """Verify the journal; 1 when anything is wrong."""
    report = _held_against_central(verify(home.journal), home)
    print(*_verdict_lines(report, language), sep="\n")
    return 0 if report.sound else 1


def run_tail(arguments: argparse.Namespace, home: Home, _language: Language) -> int:
    """Show the newest entries, and those that come, until interrupted."""
    waiting = threading.Event()
    with closing(JournalReader(home.journal)) as journal:
        head = journal.head()
        last = max(head - max(arguments.lines, 0), 0)
        while last < head or arguments.follow:
            page = journal.after(last, _PAGE)
            for kept in page:
                print(readable_line(kept), flush=True)
            last += len(page)
            if not page:
                waiting.wait(_POLL_S)
    return 0


def run_export(arguments: argparse.Namespace, home: Home, _language: Language) -> int:
    """Write the chain to a new file, which appears only when it is whole."""
    if arguments.file == "-":
        sys.stdout.buffer.writelines(exported(home.journal))
        sys.stdout.buffer.flush()
        return 0
    target = Path(arguments.file)
    draft = target.with_name(f"{target.name}.part")
    try:
        if target.exists():
            raise Problem(_EXISTS, {"path": str(target)})
        with draft.open("wb") as file:
            _write_out(file, home.journal)
        draft.rename(target)
    except OSError as error:
        raise Problem(_NOT_WRITTEN, {"path": str(target), "detail": error.strerror or str(error)}) from error
    finally:
        draft.unlink(missing_ok=True)
    return 0


def _write_out(file: BinaryIO, journal: Path) -> None:
    file.writelines(exported(journal))
    file.flush()
    os.fsync(file.fileno())


def _held_against_central(report: Report, home: Home) -> Report:
    """The report; of a chain that is sound but shorter than central acknowledged, the first entry that is gone."""
    if not report.sound:
        return report
    with closing(JournalReader(home.journal)) as journal, closing(ReplicaReader(home.replica)) as replica:
        known = replica.status(journal.writer).known  # asked first: the journal may grow meanwhile
        head = journal.head()
        gone = (Fault(journal.writer, head + 1, Wrong.CUT),) if head < known else ()
    return msgspec.structs.replace(report, faults=gone)


def _verdict_lines(report: Report, language: Language) -> list[str]:
    if report.sound:
        return [
            _SOUND.in_language(
                language,
                {
                    "entries": f"{chain.entries:,}",
                    "writer": chain.writer,
                    "seq": str(chain.seq),
                    "link": chain.link.hex(),
                },
            )
            for chain in report.chains
        ] or [_EMPTY.in_language(language)]
    facts = {"entries": f"{report.entries:,}", "faults": f"{len(report.faults):,}"}
    named = [fault_line(fault, language) for fault in report.faults[:_MOST_FAULTS]]
    return [_DAMAGED.in_language(language, facts), *named]
