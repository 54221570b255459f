"""Which profiles a station knows, and whose word holds where several tell of one family."""

from collections.abc import Mapping
from enum import Enum

import msgspec

from station.profiles.profile import Profile


class Origin(Enum):
    """Where a profile comes from, the strongest first."""

    STATION = "station"
    """The station's own folder."""
    CENTRAL = "central"
    """A version central released for this station."""
    PACKAGE = "package"
    """What this program brought along."""


class Shelf(msgspec.Struct, frozen=True, kw_only=True):
    """The profiles of each origin by family."""

    station: Mapping[str, Profile] = {}
    central: Mapping[str, Profile] = {}
    package: Mapping[str, Profile] = {}

    def chosen(self, family: str) -> Profile | None:
        """The profile that holds for a family."""
        origin = self.origin(family)
        return self._of(origin)[family] if origin else None

    def origin(self, family: str) -> Origin | None:
        """Where the profile that holds comes from."""
        return next((origin for origin in Origin if family in self._of(origin)), None)

    def all(self) -> tuple[Profile, ...]:
        """The profile that holds for each family, by name."""
        holding = {**self.package, **self.central, **self.station}
        return tuple(holding[family] for family in sorted(holding))

    def _of(self, origin: Origin) -> Mapping[str, Profile]:
        by_origin: dict[Origin, Mapping[str, Profile]] = {
            Origin.STATION: self.station,
            Origin.CENTRAL: self.central,
            Origin.PACKAGE: self.package,
        }
        return by_origin[origin]
