import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import apsw
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.journal.log import log_lost_entries
from station.journal.schema import position
from station.journal.verify import Fault, Report, Wrong, verify
from station.ports import JournalUnavailable
from tests.simulation.unreliable_disk import unreliable_disk
from tests.unit.station.journal.made import (
    DEADLINE_S,
    SetClock,
    event,
    open_journal,
    reading,
    signed_in,
    withdrawal,
)
from traceability.entries import FIRST_LINK, canonical_bytes, decode, entry_id, next_link

ENTRIES = 6
FIRST = position(1, 1)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal of six entries of four kinds."""
    path = tmp_path_factory.mktemp("sound") / "j.db"
    with closing(open_journal(path)) as journal:
        first, second = (journal.append(reading()).result(DEADLINE_S) for _ in range(2))
        for entry in (withdrawal(first.id), event(second.id), signed_in(), reading(piece="piece-2")):
            journal.append(entry).result(DEADLINE_S)
    return path


@contextmanager
def spoiled(sound: Path) -> Iterator[tuple[Path, apsw.Connection]]:
    """A copy of the journal and a connection that may do to it what it likes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "j.db"
        shutil.copy(sound, path)
        with closing(apsw.Connection(str(path))) as connection:
            for (trigger,) in rows(connection, "SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
                connection.execute(f"DROP TRIGGER {trigger}")
            connection.execute("PRAGMA ignore_check_constraints = ON")
            yield path, connection


def rows(connection: apsw.Connection, query: str, bindings: tuple[int, ...] = ()) -> list[tuple[Any, ...]]:
    return connection.execute(query, bindings).fetchall()


def after(sound: Path, spoil: Callable[[apsw.Connection], object]) -> Report:
    with spoiled(sound) as (path, connection):
        spoil(connection)
        return verify(path)


def run(*statements: str) -> Callable[[apsw.Connection], object]:
    return lambda connection: [connection.execute(statement) for statement in statements]


def named(report: Report) -> set[tuple[int, Wrong]]:
    return {(fault.seq, fault.wrong) for fault in report.faults}


def test_an_untouched_journal_is_sound_and_its_head_is_told(sound: Path) -> None:
    report = verify(sound)
    assert report.sound
    assert report.entries == ENTRIES
    (chain,) = report.chains
    with closing(apsw.Connection(str(sound))) as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM entries ORDER BY position")]
    link = bytes(32)
    for identifier in ids:
        link = sha256(link + identifier).digest()
    assert (chain.seq, chain.link) == (ENTRIES, link)


def test_a_new_journal_is_sound(tmp_path: Path) -> None:
    open_journal(tmp_path / "j.db").close()
    assert verify(tmp_path / "j.db") == Report((), ())


COLUMNS = ("id", "link", "kind", "canonical")


@settings(max_examples=60, deadline=None)
@given(
    seq=st.integers(1, ENTRIES),
    column=st.sampled_from(COLUMNS),
    place=st.integers(0, 10_000),
    bit=st.integers(0, 7),
)
def test_one_flipped_bit_in_an_entry_is_found_and_names_that_entry_alone(
    sound: Path, seq: int, column: str, place: int, bit: int
) -> None:
    def flip(connection: apsw.Connection) -> None:
        at = position(1, seq)
        query = f"SELECT CAST({column} AS BLOB) FROM entries WHERE position = ?"  # noqa: S608 -- a name from COLUMNS
        content = bytearray(rows(connection, query, (at,))[0][0])
        content[place % len(content)] ^= 1 << bit
        stored: str | bytes = bytes(content)
        if column == "kind":
            stored = content.decode("latin-1")
        update = f"UPDATE entries SET {column} = ? WHERE position = ?"  # noqa: S608 -- a name from COLUMNS
        connection.execute(update, (stored, at))

    report = after(sound, flip)
    assert not report.sound
    assert {fault.seq for fault in report.faults} == {seq}


@settings(max_examples=60, deadline=None)
@given(row=st.integers(0, 11), place=st.integers(0, 200), bit=st.integers(0, 6))
def test_one_flipped_bit_in_what_an_entry_is_filed_under_names_it(
    sound: Path, row: int, place: int, bit: int
) -> None:
    where: list[int] = []

    def flip(connection: apsw.Connection) -> None:
        filed = rows(connection, "SELECT subject, entry FROM subjects ORDER BY subject, entry")
        subject, entry = filed[row % len(filed)]
        where.append(entry & 0xFFFF)
        content = bytearray(subject, "ascii")
        content[place % len(content)] ^= 1 << bit
        changed = (content.decode("ascii"), subject, entry)
        connection.execute("UPDATE subjects SET subject = ? WHERE subject = ? AND entry = ?", changed)

    assert named(after(sound, flip)) == {(where[0], Wrong.SUBJECTS)}


@settings(max_examples=60, deadline=None)
@given(seq=st.integers(1, ENTRIES), bit=st.integers(0, 62))
def test_one_flipped_bit_in_an_entrys_position_is_found(sound: Path, seq: int, bit: int) -> None:
    moved = position(1, seq) ^ 1 << bit

    def flip(connection: apsw.Connection) -> None:
        connection.execute(
            "UPDATE OR IGNORE entries SET position = ? WHERE position = ?", (moved, FIRST - 1 + seq)
        )

    report = after(sound, flip)
    taken = FIRST <= moved < FIRST + ENTRIES
    assert report.sound == taken, "a place taken by another entry can't be moved to"
    if not taken:
        assert seq in {fault.seq for fault in report.faults if fault.wrong is Wrong.SUBJECTS} | {
            fault.seq - 1 for fault in report.faults if fault.wrong is Wrong.MISSING
        } | {fault.seq for fault in report.faults if fault.wrong is Wrong.PLACE}


@settings(max_examples=60, deadline=None)
@given(row=st.integers(0, 11), bit=st.integers(0, 62))
def test_a_subject_filed_for_another_entry_or_none_is_found(sound: Path, row: int, bit: int) -> None:
    def flip(connection: apsw.Connection) -> None:
        filed = rows(connection, "SELECT subject, entry FROM subjects ORDER BY subject, entry")
        subject, entry = filed[row % len(filed)]
        connection.execute(
            "UPDATE OR REPLACE subjects SET entry = ? WHERE subject = ? AND entry = ?",
            (entry ^ 1 << bit, subject, entry),
        )

    assert Wrong.SUBJECTS in {fault.wrong for fault in after(sound, flip).faults}


def test_a_missing_entry_is_named_by_the_one_after_it(sound: Path) -> None:
    gone = run("DELETE FROM entries WHERE seq = 3")
    assert named(after(sound, gone)) == {(4, Wrong.MISSING), (3, Wrong.SUBJECTS)}


def test_a_forged_entry_with_an_id_of_its_own_breaks_the_chain_there_and_only_there(sound: Path) -> None:
    def forge(connection: apsw.Connection) -> None:
        ((canonical,),) = rows(connection, "SELECT canonical FROM entries WHERE seq = 2")
        forged = canonical_bytes(msgspec.structs.replace(decode(canonical), actor="p-18"))
        connection.execute(
            "UPDATE entries SET canonical = ?, id = ? WHERE seq = 2", (forged, entry_id(forged))
        )

    assert named(after(sound, forge)) == {(2, Wrong.LINK)}


def rechained(change: Callable[[int, bytes], bytes]) -> Callable[[apsw.Connection], object]:
    """Rewrites entries and makes ids and links anew, as a forger who knows how would."""

    def spoil(connection: apsw.Connection) -> None:
        link = FIRST_LINK
        for at, canonical in rows(connection, "SELECT position, canonical FROM entries ORDER BY position"):
            changed = change(at - FIRST + 1, canonical)
            identifier = entry_id(changed)
            link = next_link(link, identifier)
            update = "UPDATE entries SET canonical = ?, id = ?, link = ? WHERE position = ?"
            connection.execute(update, (changed, identifier, link, at))

    return spoil


def test_a_clock_that_stands_still_is_named(sound: Path) -> None:
    def still(seq: int, canonical: bytes) -> bytes:
        entry = decode(canonical)
        return canonical_bytes(msgspec.structs.replace(entry, hlc=decode(canonical).hlc._replace(counter=0)))

    found = named(after(sound, rechained(still)))
    assert found == {(seq, Wrong.CLOCK) for seq in range(2, ENTRIES + 1)}


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"schema":"new"}'])
def test_bytes_that_are_no_entry_are_named(sound: Path, content: bytes) -> None:
    spoil = rechained(lambda seq, canonical: content if seq == 4 else canonical)
    assert named(after(sound, spoil)) == {(4, Wrong.UNREADABLE)}


