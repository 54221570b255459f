"""What a device sent for one test code, byte for byte with its times."""

import msgspec

from station.profiles.framing import Frame, Framer, Framing


class Arrival(msgspec.Struct, frozen=True):
    """Bytes that came together, framing included; `at_ns` in monotonic nanoseconds."""

    data: bytes
    at_ns: int


class Received(msgspec.Struct, frozen=True):
    """Everything that came for one code, from its first byte until the device fell silent."""

    arrivals: tuple[Arrival, ...]

    @property
    def stream(self) -> bytes:
        """All bytes, framing included."""
        return b"".join(arrival.data for arrival in self.arrivals)

    def frames(self, framing: Framing) -> tuple[Frame, ...]:
        """The scans a station with this framing makes of it."""
        framer, frames = Framer(framing), list[Frame]()
        for arrival in self.arrivals:
            frames += framer.expire(arrival.at_ns)
            frames += framer.feed(arrival.data, arrival.at_ns)
        if framer.deadline_ns is not None:
            frames += framer.expire(framer.deadline_ns)
        return tuple(frames)
