"""Releasing scanner profiles and giving them to stations: one tries a version before others get it.

Central keeps a profile's text as it is and reads its head only; the station that is given it checks all of it, replays
its recorded scans, and goes on with what it had where that goes wrong.
"""

import tomllib
from collections.abc import Iterator, Sequence

import msgspec

from central.ingest.context import Context
from central.ingest.records import change
from central.store import devices
from central.store.database import Connection
from central.store.records import newest, records
from traceability.people import SYSTEM
from traceability.records import (
    HIGHEST_PROFILE_VERSION,
    LONGEST_PROFILE,
    PROFILE_FAMILY,
    GivenProfile,
    ProfileRelease,
    Station,
)

_MOST_SHOWN = 80


class NotReleased(msgspec.Struct, frozen=True):
    """Nothing was changed; `why` is a stable word, `detail` what it is about.

    `why`: `no-toml`, `no-family`, `no-version`, `too-long`, `version-taken` (released with another text before),
    `no-station`, `no-release`, `trial-first` (no station uses this version yet: give it to one only).
    """

    why: str
    detail: str = ""


def release_profile(context: Context, content: str, by: str = SYSTEM) -> ProfileRelease | NotReleased:
    """Release a version of a profile. A released version never changes: another text needs a higher version."""
    head = _head_of(content)
    if isinstance(head, NotReleased):
        return head
    with context.writing() as connection:
        before = newest(connection, "scanner-profile", head)
        if isinstance(before, ProfileRelease) and before.content != content:
            return NotReleased("version-taken", head)
        return change(connection, context.journal, ProfileRelease(id=head, version=0, content=content), by)


def give_profile(
    context: Context, release: str, stations: Sequence[str], by: str = SYSTEM
) -> tuple[Station, ...] | NotReleased:
    """Have these stations use a released version, `FAMILY/VERSION`, between two scans.

    Until a device is read by it at the station that tries it, it goes to no other.
    """
    with context.writing() as connection:
        if newest(connection, "scanner-profile", release) is None:
            return NotReleased("no-release", _short(release))
        having = {each.id for each in _stations(connection) if _has(each, release)}
        if len(having.union(stations)) > 1 and not _is_in_use(connection, release):
            return NotReleased("trial-first", release)
        found = [newest(connection, "station", name) for name in stations]
        missing = [
            name for name, station in zip(stations, found, strict=True) if not isinstance(station, Station)
        ]
        if missing or not stations:
            return NotReleased("no-station", _short(", ".join(missing)))
        return tuple(
            _with_version(context, connection, station, release, by)
            for station in found
            if isinstance(station, Station)
        )


def step_back(context: Context, family: str, station: str, by: str = SYSTEM) -> Station | NotReleased:
    """Have a station use the version it had before; a second step goes to the station's own profile."""
    with context.writing() as connection:
        found = newest(connection, "station", station)
        if not isinstance(found, Station):
            return NotReleased("no-station", _short(station))
        given = found.profiles.get(family)
        if given is None:
            return NotReleased("no-release", _short(family))
        profiles = {key: each for key, each in found.profiles.items() if key != family}
        if given.before:
            profiles[family] = GivenProfile(given.before)
        return change(connection, context.journal, msgspec.structs.replace(found, profiles=profiles), by)


def releases(context: Context) -> tuple[ProfileRelease, ...]:
    """All released versions, by family and version."""
    with context.database.reading() as connection:
        found = records(connection, ProfileRelease)
    return tuple(sorted(found, key=lambda release: _parts(release.id)))


def usage(context: Context) -> tuple[devices.DeviceStanding, ...]:
    """Every reading device the stations told of, with the profile it is read by."""
    with context.database.reading() as connection:
        return devices.everything(connection)


def _with_version(
    context: Context, connection: Connection, station: Station, release: str, by: str
) -> Station:
    if _has(station, release):
        return station
    family, version = _parts(release)
    given = station.profiles.get(family)
    profiles = {**station.profiles, family: GivenProfile(version, given.version if given else 0)}
    return change(connection, context.journal, msgspec.structs.replace(station, profiles=profiles), by)


def _stations(connection: Connection) -> Iterator[Station]:
    """All stations as they were last stated, projected yet or not."""
    for each in records(connection, Station):
        station = newest(connection, "station", each.id)
        if isinstance(station, Station):
            yield station


def _has(station: Station, release: str) -> bool:
    family, version = _parts(release)
    given = station.profiles.get(family)
    return given is not None and given.version == version


def _is_in_use(connection: Connection, release: str) -> bool:
    return any(
        device.profile == release and device.state == "ready" for device in devices.everything(connection)
    )


def _head_of(content: str) -> str | NotReleased:
    """`FAMILY/VERSION` as the text says."""
    if len(content) > LONGEST_PROFILE:
        return NotReleased("too-long", str(LONGEST_PROFILE))
    try:
        values = tomllib.loads(content)
    except (ValueError, RecursionError) as error:  # also thousands of digits, thousands of brackets
        return NotReleased("no-toml", _short(error))
    family, version = values.get("family"), values.get("version")
    if not isinstance(family, str) or not PROFILE_FAMILY.fullmatch(family):
        return NotReleased("no-family", _short(family))
    if type(version) is not int or not 1 <= version <= HIGHEST_PROFILE_VERSION:
        return NotReleased("no-version", _short(version))
    return f"{family}/{version}"


def _parts(release: str) -> tuple[str, int]:
    family, _, version = release.partition("/")
    return family, int(version)


def _short(value: object) -> str:
    """What somebody sent, to be shown to them."""
    try:
        text = str(value)
    except ValueError:  # a number of thousands of digits
        return "…"
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
