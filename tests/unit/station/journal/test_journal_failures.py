import errno
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from station.journal import failures, writing
from station.journal.reading import JournalReader
from station.journal.verify import verify
from station.ports import JournalUnavailable, Kept
from tests.simulation.unreliable_disk import UnreliableDisk, unreliable_disk
from tests.unit.station.journal.made import DEADLINE_S, open_journal, reading


class Refusing:
    """A disk that does `at` acts, then answers SQLite's `code` to `times` acts, then works again."""

    def __init__(self, code: int, at: int, times: int) -> None:
        self.code, self.left, self.times = code, at, times

    def __call__(self, _act: str, _path: str) -> None:
        self.left -= 1
        if self.left < 0 and self.times > 0:
            self.times -= 1
            raise apsw.exception_for(self.code)


def append_through(disk: UnreliableDisk, path: Path, refusing: Refusing) -> tuple[list[Kept], list[str]]:
    """Append while the disk refuses now and then; return what was acknowledged, and why the others were not."""
    acknowledged, refused = [], []
    with closing(open_journal(path)) as journal:
        disk.fault = refusing
        for _ in range(30):
            try:
                acknowledged.append(journal.append(reading()).result(DEADLINE_S))
            except JournalUnavailable as unavailable:
                refused.append(unavailable.cause)
        disk.fault = lambda _act, _path: None
        acknowledged.append(journal.append(reading()).result(DEADLINE_S))
        assert {kept.id for kept in acknowledged} <= {kept.id for kept in journal.after(0, 100)}
    return acknowledged, refused


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        (apsw.SQLITE_FULL, "full"),
        (apsw.SQLITE_IOERR_WRITE, "input-output"),
        (apsw.SQLITE_IOERR_FSYNC, "input-output"),
        (apsw.SQLITE_READONLY, "read-only"),
    ],
)
@pytest.mark.parametrize("at", [*range(20), 40, 75, 110])
def test_a_disk_that_refuses_is_told_of_and_the_journal_recovers_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, cause: str, at: int
) -> None:
    monkeypatch.setattr(writing, "CHECKPOINT_PAGES", 15)
    path = tmp_path / "j.db"
    with unreliable_disk("refusing") as disk:
        refusing = Refusing(code, at, times=3)
        acknowledged, refused = append_through(disk, path, refusing)
    assert refusing.times == 0, "the disk had no occasion to refuse"
    assert set(refused) <= {cause}
    assert len(acknowledged) + len(refused) == 31
    assert verify(path).sound


def test_a_log_that_can_not_be_moved_into_the_file_stops_no_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "CHECKPOINT_PAGES", 10)
    path = tmp_path / "j.db"
    refused = []

    def only_the_log(act: str, file: str) -> None:
        if act == "write" and file == str(path):
            refused.append(act)
            raise apsw.exception_for(apsw.SQLITE_FULL)

    with unreliable_disk("only the log") as disk, closing(open_journal(path)) as journal:
        disk.fault = only_the_log
        seqs = [journal.append(reading()).result(DEADLINE_S).entry.seq for _ in range(40)]
        disk.fault = lambda _act, _path: None
    assert (seqs, bool(refused)) == (list(range(1, 41)), True)
    assert verify(path).entries == 40


