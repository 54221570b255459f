"""The replica: what synchronisation wrote is what the screen's process reads.

The reader runs in a process of its own, as on a station: one process never opens the file with both SQLite libraries.
"""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import cast

import pysqlite3  # type: ignore[import-untyped]  # ships no types
import pytest

from station.ports import Direction, Replica, ReplicaUnavailable, SyncStatus, Trouble
from station.problems import Problem
from station.replica.store import ReplicaFile
from traceability.wire import Cursor, Pulled, StateRecord

WRITER = "aa" * 16
OTHER = "bb" * 16
AT = "2026-11-03T08:00:00.000+08:00"
LATER = "2026-11-03T08:05:00.000+08:00"


def cursor(gsn: int, epoch: str = "e1") -> Cursor:
    return Cursor(epoch=epoch, gsn=gsn, loghash=bytes(32), signature=bytes(64))


def lot(key: str, body: bytes | None, gsn: int = 1) -> StateRecord:
    return StateRecord(kind="lot", key=key, gsn=gsn, body=body)


SPAWN = multiprocessing.get_context("spawn")


def _serve_readers(questions: Connection) -> None:
    from station.replica.reader import ReplicaReader  # noqa: PLC0415 -- apsw belongs to this process only

    readers: dict[Path, ReplicaReader] = {}
    while True:
        try:
            path, method, arguments = questions.recv()
        except EOFError:
            return
        reader = readers.setdefault(path, ReplicaReader(path))
        questions.send(getattr(reader, method)(*arguments))


def _die_in_a_transaction(path: Path) -> None:
    store = ReplicaFile(path)
    store.keep_page(WRITER, Pulled(cursor=cursor(1), records=(lot("a", b"1"),)), AT)
    with store._database.atomic() as database:
        database.execute("DELETE FROM record")
        os.kill(os.getpid(), signal.SIGKILL)


class RemoteReader:
    """A `ReplicaReader` in another process."""

    def __init__(self, questions: Connection, path: Path) -> None:
        self._questions = questions
        self._path = path

    def _ask(self, method: str, *arguments: str) -> object:
        self._questions.send((self._path, method, arguments))
        assert self._questions.poll(20), "the reader gave no answer"
        return self._questions.recv()

    def record(self, kind: str, key: str) -> bytes | None:
        return cast("bytes | None", self._ask("record", kind, key))

    def records(self, kind: str) -> tuple[bytes, ...]:
        return cast("tuple[bytes, ...]", self._ask("records", kind))

    def status(self, writer: str) -> SyncStatus:
        return cast("SyncStatus", self._ask("status", writer))

    def version(self) -> int:
        return cast("int", self._ask("version"))


@pytest.fixture(scope="module")
def readers() -> Iterator[Connection]:
    questions, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=_serve_readers, args=(theirs,))
    process.start()
    theirs.close()
    yield questions
    questions.close()
    process.join(20)
    assert process.exitcode == 0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "replica.db"


@pytest.fixture
def reader(readers: Connection, path: Path) -> Replica:
    return RemoteReader(readers, path)


@pytest.fixture
def store(path: Path) -> Iterator[ReplicaFile]:
    opened = ReplicaFile(path)
    yield opened
    opened.close()


def test_a_station_that_never_synchronised_says_so(reader: Replica) -> None:
    assert reader.status(WRITER) == SyncStatus()
    assert reader.record("lot", "a") is None
    assert reader.records("lot") == ()


def test_a_replica_that_comes_later_is_found_and_seen_as_news(reader: Replica, path: Path) -> None:
    before = reader.version()
    store = ReplicaFile(path)
    store.keep_page(WRITER, Pulled(cursor=cursor(1), records=(lot("a", b"{}"),)), AT)
    assert reader.record("lot", "a") == b"{}"
    assert reader.version() != before
    store.close()


def test_records_are_read_by_kind_and_key_in_the_order_of_keys(store: ReplicaFile, reader: Replica) -> None:
    records = (lot("b", b"2"), lot("a", b"1"), StateRecord(kind="unit", key="a", gsn=1, body=b"3"))
    store.keep_page(WRITER, Pulled(cursor=cursor(1), records=records), AT)
    assert reader.records("lot") == (b"1", b"2")
    assert reader.record("unit", "a") == b"3"
    assert reader.record("unit", "b") is None


def test_a_newer_record_replaces_and_one_that_ended_goes(store: ReplicaFile, reader: Replica) -> None:
    store.keep_page(WRITER, Pulled(cursor=cursor(1), records=(lot("a", b"1"), lot("b", b"1"))), AT)
    store.keep_page(
        WRITER,
        Pulled(cursor=cursor(2), records=(lot("a", b"2", 2), lot("b", None, 2), lot("c", None, 2))),
        AT,
    )
    assert reader.records("lot") == (b"2",)


