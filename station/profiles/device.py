"""How one reading device is attached and set up, as central records it and drivers understand it."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from enum import Enum
from typing import Final

import msgspec

from station.profiles.framing import Framing
from station.profiles.keyboard_layouts import LAYOUTS
from station.profiles.limits import Limits
from traceability.codes.aim import SYMBOLOGIES
from traceability.codes.code_ids import CodeIds
from traceability.records import Device

_UDEV = "udev:"
_NUMBERED_NODE = re.compile(r"/dev/(tty[A-Z]+|input/event|hidraw|video)\d+")


LABELS: Final = (
    "Code 39",
    "Code 93",
    "Code 128",
    "DataBar",
    "DataBar Expanded",
    "Data Matrix",
    "EAN/UPC",
    "ITF",
    "PDF417",
    "QR Code",
)
"""What a camera looks for unless its record names less: what labels of material carry. Every further one costs time, and
the fewer they are the fewer misreadings there can be."""


class ConfigurationError(ValueError):
    """A device's record cannot be used; the message names the device and every mistake in it."""


class Parity(Enum):
    """Parity of a serial line; mark and space hold the bit constant."""

    NONE = "N"
    EVEN = "E"
    ODD = "O"
    MARK = "M"
    SPACE = "S"


class FlowControl(Enum):
    """Who may hold a serial line's bytes back: nobody, the RTS/CTS wires, or XON/XOFF characters."""

    NONE = "none"
    RTS_CTS = "rts-cts"
    XON_XOFF = "xon-xoff"


HIGHEST_BAUD_RATE: Final = 4_000_000
"""The highest of Linux' termbits.h."""


class LineSettings(msgspec.Struct, frozen=True, kw_only=True):
    """A serial line's settings. USB-CDC guns take any; RS-232 devices need exactly theirs."""

    baud_rate: int = 9600
    data_bits: int = 8
    parity: Parity = Parity.NONE
    stop_bits: float = 1
    flow_control: FlowControl = FlowControl.NONE

    def __post_init__(self) -> None:
        """Refuse settings no line has, with every mistake at once. Raises ValueError."""
        mistakes = []
        if not 1 <= self.baud_rate <= HIGHEST_BAUD_RATE:
            mistakes.append(f"baud_rate must be 1 to {HIGHEST_BAUD_RATE}, not {self.baud_rate}")
        if self.data_bits not in {5, 6, 7, 8}:
            mistakes.append(f"data_bits must be 5, 6, 7 or 8, not {self.data_bits}")
        if self.stop_bits not in {1, 1.5, 2}:
            mistakes.append(f"stop_bits must be 1, 1.5 or 2, not {self.stop_bits:g}")
        if mistakes:
            raise ValueError("; ".join(mistakes))

    def __str__(self) -> str:
        """The settings as technicians write them, for example `9600 7E1`."""
        return f"{self.baud_rate} {self.data_bits}{self.parity.value}{self.stop_bits:g}"


