"""Statements on the quarantine: logged entries that mean nothing, each with its reason."""

import msgspec
from sqlalchemy import Connection, func, insert, select

from central.store.tables import log, quarantine, writers


def put_in_quarantine(connection: Connection, gsn: int, reason: str, detail: str) -> None:
    """Set an entry apart: it stays in the log and in its chain, and means nothing."""
    connection.execute(insert(quarantine).values(gsn=gsn, reason=reason, detail=detail))


def quarantined(connection: Connection) -> int:
    """How many entries are set apart."""
    return connection.execute(select(func.count()).select_from(quarantine)).scalar_one()


class Poison(msgspec.Struct, frozen=True, kw_only=True):
    """An entry set apart, for the administrator."""

    gsn: int
    writer: str
    station: str | None
    seq: int
    reason: str
    detail: str


def poison(connection: Connection, most: int = 200) -> tuple[Poison, ...]:
    """The newest entries set apart."""
    rows = connection.execute(
        select(
            quarantine,
            log.c.seq,
            writers.c.id.label("writer"),
            writers.c.station,
        )
        .select_from(
            quarantine.join(log, log.c.gsn == quarantine.c.gsn).join(
                writers, writers.c.number == log.c.writer
            )
        )
        .order_by(quarantine.c.gsn.desc())
        .limit(most)
    )
    return tuple(
        Poison(
            gsn=row.gsn,
            writer=row.writer,
            station=row.station,
            seq=row.seq,
            reason=row.reason,
            detail=row.detail,
        )
        for row in rows
    )
