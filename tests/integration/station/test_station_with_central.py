"""The commands `station enrol` and `station sync` against a real central, each in a process of its own."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from central.bootstrap.parts import create, opened
from central.process.release import release_pack
from central.stations.define import define_plant, define_station
from central.stations.enrolment import EnrolmentCode, new_code
from station.journal.file import JournalFile
from station.ports import NewEntry, SyncStatus, Trouble
from station.replica.reader import ReplicaReader
from station.settings import Home, MembershipFile
from station.system import SystemClock, SystemIds
from traceability.acts import SignedIn
from traceability.entries import Whereabouts
from traceability.language import Text
from traceability.records import Plant, Station

ROOT = Path(__file__).parents[3]
PACK = ROOT / "process-packs" / "electronics" / "pack.toml"
DEADLINE_S = 40.0


def until(condition: Callable[[], bool], deadline_s: float = DEADLINE_S) -> float:
    """Wait until something is so in other processes' files; returns the seconds it took."""
    begun, never = time.monotonic(), threading.Event()
    while not condition():
        assert time.monotonic() - begun < deadline_s, "it never came about"
        never.wait(0.02)
    return time.monotonic() - begun


class Central:
    """Central's process, at the same port after each start."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._port = "0"
        self._process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        script = Path(__file__).with_name("central_process.py")
        self._process = subprocess.Popen(
            [sys.executable, str(script), str(self.folder), self._port],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        assert self._process.stdout is not None
        self._port = self._process.stdout.readline().strip()

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate(timeout=DEADLINE_S)
            self._process = None


@pytest.fixture
def central(tmp_path: Path) -> Iterator[Central]:
    folder = tmp_path / "central"
    create(folder)
    process = Central(folder)
    yield process
    process.kill()


@pytest.fixture
def code(central: Central) -> str:
    with opened(central.folder) as context:
        define_plant(
            context, Plant(id="p1", version=0, name=Text("一厂", "Plant 1"), time_zone="Asia/Shanghai")
        )
        release_pack(context, PACK.read_text(encoding="utf-8"))
        defined = Station(
            id="goods-in-1",
            version=0,
            name=Text("收货", "Goods in"),
            plant="p1",
            place="dock",
            pack="electronics",
            steps=("receiving",),
        )
        assert isinstance(define_station(context, defined), Station)
        made = new_code(context, "goods-in-1")
    assert isinstance(made, EnrolmentCode)
    return made.code


@pytest.fixture
def home(tmp_path: Path) -> Home:
    folder = tmp_path / "station"
    folder.mkdir(mode=0o700)
    return Home(folder)


def command(home: Home, *words: str) -> list[str]:
    program = "import sys; from station.cli import main; sys.exit(main())"
    return [sys.executable, "-c", program, words[0], "--home", str(home.folder), *words[1:]]


def station(home: Home, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(home, *words), cwd=ROOT, capture_output=True, text=True, timeout=DEADLINE_S, check=False
    )


def write(home: Home, count: int) -> None:
    journal = JournalFile(home.journal, SystemClock(), SystemIds(), lambda: Whereabouts("p1", "dock"))
    waiting = [journal.append(NewEntry(actor=f"p-{number}", body=SignedIn())) for number in range(count)]
    for future in waiting:
        future.result(DEADLINE_S)
    journal.close()


def status(home: Home) -> SyncStatus:
    reader = ReplicaReader(home.replica)
    journal = JournalFile(home.journal, SystemClock(), SystemIds(), lambda: Whereabouts("p1", "dock"))
    answer = reader.status(journal.writer)
    journal.close()
    reader.close()
    return answer


@pytest.fixture
def syncing(home: Home, central: Central, code: str) -> Iterator[subprocess.Popen[str]]:
    central.start()
    assert station(home, "enrol", central.address, code).returncode == 0
    process = subprocess.Popen(command(home, "sync"), cwd=ROOT, stderr=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate(timeout=DEADLINE_S)


def test_a_station_enrols_with_address_and_code_and_takes_over_what_it_is(
    home: Home, central: Central, code: str
) -> None:
    central.start()
    done = station(home, "enrol", central.address, code)
    assert (done.returncode, done.stderr) == (0, "")
    assert "goods-in-1" in done.stdout
    membership = MembershipFile(home.enrolment).membership()
    assert membership is not None
    assert (membership.central, membership.station) == (central.address, "goods-in-1")
    assert (home.pepper.stat().st_mode & 0o777, len(home.pepper.read_bytes())) == (0o600, 32)
    write(home, 3)
    once = station(home, "sync", "--once")
    assert once.returncode == 0, once.stderr
    assert "Everything is synchronised." in once.stdout
    reader = ReplicaReader(home.replica)
    assert reader.record("station", "goods-in-1") is not None
    assert reader.records("number-range") != ()
    assert status(home).known == 3
    assert status(home).snapshot_at is not None


def test_an_enrolment_whose_answer_was_lost_may_be_repeated(home: Home, central: Central, code: str) -> None:
    central.start()
    for _ in range(2):
        assert station(home, "enrol", central.address, code).returncode == 0


def test_a_wrong_code_enrols_nothing_and_says_the_way_on(home: Home, central: Central, code: str) -> None:
    central.start()
    done = station(home, "enrol", central.address, "ABCD-ABCD-ABCD")
    assert done.returncode == 1
    assert "Nothing was enrolled." in done.stderr
    assert "get a new code" in done.stderr
    assert MembershipFile(home.enrolment).membership() is None


def test_a_station_that_never_enrolled_is_told_how(home: Home) -> None:
    done = station(home, "sync", "--once")
    assert done.returncode == 3
    assert "station enrol" in done.stderr


def test_a_single_run_without_network_says_what_was_kept(home: Home, central: Central, code: str) -> None:
    central.start()
    station(home, "enrol", central.address, code)
    central.kill()
    done = station(home, "sync", "--once")
    assert done.returncode == 1
    assert "All entries are kept here" in done.stderr
    assert status(home).trouble is Trouble.NO_NETWORK


def test_a_new_entry_is_at_central_within_two_seconds(home: Home, syncing: subprocess.Popen[str]) -> None:
    until(lambda: status(home).snapshot_at is not None)
    write(home, 1)
    assert until(lambda: status(home).known == 1) < 2
    until(lambda: status(home).settled == 1)


def test_a_backlog_drains_by_itself_after_central_was_killed(
    home: Home, central: Central, syncing: subprocess.Popen[str]
) -> None:
    until(lambda: status(home).snapshot_at is not None)
    central.kill()
    write(home, 1_500)
    until(lambda: status(home).trouble is not None)
    central.start()
    until(lambda: status(home).settled == 1_500)
    assert status(home).trouble is None


def test_it_ends_cleanly_when_told_to(home: Home, syncing: subprocess.Popen[str]) -> None:
    until(lambda: status(home).snapshot_at is not None)
    syncing.send_signal(signal.SIGTERM)
    _, log = syncing.communicate(timeout=10)
    assert syncing.returncode == 0
    assert "Traceback" not in log
    assert not home.replica.with_name("replica.db-wal").exists()


def test_it_resumes_after_being_killed_at_any_moment(home: Home, syncing: subprocess.Popen[str]) -> None:
    write(home, 3_000)
    until(lambda: status(home).known > 0)
    syncing.kill()
    syncing.communicate(timeout=DEADLINE_S)
    assert station(home, "sync", "--once").returncode == 0
    assert status(home).known == 3_000


def test_a_second_synchronisation_of_the_same_station_is_turned_away(
    home: Home, syncing: subprocess.Popen[str]
) -> None:
    until(lambda: status(home).snapshot_at is not None)
    done = station(home, "sync", "--once")
    assert done.returncode == 3
    assert "already" in done.stderr


def test_its_process_loads_neither_the_screen_nor_the_drivers(
    home: Home, syncing: subprocess.Popen[str]
) -> None:
    until(lambda: status(home).snapshot_at is not None)
    loaded = Path(f"/proc/{syncing.pid}/maps").read_text(encoding="utf-8")
    assert "pysqlite3" in loaded
    for foreign in ("PySide6", "evdev", "libQt", "opencv"):
        assert foreign not in loaded
