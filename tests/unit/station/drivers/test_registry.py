"""Drivers register themselves; wrong configurations are told clearly; libraries are loaded late."""

import subprocess
import sys
from pathlib import Path

import pytest

from station.drivers.registry import Registry, create_reader
from station.drivers.simulated import SimulatedReader
from station.drivers.waiting import Surroundings
from station.profiles.device import ConfigurationError, DeviceConfig

SURROUNDINGS = Surroundings(random=lambda: 0.0)


def test_two_drivers_of_one_name_are_refused() -> None:
    registry = Registry()
    registry.register("gun")(SimulatedReader)
    with pytest.raises(ValueError, match="gun"):
        registry.register("gun")(SimulatedReader)


@pytest.mark.parametrize(
    ("driver", "address", "words"),
    [
        ("seriel", "", "did you mean 'serial'"),
        ("fax", "", "known: .*keyboard, replay, serial, simulated, tcp"),
        ("serial", "socket://1.2.3.4:5", "path or udev"),
        ("keyboard", "gun", "udev"),
        ("tcp", "/dev/serial/by-id/x", "socket://host:port"),
        ("tcp", "socket://host", "socket://host:port"),
        ("tcp", "socket://host:99999", "Port out of range"),
        ("replay", "/nowhere/recording.jsonl", "No such file"),
    ],
)
def test_what_cannot_be_built_is_a_clear_configuration_error(driver: str, address: str, words: str) -> None:
    with pytest.raises(ConfigurationError, match=words) as refused:
        create_reader(DeviceConfig(name="gun-1", driver=driver, address=address), SURROUNDINGS)
    assert "gun-1" in str(refused.value)


def test_building_readers_loads_no_device_library() -> None:
    program = """
import sys
from station.drivers.registry import create_reader
from station.drivers.waiting import Surroundings
from station.profiles.device import DeviceConfig
for driver, address in (("serial", "/x"), ("keyboard", "/x"), ("tcp", "socket://h:1"), ("simulated", "")):
    create_reader(DeviceConfig(name="g", driver=driver, address=address), Surroundings(lambda: 0.0))
print(sorted({"serial", "evdev", "pyudev"} & set(sys.modules)))
"""
    root = Path(__file__).parents[4]
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"
