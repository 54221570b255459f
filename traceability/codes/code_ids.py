"""Which identifiers a reader puts before its data to say what symbol it read: AIM's or its vendor's own."""

from enum import Enum


class CodeIds(Enum):
    """A table of code identifiers. Vendors' letters collide, so the scanner's profile says which one; data never does."""

    NONE = "none"
    """The device sends none: nothing is split off, whatever the data begins with."""
    AIM = "aim"
    """AIM symbology identifiers (ISO/IEC 15424) where the data begins with one."""
    ZEBRA_SYMBOL = "zebra-symbol"
    HONEYWELL = "honeywell"
    DATALOGIC_USA = "datalogic-usa"
    DATALOGIC_EU = "datalogic-eu"
