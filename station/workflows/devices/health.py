"""How well a reading device reads, from what it sends: counted over the last hour, alarmed by its limits."""

from collections import deque
from typing import Final

import msgspec

from station.profiles.device import DeviceConfig
from station.profiles.device_cause import DeviceCause

ATTEMPTS: Final = 200
"""Attempts the read rate is taken of."""
SCANS: Final = 100
"""Scans the share of incomplete ones is taken of."""
USED_TO_READ: Final = 20
"""Reads after which a device counts as in use, so that its silence says something."""
_MINUTES: Final = 60
_MINUTE_NS: Final = 60 * 10**9


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """How a device is doing.

    Attributes:
        reads, refusals, no_reads, incomplete, lost: of the last hour: scans that came, of them those the work refused,
            attempts without a code, scans that did not arrive whole, times input was dropped.
        read_rate: share (0 to 1) of the last attempts that read; None for a device that does not say when it can't.
        read_ns: monotonic nanoseconds of the last scan; None before the first.
        alarm: what is wrong with the device's health: SILENT, FRAMING_ERRORS or READ_RATE_LOW.
    """

    reads: int = 0
    refusals: int = 0
    no_reads: int = 0
    incomplete: int = 0
    lost: int = 0
    read_rate: float | None = None
    read_ns: int | None = None
    alarm: DeviceCause | None = None


class Watch:
    """One device's health from what it does, as it happens."""

    def __init__(self, configuration: DeviceConfig) -> None:
        self._limits = configuration.limits
        self._tells_no_reads = bool(configuration.no_read_words)
        self._reads, self._refusals, self._no_reads = _Hour(), _Hour(), _Hour()
        self._incomplete, self._lost = _Hour(), _Hour()
        self._rate = _Share(ATTEMPTS, self._limits.read_rate_percent)
        self._whole = _Share(SCANS, 100 - self._limits.incomplete_percent)
        self._total = 0
        self._read_ns: int | None = None
        self._others = 0
        self._silent = False

    def read(self, now_ns: int, *, complete: bool) -> None:
        """A scan came."""
        self._reads.count(now_ns)
        self._rate.add(good=True)
        self._whole.add(good=complete)
        if not complete:
            self._incomplete.count(now_ns)
        self._total += 1
        self._read_ns = now_ns
        self._silent, self._others = False, 0

    def refused(self, now_ns: int) -> None:
        """The work did not take the scan."""
        self._refusals.count(now_ns)

    def failed(self, now_ns: int) -> None:
        """The device said that it could not read: it is awake at least."""
        self._no_reads.count(now_ns)
        self._rate.add(good=False)
        self._silent, self._others = False, 0

    def lost(self, now_ns: int) -> None:
        """Some of the device's input was dropped."""
        self._lost.count(now_ns)

    def absent(self) -> None:
        """The device is known not to be there: its silence says nothing more."""
        self._silent, self._others = False, 0

    def other_read(self, now_ns: int) -> None:
        """Another device of the station read, while this one was there."""
        self._others += 1
        if self._read_ns is not None and self._total >= USED_TO_READ:
            quiet = now_ns - self._read_ns >= self._limits.silent_minutes * _MINUTE_NS
            self._silent = quiet and self._others >= self._limits.silent_reads

    def health(self, now_ns: int) -> Health:
        """How the device is now."""
        return Health(
            reads=self._reads.sum(now_ns),
            refusals=self._refusals.sum(now_ns),
            no_reads=self._no_reads.sum(now_ns),
            incomplete=self._incomplete.sum(now_ns),
            lost=self._lost.sum(now_ns),
            read_rate=self._rate.share if self._tells_no_reads else None,
            read_ns=self._read_ns,
            alarm=self.alarm,
        )

    @property
    def alarm(self) -> DeviceCause | None:
        """The gravest of what is wrong."""
        if self._whole.is_low:
            return DeviceCause.FRAMING_ERRORS
        if self._rate.is_low:
            return DeviceCause.READ_RATE_LOW
        return DeviceCause.SILENT if self._silent else None


class _Share:
    """The share of good ones among the last `size`."""

    def __init__(self, size: int, limit_percent: int) -> None:
        self._last = deque[bool](maxlen=size)
        self._size = size
        self._bad_allowed = size * (100 - limit_percent) // 100
        self._bad = 0
        self._good_since = 0
        self.is_low = False
        """Whether more were bad than the limit allows, and half of `size` good ones in a row have not followed."""

    @property
    def share(self) -> float:
        """From 0 to 1; 1 before the first."""
        return 1 - self._bad / len(self._last) if self._last else 1.0

    def add(self, *, good: bool) -> None:
        if len(self._last) == self._size:
            self._bad -= not self._last[0]
        self._last.append(good)
        self._bad += not good
        self._good_since = self._good_since + 1 if good else 0
        if self._bad > self._bad_allowed:
            self.is_low = True
        elif self._good_since >= self._size // 2:
            self.is_low = False


class _Hour:
    """How often something happened in the last sixty minutes."""

    def __init__(self) -> None:
        self._minutes = deque[tuple[int, int]]()

    def count(self, now_ns: int) -> None:
        minute = now_ns // _MINUTE_NS
        if self._minutes and self._minutes[-1][0] == minute:
            self._minutes[-1] = (minute, self._minutes[-1][1] + 1)
        else:
            self._minutes.append((minute, 1))
            self._forget(minute)

    def sum(self, now_ns: int) -> int:
        self._forget(now_ns // _MINUTE_NS)
        return sum(count for _, count in self._minutes)

    def _forget(self, minute: int) -> None:
        while self._minutes and self._minutes[0][0] <= minute - _MINUTES:
            self._minutes.popleft()
