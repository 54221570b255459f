"""The rest of the world: time, chance, what people know, what they hear."""

from datetime import datetime
from enum import Enum
from typing import Protocol


class Clock(Protocol):
    """Time from outside."""

    def now(self) -> datetime:
        """Wall time with the local offset."""

    def monotonic_ns(self) -> int:
        """Nanoseconds that never run back while the machine is up."""

    def boot_id(self) -> str:
        """The machine's boot id, 32 hex digits."""


class Ids(Protocol):
    """Randomness from outside."""

    def new(self) -> str:
        """128 random bits as 32 hex digits."""


class Credentials(Protocol):
    """Checks of what people know."""

    def pin_is_right(self, verifier: str, pin: str) -> bool:
        """Whether a PIN fits an argon2id verifier; takes some 100 ms on purpose: never on the screen's thread."""


class Cue(Enum):
    """What a sound says; cues differ in count of tones, not in pitch alone."""

    READ = "read"
    SAVED = "saved"
    PROVISIONAL = "provisional"
    WARN = "warn"
    LEAD = "lead"
    REFUSE = "refuse"


class Sounds(Protocol):
    """The station's loudspeaker."""

    def play(self, cue: Cue) -> None:
        """Sound a cue; returns at once, never raises; a newer cue cuts off an older one."""


class Reports(Protocol):
    """Where reports for other people are kept."""

    def keep(self, name: str, content: str) -> str:
        """Keep a text under a name of its own that begins with `name`; returns where it lies. Raises OSError."""