def test_an_entry_of_a_newer_release_is_chained_though_we_can_not_read_it(sound: Path) -> None:
    def newer(seq: int, canonical: bytes) -> bytes:
        if seq == 3:
            return canonical.replace(b'"kind":"withdrawal"', b'"kind":"undone"').replace(
                b'"schema":1', b'"schema":2'
            )
        return canonical.replace(b'"schema":1', b'"schema":2') if seq == 4 else canonical

    spoil = rechained(newer)
    assert after(sound, spoil).sound


def test_entries_of_a_writer_the_file_does_not_know_are_named(sound: Path) -> None:
    report = after(sound, run("UPDATE writers SET number = 2"))
    assert {(fault.writer, fault.seq, fault.wrong) for fault in report.faults} == {
        ("?", seq, Wrong.PLACE) for seq in range(1, ENTRIES + 1)
    }


@pytest.mark.parametrize("part", ["entries", "subjects", "sqlite_autoindex_writers_1"])
def test_a_damaged_page_is_found_also_where_no_entry_stands(sound: Path, tmp_path: Path, part: str) -> None:
    with closing(apsw.Connection(str(sound))) as connection:
        ((root,),) = rows(connection, f"SELECT rootpage FROM sqlite_schema WHERE name = '{part}'")  # noqa: S608 -- our own names
    content = bytearray(sound.read_bytes())
    content[(root - 1) * 4096] ^= 0xFF
    (tmp_path / "j.db").write_bytes(content)
    assert Fault("?", 0, Wrong.FILE) in verify(tmp_path / "j.db").faults


