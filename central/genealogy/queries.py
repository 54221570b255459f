"""Links and their ends, read for a generation of things at a time."""

from collections.abc import Collection, Iterator

from sqlalchemy import Connection, FromClause, Row, Select, select

from central.store.edges import numbers
from central.store.tables import links, log, partings, things, writers
from traceability.facts import Link, Moment, Parting, Relation
from traceability.genealogy import Direction, LinksOf, effective
from traceability.quantity import Quantity

_CHUNK = 500


def links_of(connection: Connection) -> LinksOf:
    """The port of `traceability.genealogy.trace` over this connection's snapshot."""

    def of(keys: Collection[str], direction: Direction) -> Iterator[Link]:
        known = sorted(numbers(connection, keys).values())
        for start in range(0, len(known), _CHUNK):
            chunk = known[start : start + _CHUNK]
            ends = [_parting(row) for row in connection.execute(_edges(partings, direction, chunk))]
            begun = [_link(row) for row in connection.execute(_edges(links, direction, chunk))]
            yield from effective(begun, ends)

    return of


def _edges(table: FromClause, direction: Direction, chunk: list[int]) -> Select[tuple[object, ...]]:
    source, target = things.alias("source_thing"), things.alias("target_thing")
    known_end = table.c.target if direction is Direction.BACKWARD else table.c.source
    return (
        select(
            table,
            source.c.key.label("source_key"),
            target.c.key.label("target_key"),
            log.c.id.label("entry"),
            log.c.seq,
            log.c.hlc_ms,
            log.c.hlc_counter,
            writers.c.id.label("writer"),
        )
        .select_from(
            table.join(source, source.c.number == table.c.source)
            .join(target, target.c.number == table.c.target)
            .join(log, log.c.gsn == table.c.gsn)
            .join(writers, writers.c.number == log.c.writer)
        )
        .where(known_end.in_(chunk))
    )


def _link(row: Row[tuple[object, ...]]) -> Link:
    return Link(
        _moment(row),
        row.entry.hex(),
        row.source_key,
        row.target_key,
        Relation(row.relation),
        Quantity(row.quantity, row.unit) if row.quantity is not None else None,
        row.position,
    )


def _parting(row: Row[tuple[object, ...]]) -> Parting:
    return Parting(_moment(row), row.entry.hex(), row.source_key, row.target_key)


def _moment(row: Row[tuple[object, ...]]) -> Moment:
    return Moment(row.hlc_ms, row.hlc_counter, row.writer, row.seq)
