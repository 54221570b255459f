"""Which scanner profile a device of this station is read by."""

from typing import TYPE_CHECKING

from station.settings import Home
from traceability.records import Device

if TYPE_CHECKING:
    from station.profiles.profile import Profile


class ProfilesOf:
    """The profiles a station has on disk, each read when it is first asked for."""

    def __init__(self, home: Home) -> None:
        self._folder = home.profiles
        self._read: dict[str, Profile | None] = {}

    def of(self, device: Device) -> "Profile | None":
        """The profile of a device: the station's own file of the family, else the one this program brought along."""
        family = device.profile.split("/")[0]
        if family and family not in self._read:
            from station.profile_files import PACKAGED, read_folder  # noqa: PLC0415 -- loads slowly, needed late

            own, packaged = (read_folder(folder, family).profiles for folder in (self._folder, PACKAGED))
            self._read[family] = own.get(family) or packaged.get(family)
        return self._read.get(family)
