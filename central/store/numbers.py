"""Statements on reserved number ranges."""

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from central.store.tables import number_ranges


class Reserved(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers `first` to `last` of a series, a writer's for ever; those up to `drawn` are used."""

    series: str
    first: int
    last: int
    writer: str
    drawn: int

    @property
    def block(self) -> int:
        """How many numbers it has."""
        return self.last - self.first + 1

    @property
    def left(self) -> int:
        """How many are not drawn yet."""
        return self.last - self.drawn


def last_number(connection: Connection, series: str) -> int:
    """The highest number of a series that is reserved or was drawn, 0 for none."""
    highest = select(func.max(number_ranges.c.last)).where(number_ranges.c.series == series)
    return connection.execute(highest).scalar() or 0


def add(connection: Connection, reserved: Reserved) -> None:
    """Reserve numbers."""
    connection.execute(insert(number_ranges).values(msgspec.structs.asdict(reserved)))


def of_writer(connection: Connection, writer: str, series: str) -> tuple[Reserved, ...]:
    """A writer's ranges of a series, in order."""
    rows = connection.execute(
        select(number_ranges)
        .where(number_ranges.c.writer == writer, number_ranges.c.series == series)
        .order_by(number_ranges.c.first)
    )
    return tuple(
        Reserved(series=row.series, first=row.first, last=row.last, writer=row.writer, drawn=row.drawn)
        for row in rows
    )


def drawn(connection: Connection, reserved: Reserved, up_to: int) -> None:
    """Remember how far a range is used."""
    connection.execute(
        update(number_ranges)
        .where(number_ranges.c.series == reserved.series, number_ranges.c.first == reserved.first)
        .values(drawn=max(reserved.drawn, min(up_to, reserved.last)))
    )
