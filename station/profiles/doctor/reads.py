"""What a device sent for one test code, byte for byte with its times."""

import msgspec


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
