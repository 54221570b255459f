"""`station devices` and `station doctor` as real processes, with a gun on a socket."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from station.claim import claimed
from station.journal.reading import JournalReader
from station.ports import NewEntry
from station.profiles.device import DeviceConfig
from station.profiles.doctor.damage import Planted, damaged
from station.profiles.doctor.test_codes import TEST_CODES
from station.profiles.faults import Fault
from station.settings import Home
from tests.unit.station.journal.made import DEADLINE_S, open_journal
from traceability.acts import DeviceExamined, DeviceSetUp
from traceability.records import Device

SENDS = DeviceConfig(name="gun-1", driver="tcp")


class Gun:
    """A scanner that listens on a TCP port."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(DEADLINE_S)
        self.address = f"socket://127.0.0.1:{self._listening.getsockname()[1]}"
        self._line: socket.socket | None = None

    def scan(self, data: bytes) -> None:
        if self._line is None:
            self._line, _ = self._listening.accept()
        self._line.sendall(data)

    def close(self) -> None:
        for each in (self._line, self._listening):
            if each is not None:
                each.close()


@pytest.fixture
def gun() -> Iterator[Gun]:
    with closing(Gun()) as gun:
        yield gun


@pytest.fixture
def home(tmp_path: Path, gun: Gun) -> Path:
    device = Device(name="gun-1", driver="tcp", address=gun.address)
    with closing(open_journal(tmp_path / "journal.db")) as journal:
        journal.append(NewEntry(actor="p1", body=DeviceSetUp(device=device))).result(DEADLINE_S)
    return tmp_path


@contextmanager
def station(*words: str, home: Path, language: str = "en_US.UTF-8") -> Iterator[subprocess.Popen[str]]:
    """The real command, killed at the latest when the test ends."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONIOENCODING": "utf-8",
        "TRACEPOST_HOME": str(home),
        "LANG": language,
    }
    command = [sys.executable, "-c", "import sys; from station.cli import main; sys.exit(main())", *words]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, env=environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8"
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _until(process: subprocess.Popen[str], words: str) -> str:
    """What the command says, up to a line with these words."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if words in line:
            return said
    pytest.fail(
        f"the command ended without {words!r}: {said}{process.stderr.read() if process.stderr else ''}"
    )


def _examined(home: Path) -> DeviceExamined:
    with closing(JournalReader(home / "journal.db")) as journal:
        body = journal.newest(1)[0].entry.body
    assert isinstance(body, DeviceExamined)
    return body


def test_the_doctor_finds_a_healthy_gun_healthy(home: Path, gun: Gun) -> None:
    with station("doctor", home=home) as process:
        for code in TEST_CODES:
            _until(process, "Scan test code")
            gun.scan(damaged((), code, SENDS).stream)
        assert "gun-1 is healthy" in _until(process, "healthy")
        assert process.wait(DEADLINE_S) == 0
    assert _examined(home).faults == ()


def test_the_doctor_names_a_fault_and_its_cure_and_takes_three_right_reads_as_proof(
    home: Path, gun: Gun
) -> None:
    with station("doctor", "gun-1", home=home, language="zh_CN.UTF-8") as process:
        for code in TEST_CODES:
            _until(process, "请扫测试码")
            gun.scan(damaged((Planted(Fault.SEPARATOR_LOST),), code, SENDS).stream)
        said = _until(process, "改好设置后再扫")
        assert "✗ 丢掉了分隔符 RS, GS" in said
        assert "⟦<GS>⟧" in said
        for _ in range(3):
            wanted = _until(process, "请扫测试码").strip()[-20:]
            code = next(code for number, code in enumerate(TEST_CODES, 1) if f"测试码 {number}" in wanted)
            gun.scan(damaged((), code, SENDS).stream)
        assert "gun-1 正常" in _until(process, "正常")
        assert process.wait(DEADLINE_S) == 0


def test_the_doctor_ends_with_1_where_nobody_can_repair_the_gun(home: Path, gun: Gun) -> None:
    with station("doctor", home=home) as process:
        assert process.stdin is not None
        process.stdin.close()
        for code in TEST_CODES:
            _until(process, "Scan test code")
            gun.scan(damaged((Planted(Fault.CASE_FLIPPED),), code, SENDS).stream)
        _until(process, "was not proved healthy")
        assert process.wait(DEADLINE_S) == 1
    assert _examined(home).faults == ("case-flipped",)


def test_raw_bytes_are_watched_with_their_control_characters_until_ctrl_c(home: Path, gun: Gun) -> None:
    with station("devices", "watch", home=home) as process:
        _until(process, "Ctrl+C")
        gun.scan(b"10LOT\x1d21S\r")
        assert "gun-1  10LOT<GS>21S<CR>" in _until(process, "LOT")
        process.send_signal(signal.SIGINT)
        assert process.wait(DEADLINE_S) == 130


def test_devices_that_are_set_up_are_listed(home: Path, gun: Gun) -> None:
    with station("devices", "list", home=home) as process:
        said, wrong = process.communicate(timeout=DEADLINE_S)
    assert (process.returncode, wrong) == (0, "")
    assert f"gun-1  tcp  {gun.address}  profile none" in said


@pytest.mark.parametrize(
    "words", [("devices", "watch"), ("devices", "learn", "gun-9"), ("doctor",)], ids=" ".join
)
def test_while_the_screen_holds_the_devices_that_is_said(home: Path, words: tuple[str, ...]) -> None:
    claim = claimed(Home(home).screen_claim)
    assert claim is not None
    with claim, station(*words, home=home) as process:
        said, wrong = process.communicate(timeout=DEADLINE_S)
    assert (process.returncode, said) == (3, "")
    assert wrong.startswith("This station's screen is open and holds the devices")


@pytest.mark.parametrize(("words", "sentence"), [
    (("doctor", "gun-7"), "There is no device gun-7; this station has: gun-1."),
    (("devices", "learn", "gun-1"), "There is a device gun-1 already"),
])  # fmt: skip
def test_a_device_that_can_not_be_meant_is_named(home: Path, words: tuple[str, ...], sentence: str) -> None:
    with station(*words, home=home) as process:
        _, wrong = process.communicate(timeout=DEADLINE_S)
    assert process.returncode == 3
    assert wrong.startswith(sentence)
