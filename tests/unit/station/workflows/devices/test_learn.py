"""A device nobody knows is set up from reads of test codes: framing, identifiers, keyboard country, profile or draft."""

from itertools import count
from typing import TYPE_CHECKING

import pytest

from station.ports import Attached, Chunk
from station.profiles.configuration import configuration
from station.profiles.device import DeviceConfig
from station.profiles.doctor.damage import Planted, damaged
from station.profiles.doctor.diagnosis import diagnose
from station.profiles.doctor.test_codes import CHARACTERS_CODE, ELEMENTS_CODE, TEST_CODES
from station.profiles.faults import Fault
from station.profiles.framing import Framing
from station.profiles.profile import Profile
from station.profiles.reading.read import read_profile
from station.workflows.devices.doctor import QUIET_NS
from station.workflows.devices.learn import Learning, Newcomer, newcomers
from traceability.codes import CodeIds
from traceability.records import Device

if TYPE_CHECKING:
    from tests.unit.station.workflows.conftest import Stage

PROFILE = """
schema = 1
family = "acme-gun"
version = 4
vendor = "Acme"
models = ["G1"]
kind = "handheld"
[[interfaces]]
name = "usb-serial"
connection = "usb-serial"
match = [{ ID_VENDOR_ID = "0c2e", ID_MODEL_ID = "0901" }]
[interfaces.evidence]
match = { source = "manual p. 1", confidence = "high" }
"""


def _attached(node: str, driver: str = "serial", **properties: str) -> Attached:
    usual = {
        "ID_VENDOR_ID": "0c2e",
        "ID_MODEL_ID": "0901",
        "ID_VENDOR": "Acme",
        "ID_MODEL": "G1",
        "ID_BUS": "usb",
    }
    return Attached(driver=driver, node=node, properties={**usual, **properties})


def _profile() -> Profile:
    profile = read_profile(PROFILE, "acme-gun.toml")
    assert isinstance(profile, Profile)
    return profile


class Wizard:
    """Learns a device that sends as `device` says, read as the wizard's trial says."""

    def __init__(self, newcomer: Newcomer, device: DeviceConfig, *faults: Planted) -> None:
        self.learning = Learning(newcomer, "gun-9", lambda: None)
        self._device = device
        self._faults = faults
        self._starts = count(1)

    def scan_all(self) -> None:
        while code := self.learning.wanted:
            start = next(self._starts) * 10_000_000_000
            for arrival in damaged(self._faults, code, self._device).arrivals:
                self.learning.hear(
                    Chunk(device="gun-9", data=arrival.data, received_ns=start + arrival.at_ns)
                )
            self.learning.look(start + 100 * QUIET_NS)


def test_what_is_configured_is_no_newcomer() -> None:
    first, second = _attached("/dev/ttyACM0", ID_SERIAL="A1"), _attached("/dev/ttyACM1", ID_SERIAL="A2")
    configured = [Device(name="gun-1", driver="serial", address="udev:ID_SERIAL=A1")]
    (found,) = newcomers([first, second], configured, ())
    assert found.attached == second


def test_two_equal_guns_are_told_apart_by_their_ports() -> None:
    guns = [_attached(f"/dev/ttyACM{port}", ID_SERIAL="same", ID_PATH=f"usb-0:{port}") for port in (0, 1)]
    addresses = [each.address for each in newcomers(guns, (), ())]
    assert [address.rsplit(";", 1)[1] for address in addresses] == ["ID_PATH=usb-0:0", "ID_PATH=usb-0:1"]


def test_a_gun_alone_is_known_by_its_numbers_so_that_any_port_will_do() -> None:
    (found,) = newcomers([_attached("/dev/ttyACM0", ID_SERIAL="A1", ID_PATH="usb-0:1")], (), ())
    assert found.address == "udev:ID_VENDOR_ID=0c2e;ID_MODEL_ID=0901"


def test_a_device_without_usb_numbers_is_known_by_its_serial_number() -> None:
    adapter = Attached(
        driver="serial", node="/dev/ttyUSB0", properties={"ID_BUS": "usb", "ID_SERIAL": "FTDI_1"}
    )
    (found,) = newcomers([adapter], (), ())
    assert found.address == "udev:ID_SERIAL=FTDI_1"


def test_a_device_with_a_profile_comes_before_a_keyboard_without() -> None:
    keyboard = _attached("/dev/input/event0", "keyboard", ID_VENDOR_ID="046d")
    gun = _attached("/dev/ttyACM0")
    assert [each.attached for each in newcomers([keyboard, gun], (), [_profile()])] == [gun, keyboard]


def test_a_gun_with_a_profile_is_set_up_with_what_differs_from_it() -> None:
    (newcomer,) = newcomers([_attached("/dev/ttyACM0")], (), [_profile()])
    sends = DeviceConfig(name="x", driver="serial", framing=Framing(terminators="\t"), code_ids=CodeIds.NONE)
    wizard = Wizard(newcomer, sends)
    wizard.scan_all()

    lesson = wizard.learning.lesson()

    assert lesson.draft == ""
    assert lesson.findings == ()
    assert lesson.device.profile == "acme-gun/4"
    learnt = configuration(lesson.device, _profile())
    assert (learnt.framing.terminators, learnt.code_ids) == ("\t", CodeIds.NONE)


