"""A device's record: every mistake at once, nothing guessed."""

import msgspec
import pytest

from station.profiles.device import ConfigurationError, FlowControl, LineSettings, Parity, configuration_of
from station.profiles.device_cause import SENTENCES, DeviceCause
from station.profiles.framing import Check, Framing
from station.profiles.limits import Limits
from traceability.records import Device


def test_a_record_with_flat_options_becomes_a_configuration() -> None:
    record = Device(
        name="gun-1",
        driver="serial",
        address="udev:ID_SERIAL=Zebra_1;ID_USB_INTERFACE_NUM=00",
        options={
            "baud_rate": 115200,
            "data_bits": 7,
            "parity": "S",
            "stop_bits": "1.5",
            "flow_control": "rts-cts",
            "gap_ms": 60,
            "stx_etx": 1,
            "layout": "de",
            "no_read_words": "NoRead|ERROR",
        },
    )
    configuration = configuration_of(record)
    assert configuration.line == LineSettings(
        baud_rate=115200, data_bits=7, parity=Parity.SPACE, stop_bits=1.5, flow_control=FlowControl.RTS_CTS
    )
    assert (configuration.framing.gap_ms, configuration.framing.stx_etx) == (60, True)
    assert (configuration.layout, configuration.no_read_words) == ("de", ("NoRead", "ERROR"))
    assert configuration.udev_properties == {"ID_SERIAL": "Zebra_1", "ID_USB_INTERFACE_NUM": "00"}


def test_all_mistakes_of_a_record_are_told_at_once_with_near_names() -> None:
    record = Device(
        name="gun-1",
        driver="serial",
        address="/dev/ttyUSB0",
        options={"baudrate": 9600, "parity": "X", "gap_ms": 0, "layout": "xx"},
    )
    with pytest.raises(ConfigurationError) as refused:
        configuration_of(record)
    for word in ("gun-1", "'baud_rate'", "'X'", "gap_ms", "'xx'", "/dev/ttyUSB0"):
        assert word in str(refused.value)


@pytest.mark.parametrize("address", ["/dev/ttyACM3", "/dev/input/event5", "/dev/ttyS0"])
def test_a_numbered_node_is_refused(address: str) -> None:
    with pytest.raises(ConfigurationError, match="plugging in"):
        configuration_of(Device(name="gun-1", driver="serial", address=address))


@pytest.mark.parametrize("address", ["udev:", "udev:ID_SERIAL", "udev:ID_SERIAL=;ID_PATH=x"])
def test_udev_properties_need_names_and_values(address: str) -> None:
    with pytest.raises(ConfigurationError, match="PROPERTY=VALUE"):
        configuration_of(Device(name="gun-1", driver="serial", address=address))


@pytest.mark.parametrize("wrong", [{"baud_rate": 0}, {"data_bits": 9}, {"stop_bits": 3}])
def test_settings_no_line_has_are_refused(wrong: dict[str, str | int]) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(wrong))):
        configuration_of(Device(name="gun-1", driver="serial", address="/dev/serial/by-id/x", options=wrong))


def test_a_nameless_device_and_an_empty_no_read_word_are_refused() -> None:
    with pytest.raises(ConfigurationError, match=r"needs a name; a no-read word"):
        configuration_of(Device(name="", driver="simulated", address="", options={"no_read_words": "a||b"}))


def test_settings_read_as_technicians_write_them() -> None:
    assert str(LineSettings(data_bits=7, parity=Parity.EVEN)) == "9600 7E1"


def test_every_cause_has_a_short_sentence_in_both_languages() -> None:
    assert set(SENTENCES) == set(DeviceCause)
    assert all(len(text.zh) <= 16 and len(text.en.split()) <= 8 for text in SENTENCES.values())


def test_check_bytes_and_limits_are_options_like_the_others() -> None:
    device = Device(
        name="gate-1",
        driver="tcp",
        address="listen://:2010",
        options={"stx_etx": 1, "check": "lrc", "silent_minutes": 15, "read_rate_percent": 95},
    )
    configuration = configuration_of(device)
    assert configuration.framing == Framing(stx_etx=True, check=Check.LRC)
    assert configuration.limits == Limits(silent_minutes=15, read_rate_percent=95)
    wrong = msgspec.structs.replace(device, options={"check": "crc", "silent_minuts": 5})
    with pytest.raises(ConfigurationError, match=r"(?s)crc.*silent_minutes"):
        configuration_of(wrong)
