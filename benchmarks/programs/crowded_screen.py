"""The station's real window, offscreen, with guns of another process.

Prints the word `ready` when all guns are; the line `sign-in` waits for the badge and begins the order; the line `watch`
looks on until nothing has come for a second and prints a JSON object: `paints`, a list of [perf_counter seconds at the
end of a paint, entries in the journal then]; `kept`, a list of [position in the journal, raw] of every scan.
`python -m benchmarks.programs.crowded_screen HOME`
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from benchmarks.rigs.operator import sign_in_and_begin
from benchmarks.rigs.painting import Paints, until
from station.bootstrap.screen import open_screen
from station.ports import DeviceState, Journal
from station.settings import Home
from station.ui.widgets.work.reading_card import ReadingCard
from station.ui.window import Window

_QUIET_S = 1.0


class Onlooker:
    """Notes every paint of the readings and how many entries there were."""

    def __init__(self, window: Window) -> None:
        self._journal: Journal = window.shell.context.outside.journal
        self._paints: list[tuple[float, int]] = []
        self._begin = self._journal.head()
        self._grown = (time.perf_counter(), self._begin)
        Paints(window.findChildren(ReadingCard)[0], self._seen)

    def watch(self) -> dict[str, Any]:
        """Look on until it is quiet."""
        until(self._is_quiet, patience_s=120)
        kept = [
            (position, source.raw.decode())
            for position, kept in enumerate(self._journal.after(self._begin, 1_000_000), self._begin + 1)
            if kept.entry.kind in {"reading", "refusal"}
            for source in kept.entry.sources[:1]
            if source.raw is not None
        ]
        return {"paints": self._paints, "kept": kept}

    def _seen(self, moment: float) -> None:
        self._paints.append((moment, self._journal.head()))

    def _is_quiet(self) -> bool:
        now, head = time.perf_counter(), self._journal.head()
        if head != self._grown[1]:
            self._grown = (now, head)
        return head > self._begin and now - self._grown[0] > _QUIET_S


def main(home: Home) -> None:
    """Serve the observations on standard input."""
    application = QApplication([])
    window = open_screen(home)
    window.resize(1280, 800)
    window.show()
    devices = window.shell.context.standing.devices
    until(lambda: {report.state for report in devices.reports.values()} == {DeviceState.READY})
    print("ready", flush=True)
    for line in sys.stdin:
        if line.strip() == "sign-in":
            sign_in_and_begin(window)
            until(lambda: bool(window.findChildren(ReadingCard)))
            print("{}", flush=True)
        else:
            print(json.dumps(Onlooker(window).watch()), flush=True)
    window.close()
    application.processEvents()


if __name__ == "__main__":
    main(Home(Path(sys.argv[1])))
