"""Scanner profiles as a technician wants to see them: which versions there are, and who has which."""

from collections.abc import Sequence

import msgspec

from central.profiles.release import NotReleased
from central.store.devices import DeviceStanding
from central.web.views.rows import Tag
from central.web.visible import visible
from central.web.words import Words, short_time
from traceability.records import ProfileRelease, Station

_STATES = {
    "ready": ("ok", "check", "profiles.state-ready"),
    "absent": ("warn", "plug-off", "profiles.state-absent"),
    "faulty": ("warn", "warn", "profiles.state-faulty"),
}
_UNHEARD = ("quiet", "minus", "profiles.state-unheard")
_TROUBLE = {
    "no-toml": "profiles.no-toml",
    "no-family": "profiles.no-family",
    "no-version": "profiles.no-version",
    "too-long": "profiles.too-long",
    "version-taken": "profiles.version-taken",
    "no-station": "profiles.no-station",
    "no-release": "profiles.no-release",
    "trial-first": "profiles.trial-first",
}


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A station a version can be given to; `has` it already."""

    id: str
    name: str
    has: bool


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A released version: `users` devices are read by it; untried, it goes to one station only."""

    id: str
    users: str
    trial: Tag
    untried: bool
    choices: tuple[Choice, ...]


class DeviceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A reading device: `given` is the version its station is to use, empty for its own; `family` to step back."""

    station_id: str
    station: str
    device: str
    tag: Tag
    profile: str
    has_profile: bool
    given: str
    family: str
    faults: Tag | None
    at: str


class ProfilesPage(msgspec.Struct, frozen=True, kw_only=True):
    """The whole page's values."""

    versions: tuple[Version, ...]
    devices: tuple[DeviceRow, ...]


def profiles_page(
    released: Sequence[ProfileRelease],
    devices: Sequence[DeviceStanding],
    stations: Sequence[Station],
    words: Words,
) -> ProfilesPage:
    """All released versions, the newest of a family first, and all devices by station."""
    by_id = {station.id: station for station in stations}
    return ProfilesPage(
        versions=tuple(_version(each, devices, stations, words) for each in reversed(released)),
        devices=tuple(_device(each, by_id.get(each.station), words) for each in devices),
    )


def trouble(refused: NotReleased, words: Words) -> str:
    """Why nothing was changed, and the way on."""
    return words(_TROUBLE[refused.why], detail=visible(refused.detail))


def _version(
    release: ProfileRelease, devices: Sequence[DeviceStanding], stations: Sequence[Station], words: Words
) -> Version:
    family, _, number = release.id.partition("/")
    users = [each for each in devices if each.profile == release.id]
    tried = any(each.state == "ready" for each in users)
    given = {
        station.id
        for station in stations
        if (use := station.profiles.get(family)) is not None and use.version == int(number)
    }
    trial = (
        Tag("ok", "check", words("profiles.tried"))
        if tried
        else Tag("quiet", "clock", words("profiles.untried"))
    )
    return Version(
        id=release.id,
        users=words("profiles.users", count=len(users)),
        trial=trial,
        untried=not tried,
        choices=tuple(
            Choice(
                id=station.id, name=visible(station.name.in_language(words.language)), has=station.id in given
            )
            for station in stations
        ),
    )


def _device(device: DeviceStanding, station: Station | None, words: Words) -> DeviceRow:
    family = device.profile.partition("/")[0]
    use = station.profiles.get(family) if station else None
    tone, icon, word = _STATES.get(device.state, _UNHEARD)
    given = f"{family}/{use.version}" if use else ""
    if given and device.refused == given != device.profile:
        tone, icon, word = "refuse", "refuse", "profiles.state-refused"
    return DeviceRow(
        station_id=device.station,
        station=visible(station.name.in_language(words.language)) if station else visible(device.station),
        device=visible(device.device),
        tag=Tag(tone, icon, words(word)),
        profile=visible(device.profile) or words("profiles.no-profile"),
        has_profile=bool(device.profile),
        given=given or words("profiles.own"),
        family=family if use else "",
        faults=Tag("warn", "warn", words("profiles.faults", count=len(device.faults)))
        if device.faults
        else None,
        at=short_time(device.at),
    )