def test_the_last_word_of_a_page_about_a_record_counts(store: ReplicaFile, reader: Replica) -> None:
    words = (lot("a", b"1"), lot("a", None, 2), lot("b", None, 2), lot("b", b"2", 3))
    store.keep_page(WRITER, Pulled(cursor=cursor(3), records=words), AT)
    assert reader.records("lot") == (b"2",)


def test_only_the_last_page_settles_and_completes_the_snapshot(store: ReplicaFile, reader: Replica) -> None:
    store.keep_page(WRITER, Pulled(cursor=cursor(1), records=(), more=True, settled=7), AT)
    assert store.cursor() == cursor(1)
    first = reader.status(WRITER)
    assert (first.cursor, first.settled, first.snapshot_at, first.contact_at) == (None, 0, None, AT)
    store.keep_page(WRITER, Pulled(cursor=cursor(2), records=(), settled=7), LATER)
    last = reader.status(WRITER)
    assert (last.cursor, last.settled, last.snapshot_at, last.contact_at) == ("e1:2", 7, LATER, LATER)


def test_records_and_what_they_count_change_together_with_the_last_page(
    store: ReplicaFile, reader: Replica
) -> None:
    """A record of an earlier page may count own entries already that `settled` does not tell of yet."""
    store.keep_page(WRITER, Pulled(cursor=cursor(5), records=(lot("a", b"1"), lot("b", b"1")), settled=1), AT)
    first = Pulled(cursor=cursor(6), records=(lot("a", b"2"), lot("b", None)), more=True)
    store.keep_page(WRITER, first, LATER)
    assert reader.records("lot") == (b"1", b"1")
    assert (reader.status(WRITER).cursor, reader.status(WRITER).settled) == ("e1:5", 1)
    store.keep_page(WRITER, Pulled(cursor=cursor(7), records=(lot("c", b"1"),), settled=2), LATER)
    assert reader.records("lot") == (b"2", b"1")
    assert (reader.status(WRITER).cursor, reader.status(WRITER).settled) == ("e1:7", 2)


def test_pages_taken_before_an_end_of_the_program_count_with_the_last_one(
    path: Path, reader: Replica
) -> None:
    store = ReplicaFile(path)
    store.keep_page(WRITER, Pulled(cursor=cursor(1), records=(lot("a", b"1"),), more=True, reset=True), AT)
    store.close()
    again = ReplicaFile(path)
    assert again.cursor() == cursor(1)
    again.keep_page(WRITER, Pulled(cursor=cursor(2), records=(lot("b", b"2"),)), LATER)
    again.close()
    assert reader.records("lot") == (b"1", b"2")


def test_a_reset_replaces_all_that_stood_on_the_old_cursor_when_it_is_complete(
    store: ReplicaFile, reader: Replica
) -> None:
    store.keep_known(WRITER, 9, AT)
    store.keep_page(WRITER, Pulled(cursor=cursor(5), records=(lot("a", b"1"),), settled=7), AT)
    half = Pulled(cursor=cursor(6), records=(lot("c", b"1"),), more=True)
    store.keep_page(WRITER, half, AT)
    fresh = Pulled(cursor=cursor(1, "e2"), records=(lot("b", b"1"),), more=True, reset=True)
    store.keep_page(WRITER, fresh, LATER)
    assert reader.record("lot", "a") == b"1"
    assert reader.status(WRITER) == SyncStatus(
        known=9, settled=7, cursor="e1:5", snapshot_at=AT, contact_at=LATER
    )
    store.keep_page(WRITER, Pulled(cursor=cursor(2, "e2"), records=(lot("d", b"1"),)), LATER)
    assert [reader.record("lot", key) for key in "abcd"] == [None, b"1", None, b"1"]
    assert reader.status(WRITER) == SyncStatus(
        known=9, settled=0, cursor="e2:2", snapshot_at=LATER, contact_at=LATER
    )
    store.keep_page(WRITER, Pulled(cursor=cursor(3, "e2"), records=(lot("e", b"1"),)), LATER)
    assert reader.record("lot", "b") == b"1"


def test_each_writer_has_its_own_standing(store: ReplicaFile, reader: Replica) -> None:
    store.keep_known(WRITER, 3, AT)
    store.keep_known(OTHER, 8, AT)
    store.keep_page(WRITER, Pulled(cursor=cursor(1), records=(), settled=2), AT)
    assert (reader.status(WRITER).known, reader.status(WRITER).settled) == (3, 2)
    assert (reader.status(OTHER).known, reader.status(OTHER).settled) == (8, 0)
    assert (store.known(WRITER), store.known(OTHER), store.known("cc" * 16)) == (3, 8, 0)


def test_trouble_stands_until_that_direction_succeeds(store: ReplicaFile, reader: Replica) -> None:
    store.keep_trouble(Direction.PULL, Trouble.TIMEOUT)
    store.keep_trouble(Direction.PUSH, Trouble.ENROLMENT)
    assert reader.status(WRITER).trouble is Trouble.ENROLMENT
    store.keep_known(WRITER, 1, AT)
    assert reader.status(WRITER).trouble is Trouble.TIMEOUT
    store.keep_page(WRITER, Pulled(cursor=cursor(1), records=()), AT)
    assert reader.status(WRITER).trouble is None


