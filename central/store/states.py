"""Statements on state records: the newest word on each thing, order, person and master-data record."""

from collections.abc import Collection, Iterable, Iterator

import msgspec
from sqlalchemy import Connection, and_, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from central.store.tables import log_head, state_records

THING = "thing"
ORDER_PROGRESS = "order-progress"
PERSON = "person"

_CHUNK = 500


class State(msgspec.Struct, frozen=True):
    """One state record as of `gsn`; without a body it ended."""

    kind: str
    key: str
    gsn: int
    body: bytes | None


def body(connection: Connection, kind: str, key: str) -> bytes | None:
    """A record's JSON, None for none."""
    return connection.execute(
        select(state_records.c.body).where(state_records.c.kind == kind, state_records.c.key == key)
    ).scalar()


def bodies(connection: Connection, kind: str, keys: Collection[str]) -> dict[str, bytes]:
    """The JSON of those of the records that exist, by key."""
    wanted = list(keys)
    found: dict[str, bytes] = {}
    for start in range(0, len(wanted), _CHUNK):
        rows = connection.execute(
            select(state_records.c.key, state_records.c.body).where(
                state_records.c.kind == kind,
                state_records.c.key.in_(wanted[start : start + _CHUNK]),
                state_records.c.body.is_not(None),
            )
        )
        found.update((row.key, row.body) for row in rows)
    return found


def of_kind(connection: Connection, kind: str) -> tuple[bytes, ...]:
    """The JSON of all records of a kind, by key."""
    rows = connection.execute(
        select(state_records.c.body)
        .where(state_records.c.kind == kind, state_records.c.body.is_not(None))
        .order_by(state_records.c.key)
    )
    return tuple(row.body for row in rows)


def put(connection: Connection, states: Iterable[State]) -> None:
    """Write records over what was there."""
    rows = [msgspec.structs.asdict(state) for state in states]
    if not rows:
        return
    statement = insert(state_records)
    replaced = {"gsn": statement.excluded.gsn, "body": statement.excluded.body}
    connection.execute(statement.on_conflict_do_update(index_elements=["kind", "key"], set_=replaced), rows)


def advance(connection: Connection, before: int, to: int) -> bool:
    """Move the projection on, if it stands where the caller thinks; False when another process moved it."""
    moved = connection.execute(update(log_head).where(log_head.c.projected == before).values(projected=to))
    return moved.rowcount == 1


def following(connection: Connection, gsn: int, most: int) -> tuple[State, ...]:
    """At most `most` records newer than `gsn`, in the order (gsn, kind, key)."""
    rows = connection.execute(
        select(state_records)
        .where(state_records.c.gsn > gsn)
        .order_by(state_records.c.gsn, state_records.c.kind, state_records.c.key)
        .limit(most)
    )
    return tuple(State(row.kind, row.key, row.gsn, row.body) for row in rows)


def at(connection: Connection, gsn: int) -> tuple[State, ...]:
    """All records of exactly `gsn`."""
    rows = connection.execute(
        select(state_records)
        .where(state_records.c.gsn == gsn)
        .order_by(state_records.c.kind, state_records.c.key)
    )
    return tuple(State(row.kind, row.key, row.gsn, row.body) for row in rows)


def everything(connection: Connection, page: int = 1000) -> Iterator[State]:
    """All records by kind and key."""
    kind, key = "", ""
    after = state_records.c
    while True:
        rows = connection.execute(
            select(state_records)
            .where(or_(after.kind > kind, and_(after.kind == kind, after.key > key)))
            .order_by(after.kind, after.key)
            .limit(page)
        ).all()
        yield from (State(row.kind, row.key, row.gsn, row.body) for row in rows)
        if len(rows) < page:
            return
        kind, key = rows[-1].kind, rows[-1].key
