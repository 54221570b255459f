"""The demonstration's script as a user runs it: real windows, real lines, real processes."""

import subprocess
import sys
from pathlib import Path

import pytest

SIGNS = (
    "500 entered with the sheet of command codes",
    "refused (lot.not-expired)",
    "refused (thing.on-hold)",
    "refused (thing.unknown)",
    "refused (unit.once)",
    "begins to lose its separators",
    "the screen says: 丢失 GS",
    "Control Character Output (KBDNPE)：Off → On",
    "central shows the fault",
    "连续 3 次都对",
    "Network cut",
    "reel label",
    "holds back",
    "their record is still on the other station",
    "Network back",
    "came from",
    "Where HT2610-2231 went",
    "as planned",
)


@pytest.mark.timeout(400)
def test_a_whole_shift_with_a_network_cut_adds_up_to_what_was_planned(tmp_path: Path) -> None:
    played = subprocess.run(
        [sys.executable, "-m", "demo", "--script", "--output", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert played.returncode == 0, played.stdout + played.stderr
    assert "NOT AS PLANNED" not in played.stdout
    at = 0
    for sign in SIGNS:
        at = played.stdout.index(sign, at)
    pictures = {path.name for path in tmp_path.glob("*.png")}
    assert {
        "line-refused.png",
        "line-provisional.png",
        "goods-in-offline.png",
        "line-suspected.png",
    } <= pictures
