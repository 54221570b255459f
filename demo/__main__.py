"""`./run demo`: two stations, a bench with their guns, central in the browser; with `--script` a shift by itself.

Exit status: 0 done, and with `--script` everything as planned · 1 something was not as planned · 130, 143 told to end.
"""

import argparse
import os
import signal
import sys
import tempfile
import time
import webbrowser
from pathlib import Path
from typing import NoReturn

from demo.check import differences
from demo.plant.factory import Factory
from demo.plant.processes import program, run
from demo.shift import ORDER, Shift
from traceability.language import Language, Text

OUTPUT = Path("demo-output")
_ENDS = (signal.SIGINT, signal.SIGTERM)
_WAKE_MS = 200


def main(words: list[str]) -> int:
    """Open the demonstration or play the script."""
    parser = argparse.ArgumentParser(prog="./run demo", description=__doc__)
    parser.add_argument(
        "--script", action="store_true", help="play a whole shift without anyone and check it"
    )
    parser.add_argument("--output", type=Path, default=OUTPUT, help="folder for pictures (demo-output)")
    arguments = parser.parse_args(words)
    for number in _ENDS:
        signal.signal(number, _leave)  # so that the plant is put away
    with tempfile.TemporaryDirectory(prefix="tracepost-demo-") as folder:
        return (
            _play(Path(folder), arguments.output)
            if arguments.script
            else _open(Path(folder), arguments.output)
        )


def _leave(number: int, _frame: object) -> NoReturn:
    raise SystemExit(128 + number)


def environment() -> dict[str, str]:
    """What the windows need: without a display they are painted offscreen."""
    displayed = (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM")
    )
    return {} if displayed else {"QT_QPA_PLATFORM": "offscreen"}


def _play(folder: Path, output: Path) -> int:
    began = time.monotonic()

    def say(line: str) -> None:
        print(f"{time.monotonic() - began:5.1f} s  {line}", flush=True)

    say("A plant with two stations opens.")
    with Factory(folder, output.absolute(), environment()) as factory:
        shift = Shift(factory, say)
        shift.play()
        found = differences(factory.central_folder, factory.sites, shift)
        central = str(factory.central_folder)
        print(run([program("central"), "trace", central, shift.boxes[0].sscc, "--backward"]))
        print(run([program("central"), "trace", central, "HT2610-2231", "--forward"]))
        for site in factory.sites:
            print(run([program("station"), "journal", "verify", "--home", str(site.home.folder)]), end="")
        print(run([program("central"), "verify", central]), end="")
    for difference in found:
        print(f"NOT AS PLANNED: {difference}")
    say(f"Work order {ORDER}: {'as planned' if not found else 'not as planned'}. Pictures are in {output}/.")
    return 1 if found else 0


def _open(folder: Path, output: Path) -> int:
    from PySide6.QtCore import QTimer  # noqa: PLC0415 -- the script needs no window of its own
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 -- the script needs no window of its own

    from demo.bench import Bench  # noqa: PLC0415 -- loads Qt
    from station.profiles.commands.dialects import Dialect  # noqa: PLC0415 -- of the bench only
    from station.profiles.commands.table import COMMANDS  # noqa: PLC0415 -- of the bench only

    os.environ.update(environment())
    with Factory(folder, output.absolute(), environment()) as factory:
        print(f"Central: {factory.address}  (user chen, password demo-quality)")
        print(
            "Goods-in: badge Zhou Kai, PIN 1234. Assembly: badge Li Min, PIN 2345. Technician: badge Zhao Lei, PIN 4567."
        )
        print("Close the bench or press Ctrl-C to end.", flush=True)
        # What is raised while Qt calls us would end the process at once, and leave the plant behind.
        signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)
        application = QApplication(sys.argv[:1])
        for number in _ENDS:
            signal.signal(number, lambda end, _: QTimer.singleShot(0, lambda: application.exit(128 + end)))
        language = _language()
        guns = {
            Text("收货 1 号站", "Goods-in 1").in_language(language): factory.goods_in.gun,
            Text("装配 3 号站", "Assembly 3").in_language(language): factory.line.gun,
        }
        bench = Bench(
            guns,
            lambda plugged: factory.mend_network() if plugged else factory.cut_network(),
            language,
            COMMANDS[Dialect.HONEYWELL_MENU].feedback(),
        )
        bench.show()
        # Python sees signals only between its own instructions; Qt's loop gives it one now and then.
        wake = QTimer(bench)
        wake.timeout.connect(lambda: None)
        wake.start(_WAKE_MS)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)
        webbrowser.open(factory.address)
        return application.exec()


def _language() -> Language:
    return Language.CHINESE if os.environ.get("LANG", "").startswith("zh") else Language.ENGLISH


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
