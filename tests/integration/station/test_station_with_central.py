"""The commands `station enrol` and `station sync` against a real central, each in a process of its own."""

import signal
import subprocess
from pathlib import Path

from station.ports import Trouble
from station.replica.reader import ReplicaReader
from station.settings import Home, MembershipFile
from tests.integration.station.real_central import DEADLINE_S, Central, station, status, until, write


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
