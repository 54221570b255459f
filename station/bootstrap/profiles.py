"""Which scanner profile a device of this station is read by."""

import os
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from station.durable import replace_file
from station.ports import RefusedProfile
from station.settings import Home
from traceability.records import Device, ProfileRelease

if TYPE_CHECKING:
    from station.profiles.profile import Profile


class _Holding(msgspec.Struct, frozen=True):
    edition: Hashable
    profile: "Profile | None"
    refused: RefusedProfile | None = None


class ProfilesOf:
    """The `Profiles` of a station, each read when it is first asked for, and anew when its source changed."""

    def __init__(self, home: Home, given: Callable[[str], tuple[ProfileRelease, ...]]) -> None:
        """Take the station's folder, and what central released for it by family: the one to use, the one before."""
        self._folder = home.profiles
        self._given = given
        self._holding: dict[str, _Holding] = {}

    def of(self, device: Device) -> "Profile | None":
        """The profile of a device: the station's own file of the family, else central's, else the packaged one."""
        family = _family(device)
        return self._held(family).profile if family else None

    def refused(self, device: Device) -> RefusedProfile | None:
        """What central released for this device and can't be used."""
        family = _family(device)
        return self._held(family).refused if family else None

    def all(self) -> "tuple[Profile, ...]":
        """The profile that holds for each family there is a file of, here or packaged."""
        from station.profile_files import PACKAGED, read_folder  # noqa: PLC0415 -- loads slowly, needed late

        families = read_folder(PACKAGED).profiles | read_folder(self._folder).profiles
        holding = (self._held(family).profile for family in sorted(families))
        return tuple(profile for profile in holding if profile is not None)

    def keep(self, family: str, content: str) -> None:
        """Put a profile into the station's own folder. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        replace_file(self._folder / f"{family}.toml", content.encode(), mode=0o644)

    def edition(self, device: Device) -> Hashable:
        """Differs as soon as another profile may hold for the device."""
        family = _family(device)
        if not family:
            return None
        given = tuple(release.id for release in self._given(family))
        return (*_state_of(self._folder / f"{family}.toml"), *given)

    def _held(self, family: str) -> _Holding:
        edition = self.edition(Device(name="", driver="", address="", profile=family))
        held = self._holding.get(family)
        if held is None or held.edition != edition:
            held = self._holding[family] = self._chosen(family, edition)
        return held

    def _chosen(self, family: str, edition: Hashable) -> _Holding:
        from station.profile_files import PACKAGED, read_folder  # noqa: PLC0415 -- loads slowly, needed late

        own = read_folder(self._folder, family).profiles.get(family)
        released, refused = self._released(family)
        packaged = None if own or released else read_folder(PACKAGED, family).profiles.get(family)
        return _Holding(edition, own or released or packaged, refused)

    def _released(self, family: str) -> "tuple[Profile | None, RefusedProfile | None]":
        """The released profile to use, and the one that was to be used where it can't be."""
        from station.profile_deployment import Refusal, reasons, usable  # noqa: PLC0415 -- as above

        refused: RefusedProfile | None = None
        for release in self._given(family):
            found = usable(release.content, f"{family}.toml")
            if not isinstance(found, Refusal):
                return found, refused
            refused = refused or RefusedProfile(release.id, "; ".join(reasons(found)))
        return None, refused


def _family(device: Device) -> str:
    return device.profile.partition("/")[0]


def _state_of(file: Path) -> tuple[int, ...]:
    try:
        found = os.stat(file)  # noqa: PTH116 -- asked each second for each device
    except OSError:
        return ()
    return (found.st_ino, found.st_mtime_ns, found.st_size)
