"""Which command languages there are, and what a device can be told."""

from enum import Enum

import msgspec


class Dialect(Enum):
    """A vendor's command language."""

    ZEBRA_SSI = "zebra-ssi"
    ZEBRA_BEL = "zebra-bel"
    HONEYWELL_MENU = "honeywell-menu"
    HONEYWELL_HOST_ACK = "honeywell-host-ack"
    NEWLAND = "newland"
    DATALOGIC = "datalogic"
    DATALOGIC_CORDLESS = "datalogic-cordless"
    OPTICON = "opticon"
    CIPHERLAB = "cipherlab"
    COGNEX_DMCC = "cognex-dmcc"
    KEYENCE = "keyence"
    SICK_COLA = "sick-cola"


class Commands(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The bytes that make a device do something; None where its language has no such command, or none is known.

    Attributes:
        good, attention, bad: what tells the person at the device that a scan was taken, needs a look, was refused.
        light_on, light_off: its lamp for the person.
        trigger, stop: begin and end reading without anybody's finger.
        enable, disable: let it read, or keep it from reading.
    """

    good: bytes | None = None
    attention: bytes | None = None
    bad: bytes | None = None
    light_on: bytes | None = None
    light_off: bytes | None = None
    trigger: bytes | None = None
    stop: bytes | None = None
    enable: bytes | None = None
    disable: bytes | None = None

    def feedback(self) -> dict[str, bytes]:
        """What it can be told of a scan, by the values of `Feedback`."""
        answers = {"taken": self.good, "attention": self.attention, "refused": self.bad}
        return {value: said for value, said in answers.items() if said is not None}
