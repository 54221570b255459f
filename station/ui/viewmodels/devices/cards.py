"""The cards of the reading devices: what each is, how it is attached, how it is."""

from station.ports import DeviceReport, DeviceState
from station.profiles.profile import Profile
from station.ui.translations import Wording
from station.ui.viewmodels.standing import Standing
from station.ui.views.devices import DeviceLine, Examined
from station.ui.views.entry import Mark
from station.ui.views.work import Fact
from station.workflows.devices.health import Health
from station.workflows.devices.suspicion import Suspicion
from traceability.records import Device

_WRONG = Mark("warn", "warntext")
_MARKS = {
    DeviceState.READY: Mark("check", "oktext"),
    DeviceState.CONNECTING: Mark("sync"),
    DeviceState.STOPPED: Mark("minus"),
    DeviceState.ABSENT: Mark("plug-off", "warntext"),
    DeviceState.FAULTY: _WRONG,
}
_ICONS = {"camera": "camera", "tcp": "scan"}
_FACTS, _SETTINGS = 2, 3
_USB = ("udev:", "/dev/serial/by-id/usb", "/dev/input/by-id/usb", "/dev/ttyACM")


def report_of(device: str, standing: Standing) -> DeviceReport:
    """How a device is; one that has not reported yet is connecting."""
    return standing.devices.reports.get(device, DeviceReport(device=device, state=DeviceState.CONNECTING))


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
    """A device's card: its state, and how much it reads where it is well."""
    report = report_of(device.name, standing)
    wrong = report.cause is not None or standing.fault(device.name) is not None
    word = standing.device_word(report)
    return DeviceLine(
        id=device.name,
        icon=_ICONS.get(device.driver, "gun"),
        name=device.name,
        connection=connection_of(device, words),
        mark=_WRONG if wrong and report.state is DeviceState.READY else _MARKS[report.state],
        word=word if wrong else _with_rate(word, standing.devices.health(device.name), words),
        selected=selected,
    )


def device_facts(device: Device, standing: Standing, words: Wording) -> tuple[Fact, ...]:
    """How a device does, how it is attached and read."""
    say, report = words.say, report_of(device.name, standing)
    health = standing.devices.health(device.name)
    hour = say(
        "devices.hour-counts",
        reads=str(health.reads),
        refusals=str(health.refusals),
        incomplete=str(health.incomplete + health.lost),
    )
    facts = [
        Fact(say("devices.hour"), hour),
        Fact(say("devices.attached"), connection_of(device, words)),
        Fact(say("devices.profile"), device.profile or say("devices.no-profile")),
    ]
    if device.address:
        facts.append(Fact(say("devices.address"), device.address, code=True))
    if report.detail:
        facts.append(Fact(say("devices.detail"), report.detail))
    return tuple(facts)


def suspicion_facts(suspicion: Suspicion, words: Wording) -> tuple[Fact, ...]:
    """What makes a device suspected: how often, and the last reading that shows it."""
    say = words.say
    shown = say("devices.suspected", seen=str(suspicion.seen), count=str(suspicion.of))
    return (
        Fact(say("doctor.evidence"), shown),
        Fact(say("devices.latest"), suspicion.evidence[-1], code=True),
    )


def _with_rate(word: str, health: Health, words: Wording) -> str:
    if health.read_rate is not None:
        return words.say("devices.read-rate", state=word, percent=f"{100 * health.read_rate:.1f}")
    return words.say("devices.an-hour", state=word, count=str(health.reads)) if health.reads else word


def profile_card(profile: Profile, words: Wording) -> Examined:
    """What a profile knows of its devices."""
    say = words.say
    facts = [
        Fact(say("devices.models"), f"{profile.vendor} {', '.join(profile.models)}"),
        *(Fact(say("devices.known"), words.of(fact.about)) for fact in profile.facts[:_FACTS]),
    ]
    settings = tuple(dict.fromkeys(cure.setting for cure in profile.cures.values()))
    if settings:
        named = "; ".join(settings[:_SETTINGS])
        more = say("devices.more-settings", settings=named, count=str(len(settings)))
        facts.append(Fact(say("devices.settings"), more if len(settings) > _SETTINGS else named))
    title = say("devices.profile-version", family=profile.family, version=str(profile.version))
    return Examined(role="", icon="note", title=title, facts=tuple(facts))
