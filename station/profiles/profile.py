"""What is known about a family of reading devices: how it is recognised, read, told things, and put right.

Nothing in a profile is guessed: what is unknown is left out, and what is said names its source.
"""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Final

import msgspec

from station.profiles.commands.dialects import Dialect
from station.profiles.device import LineSettings
from station.profiles.faults import Fault
from station.profiles.framing import Framing
from station.profiles.limits import Limits
from traceability.codes.code_ids import CodeIds
from traceability.language import Text

SCHEMA: Final = 1
"""The version of the file's schema this program reads."""


class Confidence(Enum):
    """How far a fact may be trusted: printed by its maker or measured; a sister model's; somebody's public program."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Evidence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a statement comes from: a manual's page, the kernel, a measurement; and how far to trust it."""

    source: str
    confidence: Confidence


class Fact(Evidence, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something a technician should know, `about` in one or two sentences; of some `models` only, or of all."""

    about: Text
    models: tuple[str, ...] = ()


class Connection(Enum):
    """What a device is set to be for the computer it is plugged into."""

    USB_KEYBOARD = "usb-keyboard"
    USB_SERIAL = "usb-serial"
    """A virtual serial line: USB CDC ACM, or a vendor's own that Linux has a driver for."""
    RS232 = "rs-232"
    TCP = "tcp"
    USB_HID_POS = "usb-hid-pos"
    """HID point-of-sale reports."""
    USB_VENDOR = "usb-vendor"
    """A mode for the vendor's own software: SNAPI, IBM SurePOS, OEM."""


DRIVERS: Final[Mapping[Connection, str]] = {
    Connection.USB_KEYBOARD: "keyboard",
    Connection.USB_SERIAL: "serial",
    Connection.RS232: "serial",
    Connection.TCP: "tcp",
}
"""The driver that reads each connection; those without one are recognised, and the technician is told to switch."""


class Interface(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One way a family is attached. None and empty say unknown: what is usual is used, and a learnt device corrects it.

    Attributes:
        name: unique in the profile, for example `usb-serial`.
        match: alternatives; each is udev properties that all hold for a device in this mode.
        port: the TCP port the device listens on.
        line: settings of a serial line.
        framing: how a scan's end is marked.
        layout: the keyboard layout a keyboard gun is set to.
        code_ids: which identifiers the device puts before its data as it leaves the factory.
        no_read_words: what it sends when it could not read.
        dialect: the vendor's command language on this connection.
        feedback: the bytes for each value of `Feedback`, where they are not the dialect's; each character a byte.
        limits: from when on the device counts as unwell.
        models: those this is true of; empty means all of the family.
        evidence: one for each of the attributes above that is given.
    """

    name: str
    connection: Connection
    match: tuple[Mapping[str, str], ...] = ()
    port: int | None = None
    line: LineSettings | None = None
    framing: Framing | None = None
    layout: str | None = None
    code_ids: CodeIds | None = None
    no_read_words: tuple[str, ...] = ()
    dialect: Dialect | None = None
    feedback: Mapping[str, str] = {}
    limits: Limits | None = None
    models: tuple[str, ...] = ()
    evidence: Mapping[str, Evidence] = {}

    @property
    def driver(self) -> str | None:
        """The driver that reads it; None when this program can't, and the device must be switched."""
        return DRIVERS.get(self.connection)


class Symbology(Enum):
    """What a code is printed in, by its AIM symbology identifier (ISO/IEC 15424)."""

    CODE_39 = "]A0"
    CODE_128 = "]C0"
    GS1_128 = "]C1"
    DATA_MATRIX = "]d1"
    GS1_DATA_MATRIX = "]d2"
    QR_CODE = "]Q1"


class SetUpCode(Evidence, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A bar code that changes a setting of the device when the device reads it.

    Attributes:
        purpose: what it does, as the caption on a sheet.
        content: what the bar code holds; each character a byte.
        function_3: whether FNC3 stands before the content, which tells a reader that this is no data (ISO/IEC 15417).
        models: those that understand it; empty means all of the family.
    """

    purpose: Text
    content: str
    symbology: Symbology = Symbology.CODE_128
    function_3: bool = False
    models: tuple[str, ...] = ()

    @property
    def data(self) -> bytes:
        """The content as bytes."""
        return self.content.encode("latin-1")


class Cure(
    Evidence,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    rename={"before": "from", "after": "to"},
):
    """The setting that ends a fault.

    Attributes:
        setting: the vendor's own name for it, untranslated.
        before: the value that makes the fault, in the vendor's words; empty where unknown. In files `from`.
        after: the value that cures it. In files `to`.
        codes: names of the profile's `set_up` codes that make the change, in the order to read them.
    """

    setting: str
    after: str
    before: str = ""
    codes: tuple[str, ...] = ()


class Kind(Enum):
    """What a device looks like, for pictures and lists."""

    HANDHELD = "handheld"
    CORDLESS = "cordless"
    PRESENTATION = "presentation"
    FIXED = "fixed"
    ENGINE = "engine"
    MEMORY = "memory"


class Profile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One family of reading devices.

    Attributes:
        schema: the version of the file's schema, `SCHEMA`.
        family: the file's name and the key everywhere, for example `zebra-ds2208`.
        version: grows with each change; `FAMILY/VERSION` names it for ever.
        vendor, models: as printed on the devices.
        kind: what it looks like.
        interfaces: the ways it can be attached, most useful first.
        cures: for each fault whose setting is known.
        quiet: the setting that ends the device's own good-read beep, so that only the verdict is heard.
        set_up: bar codes that set the device up, by a name of their own such as `quiet`.
        facts: what else is known.
    """

    schema: int
    family: str
    version: int
    vendor: str
    models: tuple[str, ...]
    kind: Kind
    interfaces: tuple[Interface, ...]
    cures: Mapping[Fault, Cure] = {}
    quiet: Cure | None = None
    set_up: Mapping[str, SetUpCode] = {}
    facts: tuple[Fact, ...] = ()

    @property
    def id(self) -> str:
        """`FAMILY/VERSION`, as entries and devices name it."""
        return f"{self.family}/{self.version}"

    def interface(self, name: str) -> Interface | None:
        """The interface of that name."""
        return next((interface for interface in self.interfaces if interface.name == name), None)


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """A family a plugged-in device may be of, and the interface it shows. `holding` are the properties that agree."""

    profile: Profile
    interface: Interface
    holding: Mapping[str, str]


def matching(properties: Mapping[str, str], profiles: Iterable[Profile]) -> tuple[Match, ...]:
    """The families a device with these udev properties may be of: most agreeing properties first.

    Of equals the better known match comes first, then the family whose name does. Vendors give one number to many
    models, so there may be several; which it is, a calibration read or the technician says.
    """
    found = [
        Match(profile=profile, interface=interface, holding=wanted)
        for profile in profiles
        for interface in profile.interfaces
        if (wanted := _agreeing(interface, properties))
    ]
    return tuple(sorted(found, key=_rank))


def _agreeing(interface: Interface, properties: Mapping[str, str]) -> Mapping[str, str]:
    holding = (wanted for wanted in interface.match if wanted.items() <= properties.items())
    return max(holding, key=len, default={})


def _rank(match: Match) -> tuple[int, int, str]:
    known = match.interface.evidence.get("match")
    trust = list(Confidence).index(known.confidence) if known else len(Confidence)
    return (-len(match.holding), trust, match.profile.family)
