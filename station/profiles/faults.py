"""What can be wrong with the way a reading device sends its codes: the names doctor, profiles and screens share."""

from enum import Enum


class Fault(Enum):
    """One way a device damages what it read. The value is the key in profiles, entries and texts."""

    SEPARATOR_LOST = "separator-lost"
    """GS or RS is not sent: element strings run into one another."""
    SEPARATOR_REPLACED = "separator-replaced"
    """GS or RS arrives as another character."""
    LAYOUT_WRONG = "layout-wrong"
    """The device types for another keyboard country than it is read with."""
    CASE_LOST = "case-lost"
    """All letters arrive in one case."""
    CASE_FLIPPED = "case-flipped"
    """Every letter arrives in the other case."""
    SPECIAL_CHARACTERS_LOST = "special-characters-lost"
    """Characters other than letters and digits are missing."""
    OUTPUT_DOUBLED = "output-doubled"
    """Each code arrives twice, or each of its characters does."""
    TERMINATOR_MISSING = "terminator-missing"
    """Nothing marks the end of a scan, against the profile."""
    TERMINATOR_DOUBLED = "terminator-doubled"
    """The end of a scan is marked twice."""
    READ_SPLIT = "read-split"
    """One code arrives as several scans."""
    INPUT_METHOD = "input-method"
    """An input method or another program ate or changed characters."""
    WEDGE_SLOW = "wedge-slow"
    """The characters come so slowly that the operator waits for them."""
    AIM_IDENTIFIER_MISSING = "aim-identifier-missing"
    """The device does not say which symbology it read."""
