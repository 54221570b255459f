"""Synchronisation against a real HTTP server that fails in every way a line, a proxy and a server can."""

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from station.journal.file import JournalFile
from station.journal.reading import JournalReader
from station.ports import Direction, JournalUnavailable, Kept, NewEntry, ReplicaStore, Trouble
from station.replica.store import ReplicaFile
from station.sync.client import Central
from station.sync.plan import GREET_EVERY_S, WAIT_S, Failed
from station.sync.puller import Puller
from station.sync.pusher import Pusher
from station.sync.service import Service, synchronise_once
from station.system import SystemClock, SystemIds
from tests.integration.station.stub_central import (
    CUT,
    DEADLINE_S,
    HANG,
    LOSE_ANSWER,
    REFUSE,
    Fault,
    StubCentral,
)
from traceability.acts import SignedIn
from traceability.entries import Whereabouts, chain
from traceability.wire import MOST_BYTES, MOST_ENTRIES, Pushed, Refused, Welcome


class QuickClock(SystemClock):
    """Wall time as it is; monotonic time runs eighty times as fast, so that rests pass in a test's patience."""

    def monotonic_ns(self) -> int:
        return super().monotonic_ns() * 80


class Station:
    """A station's journal and replica, and what synchronises them."""

    def __init__(self, folder: Path, central: StubCentral) -> None:
        self.central = central
        self.clock = QuickClock()
        self.journal = JournalFile(
            folder / "journal.db", self.clock, SystemIds(), lambda: Whereabouts("p1", "goods-in")
        )
        self.entries = JournalReader(folder / "journal.db")
        self.store = ReplicaFile(folder / "replica.db")
        self.key = Ed25519PrivateKey.generate()
        central.public_keys[self.entries.writer] = self.key.public_key()
        self.answer_s = 5.0
        self.halves()

    def halves(self) -> None:
        """Make both halves anew, as a restarted process does."""
        self.pusher = Pusher(self.entries, self.store, self.client(), self.key, self.clock, lambda: 0.0)
        self.puller = Puller(
            self.entries.writer, self.store, self.client(), self.clock, lambda: 0.0, self.pusher.greet
        )

    def client(self) -> Central:
        key = Ed25519PublicKey.from_public_bytes(self.central.key.public_key().public_bytes_raw())
        return Central(self.central.address, self.entries.writer, self.key, key, self.answer_s)

    def write(self, count: int, actor_bytes: int = 8) -> None:
        """Append entries; they are durable afterwards."""
        actors = [secrets.token_hex(actor_bytes) for _ in range(count)]
        waiting = [self.journal.append(NewEntry(actor=actor, body=SignedIn())) for actor in actors]
        for future in waiting:
            future.result(DEADLINE_S)

    def mine(self) -> list[bytes]:
        return [kept.canonical for kept in self.entries.after(0, 100_000)]

    def at_central(self) -> list[bytes]:
        return self.central.logs.get(self.entries.writer, [])

    def step_until(self, condition: Callable[[], bool]) -> None:
        """Step both halves, resting as they say (on the quick clock), until something is so."""
        deadline = time.monotonic() + DEADLINE_S
        never = threading.Event()
        while not condition():
            assert time.monotonic() < deadline, f"never: {self.pusher._state} {self.puller._state}"
            never.wait(min(self.pusher.step(), self.puller.step()) / 80)

    def read(self, sql: str) -> list[tuple[object, ...]]:
        with self.store._transaction() as database:
            return cast("list[tuple[object, ...]]", database.execute(sql).fetchall())

    def close(self) -> None:
        self.journal.close()
        self.entries.close()
        self.store.close()


@pytest.fixture
def central() -> Iterator[StubCentral]:
    stub = StubCentral()
    stub.open()
    yield stub
    stub.close()


@pytest.fixture
def station(tmp_path: Path, central: StubCentral) -> Iterator[Station]:
    made = Station(tmp_path, central)
    yield made
    made.close()


def test_everything_written_is_at_central_byte_by_byte_and_acknowledged(station: Station) -> None:
    station.write(2_345)
    assert synchronise_once(station.pusher, station.puller) is None
    assert station.at_central() == station.mine()
    assert station.read("SELECT known, settled FROM writer") == [(2_345, 2_345)]


