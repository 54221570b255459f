"""Releasing scanner profiles and giving them to stations: one tries a version before others get it.

Central keeps a profile's text as it is and reads its head only; the station that is given it checks all of it, replays
its recorded scans, and goes on with what it had where that goes wrong.
"""

import re
import tomllib
from collections.abc import Sequence

import msgspec

from central.ingest.context import Context
from central.ingest.records import change
from central.store import devices
from central.store.database import Connection
from central.store.records import newest, records
from traceability.people import SYSTEM
from traceability.records import GivenProfile, ProfileRelease, Station

_FAMILY = re.compile(r"[a-z0-9][a-z0-9-]{0,63}", re.ASCII)
LONGEST = 64 * 1024
"""Characters a profile may have."""


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
    context: Context, family: str, version: int, stations: Sequence[str], by: str = SYSTEM
) -> tuple[Station, ...] | NotReleased:
    """Have these stations use a released version, between two scans; one alone while no station uses it yet."""
    release = f"{family}/{version}"
    with context.writing() as connection:
        if newest(connection, "scanner-profile", release) is None:
            return NotReleased("no-release", release)
        if len(set(stations)) > 1 and not _is_in_use(connection, release):
            return NotReleased("trial-first", release)
        found = [newest(connection, "station", name) for name in stations]
        missing = [
            name for name, station in zip(stations, found, strict=True) if not isinstance(station, Station)
        ]
        if missing or not stations:
            return NotReleased("no-station", ", ".join(missing))
        return tuple(
            _with_version(context, connection, station, family, version, by)
            for station in found
            if isinstance(station, Station)
        )


def step_back(context: Context, family: str, station: str, by: str = SYSTEM) -> Station | NotReleased:
    """Have a station use the version it had before; a second step goes to the station's own profile."""
    with context.writing() as connection:
        found = newest(connection, "station", station)
        if not isinstance(found, Station):
            return NotReleased("no-station", station)
        given = found.profiles.get(family)
        if given is None:
            return NotReleased("no-release", family)
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
    context: Context, connection: Connection, station: Station, family: str, version: int, by: str
) -> Station:
    given = station.profiles.get(family)
    if given is not None and given.version == version:
        return station
    now = GivenProfile(version, given.version if given else 0)
    profiles = {**station.profiles, family: now}
    return change(connection, context.journal, msgspec.structs.replace(station, profiles=profiles), by)


def _is_in_use(connection: Connection, release: str) -> bool:
    return any(
        device.profile == release and device.state == "ready" for device in devices.everything(connection)
    )


def _head_of(content: str) -> str | NotReleased:
    """`FAMILY/VERSION` as the text says."""
    if len(content) > LONGEST:
        return NotReleased("too-long", str(LONGEST))
    try:
        values = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        return NotReleased("no-toml", str(error))
    family, version = values.get("family"), values.get("version")
    if not isinstance(family, str) or not _FAMILY.fullmatch(family):
        return NotReleased("no-family", str(family))
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        return NotReleased("no-version", str(version))
    return f"{family}/{version}"


def _parts(release: str) -> tuple[str, int]:
    family, _, version = release.partition("/")
    return family, int(version)
