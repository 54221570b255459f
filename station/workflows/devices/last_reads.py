"""What each reading device sent last, byte for byte, for whoever looks at it."""

import datetime as dt
from collections.abc import Callable

import msgspec

from station.ports import Chunk, RawScan
from station.workflows.devices.readers import Readers

_APART_NS = 300_000_000
"""Bytes farther apart are of another read: slow keyboard guns need some 20 ms a character."""
_MOST = 4_096
"""Bytes kept of a device that never stops."""


class LastRead(msgspec.Struct, frozen=True):
    """The bytes of a device's last read, framing included where it was watched, and when they came."""

    at: dt.datetime
    data: bytes
    received_ns: int = 0


class LastReads:
    """The last read of every device; while one is watched, every byte of it. `changed` is called after each."""

    def __init__(self, readers: Readers, now: Callable[[], dt.datetime]) -> None:
        self._readers = readers
        self._now = now
        self._reads: dict[str, LastRead] = {}
        self._watched = ""
        self._end: Callable[[], None] = lambda: None

    def of(self, device: str) -> LastRead | None:
        """What a device sent last; None: nothing yet."""
        return self._reads.get(device)

    def scanned(self, raw: RawScan) -> None:
        """A device sent a scan. Of a watched one every byte is there already."""
        if raw.device != self._watched:
            self._reads[raw.device] = LastRead(self._now(), raw.raw)

    def watch(self, device: str, changed: Callable[[], None]) -> None:
        """See every byte of this device from now on, of none other; nothing happens where it is watched already."""
        if device == self._watched:
            return
        self.let_go()
        self._watched = device
        self._end = self._readers.tap(device, lambda chunk: self._came(chunk, changed))

    def let_go(self) -> None:
        """Watch no device any more."""
        self._end()
        self._end, self._watched = lambda: None, ""

    def _came(self, chunk: Chunk, changed: Callable[[], None]) -> None:
        before = self._reads.get(chunk.device)
        goes_on = before is not None and 0 <= chunk.received_ns - before.received_ns < _APART_NS
        data = before.data + chunk.data if before is not None and goes_on else chunk.data
        self._reads[chunk.device] = LastRead(self._now(), data[-_MOST:], chunk.received_ns)
        changed()
