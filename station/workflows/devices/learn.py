"""Learning a device: plugged in, known by its numbers or not, its settings learnt from reads of test codes."""

import re
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from typing import Final

import msgspec

from station.ports import Attached, Chunk, Journal, Kept, NewEntry
from station.profiles.configuration import settings_of
from station.profiles.device import DeviceConfig, usual_framing
from station.profiles.doctor.findings import Finding
from station.profiles.doctor.learning import learnt
from station.profiles.doctor.reads import Arrival, Received
from station.profiles.doctor.test_codes import TEST_CODES, TestCode
from station.profiles.profile import SCHEMA, Match, Profile, matching
from station.workflows.devices.doctor import QUIET_NS
from traceability.acts import DeviceSetUp
from traceability.records import Device

_CONNECTIONS: Final = {"keyboard": "usb-keyboard", "serial": "usb-serial"}
_LONGEST_LABEL: Final = 30
_NUMBERS: Final = ("ID_VENDOR_ID", "ID_MODEL_ID")
_TELLING_APART: Final = ("ID_SERIAL", "ID_USB_INTERFACE_NUM", "ID_PATH")
"""Properties that tell a device from others, the steadiest first: a serial number moves with it, its path does not."""


class Newcomer(msgspec.Struct, frozen=True, kw_only=True):
    """A device that is plugged in and that no configured device is.

    Attributes:
        address: tells it from all others that are plugged in, for `Device.address`.
        matches: the profiles it may be read by, the likeliest first.
    """

    attached: Attached
    address: str
    matches: tuple[Match, ...] = ()

    @property
    def label(self) -> str:
        """What it calls itself."""
        properties = self.attached.properties
        words = (
            properties.get("ID_VENDOR_FROM_DATABASE") or properties.get("ID_VENDOR"),
            properties.get("ID_MODEL"),
        )
        return " ".join(word.replace("_", " ") for word in words if word) or self.attached.node


class Lesson(msgspec.Struct, frozen=True, kw_only=True):
    """What came of learning a device.

    Attributes:
        device: as it is to be set up.
        configuration: how it is read.
        findings: what is wrong with it all the same; the doctor says the cure.
        draft: the TOML text of a profile to keep as the station's own; empty where a known one fits.
    """

    device: Device
    configuration: DeviceConfig
    findings: tuple[Finding, ...]
    draft: str = ""


def newcomers(
    attached: Sequence[Attached], configured: Iterable[Device], profiles: Iterable[Profile]
) -> tuple[Newcomer, ...]:
    """What may be learnt, devices with a profile first."""
    known, shelf = [_wanted(device) for device in configured], tuple(profiles)
    found = [
        Newcomer(
            attached=each,
            address=_address(each, attached),
            matches=tuple(
                match for match in matching(each.properties, shelf) if match.interface.driver == each.driver
            ),
        )
        for each in attached
        if not any(wanted and wanted.items() <= each.properties.items() for wanted in known)
    ]
    return tuple(sorted(found, key=lambda newcomer: not newcomer.matches))


class Learning:
    """The lesson of one device, from its bytes; `changed` is called after each read of a test code. One thread."""

    def __init__(self, newcomer: Newcomer, name: str, changed: Callable[[], None]) -> None:
        """Begin. `name` is the name the device gets."""
        self.newcomer = newcomer
        self._name = name
        self._changed = changed
        self._arrivals: list[Arrival] = []
        self._skipped: set[str] = set()
        self.reads: list[Received] = []
        self._learnt = learnt((), self._configuration)

    @property
    def trial(self) -> Device:
        """The device as it is read while nothing is known of it but its profile, to build its reader."""
        match = self._match
        return Device(
            name=self._name,
            driver=self.newcomer.attached.driver,
            address=self.newcomer.address,
            options={"interface": match.interface.name} if match else {},
            profile=match.profile.id if match else "",
        )

    @property
    def wanted(self) -> TestCode | None:
        """The code to scan next; None when all were read or skipped."""
        done = {code.id for code in self._learnt.codes if code} | self._skipped
        return next((code for code in TEST_CODES if code.id not in done), None)

    @property
    def due_ns(self) -> int | None:
        """When the read under way is over unless more comes, in monotonic nanoseconds; None while nothing came."""
        return self._arrivals[-1].at_ns + QUIET_NS if self._arrivals else None

    def hear(self, chunk: Chunk) -> None:
        """Take bytes of the device."""
        self.look(chunk.received_ns)
        self._arrivals.append(Arrival(chunk.data, chunk.received_ns))

    def look(self, now_ns: int) -> None:
        """End the read under way when its time is over."""
        due = self.due_ns
        if due is not None and now_ns >= due:
            self.reads.append(Received(tuple(self._arrivals)))
            self._arrivals.clear()
            self._learnt = learnt(self.reads, self._configuration)
            self._changed()

    def other_profile(self) -> None:
        """Take it for the next of the families it may be of: vendors give one number to many."""
        matches = self.newcomer.matches
        self.newcomer = msgspec.structs.replace(self.newcomer, matches=(*matches[1:], *matches[:1]))
        self._learnt = learnt(self.reads, self._configuration)
        self._changed()

    def rename(self, name: str) -> None:
        """Give the device another name."""
        self._name = name

    def skip(self) -> None:
        """Do without the code that is wanted: a laser gun does not read all."""
        if self.wanted is not None:
            self._skipped.add(self.wanted.id)
            self._changed()

    def lesson(self) -> Lesson:
        """What was learnt up to now."""
        result = self._learnt
        match, trial = self._match, self.trial
        if match is not None:
            options = {**trial.options, **_differences(self._configuration, result.configuration)}
            return Lesson(
                device=msgspec.structs.replace(trial, options=options),
                configuration=result.configuration,
                findings=result.findings,
            )
        family = _family(self.newcomer)
        device = msgspec.structs.replace(trial, profile=f"{family}/1")
        draft = _draft(family, self.newcomer, result.configuration)
        return Lesson(
            device=device, configuration=result.configuration, findings=result.findings, draft=draft
        )

    def set_up(self, journal: Journal, person: str, keep: Callable[[str, str], None]) -> Future[Kept]:
        """Use the device from now on; `keep` takes family and text of a draft profile before the entry that names it."""
        lesson = self.lesson()
        if lesson.draft:
            keep(_family(self.newcomer), lesson.draft)
        return journal.append(NewEntry(actor=person, body=DeviceSetUp(device=lesson.device)))

    @property
    def _match(self) -> Match | None:
        return self.newcomer.matches[0] if self.newcomer.matches else None

    @property
    def _configuration(self) -> DeviceConfig:
        driver, match = self.newcomer.attached.driver, self._match
        if match is None:
            return DeviceConfig(name=self._name, driver=driver, framing=usual_framing(driver))
        return settings_of(match.interface, name=self._name, driver=driver, profile=match.profile.id)


