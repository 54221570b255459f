"""Finding things by what people call them."""

from collections.abc import Collection

from sqlalchemy import Connection, Select, and_, or_, select, tuple_

from central.store.tables import things


def keys_after(
    connection: Connection,
    prefix: str,
    materials: Collection[str],
    kind: str | None,
    after: str | None,
    most: int,
) -> tuple[str, ...]:
    """The page of things that follows the key `after`: by label when something is sought, else the newest first."""
    last = select(things.c.label, things.c.number).where(things.c.key == after)
    row = connection.execute(last).first() if after else None
    if not prefix:
        wanted = select(things.c.key).order_by(things.c.number.desc())
        wanted = wanted.where(things.c.number < row.number) if row else wanted
        return _keys(connection, wanted.limit(most), kind)
    wanted = (
        select(things.c.key)
        .where(
            or_(
                and_(things.c.label >= prefix, things.c.label < prefix + "\U0010ffff"),
                things.c.material.in_(materials),
            )
        )
        .order_by(things.c.label, things.c.key)
    )
    if row:
        wanted = wanted.where(tuple_(things.c.label, things.c.key) > tuple_(row.label, after))
    return _keys(connection, wanted.limit(most), kind)


def _keys(connection: Connection, wanted: Select[tuple[str]], kind: str | None) -> tuple[str, ...]:
    if kind is not None:
        wanted = wanted.where(things.c.kind == kind)
    return tuple(row.key for row in connection.execute(wanted))
