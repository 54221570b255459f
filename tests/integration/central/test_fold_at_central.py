"""The states are a function of the set of entries, however they arrive."""

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text, update

from central.bootstrap.parts import opened
from central.genealogy.queries import links_of
from central.ingest.audit import verify
from central.ingest.context import Context
from central.ingest.projection import project, project_all
from central.ingest.receive import receive
from central.store import log, states, tables
from tests.integration.central.small_station import Journal, lot
from traceability.acts import EventRecorded
from traceability.consequences import links, partings
from traceability.entries import decode
from traceability.events import Action, AssociationEvent
from traceability.genealogy import Direction, effective, links_in, trace
from traceability.identity import Unit
from traceability.ledger import fold
from traceability.wire import Pushed

WRITERS = 3


def journals() -> list[Journal]:
    """Three stations that use one another's lots, hold them, and take things apart again."""
    made = [Journal(number) for number in range(1, WRITERS + 1)]
    goods_in, assembly, repair = made
    lots = [goods_in.receive_lot(f"L{number}") for number in range(3)]
    goods_in.receive_lot("L0", amount="50")
    for serial in ("S1", "S2", "S3"):
        assembly.build(serial, lots)
    hold = goods_in.hold(lots[0], "wet")
    for action in (Action.ADD, Action.DELETE, Action.ADD):
        event = AssociationEvent(
            action=action,
            parent_id=Unit("TC-300", "S1").uri,
            child_epcs=(Unit("M", "1").uri,),
            biz_step="assembling",
        )
        repair.add(
            EventRecorded(piece="r", form="repair", event=event, readings=(), values=()), step="repair"
        )
    repair.hold(lots[1], hold)
    return made


def states_of(context: Context) -> dict[tuple[str, str], bytes | None]:
    """All states of things and orders."""
    with context.database.reading() as connection:
        return {
            (each.kind, each.key): each.body
            for each in states.everything(connection)
            if each.kind in {"thing", "order-progress"}
        }


def take(context: Context, journal: Journal, first: int, last: int) -> bool:
    """Push a batch straight to ingest; False for a gap."""
    with context.database.reading() as connection:
        writer = log.writer(connection, journal.writer)
    assert writer is not None
    answer = receive(context.database, journal.push(first, last), writer, 1_800_000_000_000)
    assert isinstance(answer, Pushed)
    return not answer.gap


def enrol_all(context: Context, made: Sequence[Journal]) -> None:
    """Make the writers known."""
    with context.database.writing() as connection:
        for journal in made:
            log.add_writer(connection, journal.writer, "A", journal.key.public_key().public_bytes_raw())


def pieces(draw: st.DrawFn, journal: Journal, writer: int) -> list[tuple[int, int, int]]:
    """A journal cut into batches, some of them sent twice or longer than needed."""
    batches = []
    first = 1
    while first <= len(journal.entries):
        last = draw(st.integers(first, len(journal.entries)))
        batches += [(writer, first, last)] * draw(st.integers(1, 2))
        first = draw(st.integers(first, last)) if draw(st.booleans()) and last > first else last + 1
    return batches


@st.composite
def arrivals(draw: st.DrawFn) -> list[tuple[int, int, int]]:
    """Batches of all writers in any order that keeps each writer's own, and pauses to project (-1)."""
    queues = [pieces(draw, journal, writer) for writer, journal in enumerate(journals())]
    order: list[tuple[int, int, int]] = []
    while any(queues):
        queue = draw(st.sampled_from([queue for queue in queues if queue]))
        order.append(queue.pop(0))
        if draw(st.booleans()):
            order.append((-1, draw(st.integers(1, 5)), 0))
    return order


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(order=arrivals())
def test_any_order_partition_and_duplication_gives_the_bytes_of_the_pure_fold(
    made: Path, tmp_path: Path, order: list[tuple[int, int, int]]
) -> None:
    folder = tmp_path / hashlib.sha256(repr(order).encode()).hexdigest()[:16]
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(made, folder)
    sent = journals()
    with opened(folder) as context:
        enrol_all(context, sent)
        for writer, first, last in order:
            if writer < 0:
                project(context.database, context.journal, most=first)
            else:
                assert take(context, sent[writer], first, last)
        project_all(context.database, context.journal)
        entries = [(hashlib.sha256(data).hexdigest(), decode(data)) for each in sent for data in each.entries]
        ledger = fold(entries)
        expected = {("thing", key): msgspec.json.encode(state) for key, state in ledger.things.items()}
        expected |= {
            ("order-progress", key): msgspec.json.encode(each) for key, each in ledger.orders.items()
        }
        assert states_of(context) == expected
        with context.database.reading() as connection:
            assert verify(connection).faults == ()
            walk = links_of(connection)
            known = effective(
                [link for each in entries for link in links(*each)],
                [parting for each in entries for parting in partings(*each)],
            )
            for start, direction in (
                (lot("L1"), Direction.FORWARD),
                (Unit("TC-300", "S1").uri, Direction.BACKWARD),
            ):
                assert trace(start, direction, walk) == trace(start, direction, links_in(known))


@pytest.fixture
def filled(folder: Path) -> Path:
    """A folder with entries of three writers, projected."""
    sent = journals()
    with opened(folder) as context:
        enrol_all(context, sent)
        for journal in sent:
            take(context, journal, 1, len(journal.entries))
        project_all(context.database, context.journal)
    return folder


def test_a_flipped_byte_anywhere_in_an_entry_is_found_and_the_entry_named(filled: Path) -> None:
    with opened(filled) as context:
        with context.database.reading() as connection:
            assert verify(connection).faults == ()
            entry = next(each for each in log.everything(connection) if each.station == "A" and each.seq == 2)
        for place in range(0, len(entry.data), 7):
            with context.database.writing() as connection:
                flipped = bytearray(entry.data)
                flipped[place] ^= 1
                rewrite(connection, "bytes", bytes(flipped), entry.gsn)
                found = verify(connection).faults
                rewrite(connection, "bytes", entry.data, entry.gsn)
            assert ("bytes", entry.gsn, entry.writer, 2) in {
                (each.what, each.gsn, each.writer, each.seq) for each in found
            }


@pytest.mark.parametrize("column", ["id", "link", "loghash", "signature"])
def test_a_flipped_byte_in_what_stands_beside_an_entry_is_found(filled: Path, column: str) -> None:
    with opened(filled) as context, context.database.writing() as connection:
        entry = [each for each in log.everything(connection) if each.signature is not None][-1]
        value = bytearray(getattr(entry, column))
        value[5] ^= 1
        rewrite(connection, column, bytes(value), entry.gsn)
        assert entry.gsn in {each.gsn for each in verify(connection).faults}


def test_a_state_that_was_changed_by_hand_is_found(filled: Path) -> None:
    with opened(filled) as context, context.database.writing() as connection:
        connection.execute(
            text("UPDATE state_records SET body = :body WHERE key = :key"), {"body": b"{}", "key": lot("L1")}
        )
        assert [each.detail for each in verify(connection).faults] == [f"thing {lot('L1')}"]


def test_an_entry_taken_out_is_found(filled: Path) -> None:
    with opened(filled) as context, context.database.writing() as connection:
        last = log.head(connection).gsn
        connection.execute(text("DELETE FROM log WHERE gsn = :gsn"), {"gsn": last})
        assert {each.what for each in verify(connection).faults} >= {"head"}


def rewrite(connection: Connection, column: str, value: bytes, gsn: int) -> None:
    """Change the database behind central's back."""
    connection.execute(update(tables.log).where(tables.log.c.gsn == gsn).values({column: value}))
