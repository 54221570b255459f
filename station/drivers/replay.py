r"""Plays a recording of a device back, with its timing: the same bytes, the same scans.

A recording is JSON lines, each one moment: `{"at_ms": 12.5, "data": "]C101…\r"}`, where each character of `data` is
one byte (U+0000 to U+00FF), or `{"at_ms": 40, "plugged": false}` and later `true` for a plug that was pulled.
"""

from collections import deque
from contextlib import AbstractContextManager
from pathlib import Path

import msgspec

from station.drivers.connection import DeviceLostError, News, no_news
from station.drivers.lifecycle import ConnectedReader
from station.drivers.registry import driver
from station.drivers.waiting import Surroundings, Waiter
from station.ports import DeviceState, Reader
from station.profiles.device import DeviceConfig
from station.profiles.device_cause import DeviceCause


class Moment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of a recording: bytes that arrived, or a plug that moved, `at_ms` after the beginning."""

    at_ms: float
    data: str = ""
    plugged: bool | None = None

    def __post_init__(self) -> None:
        """Refuse what is no byte. Raises ValueError."""
        if max(self.data, default="") > "\xff":
            raise ValueError("each character of data is one byte, U+0000 to U+00FF")


def read_recording(text: str) -> tuple[Moment, ...]:
    """Read a recording's lines. Raises ValueError that names the line and its mistake."""
    moments: list[Moment] = []
    plugged = True
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            moment = msgspec.json.decode(line, type=Moment)
        except msgspec.DecodeError as error:
            raise ValueError(f"line {number}: {error}") from error
        if moments and moment.at_ms < moments[-1].at_ms:
            raise ValueError(f"line {number}: time goes back to {moment.at_ms:g} ms")
        plugged = plugged if moment.plugged is None else moment.plugged
        if moment.data and not plugged:
            raise ValueError(f"line {number}: an unplugged device sends nothing")
        moments.append(moment)
    return tuple(moments)


class Playback:
    """`Source` and `Connection` of a recording. It is played once; at its end the device stays there, silent."""

    def __init__(self, moments: tuple[Moment, ...]) -> None:
        self._moments = deque(moments)
        self._start_ns: int | None = None
        self._plugged = True

    def open(self, waiter: Waiter) -> "Playback":
        """See `Source.open`. The recording begins with the first attempt."""
        if self._start_ns is None:
            self._start_ns = waiter.now_ns()
        while self._moments and self._moments[0].plugged is not None and self._due_ns() <= waiter.now_ns():
            self._plugged = bool(self._moments.popleft().plugged)
        if not self._plugged:
            raise DeviceLostError(DeviceState.ABSENT, DeviceCause.NOT_FOUND)
        return self

    def news(self) -> AbstractContextManager[News | None]:
        """A recording announces nothing."""
        return no_news()

    def receive(self, waiter: Waiter, until_ns: int | None) -> bytes:
        """See `Connection.receive`."""
        if not self._moments:
            waiter.wait(None, until_ns)
            return b""
        due_ns = self._due_ns()
        if until_ns is not None and until_ns < due_ns:
            waiter.wait(None, until_ns)
            return b""
        if waiter.now_ns() < due_ns:
            waiter.wait(None, due_ns)
        if waiter.now_ns() < due_ns or waiter.interrupted:
            return b""
        moment = self._moments.popleft()
        if moment.plugged is False:
            self._plugged = False
            raise DeviceLostError(DeviceState.ABSENT, DeviceCause.UNPLUGGED)
        return moment.data.encode("latin-1")

    def send(self, data: bytes) -> None:
        """A recording hears nothing."""

    def close(self) -> None:
        """Nothing to give back."""

    def _due_ns(self) -> int:
        return (self._start_ns or 0) + int(self._moments[0].at_ms * 1e6)


@driver("replay")
def replay_reader(configuration: DeviceConfig, surroundings: Surroundings) -> Reader:
    """A reader of the recording at the address, a path. Raises ValueError when it cannot be read."""
    try:
        text = Path(configuration.address).read_text(encoding="utf-8")
    except OSError as error:
        raise ValueError(f"recording {configuration.address!r}: {error.strerror}") from error
    return ConnectedReader(configuration, Playback(read_recording(text)), surroundings)
