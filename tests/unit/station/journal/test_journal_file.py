import multiprocessing
from contextlib import closing
from datetime import timedelta
from multiprocessing.synchronize import Barrier
from pathlib import Path

import apsw
import pytest

from station.journal import writing
from station.journal.file import JournalFile
from station.journal.reading import JournalReader
from station.journal.verify import verify
from station.ports import JournalUnavailable
from station.problems import Problem
from station.system import SystemClock, SystemIds
from tests.unit.station.journal.made import DEADLINE_S, NINE, PLACE, SetClock, open_journal, reading
from traceability.clock import Stamp
from traceability.entries import Boot, Whereabouts

NINE_MS = 1_795_395_600_123


def test_the_journal_adds_who_writes_when_and_where(tmp_path: Path) -> None:
    with closing(open_journal(tmp_path / "j.db")) as journal:
        entry = journal.append(reading()).result(DEADLINE_S).entry
    assert entry.writer == journal.writer
    assert entry.recorded == "2026-11-23T09:00:00.123+08:00"
    assert entry.hlc == Stamp(NINE_MS, 0)
    assert entry.boot == Boot("b" * 32, 5_000)
    assert entry.place == Whereabouts(PLACE.plant, PLACE.place, "assemble")


def test_whereabouts_and_time_are_those_of_the_moment_an_entry_is_handed_in(tmp_path: Path) -> None:
    clock, place = SetClock(), [Whereabouts("", "")]
    with closing(JournalFile(tmp_path / "j.db", clock, SystemIds(), lambda: place[0])) as journal:
        unenrolled = journal.append(reading())
        place[0], clock.time = PLACE, NINE + timedelta(seconds=1)
        enrolled = journal.append(reading())
    assert unenrolled.result().entry.place == Whereabouts("", "", "assemble")
    assert unenrolled.result().entry.recorded.startswith("2026-11-23T09:00:00")
    assert enrolled.result().entry.place.plant == "SZ1"
    assert enrolled.result().entry.recorded.startswith("2026-11-23T09:00:01")


def test_the_logical_clock_rises_while_the_wall_clock_runs_back(tmp_path: Path) -> None:
    clock = SetClock()
    with closing(open_journal(tmp_path / "j.db", clock)) as journal:
        journal.append(reading()).result(DEADLINE_S)
        clock.time = NINE - timedelta(hours=1)
        assert journal.append(reading()).result(DEADLINE_S).entry.hlc == Stamp(NINE_MS, 1)
    with closing(open_journal(tmp_path / "j.db", clock)) as again:
        assert again.append(reading()).result(DEADLINE_S).entry.hlc == Stamp(NINE_MS, 2)


def test_a_journal_opened_again_goes_on_where_it_was(tmp_path: Path) -> None:
    with closing(open_journal(tmp_path / "j.db")) as journal:
        journal.append(reading())
        writer = journal.writer
    with closing(open_journal(tmp_path / "j.db")) as journal:
        assert journal.writer == writer
        assert journal.append(reading()).result(DEADLINE_S).entry.seq == 2
    assert verify(tmp_path / "j.db").sound


def test_a_later_incarnation_starts_its_own_chain_and_goes_on_with_the_clock(tmp_path: Path) -> None:
    with closing(open_journal(tmp_path / "j.db")) as journal:
        journal.append(reading()).result(DEADLINE_S)
        first = journal.writer
    with closing(apsw.Connection(str(tmp_path / "j.db"))) as connection:
        connection.execute("INSERT INTO writers VALUES (2, ?)", ("2" * 32,))
    with closing(open_journal(tmp_path / "j.db", SetClock(NINE - timedelta(days=1)))) as journal:
        assert (journal.writer, journal.head()) == ("2" * 32, 0)
        kept = journal.append(reading()).result(DEADLINE_S)
        assert (kept.entry.writer, kept.entry.seq, kept.entry.hlc) == ("2" * 32, 1, Stamp(NINE_MS, 1))
        assert journal.after(0, 10) == journal.about("piece:piece-1") == (kept,)
    report = verify(tmp_path / "j.db")
    assert report.sound
    assert [(chain.writer, chain.entries) for chain in report.chains] == [(first, 1), ("2" * 32, 1)]


