"""Number ranges for stations: every block is given once, and the next one before the last runs out."""

from collections.abc import Iterable, Mapping

from central.ingest.journal import Deed, OwnJournal
from central.store import numbers
from central.store.database import Connection
from traceability.acts import NumbersDrawn, RecordChanged
from traceability.process.model import Series
from traceability.records import NumberRange


def reserve_missing(
    connection: Connection, journal: OwnJournal, writer: str, series: Mapping[str, Series]
) -> None:
    """Reserve a first block of each series the writer has none of yet."""
    for name, plan in series.items():
        if not numbers.of_writer(connection, writer, name):
            _reserve(connection, journal, writer, name, plan.block)


def note_drawn(
    connection: Connection, journal: OwnJournal, draws: Iterable[tuple[str, NumbersDrawn]]
) -> None:
    """Take in what writers say they drew; reserve the next block once less than half of one is left."""
    for writer, draw in draws:
        reserved = numbers.of_writer(connection, writer, draw.series)
        for each in reserved:
            if each.first <= draw.last:
                numbers.drawn(connection, each, draw.last)
        if not reserved or draw.last > reserved[-1].last:
            _remember_forgotten(connection, writer, draw)
        left = sum(each.last - max(each.drawn, min(draw.last, each.last)) for each in reserved)
        if reserved and left * 2 < reserved[0].block:
            _reserve(connection, journal, writer, draw.series, reserved[0].block)


def _remember_forgotten(connection: Connection, writer: str, draw: NumbersDrawn) -> None:
    # A restored backup does not know a range it gave afterwards: never give those numbers to another.
    last = numbers.last_number(connection, draw.series)
    if draw.last > last:
        numbers.add(
            connection,
            numbers.Reserved(
                series=draw.series, first=last + 1, last=draw.last, writer=writer, drawn=draw.last
            ),
        )


def _reserve(connection: Connection, journal: OwnJournal, writer: str, series: str, block: int) -> None:
    first = numbers.last_number(connection, series) + 1
    last = first + block - 1
    numbers.add(
        connection,
        numbers.Reserved(series=series, first=first, last=last, writer=writer, drawn=first - 1),
    )
    record = NumberRange(
        id=f"{series}:{first}", version=1, writer=writer, series=series, first=first, last=last
    )
    journal.append(connection, (Deed(RecordChanged(record=record)),))
