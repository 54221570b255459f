"""What the guest asks of the bench it lies on, and what it tells of its checks: one JSON line each, one answer each."""

import msgspec

PORT = "tracepost.bench"
"""Name of the virtio-serial port the lines go through."""


class Plug(msgspec.Struct, frozen=True, tag=True):
    """Put a device of `devices.DEVICES` into its socket."""

    device: str


class Unplug(msgspec.Struct, frozen=True, tag=True):
    """Pull a device out; answered when it is gone."""

    device: str


class Press(msgspec.Struct, frozen=True, tag=True):
    """Keys of a keyboard gun, in order, as QEMU's key names with True for down; at most `devices.QUEUED_KEYS`."""

    device: str
    keys: tuple[tuple[str, bool], ...]


class Send(msgspec.Struct, frozen=True, tag=True):
    """Bytes a serial gun sends to the station."""

    device: str
    data: bytes


class Receive(msgspec.Struct, frozen=True, tag=True):
    """Wait for this many bytes that the station sent to a serial gun; they are the answer's data."""

    device: str
    count: int


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The guest's machine is set up, its checks begin."""


class Checked(msgspec.Struct, frozen=True, tag=True):
    """One check has ended.

    Attributes:
        group: what was checked, for example `keyboard`.
        failure: why it failed; empty when it passed.
    """

    group: str
    promise: str
    seconds: float
    failure: str


class Done(msgspec.Struct, frozen=True, tag=True):
    """All checks have been made; `trouble` says what kept some from it, empty when nothing did."""

    trouble: str


Request = Plug | Unplug | Press | Send | Receive | Ready | Checked | Done


class Answer(msgspec.Struct, frozen=True):
    """The bench's answer; `error` says why a request was not done."""

    data: bytes = b""
    error: str = ""
