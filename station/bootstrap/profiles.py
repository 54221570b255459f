"""Which scanner profile a device of this station is read by."""

import os
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from station.ports import RefusedProfile
from station.settings import Home
from traceability.language import Language
from traceability.records import PROFILE_FAMILY, Device, ProfileRelease

if TYPE_CHECKING:
    from station.profiles.profile import Profile


class _Holding(msgspec.Struct, frozen=True):
    edition: Hashable
    profile: "Profile | None"
    refused: RefusedProfile | None = None


class ProfilesOf:
    """The `Profiles` of a station, each read when it is first asked for, and anew when its source changed."""

    def __init__(
        self,
        home: Home,
        given: Callable[[str], tuple[ProfileRelease, ...]],
        families: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        """Take where profiles come from.

        Args:
            home: the station's folders.
            given: what central released for this station by family: the one to use, the one before.
            families: the families central released one of for this station.
        """
        self._folder = home.profiles
        self._given = given
        self._families = families
        self._holding: dict[str, _Holding] = {}

    def of(self, device: Device) -> "Profile | None":
        """The profile of a device: the station's own file of the family, else central's, else the packaged one."""
        family = _family(device)
        return self._held(family).profile if family else None

    def refused(self, device: Device) -> RefusedProfile | None:
        """What was meant for this device and can't be used: the station's own file, or central's release."""
        family = _family(device)
        return self._held(family).refused if family else None

    def all(self) -> "tuple[Profile, ...]":
        """The profile that holds for each family there is one of: here, from central, or packaged."""
        from station.profile_files import PACKAGED, read_folder  # noqa: PLC0415 -- loads slowly, needed late

        own, packaged = read_folder(self._folder).profiles, read_folder(PACKAGED).profiles
        holding = (self._held(family).profile for family in sorted({*own, *packaged, *self._families()}))
        return tuple(profile for profile in holding if profile is not None)

    def keep(self, family: str, content: str) -> None:
        """Put a profile into the station's own folder, one step back kept. Raises OSError."""
        from station.profile_deployment import deploy  # noqa: PLC0415 -- as above

        deploy(self._folder, family, content)

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

        read = read_folder(self._folder, family)
        own = read.profiles.get(family)
        released, refused = self._released(family)
        if read.mistakes:
            reason = "; ".join(mistake.sentence(Language.ENGLISH) for mistake in read.mistakes)
            refused = RefusedProfile(f"{family}.toml", reason)
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
    """The family of a device's profile; empty where it names none, so that no other file is looked for."""
    family = device.profile.partition("/")[0]
    return family if PROFILE_FAMILY.fullmatch(family) else ""


def _state_of(file: Path) -> tuple[int, ...]:
    try:
        found = os.stat(file)  # noqa: PTH116 -- asked each second for each device
    except OSError:
        return ()
    return (found.st_ino, found.st_mtime_ns, found.st_size)