class DeviceConfig(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a driver needs to know about one device.

    Attributes:
        name: unique at the station; threads, scans and reports carry it.
        driver: the driver's registered name.
        address: `udev:PROPERTY=VALUE;…` (stable properties such as ID_SERIAL or ID_PATH), a stable path such as
            `/dev/serial/by-id/…`, `socket://host:port`, or `listen://host:port` for a scanner that connects to the
            station: one port for each. Numbered nodes such as `/dev/ttyUSB0` are refused:
            the number changes with the order of plugging in. Empty for drivers that need none.
        line: settings of a serial line.
        framing: how a scan's end is marked.
        layout: the keyboard layout a keyboard gun is set to.
        no_read_words: frames a fixed scanner sends when it could not read; they are reported, never scans.
        code_ids: which identifiers the device puts before its data.
        profile: the scanner profile these settings come from, `FAMILY/VERSION`; empty where none is.
        formats: the symbologies a camera looks for.
        feedback: the bytes that make the device tell its user what came of a scan, by the value of `Feedback`; for a
            keyboard gun, output reports that set its lights.
        limits: from when on the device counts as unwell.
    """

    name: str
    driver: str
    address: str = ""
    line: LineSettings = LineSettings()
    framing: Framing = Framing()
    layout: str = "us"
    no_read_words: tuple[str, ...] = ()
    code_ids: CodeIds = CodeIds.AIM
    profile: str = ""
    formats: tuple[str, ...] = LABELS
    feedback: Mapping[str, bytes] = {}
    limits: Limits = Limits()

    def __post_init__(self) -> None:
        """Refuse what can never work, with every mistake at once. Raises ValueError."""
        mistakes = []
        if not self.name:
            mistakes.append("a device needs a name")
        if self.layout not in LAYOUTS:
            mistakes.append(f"unknown keyboard layout {self.layout!r}; known: {', '.join(LAYOUTS)}")
        mistakes += [_unknown_symbology(name) for name in self.formats if name not in SYMBOLOGIES]
        if not all(self.no_read_words):
            mistakes.append("a no-read word cannot be empty")
        if _NUMBERED_NODE.fullmatch(self.address):
            mistakes.append(f"{self.address} changes with the order of plugging in; use udev:ID_SERIAL=…")
        if self.address.startswith(_UDEV) and not all(key and value for key, value in self._udev_pairs()):
            mistakes.append(f"a udev address reads udev:PROPERTY=VALUE;…, not {self.address}")
        if mistakes:
            raise ValueError("; ".join(mistakes))

    @property
    def udev_properties(self) -> dict[str, str]:
        """The udev properties the address asks for; empty when it is a path or URL."""
        return dict(self._udev_pairs()) if self.address.startswith(_UDEV) else {}

    def _udev_pairs(self) -> list[tuple[str, str]]:
        parts = self.address.removeprefix(_UDEV).split(";")
        return [(key, value) for key, _, value in (part.partition("=") for part in parts)]


_TYPING_GAP_MS: Final = 250
"""A gun types a key every 8 to 40 ms, and up to five that give no byte for one control character as ALT+0029."""


def usual_framing(driver: str) -> Framing:
    """How the devices of a driver mark the end of a scan where nothing else is known."""
    return Framing(gap_ms=_TYPING_GAP_MS) if driver == "keyboard" else Framing()


def configuration_of(device: Device, given: DeviceConfig | None = None) -> DeviceConfig:
    """Read the record of a device; its options are the flat names of `LineSettings`, `Framing`, `Limits` and the rest.

    `no_read_words` and `formats` are separated by `|`. `given` is what holds where the options say nothing: its scanner profile's
    settings. Raises ConfigurationError with every mistake at once.
    """
    given = given or DeviceConfig(name="given", driver=device.driver, framing=usual_framing(device.driver))
    options = dict(device.options)
    mistakes: list[str] = []
    parts: dict[str, object] = {"name": device.name, "driver": device.driver, "address": device.address}
    for name, kind in (("line", LineSettings), ("framing", Framing), ("limits", Limits)):
        own = {key: options.pop(key) for key in _fields(kind) if key in options}
        try:
            before = msgspec.to_builtins(getattr(given, name))
            parts[name] = msgspec.convert(before | own, kind, strict=False)
        except msgspec.ValidationError as error:
            mistakes.append(str(error))
    for name in ("no_read_words", "formats"):
        if name in options:
            parts[name] = tuple(str(options.pop(name)).split("|"))
    if "layout" in options:
        parts["layout"] = str(options.pop("layout"))
    if "code_ids" in options:
        try:
            parts["code_ids"] = msgspec.convert(options.pop("code_ids"), CodeIds)
        except msgspec.ValidationError as error:
            mistakes.append(f"{error}; known: {', '.join(each.value for each in CodeIds)}")
    mistakes += [_unknown(name) for name in options]
    try:
        configuration = msgspec.structs.replace(given, **parts)
    except ValueError as error:
        mistakes.append(str(error))
    if mistakes:
        raise ConfigurationError(f"device {device.name!r}: {'; '.join(mistakes)}")
    return configuration


def _fields(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    return kind.__struct_fields__


def _unknown_symbology(name: str) -> str:
    near = get_close_matches(name, SYMBOLOGIES, n=1)
    return f"unknown symbology {name!r}; " + (
        f"did you mean {near[0]!r}?" if near else f"known: {', '.join(SYMBOLOGIES)}"
    )


def _unknown(option: str) -> str:
    known = (
        *_fields(LineSettings),
        *_fields(Framing),
        *_fields(Limits),
        "layout",
        "no_read_words",
        "code_ids",
        "formats",
    )
    near = get_close_matches(option, known, n=1)
    return f"unknown option {option!r}" + (f"; did you mean {near[0]!r}?" if near else "")
