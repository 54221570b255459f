"""How stations are doing: last seen, what they hold back, whose clock is off."""

import datetime as dt

import msgspec

from central.genealogy.completeness import SILENT_MS
from central.ingest.context import Context
from central.store import devices, log, quarantine, sightings
from central.store.records import records
from traceability.records import Station

_TYPED_WITHIN = dt.timedelta(days=6)
"""Before today: a week with it."""


class StationView(msgspec.Struct, frozen=True, kw_only=True):
    """A station as the pages show it.

    Attributes:
        seen_ms: when it was last heard, milliseconds since 1970; None before the first time.
        backlog: entries it held back when last heard, less what came in since; oldest: since when (RFC 3339).
        offset_ms: central's wall clock less the station's.
        entries: how many entries of its newest writer are in the log.
        typed: how many codes its people typed within a week because they could not be read.
        enrolled, silent, forked: has a key at all; was not heard for two minutes; two ids share a slot of a writer.
    """

    station: Station
    enrolled: bool
    seen_ms: int | None = None
    backlog: int = 0
    oldest: str | None = None
    offset_ms: int = 0
    entries: int = 0
    typed: int = 0
    silent: bool = True
    forked: bool = False


class ServerView(msgspec.Struct, frozen=True, kw_only=True):
    """The server itself: entries in the log, entries not projected yet, entries set apart."""

    gsn: int
    lag: int
    quarantined: int


def stations(context: Context) -> tuple[StationView, ...]:
    """All defined stations, by id."""
    now = context.now_ms()
    with context.database.reading() as connection:
        seen = sightings.everything(connection)
        writers = log.all_writers(connection)
        typed = devices.typed_since(connection, f"{context.clock.now() - _TYPED_WITHIN:%Y-%m-%d}")
        views = []
        for station in records(connection, Station):
            own = [writer for writer in writers if writer.station == station.id]
            sighting = seen.get(own[-1].id) if own else None
            views.append(
                StationView(
                    station=station,
                    enrolled=bool(own),
                    seen_ms=sighting.seen_ms if sighting else None,
                    backlog=sighting.backlog if sighting else 0,
                    oldest=sighting.oldest if sighting else None,
                    offset_ms=sighting.offset_ms if sighting else 0,
                    entries=log.last_seq(connection, own[-1].number) if own else 0,
                    typed=typed.get(station.id, 0),
                    silent=sighting is None or now - sighting.seen_ms > SILENT_MS,
                    forked=any(writer.forked for writer in own),
                )
            )
    return tuple(views)


def server(context: Context) -> ServerView:
    """How the server itself is doing."""
    with context.database.reading() as connection:
        head = log.head(connection)
        return ServerView(
            gsn=head.gsn, lag=head.gsn - head.projected, quarantined=quarantine.quarantined(connection)
        )


def set_apart(context: Context) -> tuple[quarantine.Poison, ...]:
    """The newest entries that mean nothing, each with its reason, for the administrator."""
    with context.database.reading() as connection:
        return quarantine.poison(connection)