def test_every_entry_of_a_transaction_that_fails_hears_so(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    with unreliable_disk("refusing all") as disk, closing(open_journal(path)) as journal:
        disk.fault = Refusing(apsw.SQLITE_FULL, 0, times=10_000)
        futures = [journal.append(reading()) for _ in range(100)]
        assert {type(future.exception(DEADLINE_S)) for future in futures} == {JournalUnavailable}
        disk.fault = lambda _act, _path: None
        assert journal.head() == 0
        assert journal.append(reading()).result(DEADLINE_S).entry.seq == 1


def test_after_a_refusal_no_connection_of_before_is_left(tmp_path: Path) -> None:
    with (
        unreliable_disk("read-only for a while") as disk,
        closing(open_journal(tmp_path / "j.db")) as journal,
    ):
        assert journal.head() == 0
        before = set(map(id, journal._idle)) | {id(journal._thread._connection)}
        kept_alive = [*journal._idle, journal._thread._connection]
        disk.fault = Refusing(apsw.SQLITE_READONLY, 0, times=1)
        with pytest.raises(JournalUnavailable, match="read-only"):
            journal.append(reading()).result(DEADLINE_S)
        assert journal.append(reading()).result(DEADLINE_S).entry.seq == 1
        assert journal.head() == 1
        assert before.isdisjoint({*map(id, journal._idle), id(journal._thread._connection)})
        assert len(kept_alive) == 2


def test_an_entry_no_bytes_can_say_hears_that_also_when_the_disk_refuses(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    with unreliable_disk("refusing both") as disk, closing(open_journal(path)) as journal:
        journal.append(reading()).result(DEADLINE_S)
        with closing(apsw.Connection(str(path))) as other:
            other.execute("BEGIN IMMEDIATE")
            futures = [journal.append(reading(piece=piece)) for piece in ("a", "b", "\udcff", "c")]
            disk.fault = Refusing(apsw.SQLITE_FULL, 0, times=10_000)
            other.execute("ROLLBACK")
            told = [type(future.exception(DEADLINE_S)) for future in futures]
        assert told == [JournalUnavailable, JournalUnavailable, UnicodeEncodeError, JournalUnavailable]


def test_a_question_the_disk_does_not_answer_is_unavailable_and_answered_later(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    with closing(open_journal(path)) as journal:
        futures = [journal.append(reading(piece=str(number))) for number in range(100)]
        newest = futures[-1].result(DEADLINE_S)
    with unreliable_disk("unreadable") as disk, closing(JournalReader(path)) as reader:
        disk.fault = Refusing(apsw.SQLITE_IOERR_READ, 0, times=1)
        with pytest.raises(JournalUnavailable, match="input-output"):
            reader.after(50, 10)
        assert reader.newest(1) == (newest,)


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        (apsw.SQLITE_FULL, "full"),
        (apsw.SQLITE_IOERR_WRITE, "input-output"),
        (apsw.SQLITE_IOERR_FSYNC, "input-output"),
        (apsw.SQLITE_IOERR_SHMSIZE, "full"),
        (apsw.SQLITE_CORRUPT, "input-output"),
        (apsw.SQLITE_NOTADB, "input-output"),
        (apsw.SQLITE_CANTOPEN, "input-output"),
        (apsw.SQLITE_READONLY_DBMOVED, "read-only"),
        (apsw.SQLITE_PERM, "read-only"),
        (apsw.SQLITE_BUSY_SNAPSHOT, "busy"),
        (apsw.SQLITE_LOCKED, "busy"),
    ],
)
def test_what_the_outside_did_is_told_by_sqlites_result_code(code: int, cause: str) -> None:
    told = failures.given_up(None, apsw.exception_for(code))
    assert isinstance(told, JournalUnavailable)
    assert told.cause == cause


@pytest.mark.parametrize(
    "mistake",
    [
        apsw.exception_for(apsw.SQLITE_ERROR),
        apsw.exception_for(apsw.SQLITE_CONSTRAINT_UNIQUE),
        apsw.exception_for(apsw.SQLITE_MISUSE),
        KeyError("ours"),
    ],
)
def test_our_own_mistakes_are_not_blamed_on_the_disk(mistake: Exception) -> None:
    assert failures.given_up(None, mistake) is mistake


@pytest.mark.parametrize(
    ("number", "cause"),
    [
        (errno.ENOSPC, "full"),
        (errno.EDQUOT, "full"),
        (errno.EFBIG, "full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "read-only"),
        (errno.EIO, "input-output"),
    ],
)
def test_the_operating_systems_error_number_tells_more(number: int, cause: str) -> None:
    class Failed:
        """As much of a connection as is asked of one that failed."""

        system_errno = number

        def close(self, *, force: bool) -> None:
            assert force

    told = failures.given_up(Failed(), apsw.exception_for(apsw.SQLITE_CANTOPEN))  # type: ignore[arg-type]  # see there
    assert isinstance(told, JournalUnavailable)
    assert told.cause == cause


FILLS_UP = """
import resource, sys
from pathlib import Path
from station.ports import JournalUnavailable
from tests.unit.station.journal.made import open_journal, reading

path = Path(sys.argv[1])
journal = open_journal(path)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
acknowledged = 0
try:
    while True:
        journal.append(reading()).result(30)
        acknowledged += 1
except JournalUnavailable as unavailable:
    print(unavailable.cause)
assert journal.head() == acknowledged > 10
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
assert journal.append(reading()).result(30).entry.seq == acknowledged + 1
journal.close()
print(acknowledged + 1)
"""


def test_a_file_that_may_not_grow_is_a_full_disk_until_it_may_again(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    done = subprocess.run(
        [sys.executable, "-c", FILLS_UP, str(path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == ""
    cause, entries = done.stdout.split()
    assert cause == "full"
    report = verify(path)
    assert (report.faults, report.entries) == ((), int(entries))


def test_a_newest_entry_the_disk_changed_is_told_and_nothing_is_chained_to_it(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    with closing(open_journal(path)) as journal:
        journal.append(reading()).result(DEADLINE_S)
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute("DROP TRIGGER entries_keep_their_content")
        connection.execute("UPDATE entries SET canonical = x'7b22ff'")
    with closing(open_journal(path)) as journal:
        with pytest.raises(JournalUnavailable, match="input-output"):
            journal.append(reading()).result(DEADLINE_S)
        assert journal.head() == 1
        assert journal.newest(5) == ()
        assert not journal.after(0, 5)[0].is_readable
