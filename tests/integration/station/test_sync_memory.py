"""The memory of synchronisation does not grow with what it has to send."""

import subprocess
import sys
from pathlib import Path

import pytest

from station.credentials.keys import KeyFiles
from station.journal.file import JournalFile
from station.ports import Membership, NewEntry
from station.settings import Home, MembershipFile
from station.system import SystemClock, SystemIds
from tests.integration.station.stub_central import StubCentral
from traceability.acts import SignedIn
from traceability.entries import Whereabouts

ROOT = Path(__file__).parents[3]
PROGRAM = "import sys; from station.cli import main; sys.exit(main())"


def peak_of_draining(folder: Path, backlog: int) -> int:
    """KiB of memory at the most of a process that drains a backlog."""
    folder.mkdir(mode=0o700)
    home, central = Home(folder), StubCentral()
    central.open()
    journal = JournalFile(home.journal, SystemClock(), SystemIds(), lambda: Whereabouts("p1", "dock"))
    waiting = [journal.append(NewEntry(actor=f"p-{number}", body=SignedIn())) for number in range(backlog)]
    waiting[-1].result(60)
    key = KeyFiles(home.station_key, home.pepper).station_key()
    central.public_keys[journal.writer] = key.public_key()
    central_key = central.key.public_key().public_bytes_raw().hex()
    MembershipFile(home.enrolment).keep_membership(Membership(central.address, "goods-in-1", central_key))
    command = [sys.executable, "-c", PROGRAM, "sync", "--home", str(folder)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    central.until(lambda: len(central.logs.get(journal.writer, [])) == backlog)
    [peak] = [
        line
        for line in Path(f"/proc/{process.pid}/status").read_text(encoding="ascii").splitlines()
        if line.startswith("VmHWM:")
    ]
    process.terminate()
    assert process.wait(10) == 0
    assert sum(central.batches) == backlog
    central.close()
    journal.close()
    return int(peak.split()[1])


@pytest.mark.timeout(180)
def test_a_backlog_of_50_000_needs_hardly_more_memory_than_one_of_2_000(tmp_path: Path) -> None:
    small = peak_of_draining(tmp_path / "small", 2_000)
    large = peak_of_draining(tmp_path / "large", 50_000)
    assert large - small < 8 * 1024
    assert large < 96 * 1024
