"""Zebra's Simple Serial Interface: packets of length, opcode, source, status, data and a checksum.

Many engines of other makers understand the same packets. A device set to the SSI host is read where it sends raw
decode data and no acknowledgements (its parameters Decode Data Packet Format and Software Handshaking); packeted
scans are not read.
"""

from enum import IntEnum
from typing import Final

from station.profiles.commands.dialects import Commands

_HOST: Final = 0x04
_KEPT: Final = 0x08
"""The status bit that keeps a parameter's change when the power goes."""

WAKE_UP: Final = b"\x00"
"""Sent before the first packet: a sleeping device loses the byte that wakes it."""


class Opcode(IntEnum):
    """What a packet asks (DS9908 Product Reference Guide, table 15)."""

    AIM_OFF = 0xC4
    AIM_ON = 0xC5
    PARAMETER_SEND = 0xC6
    PARAMETER_REQUEST = 0xC7
    PARAMETER_DEFAULTS = 0xC8
    ACK = 0xD0
    NAK = 0xD1
    START_DECODE = 0xE4
    STOP_DECODE = 0xE5
    BEEP = 0xE6
    LED_ON = 0xE7
    LED_OFF = 0xE8
    SCAN_ENABLE = 0xE9
    SCAN_DISABLE = 0xEA


class Beep(IntEnum):
    """The device's beeps (MK1000 Product Reference Guide, table 5-8)."""

    ONE_HIGH = 0
    TWO_HIGH = 1
    TWO_LOW = 6


def packet(opcode: Opcode, data: bytes = b"", *, kept: bool = False) -> bytes:
    """A packet of the host. Raises ValueError for more than 251 bytes of data."""
    if len(data) > 251:
        raise ValueError(f"an SSI packet holds 251 bytes of data, not {len(data)}")
    body = bytes((4 + len(data), opcode, _HOST, _KEPT if kept else 0)) + data
    return body + checksum(body).to_bytes(2, "big")


def checksum(body: bytes) -> int:
    """The two's complement, in 16 bits, of the sum of all bytes before it."""
    return -sum(body) & 0xFFFF


_DECODE_LED: Final = b"\x01"

COMMANDS: Final = Commands(
    good=packet(Opcode.BEEP, bytes((Beep.ONE_HIGH,))),
    attention=packet(Opcode.BEEP, bytes((Beep.TWO_HIGH,))),
    bad=packet(Opcode.BEEP, bytes((Beep.TWO_LOW,))),
    light_on=packet(Opcode.LED_ON, _DECODE_LED),
    light_off=packet(Opcode.LED_OFF, _DECODE_LED),
    trigger=WAKE_UP + packet(Opcode.START_DECODE),
    stop=packet(Opcode.STOP_DECODE),
    enable=WAKE_UP + packet(Opcode.SCAN_ENABLE),
    disable=WAKE_UP + packet(Opcode.SCAN_DISABLE),
)

BEL: Final = Commands(good=b"\x07", attention=b"\x07\x07", bad=b"\x07\x07\x07")
"""What a device set to a standard RS-232 host understands when its parameter "Beep on <BEL>" is on."""
