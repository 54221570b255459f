"""The real command in a real X window: started, enrolled, seen on the screen, ended."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[3]
DEADLINE_S = 30


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    """A virtual X server of its own; it chooses its number and writes it when it is ready."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1024x768x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as numbers:
        number = numbers.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    server.terminate()
    server.wait()


def test_the_screen_fills_a_real_window_and_ends_on_a_signal(
    display: str, synchronised_home: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(synchronised_home, home)
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    command = "import sys; from station.cli import main; sys.exit(main())"
    screen = subprocess.Popen(
        [sys.executable, "-c", command, "screen", "--home", str(home), "--language", "en"], env=environment
    )
    try:
        picture = seen(display, tmp_path / "screen.png", screen)
    finally:
        screen.send_signal(signal.SIGTERM)
    assert screen.wait(DEADLINE_S) == 0
    assert (picture.width(), picture.height()) == (1024, 768)
    assert picture.pixelColor(300, 5).name() == "#16242f", "the strip is at the top"
    assert picture.pixelColor(60, 150).name() == "#0a57a4", "the prompt's band is at the left"
    assert picture.pixelColor(512, 760).name() == "#ffffff", "the action bar is at the bottom"


def seen(display: str, file: Path, process: "subprocess.Popen[bytes]") -> QImage:
    """A picture of the display, once something other than its black ground is on it."""
    deadline = time.monotonic() + DEADLINE_S
    while time.monotonic() < deadline:
        assert process.poll() is None, "the screen ended before it was seen"
        subprocess.run(["import", "-display", display, "-window", "root", str(file)], check=True)
        picture = QImage(str(file))
        if picture.pixelColor(60, 150).name() == "#0a57a4":
            return picture
    raise AssertionError("nothing was drawn in time")
