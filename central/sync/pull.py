"""pull: state records newer than a station's cursor, page by page."""

from collections.abc import Iterator

import msgspec

from central.ingest.context import Context
from central.store import log, states
from central.store.database import Connection
from central.sync.epochs import resumed
from traceability.people import Person, Right, may
from traceability.records import Station
from traceability.signing import sign_cursor
from traceability.wire import Pull, Pulled, StateRecord

MOST_RECORDS = 2_000
MOST_BYTES = 1024 * 1024
"""A page is about this large at the most; one gsn is never split."""

_person = msgspec.json.Decoder(Person)
_station = msgspec.json.Decoder(Station)


class Answer(msgspec.Struct, frozen=True):
    """A page, and whether it tells the station anything: a waiting pull goes on waiting when it does not."""

    pulled: Pulled
    is_news: bool


def pulled(context: Context, pull: Pull, writer: log.Writer) -> Answer:
    """The page after the pull's cursor. `reset` when the cursor can't be gone on from; then from the start."""
    since = resumed(context, pull.cursor)
    reset = since is None
    start = since or 0
    with context.database.reading() as connection:
        head = log.head(connection)
        plant = _plant(connection, writer)
        page, more = _page(connection, start)
        to = page[-1].gsn if more else head.projected
        cursor = sign_cursor(
            context.key, log.current_epoch(connection), to, log.loghash_at(connection, to) or b""
        )
        settled = None if more else log.last_seq_up_to(connection, writer.number, to)
        is_news = bool(page) or reset or pull.cursor is None
        if not is_news:
            is_news = settled != log.last_seq_up_to(connection, writer.number, start)
    records = tuple(_sent(page, plant))
    return Answer(Pulled(cursor=cursor, records=records, more=more, settled=settled, reset=reset), is_news)


def _page(connection: Connection, start: int) -> tuple[tuple[states.State, ...], bool]:
    """Records after `start` up to the last gsn that fits whole, and whether more follow."""
    found = states.following(connection, start, MOST_RECORDS + 1)
    size, kept = 0, 0
    for state in found[:MOST_RECORDS]:
        size += len(state.key) + len(state.body or b"")
        if kept and size > MOST_BYTES:
            break
        kept += 1
    if kept == len(found):
        return found, False
    cut = found[kept].gsn
    whole = tuple(state for state in found[:kept] if state.gsn < cut)
    # A single gsn larger than a page goes out whole.
    return whole or states.at(connection, cut), True


def _plant(connection: Connection, writer: log.Writer) -> str | None:
    body = states.body(connection, "station", writer.station) if writer.station else None
    return _station.decode(body).plant if body else None


def _sent(page: tuple[states.State, ...], plant: str | None) -> Iterator[StateRecord]:
    for state in page:
        body = state.body
        if state.kind == states.PERSON and body is not None and not _works_at(body, plant):
            body = None  # a person who may not work there any more ends there
        yield StateRecord(kind=state.kind, key=state.key, gsn=state.gsn, body=body)


def _works_at(body: bytes, plant: str | None) -> bool:
    person = _person.decode(body)
    return any(
        may(person, Right.WORK, plant=plant, step=assignment.step) for assignment in person.assignments
    )