@pytest.mark.parametrize(
    "sends",
    [
        DeviceConfig(name="x", driver="serial"),
        DeviceConfig(name="x", driver="serial", framing=Framing(terminators=""), code_ids=CodeIds.NONE),
        DeviceConfig(name="x", driver="serial", framing=Framing(stx_etx=True)),
        DeviceConfig(name="x", driver="serial", code_ids=CodeIds.ZEBRA_SYMBOL),
        DeviceConfig(
            name="x", driver="serial", code_ids=CodeIds.HONEYWELL, framing=Framing(terminators="\t")
        ),
    ],
    ids=str,
)
def test_a_draft_profile_reads_an_unknown_gun_right(sends: DeviceConfig) -> None:
    wizard = Wizard(newcomers([_attached("/dev/ttyACM0")], (), ())[0], sends)
    wizard.scan_all()
    lesson = wizard.learning.lesson()

    profile = read_profile(lesson.draft, f"{lesson.device.profile.partition('/')[0]}.toml")

    assert isinstance(profile, Profile), profile
    learnt = configuration(lesson.device, profile)
    for code in TEST_CODES:
        assert diagnose(code, damaged((), code, sends), learnt) == ()


@pytest.mark.parametrize(
    "properties",
    [
        {"ID_VENDOR": "", "ID_MODEL": ""},
        {"ID_VENDOR": 'A"\\\x7f', "ID_MODEL": "扫描枪😀\n"},
        {"ID_VENDOR": "A" * 200, "ID_MODEL": "\udcff" * 3},
    ],
)
def test_whatever_a_gun_calls_itself_its_draft_is_a_profile(properties: dict[str, str]) -> None:
    wizard = Wizard(
        newcomers([_attached("/dev/ttyACM0", **properties)], (), ())[0],
        DeviceConfig(name="x", driver="serial"),
    )
    wizard.scan_all()
    lesson = wizard.learning.lesson()
    profile = read_profile(lesson.draft, f"{lesson.device.profile.partition('/')[0]}.toml")
    assert isinstance(profile, Profile), profile


def test_no_draft_takes_the_place_of_another_gun_or_family() -> None:
    """Two guns of one name, one gun in two modes: each has its own profile, and none is a packaged family's."""
    same = {"ID_VENDOR": "Tera", "ID_MODEL": ""}
    guns = (
        _attached("/dev/ttyACM0", **same),
        _attached("/dev/ttyACM1", **same, ID_MODEL_ID="0902"),
        _attached("/dev/input/event3", "keyboard", **same),
    )
    families = set()
    for gun in guns:
        lesson = Learning(newcomers([gun], (), ())[0], "gun-9", lambda: None).lesson()
        families.add(lesson.device.profile)
    assert len(families) == 3
    assert all(family.startswith("learnt-tera-") for family in families)


def test_the_keyboard_country_of_an_unknown_gun_is_learnt() -> None:
    (newcomer,) = newcomers([_attached("/dev/input/event3", "keyboard")], (), ())
    sends = DeviceConfig(name="x", driver="keyboard")
    wizard = Wizard(newcomer, sends, Planted(Fault.LAYOUT_WRONG, detail="de"))
    wizard.scan_all()
    lesson = wizard.learning.lesson()
    profile = read_profile(lesson.draft, f"{lesson.device.profile.partition('/')[0]}.toml")
    assert isinstance(profile, Profile), profile
    assert configuration(lesson.device, profile).layout == "de"
    assert lesson.findings == ()


def test_a_fault_is_not_learnt_but_told() -> None:
    (newcomer,) = newcomers([_attached("/dev/ttyACM0")], (), ())
    wizard = Wizard(newcomer, DeviceConfig(name="x", driver="serial"), Planted(Fault.SEPARATOR_LOST))
    wizard.scan_all()
    assert {finding.fault for finding in wizard.learning.lesson().findings} == {Fault.SEPARATOR_LOST}


def test_a_code_that_can_not_be_read_is_skipped() -> None:
    (newcomer,) = newcomers([_attached("/dev/ttyACM0")], (), ())
    learning = Learning(newcomer, "gun-9", lambda: None)
    assert learning.wanted is ELEMENTS_CODE
    learning.skip()
    assert learning.wanted is CHARACTERS_CODE
    for _ in range(2):
        learning.skip()
    assert learning.wanted is None


def test_setting_up_keeps_the_draft_before_the_entry_and_the_station_has_the_device(stage: "Stage") -> None:
    (newcomer,) = newcomers([_attached("/dev/ttyACM0")], (), ())
    wizard = Wizard(newcomer, DeviceConfig(name="x", driver="serial"))
    wizard.scan_all()
    kept: list[tuple[str, int]] = []

    def keep(family: str, _text: str) -> None:
        kept.append((family, stage.journal.head()))

    wizard.learning.set_up(stage.journal, "p1", keep).result(5)

    assert kept == [("learnt-acme-g1-0c2e-0901-serial", 0)]
    assert [device.name for device in stage.knowledge.devices()] == ["gun-9"]


def test_a_device_set_up_here_takes_the_place_of_centrals_of_that_name(stage: "Stage") -> None:
    assert stage.knowledge.devices() == ()
    for address in ("udev:ID_SERIAL=old", "udev:ID_SERIAL=new"):
        newcomer = Newcomer(attached=_attached("/dev/ttyACM0"), address=address)
        Learning(newcomer, "gun-9", lambda: None).set_up(stage.journal, "p1", lambda *_: None).result(5)
    (device,) = stage.knowledge.devices()
    assert device.address == "udev:ID_SERIAL=new"
