"""A device's configuration: its profile's settings, its own options over them."""

import msgspec
import pytest

from station.profiles.commands.dialects import Dialect
from station.profiles.configuration import configuration
from station.profiles.device import ConfigurationError, FlowControl, LineSettings, Parity
from station.profiles.framing import Framing
from station.profiles.limits import Limits
from station.profiles.profile import Connection, Interface, Kind, Profile
from traceability.codes.code_ids import CodeIds
from traceability.records import Device

_KEYBOARD = Interface(name="keyboard", connection=Connection.USB_KEYBOARD, layout="de")
_USB = Interface(
    name="usb-serial",
    connection=Connection.USB_SERIAL,
    framing=Framing(terminators="", gap_ms=30),
    code_ids=CodeIds.ZEBRA_SYMBOL,
)
_RS232 = Interface(
    name="rs-232",
    connection=Connection.RS232,
    line=LineSettings(baud_rate=115200, parity=Parity.EVEN, flow_control=FlowControl.RTS_CTS),
    no_read_words=("NoRead",),
    dialect=Dialect.OPTICON,
    feedback={"refused": "\x1b\xff"},
    limits=Limits(read_rate_percent=90),
)
_POS = Interface(name="hid-pos", connection=Connection.USB_HID_POS)
_PROFILE = Profile(
    schema=1,
    family="acme",
    version=2,
    vendor="Acme",
    models=("A1",),
    kind=Kind.HANDHELD,
    interfaces=(_POS, _KEYBOARD, _USB, _RS232),
)


def _device(driver: str = "serial", **options: str | int) -> Device:
    return Device(name="gun-1", driver=driver, address="/dev/serial/by-id/x", options=options, profile="acme")


def test_a_device_is_read_as_its_profile_says() -> None:
    configured = configuration(_device(interface="rs-232"), _PROFILE)
    assert configured.name == "gun-1"
    assert configured.address == "/dev/serial/by-id/x"
    assert configured.profile == "acme/2"
    assert str(configured.line) == "115200 8E1"
    assert configured.line.flow_control is FlowControl.RTS_CTS
    assert configured.no_read_words == ("NoRead",)
    assert configured.framing == Framing()
    assert configured.limits.read_rate_percent == 90


def test_a_device_tells_its_user_in_its_vendors_language_and_its_own_words_win() -> None:
    said = configuration(_device(interface="rs-232"), _PROFILE).feedback
    assert said == {"taken": b"\x1bB\r", "attention": b"\x1bB\r\x1bB\r", "refused": b"\x1b\xff"}


def test_the_devices_own_options_win_one_by_one() -> None:
    own = _device(interface="rs-232", baud_rate=9600, no_read_words="ERROR|NG", code_ids="honeywell")
    configured = configuration(own, _PROFILE)
    assert str(configured.line) == "9600 8E1"
    assert configured.line.flow_control is FlowControl.RTS_CTS
    assert configured.no_read_words == ("ERROR", "NG")
    assert configured.code_ids is CodeIds.HONEYWELL


def test_without_a_name_the_first_interface_the_driver_reads_is_taken() -> None:
    assert configuration(_device(), _PROFILE).framing.ends_by_gap
    assert configuration(_device("keyboard"), _PROFILE).layout == "de"
    assert configuration(_device("simulated"), _PROFILE).layout == "de"


def test_without_a_profile_the_options_alone_say_it() -> None:
    device = msgspec.structs.replace(_device(gap_ms=20), profile="")
    assert configuration(device, None).framing.gap_ms == 20
    assert configuration(device, None).profile == ""


def test_a_device_whose_profile_is_not_there_is_not_read_by_guess() -> None:
    with pytest.raises(ConfigurationError, match="profile 'acme' is not known here"):
        configuration(_device(), None)


@pytest.mark.parametrize(
    ("device", "says"),
    [
        (_device(interface="rs232"), "profile acme/2 has no interface 'rs232'; did you mean rs-232?"),
        (_device("tcp"), "profile acme/2 knows no device read by 'tcp'"),
        (_device(code_ids="zebra"), "known: none, aim, zebra-symbol"),
        (_device(code_id="aim"), "unknown option 'code_id'; did you mean 'code_ids'?"),
    ],
)
def test_what_cannot_be_meant_is_told(device: Device, says: str) -> None:
    with pytest.raises(ConfigurationError, match=r"gun-1") as told:
        configuration(device, _PROFILE)
    assert says in str(told.value)
