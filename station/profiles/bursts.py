"""The codes of one trigger: a fixed scanner that reads several sends them one after another."""

from station.profiles.framing import Frame, Framer, Framing

MOST = 64
"""A burst of more is handed over in parts: a scanner that never rests is not waited for."""


class Bursts:
    """The frames of one device's stream, brought together where they follow one another. Belongs to the device's thread.

    Time is as in `Framer`: whoever reads waits until `deadline_ns` at most and then calls `expire`; silence counts only
    where it was observed.
    """

    def __init__(self, framing: Framing) -> None:
        self._framer = Framer(framing)
        self._silence_ns = framing.burst_ms * 1_000_000
        self._waiting: list[Frame] = []

    @property
    def deadline_ns(self) -> int | None:
        """When silence ends the open frame, or else the open burst, in monotonic nanoseconds; None: nothing is open."""
        return self._framer.deadline_ns or self._end_ns

    def feed(self, data: bytes, now_ns: int) -> list[tuple[Frame, ...]]:
        """Take bytes that were read at `now_ns`; return the bursts they ended, in order."""
        return self._together(self._framer.feed(data, now_ns))

    def expire(self, now_ns: int) -> list[tuple[Frame, ...]]:
        """End what has reached its deadline in silence."""
        bursts = self._together(self._framer.expire(now_ns))
        if self._framer.deadline_ns is None and self._end_ns is not None and now_ns >= self._end_ns:
            bursts += self._ended()
        return bursts

    def disconnect(self) -> list[tuple[Frame, ...]]:
        """End everything because the device is gone."""
        return self._together(self._framer.disconnect()) + self._ended()

    def damage(self, now_ns: int) -> None:
        """See `Framer.damage`."""
        self._framer.damage(now_ns)

    @property
    def _end_ns(self) -> int | None:
        return self._waiting[-1].last_byte_ns + self._silence_ns if self._waiting else None

    def _together(self, frames: list[Frame]) -> list[tuple[Frame, ...]]:
        bursts: list[tuple[Frame, ...]] = []
        for frame in frames:
            self._waiting.append(frame)
            if not self._silence_ns or len(self._waiting) == MOST:
                bursts += self._ended()
        return bursts

    def _ended(self) -> list[tuple[Frame, ...]]:
        burst = tuple(self._waiting)
        self._waiting.clear()
        return [burst] if burst else []
