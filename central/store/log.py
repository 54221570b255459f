"""Statements on the log: epochs, writers, entries.

The log is one sequence `gsn` from 1 without gaps, given from a locked row; `loghash(n) = SHA-256(loghash(n-1) + link)`,
where `link` is the entry's own writer's chain, so it commits to every byte of every writer's history.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from sqlalchemy import Connection, Row, Select, func, insert, select, tuple_, update

from central.store.tables import epochs, log, log_head, quarantine, writers
from traceability.clock import ZERO, Stamp, merged
from traceability.entries import FIRST_LINK, next_link

_GREATEST = 2**53
"""Whole numbers in entries stay below this (protocol: exact in every JSON reader); all fit a database integer."""


def is_storable(*values: int) -> bool:
    """Whether whole numbers an entry carries are in the range every entry keeps."""
    return all(0 <= value < _GREATEST for value in values)


class LogHead(msgspec.Struct, frozen=True):
    """Where the log ends, how far it is projected, and the highest clock stamp in it."""

    gsn: int
    loghash: bytes
    projected: int
    hlc: Stamp


class Writer(msgspec.Struct, frozen=True, kw_only=True):
    """A known writer; `station` is None for central's own."""

    number: int
    id: str
    station: str | None
    public_key: bytes
    forked: bool


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """An entry about to be logged; `signature` signs the batch that ends with it."""

    seq: int
    id: bytes
    link: bytes
    data: bytes
    stamp: Stamp = ZERO
    signature: bytes | None = None


class Logged(msgspec.Struct, frozen=True, kw_only=True):
    """An entry in the log."""

    gsn: int
    writer: str
    station: str | None
    seq: int
    id: bytes
    link: bytes
    data: bytes
    signature: bytes | None
    loghash: bytes
    quarantined: bool

    @property
    def identifier(self) -> str:
        """The entry's id in hex, as facts name it."""
        return self.id.hex()


def begin_log(connection: Connection, epoch: str) -> None:
    """Make the empty log's head."""
    connection.execute(
        insert(log_head).values(one=1, gsn=0, loghash=FIRST_LINK, projected=0, hlc_ms=0, hlc_counter=0)
    )
    connection.execute(insert(epochs).values(epoch=epoch, first_gsn=1))


def head(connection: Connection) -> LogHead:
    """The log's head."""
    row = connection.execute(select(log_head)).one()
    return LogHead(row.gsn, row.loghash, row.projected, Stamp(row.hlc_ms, row.hlc_counter))


def current_epoch(connection: Connection) -> str:
    """The epoch the log is in."""
    newest = select(epochs.c.epoch).where(epochs.c.first_gsn.is_not(None)).order_by(epochs.c.number.desc())
    return str(connection.execute(newest.limit(1)).scalar_one())


def is_known_epoch(connection: Connection, epoch: str) -> bool:
    """Whether this log ever had or lost this epoch."""
    return connection.execute(select(epochs.c.number).where(epochs.c.epoch == epoch)).first() is not None


def begin_epoch(connection: Connection, epoch: str, lost: str | None) -> None:
    """Go on under a new epoch; `lost` names the one that a restored backup never knew."""
    if lost is not None:
        connection.execute(insert(epochs).values(epoch=lost, first_gsn=None))
    connection.execute(insert(epochs).values(epoch=epoch, first_gsn=head(connection).gsn + 1))


def loghash_at(connection: Connection, gsn: int) -> bytes | None:
    """The log's hash after entry `gsn`; None beyond the log's end."""
    if gsn == 0:
        return FIRST_LINK
    found = connection.execute(select(log.c.loghash).where(log.c.gsn == gsn)).scalar()
    return bytes(found) if found is not None else None


def add_writer(connection: Connection, writer: str, station: str | None, public_key: bytes) -> None:
    """Make a writer known."""
    connection.execute(
        insert(writers).values(id=writer, station=station, public_key=public_key, forked=False)
    )


def writer(connection: Connection, identifier: str) -> Writer | None:
    """A writer by its id."""
    row = connection.execute(select(writers).where(writers.c.id == identifier)).first()
    return _writer(row) if row else None


def own_writer(connection: Connection) -> Writer:
    """The writer central writes under now: the newest of its own."""
    own = select(writers).where(writers.c.station.is_(None)).order_by(writers.c.number.desc()).limit(1)
    return _writer(connection.execute(own).one())


def all_writers(connection: Connection) -> tuple[Writer, ...]:
    """Every writer ever known, in the order of enrolment."""
    return tuple(_writer(row) for row in connection.execute(select(writers).order_by(writers.c.number)))


def mark_forked(connection: Connection, number: int) -> None:
    """Remember that two ids share a slot of this writer."""
    connection.execute(update(writers).where(writers.c.number == number).values(forked=True))


