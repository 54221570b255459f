"""The station's real window, offscreen, with its gun on a pseudo-terminal and an operator who scans.

All scanner profiles are loaded, as after a technician has learnt a device.
Prints the word `ready`; then for each line on its input, a number of scans and the milliseconds of pause between them,
scans one after the other and prints a JSON object: `paint_ms`, from the write to the pseudo-terminal to the end of the paint of each verdict; `commit_ms`, the bare
append of the same kind of entry to a journal beside it; `resident_mb`.
`python -m benchmarks.programs.screen HOME GUN`
"""

import json
import sys
import time
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.rigs.labels import board_scans
from benchmarks.rigs.operator import BADGE, sign_in_and_begin
from benchmarks.rigs.painting import Paints, until
from benchmarks.rigs.resident import resident_mb
from demo.guns import PtyGun
from station.bootstrap.profiles import ProfilesOf
from station.bootstrap.screen import open_screen
from station.journal.file import JournalFile
from station.ports import DeviceState, NewEntry
from station.settings import Home
from station.system import SystemClock, SystemIds
from station.ui.widgets.work.reading_card import ReadingCard
from station.ui.window import Window
from traceability.entries import Whereabouts

_COMMITS = 50


class Operator:
    """Scans, sees the verdict painted, and scans again a moment later."""

    def __init__(self, window: Window, gun: PtyGun) -> None:
        self._window = window
        self._gun = gun
        self._journal = window.shell.context.outside.journal
        self._scans = board_scans(first=self._journal.head())
        self._begun = 0.0
        self._head = self._left = self._pause_ms = 0
        self._paints_ms: list[float] = []
        self._eyes: Paints | None = None

    def begin(self) -> None:
        """Show the badge as soon as the gun is ready, sign in and choose the order."""
        standing = self._window.shell.context.standing
        until(lambda: DeviceState.READY in {report.state for report in standing.devices.reports.values()})
        self._gun.scan(BADGE)
        sign_in_and_begin(self._window)
        until(lambda: bool(self._window.findChildren(ReadingCard)))
        self._eyes = Paints(self._window.findChildren(ReadingCard)[0], self._seen)

    def scan(self, scans: int, pause_ms: int) -> list[float]:
        """Milliseconds from each write to the pseudo-terminal until its verdict was painted."""
        self._paints_ms, self._left, self._pause_ms = [], scans, pause_ms
        self._next()
        until(lambda: not self._left, patience_s=scans)
        return self._paints_ms

    def _next(self) -> None:
        self._head = self._journal.head()
        self._begun = time.perf_counter()
        self._gun.send(next(self._scans))

    def _seen(self, moment: float) -> None:
        if not self._begun or self._journal.head() == self._head:
            return  # painted for another reason: there is no durable verdict yet
        self._paints_ms.append((moment - self._begun) * 1_000)
        self._begun = 0.0
        self._left -= 1
        if self._left:
            QTimer.singleShot(self._pause_ms, self._next)


def main(home: Home, link: Path) -> None:
    """Serve the numbers on standard input."""
    application = QApplication([])
    beside = JournalFile(
        home.folder / "beside.db", SystemClock(), SystemIds(), lambda: Whereabouts("QD", "line-1")
    )
    with PtyGun(link) as gun, closing(beside):
        window = open_screen(home)
        profiles = ProfilesOf(home, lambda _: ()).all()
        window.resize(1280, 800)
        window.show()
        operator = Operator(window, gun)
        operator.begin()
        assert len(profiles) > 50
        print("ready", flush=True)
        for line in sys.stdin:
            paint_ms = operator.scan(*map(int, line.split()))
            newest = window.shell.context.outside.journal.newest(1)[0].entry
            again = NewEntry(actor=newest.actor, body=newest.body, sources=newest.sources, basis=newest.basis)
            commit_ms = [_commit_ms(beside, again) for _ in range(_COMMITS)]
            answer = {"paint_ms": paint_ms, "commit_ms": commit_ms, "resident_mb": resident_mb("self")}
            print(json.dumps(answer), flush=True)
        window.close()
        application.processEvents()


def _commit_ms(journal: JournalFile, entry: NewEntry) -> float:
    begin = time.perf_counter()
    journal.append(entry).result()
    return (time.perf_counter() - begin) * 1_000


if __name__ == "__main__":
    main(Home(Path(sys.argv[1])), Path(sys.argv[2]))
