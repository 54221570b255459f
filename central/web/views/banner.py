"""The completeness of an answer, in sentences: what could still change it, or that nothing known could."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from central.web.words import Words
from traceability.genealogy import Completeness, Missing


class Line(msgspec.Struct, frozen=True):
    """One thing that is missing, with its icon."""

    icon: str
    text: str


class Banner(msgspec.Struct, frozen=True, kw_only=True):
    """What stands above every answer."""

    complete: bool
    title: str
    lines: tuple[Line, ...]
    reckoned: str


def banner(
    completeness: Completeness, station_names: Mapping[str, str], now: datetime, words: Words
) -> Banner:
    """The banner for an answer made at `now`; `station_names` by station id."""
    lines = [
        Line("cloud-off", _missing(each, station_names.get(each.station, each.station), now, words))
        for each in completeness.stations
    ]
    if completeness.quarantined:
        lines.append(Line("lock", words("banner.quarantined", count=completeness.quarantined)))
    if completeness.lag:
        lines.append(Line("sync", words("banner.lag", count=completeness.lag)))
    return Banner(
        complete=completeness.is_complete,
        title=words("banner.complete")
        if completeness.is_complete
        else words("banner.open", count=len(lines)),
        lines=tuple(lines) or (Line("read", words("banner.nothing-missing")),),
        reckoned=words("banner.reckoned", time=f"{now:%Y-%m-%d %H:%M:%S}"),
    )


def _missing(missing: Missing, name: str, now: datetime, words: Words) -> str:
    if missing.since is None:
        return words("banner.never", station=name)
    length = words.since(missing.since, now)
    if missing.backlog:
        return words("banner.station-backlog", station=name, length=length, count=missing.backlog)
    return words("banner.station", station=name, length=length)
