"""What the technician's commands work with, put together without a screen."""

import random
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

from station.bootstrap.profiles import ProfilesOf
from station.claim import claimed
from station.drivers.registry import create_reader
from station.drivers.udev import attached
from station.drivers.waiting import Surroundings
from station.journal.file import JournalFile
from station.ports import Attached, Reader
from station.problems import Problem
from station.profiles.configuration import configuration
from station.profiles.device import ConfigurationError, DeviceConfig
from station.profiles.profile import Profile
from station.replica.reader import ReplicaReader
from station.settings import Home, MembershipFile
from station.system import SystemClock, SystemIds
from station.workflows.knowledge import Knowledge
from traceability.entries import Whereabouts
from traceability.language import Text
from traceability.records import Device

_SCREEN_IS_OPEN = Text(
    "本站界面开着，设备在它手里；请在界面的“设备”里做，或先关掉界面。",
    "This station's screen is open and holds the devices; do it there under Devices, or close it first.",
)
_NOT_WRITABLE = Text(
    "数据目录 {path} 不能写：{detail}；请检查硬盘和权限。",
    "The data folder {path} can't be written: {detail}; check the disk and its permissions.",
)
_SETTINGS = Text("设备设置不能用：{detail}", "The device's settings can't be used: {detail}")


class DeviceTools:
    """The station's devices, journal and profiles. Questions raise JournalUnavailable."""

    def __init__(self, home: Home, journal: JournalFile, knowledge: Knowledge) -> None:
        self.journal = journal
        self.clock = SystemClock()
        self._home = home
        self._knowledge = knowledge
        self._profiles = ProfilesOf(home, knowledge.given_profiles, knowledge.given_families)

    def devices(self) -> tuple[Device, ...]:
        """The station's devices."""
        return self._knowledge.devices()

    def attached(self) -> tuple[Attached, ...]:
        """What is plugged in that may be a reading device."""
        return attached()

    def profile(self, device: Device) -> Profile | None:
        """The profile a device is read by."""
        return self._profiles.of(device)

    def profiles(self) -> tuple[Profile, ...]:
        """The profile that holds for each family."""
        return self._profiles.all()

    def keep_profile(self, family: str, content: str) -> None:
        """Put a profile into the station's own folder. Raises Problem."""
        try:
            self._profiles.keep(family, content)
        except OSError as error:
            raise _not_writable(self._home, error) from error

    def configuration(self, device: Device) -> DeviceConfig:
        """How a device is read. Raises Problem."""
        try:
            return configuration(device, self.profile(device))
        except ConfigurationError as error:
            raise Problem(_SETTINGS, {"detail": str(error)}) from error

    def reader(self, device: Device) -> Reader:
        """A device's reader, not started yet. Raises Problem."""
        configured = self.configuration(device)
        try:
            return create_reader(configured, Surroundings(random.SystemRandom().random))
        except ConfigurationError as error:
            raise Problem(_SETTINGS, {"detail": str(error)}) from error


@contextmanager
def device_tools(home: Home, *, reading: bool) -> Iterator[DeviceTools]:
    """The tools over a station's files; for `reading`, only while no screen holds the devices.

    Raises Problem and JournalUnavailable where the station's files can't be used.
    """
    with ExitStack() as opened:
        try:
            claim = claimed(home.screen_claim) if reading else None
        except OSError as error:
            raise _not_writable(home, error) from error
        if claim is not None:
            opened.enter_context(claim)
        elif reading:
            raise Problem(_SCREEN_IS_OPEN, {})
        membership = MembershipFile(home.enrolment).membership()
        clock = SystemClock()
        replica = opened.enter_context(closing(ReplicaReader(home.replica)))

        def whereabouts() -> Whereabouts:
            station = knowledge.station()
            return Whereabouts(station.plant, station.place) if station else Whereabouts("", "")

        journal = opened.enter_context(closing(JournalFile(home.journal, clock, SystemIds(), whereabouts)))
        knowledge = Knowledge(journal, replica, clock, lambda: membership.station if membership else "")
        yield DeviceTools(home, journal, knowledge)


def _not_writable(home: Home, error: OSError) -> Problem:
    return Problem(_NOT_WRITABLE, {"path": str(home.folder), "detail": error.strerror or str(error)})
