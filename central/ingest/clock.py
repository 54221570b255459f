"""Time from outside."""

import time
from datetime import datetime
from pathlib import Path
from typing import Protocol

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class Clock(Protocol):
    """Time from outside."""

    def now(self) -> datetime:
        """Wall time with the local offset."""

    def monotonic_ms(self) -> int:
        """Milliseconds that never run back while the machine is up."""

    def boot_id(self) -> str:
        """The machine's boot id, 32 hex digits."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Wall time with the local offset."""
        return datetime.now().astimezone()

    def monotonic_ms(self) -> int:
        """Milliseconds since boot."""
        return time.monotonic_ns() // 1_000_000

    def boot_id(self) -> str:
        """The kernel's boot id."""
        return _BOOT_ID.read_text(encoding="ascii").strip().replace("-", "")


def milliseconds(moment: datetime) -> int:
    """A wall time as milliseconds since 1970."""
    return round(moment.timestamp() * 1000)
