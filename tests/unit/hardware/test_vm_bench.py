"""The bench's hands, with a monitor that answers as QEMU's documentation of QMP says."""

import json
import socket
import threading
from collections.abc import Iterator, Sequence

import pytest

from tests.hardware.vm.bench import Bench
from tests.hardware.vm.devices import DEVICES, QUEUED_KEYS
from tests.hardware.vm.messages import Answer, Plug, Press, Receive, Send, Unplug
from tests.hardware.vm.monitor import Monitor, MonitorError

GREETING: dict[str, object] = {"QMP": {"version": {}, "capabilities": []}}
DONE: dict[str, object] = {"return": {}}
GONE: dict[str, object] = {
    "event": "DEVICE_DELETED",
    "data": {"device": "line-1", "path": "/machine/peripheral/line-1"},
}


class Emulator:
    """QEMU's end: each command is kept and answered with the next of the lines."""

    def __init__(self, answers: Sequence[Sequence[dict[str, object]]]) -> None:
        self.near, self._far = socket.socketpair()
        self.near.settimeout(10.0)
        self.commands: list[dict[str, object]] = []
        self._answers = [[DONE], *answers]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        with self._far, self._far.makefile("rb") as commands:
            self._say(GREETING)
            for answers in self._answers:
                self.commands.append(json.loads(commands.readline()))
                for answer in answers:
                    self._say(answer)

    def _say(self, message: object) -> None:
        self._far.sendall(json.dumps(message).encode() + b"\r\n")

    def join(self) -> None:
        self._thread.join()
        self.near.close()


@pytest.fixture
def line() -> Iterator[tuple[socket.socket, socket.socket]]:
    near, far = socket.socketpair()
    with near, far:
        near.settimeout(10.0)
        yield near, far


def test_a_device_is_plugged_in_with_all_that_makes_it(line: tuple[socket.socket, socket.socket]) -> None:
    emulator = Emulator([[DONE]])
    assert Bench(Monitor(emulator.near), {"line-1": line[0]}).do(Plug("line-1")) == Answer()
    emulator.join()
    assert emulator.commands[0]["execute"] == "qmp_capabilities"
    arguments = {"id": "line-1", "bus": "usb.0", **DEVICES["line-1"]}
    assert emulator.commands[1] == {"execute": "device_add", "arguments": arguments}


def test_pulling_out_is_answered_when_the_device_is_gone(line: tuple[socket.socket, socket.socket]) -> None:
    emulator = Emulator([[{"event": "RESET", "data": {}}, DONE, GONE]])
    assert Bench(Monitor(emulator.near), {}).do(Unplug("line-1")) == Answer()
    emulator.join()


def test_a_device_that_never_goes_is_no_answer() -> None:
    emulator = Emulator([[DONE]])
    answer = Bench(Monitor(emulator.near), {}).do(Unplug("line-1"))
    emulator.join()
    assert "QEMU has ended" in answer.error


def test_what_qemu_refuses_is_told_in_its_own_words() -> None:
    refusal: dict[str, object] = {"error": {"class": "DeviceNotFound", "desc": "Device 'line-1' not found"}}
    emulator = Emulator([[refusal]])
    answer = Bench(Monitor(emulator.near), {}).do(Unplug("line-1"))
    emulator.join()
    assert "Device 'line-1' not found" in answer.error


def test_keys_go_to_the_screen_of_their_own_gun() -> None:
    emulator = Emulator([[DONE]])
    Bench(Monitor(emulator.near), {}).do(Press("keyboard-2", (("a", True), ("a", False))))
    emulator.join()
    key = {"type": "qcode", "data": "a"}
    assert emulator.commands[1]["arguments"] == {
        "device": DEVICES["keyboard-2"]["display"],
        "head": 0,
        "events": [{"type": "key", "data": {"down": down, "key": key}} for down in (True, False)],
    }


def test_a_line_carries_bytes_both_ways(line: tuple[socket.socket, socket.socket]) -> None:
    near, far = line
    emulator = Emulator([])
    bench = Bench(Monitor(emulator.near), {"line-1": near})
    assert bench.do(Send("line-1", b"\x02LOT\x03")) == Answer()
    assert far.recv(100) == b"\x02LOT\x03"
    far.sendall(b"BEEP-and-more")
    assert bench.do(Receive("line-1", 4)) == Answer(data=b"BEEP")
    emulator.join()


def test_a_monitor_that_is_not_there_says_so() -> None:
    near, far = socket.socketpair()
    far.close()
    with near, pytest.raises(MonitorError, match="QEMU has ended"):
        Monitor(near)


def test_equal_guns_differ_by_nothing_but_their_place() -> None:
    for first, second in (("keyboard-1", "keyboard-2"), ("line-1", "line-2")):
        same = DEVICES[first].keys() - {"port", "display", "chardev"}
        assert {name: DEVICES[first][name] for name in same} == {name: DEVICES[second][name] for name in same}
    assert len({device["port"] for device in DEVICES.values()}) == len(DEVICES)
    assert QUEUED_KEYS < 16
