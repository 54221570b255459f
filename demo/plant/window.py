"""A station's window as the demonstration opens it: the product's own, with a hand for the script.

`python -m demo.plant.window HOME SOCKET WxH PLACE`, PLACE counting the windows beside each other from 0.
"""

import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from demo.people.remote import Hand
from station.bootstrap.screen import open_screen
from station.settings import find_home

_WAKE_MS = 200
_GAP = 24


def main(words: list[str]) -> int:
    """Show the window until it is closed or the process is told to end."""
    home, socket, size, place = words[0], Path(words[1]), words[2], int(words[3])
    application = QApplication(sys.argv[:1])
    window = open_screen(find_home(home, {}))
    width, height = size.split("x")
    window.resize(int(width), int(height))
    beside = min(window.width() + _GAP, max(window.screen().availableGeometry().width() - window.width(), 0))
    window.move(place * beside, place * _GAP)
    window.show()
    Hand(window, socket)
    signal.signal(signal.SIGTERM, lambda *_: window.close())
    # Python sees signals only between its own instructions; Qt's loop gives it one now and then.
    wake = QTimer(window)
    wake.timeout.connect(lambda: None)
    wake.start(_WAKE_MS)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
