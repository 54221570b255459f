"""The cards of the reading devices: what each is, how it is attached, how it is."""

from station.ports import DeviceReport, DeviceState
from station.profiles.profile import Profile
from station.ui.translations import Wording
from station.ui.viewmodels.standing import Standing
from station.ui.views.devices import DeviceLine, Examined
from station.ui.views.entry import Mark
from station.ui.views.work import Fact
from traceability.records import Device

WRONG = Mark("warn", "warntext")
_MARKS = {
    DeviceState.READY: Mark("check", "oktext"),
    DeviceState.CONNECTING: Mark("sync"),
    DeviceState.STOPPED: Mark("minus"),
    DeviceState.ABSENT: Mark("plug-off", "warntext"),
    DeviceState.FAULTY: WRONG,
}
_ICONS = {"camera": "camera", "tcp": "scan"}
_FACTS = 2
_USB = ("udev:", "/dev/serial/by-id/usb", "/dev/input/by-id/usb", "/dev/ttyACM")


def report_of(device: str, standing: Standing) -> DeviceReport:
    """How a device is; one that has not reported yet is connecting."""
    return standing.devices.reports.get(device, DeviceReport(device=device, state=DeviceState.CONNECTING))


def icon_of(device: Device) -> str:
    """The icon of what kind of device it is."""
    return _ICONS.get(device.driver, "gun")


def connection_of(device: Device, words: Wording) -> str:
    """How a device is attached, in a word or two; the driver's name where we have no word for it."""
    say = words.say
    match device.driver:
        case "serial":
            return say("connection.usb-serial" if device.address.startswith(_USB) else "connection.serial")
        case "keyboard":
            return say("connection.keyboard")
        case "tcp":
            return say("connection.tcp")
        case "camera":
            return say("connection.camera")
        case "simulated":
            return say("connection.simulated")
        case _:
            return device.driver


def line_of(device: Device, standing: Standing, words: Wording, *, selected: bool) -> DeviceLine:
    """A device's card."""
    report = report_of(device.name, standing)
    wrong = report.cause is not None
    return DeviceLine(
        id=device.name,
        icon=icon_of(device),
        name=device.name,
        connection=connection_of(device, words),
        mark=Mark("warn", "warntext")
        if wrong and report.state is DeviceState.READY
        else _MARKS[report.state],
        word=standing.device_word(report),
        selected=selected,
    )


def profile_card(profile: Profile, words: Wording) -> Examined:
    """What a profile knows of its devices."""
    say = words.say
    facts = [
        Fact(say("devices.models"), f"{profile.vendor} {', '.join(profile.models)}"),
        *(Fact(say("devices.known"), words.of(fact.about)) for fact in profile.facts[:_FACTS]),
    ]
    settings = "; ".join(dict.fromkeys(cure.setting for cure in profile.cures.values()))
    if settings:
        facts.append(Fact(say("devices.settings"), settings))
    title = say("devices.profile-version", family=profile.family, version=str(profile.version))
    return Examined(role="", icon="note", title=title, facts=tuple(facts))
