"""What a driver needs to know of a device: its profile's settings, and its own options over them."""

from difflib import get_close_matches
from typing import Final

import msgspec

from station.profiles.commands.table import COMMANDS
from station.profiles.device import (
    ConfigurationError,
    DeviceConfig,
    LineSettings,
    configuration_of,
    usual_framing,
)
from station.profiles.limits import Limits
from station.profiles.profile import Interface, Profile
from traceability.codes.code_ids import CodeIds
from traceability.records import Device

_STAND_INS: Final = frozenset({"simulated", "replay"})
"""Drivers that play any device."""


def configuration(device: Device, profile: Profile | None) -> DeviceConfig:
    """A device's configuration by its profile and its options, which win.

    The option `interface` names the profile's interface where several fit. Raises ConfigurationError with every
    mistake of the options, where the profile knows no interface the device's driver reads, and where the device names
    a profile that is not there: read otherwise, its codes could become others.
    """
    if profile is None:
        if device.profile:
            raise ConfigurationError(f"device {device.name!r}: profile {device.profile!r} is not known here")
        return configuration_of(device)
    interface = _interface(device, profile)
    options = {name: value for name, value in device.options.items() if name != "interface"}
    return configuration_of(
        msgspec.structs.replace(device, options=options),
        settings_of(interface, name=device.name, driver=device.driver, profile=profile.id),
    )


def settings_of(interface: Interface, *, name: str, driver: str, profile: str) -> DeviceConfig:
    """What an interface says, and what is usual where it says nothing, for a device without an address."""
    return DeviceConfig(
        name=name,
        driver=driver,
        line=interface.line or LineSettings(),
        framing=interface.framing or usual_framing(driver),
        layout=interface.layout or "us",
        no_read_words=interface.no_read_words,
        code_ids=interface.code_ids or CodeIds.AIM,
        profile=profile,
        feedback=feedback_of(interface),
        limits=interface.limits or Limits(),
    )


def feedback_of(interface: Interface) -> dict[str, bytes]:
    """The bytes for each value of `Feedback`: the interface's own, else those of its command language."""
    said = COMMANDS[interface.dialect].feedback() if interface.dialect else {}
    return said | {value: written.encode("latin-1") for value, written in interface.feedback.items()}


def _interface(device: Device, profile: Profile) -> Interface:
    named = device.options.get("interface")
    if named is not None:
        interface = profile.interface(str(named))
        if interface is None:
            names = [each.name for each in profile.interfaces]
            near = get_close_matches(str(named), names, n=1) or names
            raise ConfigurationError(
                f"device {device.name!r}: profile {profile.id} has no interface {named!r}; "
                f"did you mean {', '.join(near)}?"
            )
        return interface
    for interface in profile.interfaces:
        if interface.driver == device.driver or (interface.driver and device.driver in _STAND_INS):
            return interface
    raise ConfigurationError(
        f"device {device.name!r}: profile {profile.id} knows no device read by {device.driver!r}"
    )
