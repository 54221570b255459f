"""The demonstration takes its plant with it when it is told to end."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DEADLINE_S = 60


def processes_in(folder: Path) -> list[str]:
    """Command lines of the processes that work in a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:  # it has just ended
            continue
        if str(folder) in words:
            found.append(words)
    return found


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(
    ("words", "last"),
    [((), "Close the bench"), (("--script",), "Goods-in receives")],
    ids=["windows", "script"],
)
def test_a_demonstration_told_to_end_leaves_no_process_and_no_file(
    words: tuple[str, ...], last: str, number: int, tmp_path: Path
) -> None:
    (tmp_path / "plant").mkdir()
    environment = {
        **os.environ,
        "TMPDIR": str(tmp_path / "plant"),
        "QT_QPA_PLATFORM": "offscreen",
        "BROWSER": "true",
    }
    command = [sys.executable, "-m", "demo", *words, "--output", str(tmp_path / "pictures")]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        assert any(last in line for line in demo.stdout)
        assert processes_in(tmp_path / "plant")
        demo.send_signal(number)
        assert demo.wait(DEADLINE_S) == 128 + number
    assert processes_in(tmp_path / "plant") == []
    assert list((tmp_path / "plant").iterdir()) == []
