"""What the technician's screens work with."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from station.ports import Attached, Reader, RefusedProfile, Reports
from station.workflows.devices.last_reads import LastReads
from station.workflows.devices.readers import Readers
from traceability.records import Device

if TYPE_CHECKING:
    from station.profiles.profile import Profile


class DeviceMeans(msgspec.Struct, frozen=True, kw_only=True):
    """The devices and what is known of them.

    Attributes:
        readers: the devices in use.
        reads: what each sent last.
        reports: keeps an exported report.
        profile: the scanner profile a device is read by; None where it has none.
        refused: what central released for a device and can't be used.
        profiles: all there are.
        keep_profile: puts a profile, family and TOML text, into the station's own. Raises OSError.
        attached: what is plugged in that may be a reading device.
        build: makes a device's reader. Raises ConfigurationError.
    """

    readers: Readers
    reads: LastReads
    reports: Reports
    profile: "Callable[[Device], Profile | None]"
    refused: Callable[[Device], RefusedProfile | None]
    profiles: "Callable[[], tuple[Profile, ...]]"
    keep_profile: Callable[[str, str], None]
    attached: Callable[[], tuple[Attached, ...]]
    build: Callable[[Device], Reader]