def _wanted(device: Device) -> dict[str, str]:
    """The udev properties of a configured device; its driver is no property, so a gun in another mode is new."""
    return DeviceConfig(name=device.name, driver=device.driver, address=device.address).udev_properties


def _address(one: Attached, attached: Sequence[Attached]) -> str:
    """The fewest properties that only this one has of all that are plugged in for its driver."""
    properties, chosen = one.properties, dict[str, str]()
    for name in (*_NUMBERS, *_TELLING_APART):
        if name in properties and (name in _NUMBERS or not chosen or not _is_alone(chosen, one, attached)):
            chosen[name] = properties[name]
    return "udev:" + ";".join(f"{name}={value}" for name, value in chosen.items())


def _is_alone(chosen: dict[str, str], one: Attached, attached: Sequence[Attached]) -> bool:
    return not any(
        chosen.items() <= other.properties.items()
        for other in attached
        if other.driver == one.driver and other.node != one.node
    )


def _settings(configuration: DeviceConfig) -> dict[str, str | int]:
    framing = configuration.framing
    return {
        "terminators": framing.terminators,
        "stx_etx": int(framing.stx_etx),
        "layout": configuration.layout,
        "code_ids": configuration.code_ids.value,
    }


def _differences(before: DeviceConfig, after: DeviceConfig) -> dict[str, str | int]:
    said = _settings(before)
    return {name: value for name, value in _settings(after).items() if value != said[name]}


def _family(newcomer: Newcomer) -> str:
    """A name that no known family has, nor any other draft: those with these numbers and this driver would match."""
    attached = newcomer.attached
    label = re.sub(r"[^a-z0-9]+", "-", newcomer.label.lower())[:_LONGEST_LABEL]
    words = ("learnt", label, *(attached.properties.get(name, "") for name in _NUMBERS), attached.driver)
    return "-".join(word for word in re.split(r"[^a-z0-9]+", "-".join(words).lower()) if word)


def _quoted(text: str) -> str:
    """A basic string of TOML; what is not printable, and bytes that are no text, escaped or replaced."""
    written = text.encode(errors="replace").decode()
    escaped = (
        sign if sign.isprintable() and sign not in '"\\' else f"\\U{ord(sign):08x}" for sign in written
    )
    return f'"{"".join(escaped)}"'


def _draft(family: str, newcomer: Newcomer, configuration: DeviceConfig) -> str:
    properties, framing = newcomer.attached.properties, configuration.framing
    learnt_here = '{ source = "learnt at a station from test codes", confidence = "high" }'
    numbers = ", ".join(f"{name} = {_quoted(properties[name])}" for name in _NUMBERS if name in properties)
    stated = {
        "match": f"[{{ {numbers} }}]" if numbers else "",
        "framing": f"{{ terminators = {_quoted(framing.terminators)}, stx_etx = {str(framing.stx_etx).lower()}, gap_ms = {framing.gap_ms} }}",
        "layout": _quoted(configuration.layout) if configuration.driver == "keyboard" else "",
        "code_ids": _quoted(configuration.code_ids.value),
    }
    lines = [
        f"schema = {SCHEMA}",
        f"family = {_quoted(family)}",
        "version = 1",
        f"vendor = {_quoted(properties.get('ID_VENDOR') or '?')}",
        f"models = [{_quoted(properties.get('ID_MODEL') or newcomer.label)}]",
        'kind = "handheld"',
        "",
        "[[interfaces]]",
        f'name = "{_CONNECTIONS[configuration.driver]}"',
        f'connection = "{_CONNECTIONS[configuration.driver]}"',
        *(f"{name} = {value}" for name, value in stated.items() if value),
        "",
        "[interfaces.evidence]",
        *(f"{name} = {learnt_here}" for name, value in stated.items() if value),
    ]
    return "\n".join(lines) + "\n"