def test_the_next_batch_is_read_while_one_is_at_central(tmp_path: Path, station: Station) -> None:
    read, foreseen = threading.Event(), []

    class Entries(JournalReader):
        def after(self, seq: int, most: int) -> tuple[Kept, ...]:
            if (seq, most) == (MOST_ENTRIES - 1, MOST_ENTRIES + 1):
                read.set()
            return super().after(seq, most)

    class Line(Central):
        def push(self, batch: bytes) -> Pushed | Failed:
            foreseen.append(read.wait(DEADLINE_S))
            return super().push(batch)

    station.write(MOST_ENTRIES + 500)
    station.entries.close()
    station.entries = Entries(tmp_path / "journal.db")
    line = Line(station.central.address, station.entries.writer, station.key, None)
    pusher = Pusher(station.entries, station.store, line, station.key, station.clock, lambda: 0.0)
    assert synchronise_once(pusher, station.puller) is None
    line.close()
    assert foreseen == [True, True]
    assert station.central.batches == [MOST_ENTRIES, 500]
    assert station.at_central() == station.mine()


def test_a_second_run_sends_nothing_again(station: Station) -> None:
    station.write(30)
    synchronise_once(station.pusher, station.puller)
    station.halves()
    assert synchronise_once(station.pusher, station.puller) is None
    assert station.central.batches == [30]


def test_a_station_that_lost_its_replica_resumes_where_central_says(tmp_path: Path, station: Station) -> None:
    station.write(3_000)
    synchronise_once(station.pusher, station.puller)
    station.write(10)
    station.store.close()
    (tmp_path / "replica.db").unlink()
    station.store = ReplicaFile(tmp_path / "replica.db")
    station.halves()
    sent_before = len(station.central.batches)
    assert synchronise_once(station.pusher, station.puller) is None
    assert station.at_central() == station.mine()
    assert sum(station.central.batches[sent_before:]) <= 30


def test_a_hello_tells_clock_backlog_and_its_age(station: Station) -> None:
    station.write(3)
    synchronise_once(station.pusher, station.puller)
    [hello] = station.central.hellos
    assert hello.backlog == 3
    assert hello.oldest == station.entries.after(0, 1)[0].entry.recorded
    assert abs(hello.wall_ms / 1000 - time.time()) < DEADLINE_S
    assert hello.boot == station.clock.boot_id()


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        (REFUSE, Trouble.NO_NETWORK),
        (LOSE_ANSWER, Trouble.NO_NETWORK),
        (CUT, Trouble.NO_NETWORK),
        (500, Trouble.SERVER),
        (503, Trouble.SERVER),
        (504, Trouble.TIMEOUT),
        (302, Trouble.NOT_CENTRAL),
        (404, Trouble.NOT_CENTRAL),
        (b"\xc1 no message", Trouble.NOT_CENTRAL),
        (Refused(reason="unknown-writer", detail="who?"), Trouble.ENROLMENT),
        (Refused(reason="bad-signature", detail="no"), Trouble.REFUSED),
        (Refused(reason="protocol-too-old", detail="1"), Trouble.STATION_TOO_OLD),
        (Refused(reason="protocol-too-new", detail="1"), Trouble.STATION_TOO_NEW),
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/sync/hello", "/sync/push", "/sync/pull"])
def test_after_any_fault_of_line_or_server_all_arrives_once_without_a_new_entry(
    station: Station, path: str, fault: Fault, trouble: Trouble
) -> None:
    station.write(120)
    station.central.say("lot", "a", b"{}")
    station.central.fail(path, fault, fault)
    seen: set[Trouble | None] = set()

    def healed() -> bool:
        seen.update((station.pusher.trouble, station.puller.trouble))
        settled = station.read("SELECT settled FROM writer")
        return settled == [(120,)] and not (station.pusher.trouble or station.puller.trouble)

    station.step_until(healed)
    assert trouble in seen
    assert station.at_central() == station.mine()
    assert station.read("SELECT key FROM record") == [("a",)]
    assert station.read("SELECT push_trouble, pull_trouble FROM standing") == [(None, None)]


def test_trouble_is_kept_where_the_screen_reads_it(station: Station) -> None:
    station.central.close()
    assert synchronise_once(station.pusher, station.puller) is Trouble.NO_NETWORK
    station.puller.step()
    assert station.read("SELECT push_trouble, pull_trouble FROM standing") == [("no-network", "no-network")]


def test_a_refused_station_keeps_everything_and_tries_again(station: Station) -> None:
    station.write(5)
    key = station.central.public_keys.pop(station.entries.writer)
    assert synchronise_once(station.pusher, station.puller) is Trouble.ENROLMENT
    assert len(station.mine()) == 5
    station.central.public_keys[station.entries.writer] = key
    station.step_until(lambda: station.at_central() == station.mine())


