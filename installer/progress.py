"""Carrying tasks out: one line per task with its progress, everything else into a log."""

import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import TextIO

from installer import sentences
from installer.sentences import Language, Refusal, Sentence
from installer.steps import Task

# What programs print (with LC_ALL=C) when they fail for a reason a person can act on. The first match tells.
REASONS: tuple[tuple[Sentence, str], ...] = (
    (sentences.FAILED_DISK, r"No space left on device|enough free space|Disk quota exceeded"),
    (
        sentences.FAILED_NETWORK,
        (
            r"Temporary failure|Could not resolve|Could not connect|Failed to fetch|Network is unreachable"
            r"|Connection (refused|reset|timed out|failed)|NewConnectionError|ProxyError|dns error|error sending request"
            r"|tcp connect error|operation timed out|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT"
        ),
    ),
    (
        sentences.FAILED_RIGHTS,
        r"Permission denied|are you root|sudo: (a terminal|a password|\d+ incorrect)|may not run sudo|not in the sudoers|Operation not permitted|Read-only file system",
    ),
    (sentences.FAILED_LOCK_FILE, r"lockfile .*needs to be updated"),
)
REDRAW_SECONDS = 0.5
HEARTBEAT_SECONDS = 15.0


def reason_of(output: str) -> Sentence:
    """Choose the sentence that explains why a program with this output failed."""
    for sentence, pattern in REASONS:
        if re.search(pattern, output):
            return sentence
    return sentences.FAILED_OTHER


@dataclass
class Line:
    """The line of one task: redrawn in a terminal, repeated rarely elsewhere."""

    task: Task
    number: int
    total: int
    language: Language
    out: TextIO

    def __post_init__(self) -> None:
        """Begin: the title is shown before any work."""
        self.started = time.monotonic()
        self.shown = self.started
        self.title = self.task.title.render(self.language, **self.task.values)
        self._write(sentences.STEP_STARTS, end="" if self.out.isatty() else "\n")

    def go_on(self, detail: str) -> None:
        """Show the time taken and the last thing the program said."""
        now = time.monotonic()
        if now - self.shown < (REDRAW_SECONDS if self.out.isatty() else HEARTBEAT_SECONDS):
            return
        self.shown = now
        self._write(sentences.STEP_GOES_ON, end="" if self.out.isatty() else "\n", detail=detail)

    def break_off(self) -> None:
        """Leave the line as it stands; a sentence follows below it."""
        if self.out.isatty():
            self.out.write("\n")
            self.out.flush()

    def done(self) -> None:
        """Close the line with the time the task took."""
        self._write(sentences.STEP_DONE, end="\n")

    def _write(self, sentence: Sentence, *, end: str, detail: str = "") -> None:
        seconds = time.monotonic() - self.started
        text = sentence.render(
            self.language,
            number=self.number,
            total=self.total,
            title=self.title,
            seconds=seconds,
            detail=detail,
        )
        # A terminal's line is replaced, and cut at its edge instead of wrapped.
        framed = f"\r\x1b[K\x1b[?7l{text}\x1b[?7h" if self.out.isatty() else text
        self.out.write(framed + end)
        self.out.flush()


def run_logged(command: Sequence[str], root: Path, log: FileIO, line: Line) -> tuple[bool, str]:
    """Run `command` in `root`; return whether it succeeded and what it printed."""
    environment = {**os.environ, "LC_ALL": "C", "UV_PYTHON_DOWNLOADS": "never", "PYTHONUNBUFFERED": "1"}
    log.write(f"$ {' '.join(command)}\n".encode())
    printed = bytearray()
    with subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        if process.stdout is None:  # cannot be: it was asked for as a pipe
            raise AssertionError
        while True:
            ready, _, _ = select.select([process.stdout], [], [], REDRAW_SECONDS)
            chunk = os.read(process.stdout.fileno(), 65536) if ready else b""
            if ready and not chunk:
                break
            log.write(chunk)
            printed += chunk
            last = bytes(printed[-2000:]).decode(errors="replace").strip().rpartition("\n")[2]
            line.go_on(last.rpartition("\r")[2])
    return process.returncode == 0, printed.decode(errors="replace")


def carry_out_one(task: Task, root: Path, log: FileIO, line: Line) -> Sentence | None:
    """Run the commands of `task` and write its stamp; return why it failed, or None."""
    printed = ""
    try:
        for command in task.commands:
            succeeded, output = run_logged(command, root, log, line)
            printed += output
            if not succeeded:
                return reason_of(printed)
        if task.stamp is not None:
            (root / task.stamp).write_text(task.mark, encoding="utf-8")
    except OSError as error:  # a full disk, a program that is not there
        return reason_of(str(error))
    return None


def carry_out(
    tasks: Sequence[Task], root: Path, language: Language, out: TextIO = sys.stdout
) -> Refusal | None:
    """Carry `tasks` out in order; the first that fails ends it with a sentence that says why."""
    log_path = root / ".cache" / "setup.log"
    log_path.parent.mkdir(exist_ok=True)
    with log_path.open("wb", buffering=0) as log:
        for number, task in enumerate(tasks, start=1):
            line = Line(task, number, len(tasks), language, out)
            reason = carry_out_one(task, root, log, line)
            if reason is not None:
                line.break_off()
                return Refusal(reason, {"title": line.title, "log": log_path})
            line.done()
    return None
