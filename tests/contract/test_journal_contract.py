"""What `station.ports.Journal` promises, held against every journal there is."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

import msgspec
import pytest

from station.journal.file import JournalFile
from station.ports import Journal, Kept, NewEntry
from tests.unit.station.journal.made import (
    BOARD,
    DEADLINE_S,
    LOT,
    event,
    open_journal,
    reading,
    refusal,
    signed_in,
    withdrawal,
)
from traceability import subjects
from traceability.entries import FIRST_LINK, Document, entry_id, next_link

Open: TypeAlias = Callable[[Path], JournalFile]


@pytest.fixture(params=[open_journal], ids=["file"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    open_one: Open = request.param
    with closing(open_one(tmp_path / "journal.db")) as opened:
        yield opened


def keep(journal: Journal, entry: NewEntry) -> Kept:
    return journal.append(entry).result(DEADLINE_S)


def test_a_new_journal_is_empty_and_has_a_random_writer(journal: Journal) -> None:
    assert journal.head() == 0
    assert journal.after(0, 10) == journal.newest(10) == journal.about(BOARD) == ()
    assert journal.last_about(BOARD) is None
    assert len(bytes.fromhex(journal.writer)) == 16


def test_what_is_appended_can_be_read_at_once(journal: Journal) -> None:
    kept = keep(journal, reading())
    assert journal.head() == 1
    assert journal.after(0, 10) == journal.newest(1) == (kept,)
    assert kept.entry.body == reading().body
    assert (kept.entry.writer, kept.entry.seq) == (journal.writer, 1)


def test_entries_are_chained_by_what_their_bytes_hash_to(journal: Journal) -> None:
    for _ in range(3):
        keep(journal, reading())
    link = FIRST_LINK
    for kept in journal.after(0, 10):
        assert kept.id == entry_id(kept.canonical).hex()
        link = next_link(link, bytes.fromhex(kept.id))
        assert kept.link == link


def test_waiting_entries_become_durable_in_the_order_they_were_appended(journal: Journal) -> None:
    acknowledged: list[int] = []
    futures = [journal.append(reading(piece=str(number))) for number in range(600)]
    for future in futures:
        future.add_done_callback(lambda each: acknowledged.append(each.result().entry.seq))
    assert [future.result(DEADLINE_S).entry.seq for future in futures] == list(range(1, 601))
    assert acknowledged == sorted(acknowledged)


def test_an_entry_can_not_be_taken_back(journal: Journal) -> None:
    future = journal.append(reading())
    assert not future.cancel()
    assert future.result(DEADLINE_S).entry.seq == 1


def test_pages_follow_and_precede_each_other_without_gap_or_overlap(journal: Journal) -> None:
    for _ in range(7):
        journal.append(reading())
    keep(journal, reading())
    assert [kept.entry.seq for kept in journal.after(0, 3)] == [1, 2, 3]
    assert [kept.entry.seq for kept in journal.after(6, 3)] == [7, 8]
    assert [kept.entry.seq for kept in journal.newest(3)] == [8, 7, 6]
    assert [kept.entry.seq for kept in journal.newest(9, before=3)] == [2, 1]
    assert journal.newest(9, before=1) == ()


def test_entries_are_found_by_what_they_are_about(journal: Journal) -> None:
    first = keep(journal, reading())
    keep(journal, reading(piece="piece-2"))
    done = keep(journal, event(first.id))
    assert journal.about(subjects.piece("piece-1")) == (first, done)
    assert journal.about(subjects.piece("piece-1"), after=1) == (done,)
    assert journal.about(LOT) == journal.about(BOARD) == journal.about(subjects.order("WO-1")) == (done,)
    assert journal.last_about(subjects.piece("piece-1")) == done
    assert journal.about("piece:piece-") == ()


def test_a_piece_is_open_from_its_first_reading_until_its_event(journal: Journal) -> None:
    assert journal.open_piece("board", "WO-1") is None
    first = keep(journal, reading())
    assert journal.open_piece("board", "WO-1") == "piece-1"
    assert journal.open_piece("packing", "WO-1") is None
    keep(journal, event(first.id))
    assert journal.open_piece("board", "WO-1") is None


def test_a_piece_whose_readings_were_all_withdrawn_is_not_open(journal: Journal) -> None:
    first, second = keep(journal, reading()), keep(journal, reading())
    keep(journal, withdrawal(first.id))
    assert journal.open_piece("board", "WO-1") == "piece-1"
    keep(journal, withdrawal(second.id))
    assert journal.open_piece("board", "WO-1") is None
    keep(journal, reading())
    assert journal.open_piece("board", "WO-1") == "piece-1"


def test_a_refusal_neither_opens_a_piece_nor_closes_it(journal: Journal) -> None:
    keep(journal, refusal())
    assert journal.open_piece("board", "WO-1") is None
    keep(journal, reading())
    keep(journal, refusal())
    keep(journal, signed_in())
    assert journal.open_piece("board", "WO-1") == "piece-1"


def test_each_form_has_its_own_open_piece(journal: Journal) -> None:
    keep(journal, reading(piece="a", form="board"))
    keep(journal, reading(piece="b", form="packing"))
    assert (journal.open_piece("board", "WO-1"), journal.open_piece("packing", "WO-1")) == ("a", "b")


class Newer(msgspec.Struct, frozen=True, tag="undone", tag_field="kind"):
    """An act this release does not know."""


def test_entries_of_a_newer_release_are_there_to_be_sent_and_hide_no_older_one(journal: Journal) -> None:
    first = keep(journal, reading())
    newer = [keep(journal, NewEntry(actor="p", body=Newer())) for _ in range(3)]  # type: ignore[arg-type]  # no act of ours
    last = keep(journal, reading())
    assert journal.after(0, 10) == (first, *newer, last)
    assert journal.newest(2) == (last, first)
    assert journal.head() == 5


def test_each_order_has_its_own_open_piece(journal: Journal) -> None:
    keep(journal, reading(piece="a"))
    keep(journal, msgspec.structs.replace(reading(piece="b"), documents=(Document("work-order", "WO-2"),)))
    keep(journal, msgspec.structs.replace(reading(piece="c"), documents=()))
    orders = ("WO-1", "WO-2", "")
    assert [journal.open_piece("board", order) for order in orders] == ["a", "b", "c"]
