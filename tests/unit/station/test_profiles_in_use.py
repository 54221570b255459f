"""Devices are read by their profiles: the station's own file first, then what the program brought along."""

from pathlib import Path

import pytest

from station.bootstrap.profiles import ProfilesOf
from station.bootstrap.screen import _reader
from station.profile_files import PACKAGED
from station.profiles.device import ConfigurationError
from station.settings import Home
from traceability.records import Device

_DEVICE = Device(
    name="fixed-1", driver="simulated", address="", profile="keyence-sr", options={"interface": "tcp"}
)


def test_a_device_is_read_by_the_profile_its_record_names(tmp_path: Path) -> None:
    configured = _reader(ProfilesOf(Home(tmp_path)), _DEVICE).configuration
    assert configured.profile == "keyence-sr/1"
    assert configured.no_read_words == ("ERROR",)


def test_the_stations_own_profile_wins(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.profiles.mkdir()
    own = (PACKAGED / "keyence-sr.toml").read_text(encoding="utf-8")
    own = own.replace("version = 1", "version = 8").replace('["ERROR"]', '["NG"]')
    (home.profiles / "keyence-sr.toml").write_text(own, encoding="utf-8")
    configured = _reader(ProfilesOf(home), _DEVICE).configuration
    assert (configured.profile, configured.no_read_words) == ("keyence-sr/8", ("NG",))


def test_a_device_without_a_profile_is_read_by_its_options(tmp_path: Path) -> None:
    device = Device(name="gun-1", driver="simulated", address="", options={"gap_ms": 30})
    assert _reader(ProfilesOf(Home(tmp_path)), device).configuration.framing.gap_ms == 30


def test_a_profile_nobody_has_is_no_reason_to_guess(tmp_path: Path) -> None:
    device = Device(name="gun-1", driver="simulated", address="", profile="acme")
    with pytest.raises(ConfigurationError, match="'acme' is not known here"):
        _reader(ProfilesOf(Home(tmp_path)), device)