def last_seq(connection: Connection, number: int) -> int:
    """The highest seq of a writer in the log, 0 for none."""
    return connection.execute(select(func.max(log.c.seq)).where(log.c.writer == number)).scalar() or 0


def last_seq_up_to(connection: Connection, number: int, gsn: int) -> int:
    """The highest seq of a writer among entries up to `gsn`."""
    newest = select(log.c.seq).where(log.c.writer == number, log.c.gsn <= gsn).order_by(log.c.seq.desc())
    return connection.execute(newest.limit(1)).scalar() or 0


def slots(connection: Connection, number: int, first: int, last: int) -> tuple[tuple[int, bytes, bytes], ...]:
    """(seq, id, link) of a writer's entries from `first` to `last`, all branches."""
    wanted = select(log.c.seq, log.c.id, log.c.link).where(
        log.c.writer == number, log.c.seq.between(first, last)
    )
    return tuple((row.seq, row.id, row.link) for row in connection.execute(wanted.order_by(log.c.gsn)))


def marks_in_log(connection: Connection, number: int, seqs: Sequence[int]) -> tuple[tuple[int, bytes], ...]:
    """(seq, link) of a writer's entries at these seqs, all branches."""
    wanted = select(log.c.seq, log.c.link).where(log.c.writer == number, log.c.seq.in_(seqs))
    return tuple((row.seq, row.link) for row in connection.execute(wanted))


def append(connection: Connection, number: int, new: Sequence[Slot], received_ms: int) -> int:
    """Log entries of one writer in order and return the new head's gsn."""
    at = head(connection)
    gsn, loghash, highest = at.gsn, at.loghash, at.hlc
    rows = []
    for slot in new:
        gsn += 1
        loghash = next_link(loghash, slot.link)
        highest = merged(highest, slot.stamp, received_ms)
        rows.append(
            (
                *(gsn, number, slot.seq, slot.id, slot.link, slot.data, *slot.stamp),
                *(slot.signature, received_ms, loghash),
            )
        )
    if rows:
        # Rows as tuples in the table's order: as mappings they cost the push of a backlog half of its speed.
        connection.exec_driver_sql(str(insert(log).compile(dialect=connection.dialect)), rows)
        connection.execute(
            update(log_head).values(
                gsn=gsn, loghash=loghash, hlc_ms=highest.milliseconds, hlc_counter=highest.counter
            )
        )
    return gsn


def _entries() -> Select[tuple[object, ...]]:
    columns = (log, writers.c.id.label("writer_id"), writers.c.station, quarantine.c.reason)
    joined = log.join(writers, writers.c.number == log.c.writer).outerjoin(
        quarantine, quarantine.c.gsn == log.c.gsn
    )
    return select(*columns).select_from(joined).order_by(log.c.gsn)


def after(connection: Connection, gsn: int, most: int) -> tuple[Logged, ...]:
    """At most `most` entries that follow `gsn`."""
    return tuple(_logged(row) for row in connection.execute(_entries().where(log.c.gsn > gsn).limit(most)))


def own_after(connection: Connection, gsn: int) -> tuple[Logged, ...]:
    """Central's own entries that follow `gsn`."""
    own = _entries().where(log.c.gsn > gsn, writers.c.station.is_(None))
    return tuple(_logged(row) for row in connection.execute(own))


def stations_after(connection: Connection, gsn: int) -> int:
    """How many entries of stations follow `gsn`."""
    of_stations = log.join(writers, writers.c.number == log.c.writer)
    following = (
        select(func.count()).select_from(of_stations).where(log.c.gsn > gsn, writers.c.station.is_not(None))
    )
    return connection.execute(following).scalar_one()


def everything(connection: Connection, page: int = 1000) -> Iterator[Logged]:
    """The whole log in order, read page by page."""
    at = 0
    while entries := after(connection, at, page):
        yield from entries
        at = entries[-1].gsn


def at_slots(connection: Connection, places: Iterable[tuple[str, int]]) -> tuple[Logged, ...]:
    """The entries at these (writer id, seq), all branches."""
    return tuple(
        _logged(row)
        for row in connection.execute(_entries().where(tuple_(writers.c.id, log.c.seq).in_(list(places))))
    )


def by_ids(connection: Connection, ids: Sequence[bytes]) -> tuple[Logged, ...]:
    """The entries with these ids."""
    return tuple(_logged(row) for row in connection.execute(_entries().where(log.c.id.in_(ids))))


def _writer(row: Row[tuple[object, ...]]) -> Writer:
    return Writer(
        number=row.number, id=row.id, station=row.station, public_key=row.public_key, forked=row.forked
    )


def _logged(row: Row[tuple[object, ...]]) -> Logged:
    return Logged(
        gsn=row.gsn,
        writer=row.writer_id,
        station=row.station,
        seq=row.seq,
        id=row.id,
        link=row.link,
        data=row.bytes,
        signature=row.signature,
        loghash=row.loghash,
        quarantined=row.reason is not None,
    )