def test_batches_shrink_until_they_pass_and_nothing_waits(station: Station) -> None:
    station.write(1_000)
    station.central.largest_batch = 130
    assert synchronise_once(station.pusher, station.puller) is None
    assert station.at_central() == station.mine()
    assert station.central.batches[:4] == [1_000, 500, 250, 125]


def test_a_proxy_that_takes_only_little_shrinks_batches_too(station: Station) -> None:
    station.write(100)
    station.central.fail("/sync/push", 413, 413)
    assert synchronise_once(station.pusher, station.puller) is None
    assert station.at_central() == station.mine()


def test_no_batch_is_larger_than_the_protocol_allows(station: Station) -> None:
    station.write(300, actor_bytes=4_096)
    assert synchronise_once(station.pusher, station.puller) is None
    assert station.at_central() == station.mine()
    assert len(station.central.batches) > 1
    assert station.central.largest_request <= MOST_BYTES


def test_a_server_that_never_answers_is_given_up_and_asked_again(station: Station) -> None:
    station.answer_s = 0.2
    station.halves()
    station.write(40)
    station.central.fail("/sync/push", HANG)
    seen: set[Trouble | None] = set()

    def healed() -> bool:
        seen.add(station.pusher.trouble)
        return station.pusher._state.known == 40

    station.step_until(healed)
    assert Trouble.TIMEOUT in seen
    assert station.at_central() == station.mine()


def test_a_batch_that_was_taken_but_not_acknowledged_is_not_doubled(station: Station) -> None:
    station.write(10)
    station.central.fail("/sync/push", LOSE_ANSWER)
    station.step_until(lambda: station.pusher._state.known == 10)
    assert station.at_central() == station.mine()


def test_a_central_restored_from_an_old_backup_gets_back_what_it_lost(station: Station) -> None:
    station.write(400)
    station.central.say("lot", "gone", b"{}")
    synchronise_once(station.pusher, station.puller)
    with station.central.changed:
        del station.at_central()[150:]
        station.central.records.clear()
        station.central.epoch = "e2"
    restored = station.clock.monotonic_ns()
    station.step_until(lambda: station.at_central() == station.mine())
    assert (station.clock.monotonic_ns() - restored) / 1e9 < GREET_EVERY_S / 2, "the timer did it"
    station.step_until(lambda: station.read("SELECT settled FROM writer") == [(400,)])
    assert station.read("SELECT key FROM record") == []


def test_a_gap_leads_to_a_hello_and_nothing_is_lost(station: Station) -> None:
    station.write(100)
    synchronise_once(station.pusher, station.puller)
    with station.central.changed:
        del station.at_central()[40:]
    station.write(1)
    station.step_until(lambda: station.at_central() == station.mine())


@pytest.mark.parametrize(
    ("turn", "trouble"),
    [
        (lambda w: Welcome(epoch=w.epoch, known=w.known, offset_ms=0, forked=True), Trouble.FORKED),
        (lambda w: Welcome(epoch=w.epoch, known=w.known, offset_ms=0, ahead=True), Trouble.AHEAD),
    ],
)
def test_a_chain_that_parts_is_shown_and_nothing_is_sent_onto_it(
    station: Station, turn: Callable[[Welcome], Welcome], trouble: Trouble
) -> None:
    station.write(5)
    station.central.welcome = turn
    assert synchronise_once(station.pusher, station.puller) is trouble
    assert station.central.batches == []
    assert station.read("SELECT push_trouble FROM standing") == [(trouble.value,)]
    station.central.welcome = lambda welcome: welcome
    station.step_until(lambda: station.at_central() == station.mine())


def test_pages_are_taken_to_the_end_and_settled_only_there(station: Station) -> None:
    for number in range(350):
        station.central.say("lot", f"{number:03}", b"{}")
    station.write(3)
    assert synchronise_once(station.pusher, station.puller) is None
    assert station.read("SELECT count(*) FROM record") == [(350,)]
    assert station.central.requests.count("/sync/pull") == 4


def test_a_cursor_that_is_not_our_centrals_is_not_taken_over(station: Station) -> None:
    station.central.say("lot", "a", b"{}")
    genuine, station.central.key = station.central.key, Ed25519PrivateKey.generate()
    assert synchronise_once(station.pusher, station.puller) is Trouble.NOT_CENTRAL
    assert station.read("SELECT count(*) FROM record") == [(0,)]
    station.central.key = genuine
    station.step_until(lambda: station.read("SELECT count(*) FROM record") == [(1,)])


