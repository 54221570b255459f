"""Time and randomness of the machine the station runs on."""

import secrets
import time
from datetime import datetime
from pathlib import Path

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class SystemClock:
    """The `Clock` port on the machine's own clocks."""

    def __init__(self) -> None:
        self._boot_id = _BOOT_ID.read_text(encoding="ascii").strip().replace("-", "")

    def now(self) -> datetime:
        """Wall time with the local offset, which may change while we run."""
        return datetime.now().astimezone()

    def monotonic_ns(self) -> int:
        """Nanoseconds since the machine was started, without the time it slept."""
        return time.monotonic_ns()

    def boot_id(self) -> str:
        """The kernel's boot id, 32 hex digits."""
        return self._boot_id


class SystemIds:
    """The `Ids` port on the system's random numbers."""

    def new(self) -> str:
        """128 random bits as 32 hex digits."""
        return secrets.token_hex(16)
