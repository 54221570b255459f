"""Master-data records: what central states and every station knows, each with a version that only grows."""

import re
from typing import Final

import msgspec

from traceability.language import Language, Text
from traceability.quantity import Quantity


class Plant(msgspec.Struct, frozen=True, kw_only=True, tag="plant"):
    """A plant; `time_zone` is an IANA name, by which dates of expiry are judged."""

    id: str
    version: int
    name: Text
    time_zone: str


class Device(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A reading device of a station.

    `profile` names the scanner profile it is read by, empty where there is none; `options` are what differs from it.
    """

    name: str
    driver: str
    address: str
    options: dict[str, str | int] = {}
    profile: str = ""


class GivenProfile(msgspec.Struct, frozen=True, omit_defaults=True):
    """The released version of a scanner profile a station was given, and the one `before`; 0: the station's own."""

    version: int
    before: int = 0


class Station(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="station"):
    """What a station is. A new PC needs nothing but central's address and a one-time code; the rest stands here.

    `profiles`, by family, are the released scanner profiles the station is to use; it has its own of all others.
    """

    id: str
    version: int
    name: Text
    plant: str
    place: str
    pack: str
    steps: tuple[str, ...]
    devices: tuple[Device, ...] = ()
    language: Language = Language.CHINESE
    profiles: dict[str, GivenProfile] = {}


class Writer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="writer"):
    """One incarnation of a station's journal and the Ed25519 public key (64 hex digits) that signs for it."""

    id: str
    version: int
    station: str
    public_key: str


class NumberRange(msgspec.Struct, frozen=True, kw_only=True, tag="number-range"):
    """Numbers `first` to `last` of a series, reserved for one writer and never given to another."""

    id: str
    version: int
    writer: str
    series: str
    first: int
    last: int


class PackRelease(msgspec.Struct, frozen=True, kw_only=True, tag="pack"):
    """A released process pack; `content` is its TOML text."""

    id: str
    version: int
    content: str


PROFILE_FAMILY: Final = re.compile(r"(?=.{1,64}\Z)[a-z0-9]+(-[a-z0-9]+)*")
"""What a family of scanner profiles may be called: it is the name of a file."""
LONGEST_PROFILE: Final = 64 * 1024
"""Characters a scanner profile's text may have."""
HIGHEST_PROFILE_VERSION: Final = 2**31 - 1


class ProfileRelease(msgspec.Struct, frozen=True, kw_only=True, tag="scanner-profile"):
    """A released version of a scanner profile; `id` is `FAMILY/VERSION`, `content` its TOML text."""

    id: str
    version: int
    content: str


class WorkOrder(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="work-order"):
    """An order to make `quantity` of `material` by a version of its bill of materials; `due` is an RFC 3339 time."""

    id: str
    version: int
    plant: str
    material: str
    bom_version: int
    quantity: Quantity
    due: str
    closed: bool = False


Record = Plant | Station | Writer | NumberRange | PackRelease | ProfileRelease | WorkOrder


def kind_of(record: Record) -> str:
    """The record's kind, for example `work-order`."""
    return str(record.__struct_config__.tag)