def test_a_replica_that_takes_nothing_is_trouble_and_costs_no_entry(station: Station) -> None:
    station.write(7)
    station.store.close()
    station.step_until(lambda: station.pusher.trouble is station.puller.trouble is Trouble.DISK)
    assert len(station.mine()) == 7


def test_a_journal_that_does_not_answer_is_trouble_until_it_does(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unanswered() -> int:
        raise JournalUnavailable("input-output")

    station.write(7)
    with monkeypatch.context() as failing:
        failing.setattr(station.entries, "head", unanswered)
        station.pusher.step()
        assert station.read("SELECT push_trouble FROM standing") == [("disk",)]
    station.step_until(lambda: station.at_central() == station.mine())


@pytest.fixture
def running(station: Station) -> Iterator[Service]:
    station.central.longest_wait_s = 60
    service = Service(station.pusher, station.puller, on_broken=lambda: None)
    service.start()
    yield service
    station.central.close()
    service.stop()


def test_a_new_entry_reaches_central_within_two_seconds_while_a_poll_waits(
    station: Station, running: Service
) -> None:
    station.central.until(lambda: station.central.waiting == 1 and len(station.central.hellos) == 1)
    written = time.monotonic()
    station.write(1)
    station.central.until(lambda: len(station.at_central()) == 1)
    assert time.monotonic() - written < 2


def test_a_change_at_central_is_taken_over_while_nothing_is_sent(station: Station, running: Service) -> None:
    station.central.until(lambda: station.central.waiting == 1)
    station.central.say("lot", "held", b"{}")
    polls = station.central.requests.count("/sync/pull")
    station.central.until(lambda: station.central.requests.count("/sync/pull") > polls)
    assert station.store.cursor() is not None
    assert station.read("SELECT key FROM record") == [("held",)]


def test_a_backlog_drains_after_an_outage_without_a_new_entry(station: Station, running: Service) -> None:
    station.central.until(lambda: station.central.waiting == 1)
    station.central.close()
    station.write(2_500)
    station.central.open()
    station.central.until(lambda: len(station.at_central()) == 2_500)
    assert station.at_central() == station.mine()


def test_a_stop_does_not_wait_for_the_poll_and_nothing_is_kept_afterwards(station: Station) -> None:
    station.central.longest_wait_s = 60
    service = Service(station.pusher, station.puller, on_broken=lambda: None)
    service.start()
    station.central.until(lambda: station.central.waiting == 1)
    asked = time.monotonic()
    service.stop()
    assert time.monotonic() - asked < 10


def test_a_mistake_in_one_half_ends_the_service_and_is_raised(station: Station) -> None:
    class BrokenStore(ReplicaFile):
        def __init__(self) -> None:
            """Open nothing."""

        def known(self, writer: str) -> int:
            return len(writer) * 0

        def cursor(self) -> None:
            raise ZeroDivisionError

        def keep_trouble(self, direction: Direction, trouble: Trouble) -> None:
            """Keep nothing."""

    store: ReplicaStore = BrokenStore()
    client = station.client()
    pusher = Pusher(station.entries, store, client, station.key, station.clock, lambda: 0.0)
    puller = Puller(station.entries.writer, store, client, station.clock, lambda: 0.0, pusher.greet)
    told = threading.Event()
    service = Service(pusher, puller, on_broken=told.set)
    service.start()
    assert told.wait(DEADLINE_S)
    with pytest.raises(ZeroDivisionError):
        service.stop()


def test_an_idle_station_costs_less_than_two_kilobytes_a_minute(station: Station) -> None:
    station.write(100)
    station.central.say("lot", "a", b"{}")
    synchronise_once(station.pusher, station.puller)
    before, polls = station.central.bytes, station.central.requests.count("/sync/pull")
    station.step_until(lambda: station.central.requests.count("/sync/pull") == polls + 10)
    a_minute = (station.central.bytes - before) / 10 * 60 / WAIT_S
    assert 500 < a_minute < 2_000


def test_the_chain_at_central_is_the_chain_here(station: Station) -> None:
    station.write(60)
    synchronise_once(station.pusher, station.puller)
    assert chain(bytes(32), station.at_central()) == station.entries.after(59, 1)[0].link
