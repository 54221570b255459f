import shutil
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from station.journal import schema
from station.journal.reading import JournalReader
from station.journal.schema import APPLICATION_ID, MAJOR
from station.journal.verify import verify
from station.problems import Problem
from tests.unit.station.journal.made import DEADLINE_S, event, open_journal, reading
from traceability.language import Language

FIRST_RELEASE = Path(__file__).parents[3] / "data" / "journals" / "journal-1.db"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with closing(open_journal(tmp_path / "j.db")) as journal:
        journal.append(reading()).result(DEADLINE_S)
    return tmp_path / "j.db"


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE entries SET canonical = x'00'",
        "UPDATE entries SET kind = 'event'",
        "DELETE FROM entries",
        "REPLACE INTO entries (position, id, link, kind, canonical) SELECT position, id, link, 'x', id FROM entries",
        "UPDATE subjects SET subject = 'x'",
        "DELETE FROM subjects",
        "UPDATE writers SET id = 'x'",
        "DELETE FROM writers",
        "REPLACE INTO writers SELECT 1, hex(randomblob(16))",
        "REPLACE INTO writers SELECT 2, id FROM writers",
    ],
)
def test_nothing_in_the_file_can_be_changed_deleted_or_replaced(path: Path, act: str) -> None:
    with (
        closing(apsw.Connection(str(path))) as connection,
        pytest.raises(apsw.ConstraintError, match="append-only"),
    ):
        connection.execute(act)
    assert verify(path).sound


@pytest.mark.parametrize(
    "row",
    [
        (5, b"short", bytes(32), "reading", b"{}"),
        (5, bytes(32), b"short", "reading", b"{}"),
        (5, bytes(32), bytes(32), None, b"{}"),
        (5, bytes(32), bytes(32), "reading", "text"),
        ("five", bytes(32), bytes(32), "reading", b"{}"),
    ],
)
def test_the_tables_take_nothing_of_the_wrong_shape(path: Path, row: tuple[int | str | bytes | None]) -> None:
    insert = "INSERT INTO entries (position, id, link, kind, canonical) VALUES (?, ?, ?, ?, ?)"
    with (
        closing(apsw.Connection(str(path))) as connection,
        pytest.raises((apsw.ConstraintError, apsw.MismatchError)),
    ):
        connection.execute(insert, row)


def test_the_file_says_what_it_is(path: Path) -> None:
    with path.open("rb") as file:
        header = file.read(100)
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID
    assert header[18:20] == b"\x02\x02", "write-ahead log"


@pytest.mark.parametrize("opened", [JournalReader, open_journal, verify])
def test_a_file_of_a_newer_major_schema_is_refused_in_a_clear_sentence(path: Path, opened: type) -> None:
    with closing(apsw.Connection(str(path))) as connection:
        connection.pragma("user_version", MAJOR + 1 << 16)
    with pytest.raises(Problem, match=r"newer release \(format 2, this one knows 1\)") as refused:
        opened(path)
    assert "新的版本" in refused.value.sentence(Language.CHINESE)


def test_a_file_of_a_newer_minor_schema_is_read_and_written(path: Path) -> None:
    with closing(apsw.Connection(str(path))) as connection:
        connection.pragma("user_version", MAJOR << 16 | 7)
        connection.execute("CREATE INDEX later ON entries (kind)")
    with closing(open_journal(path)) as journal:
        assert journal.append(reading()).result(DEADLINE_S).entry.seq == 2
    assert verify(path).sound


@pytest.mark.parametrize("opened", [JournalReader, open_journal, verify])
def test_another_programs_database_is_refused_and_left_as_it_was(tmp_path: Path, opened: type) -> None:
    path = tmp_path / "other.db"
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    before = path.read_bytes()
    with pytest.raises(Problem, match="is not a journal"):
        opened(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [None, b""])
@pytest.mark.parametrize("opened", [JournalReader, verify])
def test_reading_makes_no_journal_where_there_is_none(
    tmp_path: Path, opened: type, content: bytes | None
) -> None:
    path = tmp_path / "j.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Problem, match="no journal"):
        opened(path)
    assert path.exists() == (content is not None)


def test_a_journal_another_process_made_meanwhile_is_not_made_again(path: Path) -> None:
    before = verify(path)
    with closing(apsw.Connection(str(path))) as connection:
        schema._create(connection, lambda: "2" * 32)
        assert schema.own_writer(connection)[0] == 1
    assert verify(path) == before


def test_a_journal_of_the_first_release_is_read_verified_and_continued(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    shutil.copy(FIRST_RELEASE, path)
    assert verify(path).sound
    with closing(open_journal(path)) as journal:
        first, second, done, third = journal.after(0, 10)
        assert first.entry.recorded == "2026-11-23T09:00:00.123+08:00"
        assert done.entry.body == event(first.id, second.id).body
        assert third.entry.body == reading(piece="piece-2").body
        assert journal.open_piece("board", "WO-1") == "piece-2"
        assert journal.append(reading()).result(DEADLINE_S).entry.seq == 5
    assert verify(path).sound
