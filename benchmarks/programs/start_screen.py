"""Start the station's screen as `station screen` does, sign-in painted, gun ready; say so and end when a badge's answer is painted.

`python -m benchmarks.programs.start_screen HOME GUN`
"""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchmarks.rigs.operator import BADGE
from benchmarks.rigs.painting import Paints
from demo.guns import PtyGun
from station.bootstrap.screen import open_screen
from station.ports import DeviceState
from station.settings import Home
from station.ui.widgets.entry.keypad import Keypad


def main(home: Home, link: Path) -> None:
    """Run until a scan was taken."""
    application = QApplication([])
    with PtyGun(link) as gun:
        window = open_screen(home)
        window.resize(1280, 800)
        standing = window.shell.context.standing
        shown: list[Paints] = []

        def painted(_: float) -> None:
            print("painted", flush=True)
            application.quit()

        def scan_when_ready() -> None:
            states = {report.state for report in standing.devices.reports.values()}
            if DeviceState.READY in states and not shown:
                # The answer to a badge is the keypad for the PIN.
                shown.append(Paints(window.findChildren(Keypad)[0], painted))
                gun.scan(BADGE)

        standing.changed.connect(scan_when_ready)
        window.show()
        application.exec()
        window.close()


if __name__ == "__main__":
    main(Home(Path(sys.argv[1])), Path(sys.argv[2]))
