"""Recordings: read exactly, refused with the line that is wrong."""

import threading
from pathlib import Path

import pytest

from station.drivers.registry import create_reader
from station.drivers.replay import Moment, read_recording
from station.drivers.waiting import Surroundings
from station.ports import DeviceState
from station.profiles.device import DeviceConfig
from station.profiles.framing import Framing
from tests.contract.reader_contract import Log


def test_each_character_of_a_recording_is_one_byte() -> None:
    text = '{"at_ms": 0, "data": "]C1\\u001d\\u00ff\\r"}\n{"at_ms": 2.5, "plugged": false}\n'
    assert read_recording(text) == (Moment(at_ms=0, data="]C1\x1d\xff\r"), Moment(at_ms=2.5, plugged=False))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"at_ms": 0}\nnonsense', "line 2"),
        ('{"at_ms": 0, "data": "中"}', "line 1: .*U\\+00FF"),
        ('{"at_ms": 5}\n{"at_ms": 4}', "line 2: time goes back"),
        ('{"at_ms": 0, "plugged": false}\n{"at_ms": 1, "data": "A"}', "line 2: an unplugged device"),
        ('{"at_ms": 0, "date": "A"}', "line 1: .*date"),
    ],
)
def test_a_wrong_line_is_named(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_recording(text)


class RunningTime:
    """Time that jumps to whatever is waited for, and stands still when nothing is."""

    def __init__(self) -> None:
        self.interrupted = False
        self._now_ns = 0
        self._stopped = threading.Event()

    def now_ns(self) -> int:
        return self._now_ns

    def wait(self, descriptor: int | None, until_ns: int | None, *, writable: bool = False) -> bool:
        assert descriptor is None
        assert not writable
        if until_ns is None:
            self._stopped.wait()
        else:
            self._now_ns = max(self._now_ns, until_ns)
        return False

    def nudge(self) -> None:
        raise AssertionError("a recording is told nothing")

    def interrupt(self) -> None:
        self.interrupted = True
        self._stopped.set()

    def close(self) -> None:
        pass


def test_the_recorded_pauses_decide_where_scans_end(tmp_path: Path) -> None:
    recording = tmp_path / "recording.jsonl"
    recording.write_text(
        """{"at_ms": 10, "data": "A7393481008232"}
{"at_ms": 30, "data": "-REST"}
{"at_ms": 900, "data": "DAP00838418592059"}
{"at_ms": 2000, "plugged": false}
{"at_ms": 60000, "plugged": true}
{"at_ms": 61000, "data": "LAST"}
"""
    )
    framing = Framing(terminators="", gap_ms=40)
    configuration = DeviceConfig(name="gun-1", driver="replay", address=str(recording), framing=framing)
    reader = create_reader(configuration, Surroundings(lambda: 0.0, RunningTime))
    log = Log()
    reader.start(log.on_scan, log.on_report)
    log.wait_for_scans(3)
    reader.stop()
    assert [(scan.raw, scan.received_ns) for scan in log.scans] == [
        (b"A7393481008232-REST", 30_000_000),
        (b"DAP00838418592059", 900_000_000),
        (b"LAST", 61_000_000_000),
    ]
    assert log.states.count(DeviceState.ABSENT) == 1  # told once, however often it is looked for in a minute
