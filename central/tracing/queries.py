"""Finding things by what people call them."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, and_, select, true, tuple_

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
    of_kind = things.c.kind == kind if kind is not None else true()
    if not prefix:
        newest = select(things.c.key).where(of_kind).order_by(things.c.number.desc()).limit(most)
        newest = newest.where(things.c.number < row.number) if row else newest
        return tuple(connection.execute(newest).scalars())
    following: ColumnElement[bool] = true()
    if row:
        # Said twice: the first is what an index can begin at.
        following = and_(
            things.c.label >= row.label, tuple_(things.c.label, things.c.key) > tuple_(row.label, after)
        )
    found: set[tuple[str, str]] = set()
    for sought in (
        and_(things.c.label >= prefix, things.c.label < prefix + "\U0010ffff"),
        *(things.c.material == material for material in materials),
    ):
        # One index walk each, ended by the limit: with OR the whole of a million labels would be sorted.
        page = select(things.c.label, things.c.key).where(sought, of_kind, following)
        page = page.order_by(things.c.label, things.c.key).limit(most)
        found.update((each.label, each.key) for each in connection.execute(page))
    return tuple(key for _, key in sorted(found)[:most])
