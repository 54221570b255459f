"""Statements on what was last seen of stations, and on their one-time enrolment codes."""

import msgspec
from sqlalchemy import Connection, case, insert, select, update
from sqlalchemy.dialects import sqlite

from central.store.tables import enrolment_codes, sightings


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """What a writer said of itself when last heard; `offset_ms` is central's wall clock less the station's."""

    writer: str
    seen_ms: int
    backlog: int
    oldest: str | None
    offset_ms: int
    boot: str


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """A one-time code, known by its hash only; `writer` used it."""

    code: bytes
    station: str
    expires_ms: int
    writer: str | None = None


def put(connection: Connection, seen: Sighting) -> None:
    """Keep the newest sighting of a writer."""
    row = msgspec.structs.asdict(seen)
    connection.execute(
        sqlite.insert(sightings).values(row).on_conflict_do_update(index_elements=["writer"], set_=row)
    )


def touch(connection: Connection, writer: str, seen_ms: int) -> None:
    """The writer was heard again."""
    connection.execute(update(sightings).where(sightings.c.writer == writer).values(seen_ms=seen_ms))


def arrived(connection: Connection, writer: str, entries: int, seen_ms: int) -> None:
    """So many entries came in: the writer holds back fewer than it last said."""
    left = sightings.c.backlog - entries
    connection.execute(
        update(sightings)
        .where(sightings.c.writer == writer)
        .values(
            seen_ms=seen_ms,
            backlog=case((left > 0, left), else_=0),
            oldest=case((left > 0, sightings.c.oldest), else_=None),
        )
    )


def everything(connection: Connection) -> dict[str, Sighting]:
    """All sightings by writer."""
    return {
        row.writer: Sighting(
            writer=row.writer,
            seen_ms=row.seen_ms,
            backlog=row.backlog,
            oldest=row.oldest,
            offset_ms=row.offset_ms,
            boot=row.boot,
        )
        for row in connection.execute(select(sightings))
    }


def add_code(connection: Connection, new: Code) -> None:
    """Keep a code's hash."""
    connection.execute(insert(enrolment_codes).values(msgspec.structs.asdict(new)))


def code(connection: Connection, hashed: bytes) -> Code | None:
    """A code by its hash."""
    row = connection.execute(select(enrolment_codes).where(enrolment_codes.c.code == hashed)).first()
    if row is None:
        return None
    return Code(code=row.code, station=row.station, expires_ms=row.expires_ms, writer=row.writer)


def use_code(connection: Connection, hashed: bytes, writer: str) -> None:
    """The code is used up, by this writer."""
    connection.execute(update(enrolment_codes).where(enrolment_codes.c.code == hashed).values(writer=writer))
