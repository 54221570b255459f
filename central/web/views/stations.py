"""The stations as a technician wants to see them: who is away, since when, with how much."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from central.stations.overview import StationView
from central.store.quarantine import Poison
from central.web.views.rows import Tag
from central.web.visible import visible
from central.web.words import Words
from traceability.records import Plant

CLOCK_LIMIT = timedelta(minutes=2)
"""A clock further off than this is trouble (the limit of the synchronisation protocol)."""


class StationRow(msgspec.Struct, frozen=True, kw_only=True):
    """One station in the table; `order` sorts trouble to the top."""

    id: str
    name: str
    where: str
    tag: Tag
    backlog: str
    oldest: str
    seen: str
    offset: str
    offset_is_off: bool
    entries: str
    typed: str
    devices: str
    order: int


class Tile(msgspec.Struct, frozen=True):
    """A count above the table."""

    tone: str
    icon: str
    count: int
    title: str
    note: str


class SetApart(msgspec.Struct, frozen=True, kw_only=True):
    """An entry in quarantine."""

    station: str
    seq: int
    reason: str
    detail: str


class StationsPage(msgspec.Struct, frozen=True, kw_only=True):
    """The whole page's values."""

    tiles: tuple[Tile, ...]
    rows: tuple[StationRow, ...]
    quarantine: tuple[SetApart, ...]


def stations_page(
    stations: Sequence[StationView],
    poison: Sequence[Poison],
    plants: Mapping[str, Plant],
    now: datetime,
    words: Words,
) -> StationsPage:
    """All stations and all entries set apart; `plants` by id."""
    names = {view.station.id: visible(view.station.name.in_language(words.language)) for view in stations}
    rows = [_row(view, plants.get(view.station.plant), now, words) for view in stations]
    return StationsPage(
        tiles=_Tiles(stations, names, now, words).tiles(),
        rows=tuple(sorted(rows, key=lambda row: (row.order, row.name))),
        quarantine=tuple(
            SetApart(
                station=names.get(each.station, each.station) if each.station else words("station.central"),
                seq=each.seq,
                reason=_reason(each.reason, words),
                detail=visible(each.detail),
            )
            for each in poison
        ),
    )


def _row(view: StationView, plant: Plant | None, now: datetime, words: Words) -> StationRow:
    station = view.station
    order, tag = _standing(view, words)
    seen = _seen(view, now)
    return StationRow(
        id=station.id,
        name=visible(station.name.in_language(words.language)),
        where=words(
            "station.where",
            plant=plant.name.in_language(words.language) if plant else visible(station.plant),
            place=visible(station.place),
        ),
        tag=tag,
        backlog=words("station.entries", count=view.backlog) if view.backlog else "0",
        oldest=words("station.oldest", time=words.since(view.oldest, now)) if view.oldest else "",
        seen=words("ago", length=words.duration(seen)) if seen is not None else words("station.not-seen"),
        offset=words("station.offset", seconds=f"{view.offset_ms / 1000:+.1f}") if seen is not None else "",
        offset_is_off=_is_off(view),
        entries=f"{view.entries:,}",
        typed=f"{view.typed:,}",
        devices=words("station.devices", count=len(station.devices)),
        order=order,
    )


def _standing(view: StationView, words: Words) -> tuple[int, Tag]:
    if view.forked:
        return 0, Tag("lead", "conflict", words("station.forked"))
    if not view.enrolled or view.seen_ms is None:
        return 3, Tag("quiet", "plug-off", words("station.new"))
    if view.silent:
        return 1, Tag("offline", "cloud-off", words("station.offline"))
    if _is_off(view):
        length = words.duration(timedelta(milliseconds=abs(view.offset_ms)))
        return 2, Tag("warn", "clock", words("station.clock", length=length))
    if view.backlog:
        return 4, Tag("accent", "cloud-up", words("station.sending"))
    return 5, Tag("ok", "cloud-ok", words("station.synchronised"))


def _reason(reason: str, words: Words) -> str:
    match reason:
        case "no-entry" | "unreadable":
            return words("quarantine.unreadable")
        case "unknown-schema":
            return words("quarantine.newer")
        case "foreign-writer":
            return words("quarantine.foreign")
        case "no-right":
            return words("quarantine.no-right")
        case "wrong-value":
            return words("quarantine.wrong-value")
        case _:
            return visible(reason)


class _Tiles:
    """What stands above the table, over the stations that were heard at all."""

    def __init__(
        self, stations: Sequence[StationView], names: Mapping[str, str], now: datetime, words: Words
    ) -> None:
        known = [view for view in stations if view.seen_ms is not None]
        self.away = [view for view in known if view.silent]
        self.trouble = [view for view in known if not view.silent and (_is_off(view) or view.forked)]
        self.fine = [view for view in known if view not in self.away and view not in self.trouble]
        self.known, self.names, self.now, self.words = known, names, now, words

    def tiles(self) -> tuple[Tile, ...]:
        words = self.words
        backlog = sum(view.backlog for view in self.known)
        return (
            Tile("ok", "cloud-ok", len(self.fine), words("tile.synchronised"), self._slowest()),
            Tile("offline", "cloud-off", len(self.away), words("tile.offline"), self._named(self.away)),
            Tile("warn", "warn", len(self.trouble), words("tile.trouble"), self._named(self.trouble)),
            Tile("offline", "cloud-up", backlog, words("tile.backlog"), self._oldest()),
        )

    def _slowest(self) -> str:
        ages = [age for view in self.fine if (age := _seen(view, self.now)) is not None]
        return (
            self.words("tile.slowest", length=self.words.duration(max(ages)))
            if ages
            else self.words("tile.none")
        )

    def _oldest(self) -> str:
        oldest = [datetime.fromisoformat(view.oldest) for view in self.known if view.oldest]
        if not oldest:
            return self.words("tile.none")
        return self.words("tile.oldest", length=self.words.duration(self.now - min(oldest)))

    def _named(self, stations: Sequence[StationView]) -> str:
        if not stations:
            return self.words("tile.none")
        first = self.names[stations[0].station.id]
        if len(stations) == 1:
            return first
        return self.words("tile.and-others", name=first, count=len(stations) - 1)


def _seen(view: StationView, now: datetime) -> timedelta | None:
    return None if view.seen_ms is None else timedelta(milliseconds=now.timestamp() * 1000 - view.seen_ms)


def _is_off(view: StationView) -> bool:
    return abs(timedelta(milliseconds=view.offset_ms)) > CLOCK_LIMIT