@pytest.mark.parametrize("spoil", [lambda content: content[:-4096], lambda content: b"x" * 16 + content[16:]])
def test_a_file_cut_short_or_without_its_header_is_found(
    sound: Path, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    (tmp_path / "j.db").write_bytes(spoil(sound.read_bytes()))
    assert verify(tmp_path / "j.db") == Report((), (Fault("?", 0, Wrong.FILE),))


@pytest.mark.parametrize("reads", [0, 4])
def test_a_disk_that_does_not_answer_is_not_called_a_damaged_journal(sound: Path, reads: int) -> None:
    acts = iter(range(10_000))

    def unreadable(_act: str, _path: str) -> None:
        if next(acts) >= reads:
            raise apsw.exception_for(apsw.SQLITE_IOERR_READ)

    with unreliable_disk("unreadable") as disk:
        disk.fault = unreadable
        with pytest.raises(JournalUnavailable, match="input-output"):
            verify(sound)


def test_a_journal_is_verified_while_others_append(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    with closing(open_journal(path, SetClock())) as journal:
        futures = [journal.append(reading(piece=str(number))) for number in range(2_000)]
        futures[0].result(DEADLINE_S)
        reports = [verify(path) for _ in range(3)]
        futures[-1].result(DEADLINE_S)
    assert all(report.sound for report in reports)
    assert verify(path).entries == 2_000


@pytest.fixture(scope="module")
def left_open(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal of six entries as a power cut leaves it: everything stands in the log still."""
    path = tmp_path_factory.mktemp("open") / "j.db"
    with closing(open_journal(path)) as journal:
        for number in range(ENTRIES):
            journal.append(reading(piece=f"piece-{number}")).result(DEADLINE_S)
        for ending in ("", "-wal"):
            shutil.copy(f"{path}{ending}", path.with_name(f"left.db{ending}"))
    return path.with_name("left.db")


def with_log(left_open: Path, folder: Path, log: bytes) -> Path:
    path = folder / "j.db"
    shutil.copy(left_open, path)
    path.with_name("j.db-wal").write_bytes(log)
    return path


def log_of(journal: Path) -> bytes:
    return journal.with_name(f"{journal.name}-wal").read_bytes()


def where_the_last_begin(log: bytes, transactions: int) -> int:
    """Where the last transactions begin: after the frame before them that ends one (its second word is not 0)."""
    ends = [at for at in range(32, len(log), 24 + 4096) if log[at + 4 : at + 8] != bytes(4)]
    return ends[-transactions - 1] + 24 + 4096


def test_a_log_left_behind_is_sound(left_open: Path, tmp_path: Path) -> None:
    report = verify(with_log(left_open, tmp_path, log_of(left_open)))
    assert (report.sound, report.entries) == (True, ENTRIES)


@settings(max_examples=150, deadline=None)
@given(place=st.integers(0, 100_000), bit=st.integers(0, 7))
def test_one_flipped_bit_in_the_log_loses_no_durable_entry_unsaid(
    left_open: Path, place: int, bit: int
) -> None:
    log = bytearray(log_of(left_open))
    place %= where_the_last_begin(bytes(log), 2)  # of a write that nothing follows nobody can tell
    log[place] ^= 1 << bit
    with tempfile.TemporaryDirectory() as folder:
        report = verify(with_log(left_open, Path(folder), bytes(log)))
    if report.entries < ENTRIES:
        assert [fault.wrong for fault in report.faults] in ([Wrong.LOST], [Wrong.FILE])
        assert report.faults[0].seq in {0, report.entries + 1}


def test_every_byte_of_an_entry_in_the_log_counts(left_open: Path, tmp_path: Path) -> None:
    log = log_of(left_open)
    canonical = next(
        row[0]
        for row in rows(
            apsw.Connection(str(with_log(left_open, tmp_path, log))), "SELECT canonical FROM entries"
        )
    )
    first = log.index(canonical)
    for place in range(first, first + len(canonical), 7):
        changed = bytearray(log)
        changed[place] ^= 0x10
        report = verify(with_log(left_open, tmp_path, bytes(changed)))
        assert named(report) == {(1, Wrong.LOST)}


def test_a_last_write_the_power_cut_off_is_no_fault(left_open: Path, tmp_path: Path) -> None:
    log = log_of(left_open)
    last = where_the_last_begin(log, 1)
    for content in (log[: last + 2000], log[:last] + bytes(len(log) - last)):
        report = verify(with_log(left_open, tmp_path, content))
        assert (report.sound, report.entries) == (True, ENTRIES - 1)


def test_a_log_that_does_not_answer_is_not_called_a_damaged_journal(sound: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sound, tmp_path / "journal.db"))
    path.with_name("journal.db-wal").mkdir()
    with pytest.raises(JournalUnavailable):
        verify(path)


class BegunAnew(type(Path())):  # type: ignore[misc]  # Path's own class depends on the system
    """A path whose file another process begins anew right after it was read for the first time."""

    fresh = b""

    def open(self, *_: object) -> io.FileIO:
        path, fresh = str(self), self.fresh

        class Reader(io.FileIO):
            read_before = False

            def read(self, size: int | None = -1, /) -> bytes:
                content = super().read(size)
                if not self.read_before:
                    self.read_before = True
                    Path(path).write_bytes(fresh)
                return content

        return Reader(path)


def test_a_log_begun_anew_while_it_is_read_is_read_again(left_open: Path, tmp_path: Path) -> None:
    log = left_open.with_name(f"{left_open.name}-wal").read_bytes()
    broken = bytearray(log)
    broken[32 + 24 + 100] ^= 1  # in the first frame: durable transactions behind it would be lost
    path = BegunAnew(tmp_path / "journal.db")
    Path(tmp_path / "journal.db-wal").write_bytes(b"another header".ljust(32) + bytes(broken)[32:])
    BegunAnew.fresh = bytes(log)
    assert not log_lost_entries(path)
