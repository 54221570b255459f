"""A station whose journal can't be opened says so on its screen, and opens by itself when it can."""

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from station.bootstrap.screen import open_screen
from station.ports import JournalUnavailable
from station.settings import Home
from station.ui import application
from station.ui.translations import Wording
from station.ui.window import Window
from traceability.language import Language

home, picture = Home(Path(sys.argv[1])), sys.argv[2]
attempts = []

def open_window():
    attempts.append(1)
    if len(attempts) == 1:
        QTimer.singleShot(200, say)
        raise JournalUnavailable("full")
    QTimer.singleShot(500, leave)
    return open_screen(home)

def say():
    (closed,) = QApplication.topLevelWidgets()
    closed.grab().save(picture)
    print("|".join(label.text() for label in closed.findChildren(QLabel)))

def leave():
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible() and isinstance(each, Window)]
    print(len(shown), "window")
    shown[0].close()

application.RETRY_MS = 400
sys.exit(application.show(open_window, (1024, 768), Wording(Language.CHINESE)))
"""


def test_a_full_disk_at_the_start_is_told_on_the_screen_until_there_is_room(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(home), str(tmp_path / "closed.png")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    told, opened = ran.stdout.strip().splitlines()
    assert "硬盘满了" in told
    assert opened == "1 window"