def test_the_version_tells_a_change_from_none(store: ReplicaFile, reader: Replica) -> None:
    before = reader.version()
    assert reader.version() == before
    store.keep_trouble(Direction.PUSH, Trouble.NO_NETWORK)
    troubled = reader.version()
    assert troubled != before
    store.keep_trouble(Direction.PUSH, Trouble.NO_NETWORK)
    assert reader.version() == troubled


def test_what_was_kept_is_there_after_reopening(path: Path, reader: Replica) -> None:
    store = ReplicaFile(path)
    store.keep_page(WRITER, Pulled(cursor=cursor(4), records=(lot("a", b"1"),)), AT)
    store.close()
    assert reader.record("lot", "a") == b"1"
    again = ReplicaFile(path)
    assert again.cursor() == cursor(4)
    again.close()


def test_a_page_that_fails_half_way_leaves_nothing(store: ReplicaFile, reader: Replica) -> None:
    store.keep_page(WRITER, Pulled(cursor=cursor(1), records=(lot("a", b"1"),)), AT)
    records = (lot("a", None), lot("b", b"1"))
    with pytest.raises(OverflowError):
        store.keep_page(WRITER, Pulled(cursor=cursor(2), records=records, settled=2**64), AT)
    assert reader.records("lot") == (b"1",)
    assert reader.status(WRITER).cursor == "e1:1"


def test_a_second_synchronisation_is_turned_away(store: ReplicaFile, path: Path) -> None:
    with pytest.raises(Problem, match="already"):
        ReplicaFile(path)


def test_a_closed_store_keeps_nothing_more(path: Path) -> None:
    store = ReplicaFile(path)
    store.close()
    with pytest.raises(ReplicaUnavailable):
        store.keep_known(WRITER, 1, AT)


def test_a_folder_that_takes_nothing_is_said_and_lets_go(tmp_path: Path) -> None:
    (tmp_path / "replica.db").mkdir()
    for _ in range(2):
        with pytest.raises(ReplicaUnavailable):
            ReplicaFile(tmp_path / "replica.db")


def test_a_damaged_file_is_said_set_aside_and_begun_anew(path: Path, reader: Replica) -> None:
    path.write_bytes(b"no database at all" * 1000)
    assert reader.status(WRITER) == SyncStatus(trouble=Trouble.DAMAGED)
    assert reader.records("lot") == ()
    store = ReplicaFile(path)
    store.keep_page(WRITER, Pulled(cursor=cursor(1), records=(lot("a", b"1"),)), AT)
    assert reader.record("lot", "a") == b"1"
    assert path.with_name("replica.db.damaged").read_bytes().startswith(b"no database")
    store.close()


@pytest.mark.parametrize("damage", [True, False])
def test_a_file_rebuilt_under_a_reader_is_found(path: Path, reader: Replica, damage: bool) -> None:
    for key in ("old", "new"):
        store = ReplicaFile(path)
        store.keep_page(WRITER, Pulled(cursor=cursor(1), records=(lot(key, key.encode()),)), AT)
        store.close()
        before = reader.version()
        assert reader.records("lot") == (key.encode(),)
        if damage:
            path.write_bytes(b"no database at all" * 1000)
        else:
            for ending in ("", "-wal", "-shm"):
                path.with_name(path.name + ending).unlink(missing_ok=True)
    assert reader.records("lot") == ()
    assert reader.version() != before


def test_a_file_that_can_not_be_asked_now_counts_as_damaged(path: Path, reader: Replica) -> None:
    store = ReplicaFile(path)
    store.keep_page(WRITER, Pulled(cursor=cursor(1), records=(lot("a", b"1"),)), AT)
    store.close()
    held = pysqlite3.connect(str(path))
    held.execute("PRAGMA locking_mode = EXCLUSIVE")
    held.execute("BEGIN IMMEDIATE")
    assert reader.status(WRITER) == SyncStatus(trouble=Trouble.DAMAGED)
    assert reader.records("lot") == ()
    held.close()
    assert reader.records("lot") == (b"1",)


def test_a_file_without_its_tables_yet_counts_as_none(path: Path, reader: Replica) -> None:
    path.touch()
    assert reader.status(WRITER) == SyncStatus()


def test_a_writer_killed_in_a_transaction_leaves_the_last_page(path: Path, reader: Replica) -> None:
    process = SPAWN.Process(target=_die_in_a_transaction, args=(path,))
    process.start()
    process.join(20)
    assert process.exitcode == -signal.SIGKILL
    assert reader.records("lot") == (b"1",)
    again = ReplicaFile(path)
    assert again.cursor() == cursor(1)
    again.close()