def test_entries_that_wait_share_one_transaction(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    with closing(open_journal(path)) as journal:
        journal.append(reading()).result(DEADLINE_S)
        heads: list[int] = []
        with closing(apsw.Connection(str(path))) as other:
            other.execute("BEGIN IMMEDIATE")
            futures = [journal.append(reading()) for _ in range(51)]
            futures[1].add_done_callback(lambda _: heads.append(journal.head()))
            other.execute("COMMIT")
        futures[-1].result(DEADLINE_S)
        assert heads == [52]


def test_closing_writes_what_waits_and_refuses_more(tmp_path: Path) -> None:
    journal = open_journal(tmp_path / "j.db")
    futures = [journal.append(reading()) for _ in range(300)]
    journal.close()
    journal.close()
    assert all(future.done() for future in futures)
    with pytest.raises(RuntimeError, match="closed"):
        journal.append(reading())


def test_an_entry_that_no_bytes_can_say_is_told_so_and_stops_no_other(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    with closing(open_journal(path)) as journal:
        journal.append(reading()).result(DEADLINE_S)
        with closing(apsw.Connection(str(path))) as other:
            other.execute("BEGIN IMMEDIATE")
            futures = [journal.append(reading(piece=piece)) for piece in ("a", "\udcff", "b", "\udcfe")]
            other.execute("COMMIT")
        assert isinstance(futures[1].exception(DEADLINE_S), ValueError)
        assert [futures[0].result().entry.seq, futures[2].result(DEADLINE_S).entry.seq] == [2, 3]
    assert verify(path).sound


def test_a_journal_held_by_another_program_is_busy_and_free_again_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("station.journal.schema.BUSY_MS", 10)
    path = tmp_path / "j.db"
    with closing(open_journal(path)) as journal, closing(apsw.Connection(str(path))) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalUnavailable) as refused:
            journal.append(reading()).result(DEADLINE_S)
        assert refused.value.cause == "busy"
        assert journal.head() == 0
        other.execute("ROLLBACK")
        assert journal.append(reading()).result(DEADLINE_S).entry.seq == 1


def test_a_journal_that_became_a_newer_releases_while_we_waited_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("station.journal.schema.BUSY_MS", 10)
    path = tmp_path / "j.db"
    with closing(open_journal(path)) as journal, closing(apsw.Connection(str(path))) as other:
        with other:
            other.pragma("user_version", 9 << 16)
            assert isinstance(journal.append(reading()).exception(DEADLINE_S), JournalUnavailable)
        assert isinstance(journal.append(reading()).exception(DEADLINE_S), Problem)
        assert other.execute("SELECT count(*) FROM entries").fetchall() == [(0,)]


def test_the_log_is_moved_into_the_file_and_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "CHECKPOINT_PAGES", 10)
    with closing(open_journal(tmp_path / "j.db")) as journal:
        for _ in range(200):
            journal.append(reading()).result(DEADLINE_S)
        assert (tmp_path / "j.db-wal").stat().st_size < 60 * 4_120
        assert (tmp_path / "j.db").stat().st_size > 30 * 4_096


def test_a_folder_that_is_not_there_is_a_disk_that_does_not_answer(tmp_path: Path) -> None:
    with pytest.raises(JournalUnavailable):
        open_journal(tmp_path / "gone" / "j.db")


def _append_from_another_process(path: Path, together: Barrier, count: int) -> None:
    together.wait()
    with closing(JournalFile(path, SystemClock(), SystemIds(), lambda: PLACE)) as journal:
        for _ in range(count):
            journal.append(reading()).result(DEADLINE_S)


def test_processes_that_make_and_write_one_journal_together_make_one_chain(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    start = multiprocessing.get_context("spawn")
    together = start.Barrier(3)
    processes = [
        start.Process(target=_append_from_another_process, args=(path, together, 40)) for _ in range(3)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(DEADLINE_S)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    report = verify(path)
    assert (report.faults, [chain.entries for chain in report.chains]) == ((), [120])
    with closing(JournalReader(path)) as journal:
        assert [kept.entry.seq for kept in journal.after(0, 200)] == list(range(1, 121))
