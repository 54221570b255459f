"""What a good developer writes from the popular parts: pyserial → biip → sqlite-utils → a Qt label.

A thread reads the gun's line, biip reads the label, a table of a million lots says whether it is known and not
expired, sqlite-utils inserts the scan (with its default settings: as durable as ours), and the window's label shows the
verdict. The sixth scan of a board is followed by the row of the board, as ours is by its event. Nothing else is done:
no chain, no form, no rules, no other widget.

Input and output as `benchmarks.programs.screen`; `python -m benchmarks.peers.scan_pipeline FOLDER`
"""

import json
import sys
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import biip
import serial
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QVBoxLayout, QWidget
from sqlite_utils import Database

from benchmarks.rigs.labels import EXPIRY, MATERIALS, SCANS_PER_BOARD, board_scans, lots
from benchmarks.rigs.operator import ORDER
from benchmarks.rigs.painting import Paints, until
from demo.guns import PtyGun


def make_lots(path: Path) -> None:
    """Write the table of known lots, once."""
    gtins = {material: gtin for material, (_, gtin, _) in MATERIALS.items()}
    rows = (
        {
            "code": f"{gtins.get(lot.material, lot.material)}/{lot.number}",
            "material": lot.material,
            "expiry": EXPIRY,
        }
        for lot in lots()
    )
    Database(path).table("lots").insert_all(rows, pk="code", batch_size=10_000)


class Pipeline(QObject):
    """Reads the line in a thread of its own, and tells what the label has to show."""

    verdict = Signal(str)

    def __init__(self, folder: Path, link: Path) -> None:
        super().__init__()
        self._folder = folder
        self._link = link
        self._reading = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()
        self._reading.wait()

    def _run(self) -> None:
        self._known = Database(self._folder / "lots.db").table("lots")
        database = Database(self._folder / f"scans-{time.time_ns()}.db")
        self._scans, self._boards = database.table("scans", pk="id"), database.table("boards", pk="id")
        with serial.Serial(str(self._link), timeout=1) as line, suppress(serial.SerialException):  # put away
            self._reading.set()
            got, number = b"", 0
            while True:
                # As much as there is: `readline` would ask the system for every byte.
                got += line.read(line.in_waiting or 1)
                while b"\n" in got:
                    scan, got = got.split(b"\n", 1)
                    number += 1
                    self._took(number, scan.decode().strip())

    def _took(self, number: int, scan: str) -> None:
        code, expiry = _read(scan)
        lot = next(iter(self._known.rows_where("code = ?", [code])), None)
        good = number % SCANS_PER_BOARD == 1 or (lot is not None and (expiry or EXPIRY) >= _today())
        row = {"id": number, "time": _now(), "device": "gun-1", "raw": scan, "code": code, "good": good}
        self._scans.insert(row)
        if number % SCANS_PER_BOARD == 0:
            self._boards.insert({"id": number, "time": _now(), "order": ORDER})
        self.verdict.emit(f"{'OK' if good else 'NO'} {number}")


def _read(scan: str) -> tuple[str, str | None]:
    """The code to look up, and the expiry the label gives."""
    message = biip.parse(scan).gs1_message
    if message is None:
        material, _, rest = scan[3:].partition("/")
        return f"{material}/{rest.rpartition('/')[2]}", None
    values = {element.ai.ai: element.value for element in message.element_strings}
    expiry = message.element_strings.get(ai="17")
    return f"{values['01']}/{values['10']}", expiry.date.isoformat() if expiry and expiry.date else None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


class Operator:
    """Scans, sees the label painted, and scans again a moment later."""

    def __init__(self, label: QLabel, gun: PtyGun) -> None:
        self._gun = gun
        self._scans = board_scans(first=1)
        self._begun = 0.0
        self._left = self._pause_ms = 0
        self._paints_ms: list[float] = []
        self._eyes = Paints(label, self._seen)

    def scan(self, scans: int, pause_ms: int) -> list[float]:
        """Milliseconds from each write to the pseudo-terminal until its verdict was painted."""
        self._paints_ms, self._left, self._pause_ms = [], scans, pause_ms
        self._next()
        until(lambda: not self._left, patience_s=scans)
        return self._paints_ms

    def _next(self) -> None:
        self._begun = time.perf_counter()
        self._gun.send(next(self._scans))

    def _seen(self, moment: float) -> None:
        if not self._begun:
            return
        self._paints_ms.append((moment - self._begun) * 1_000)
        self._begun = 0.0
        self._left -= 1
        if self._left:
            QTimer.singleShot(self._pause_ms, self._next)


def main(folder: Path) -> None:
    """Serve the numbers on standard input."""
    application = QApplication([])
    window = QWidget()
    label = QLabel("READY")
    label.setStyleSheet("font-size: 72px")
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)  # no new layout for each word
    QVBoxLayout(window).addWidget(label)
    window.resize(1280, 800)
    window.show()
    with PtyGun(folder / "gun") as gun:
        pipeline = Pipeline(folder, folder / "gun")
        pipeline.verdict.connect(label.setText, Qt.ConnectionType.QueuedConnection)
        operator = Operator(label, gun)
        print("ready", flush=True)
        for line in sys.stdin:
            print(json.dumps({"paint_ms": operator.scan(*map(int, line.split()))}), flush=True)
    application.quit()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    if not (target / "lots.db").exists():
        make_lots(target / "lots.db")
    main(target)
