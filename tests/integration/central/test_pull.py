"""Pulling state records: all of them, in order, promptly, and to the right stations only."""

import shutil
import threading
import time
from pathlib import Path

import msgspec
import pytest

from central.api import sync as central_sync
from central.bootstrap.parts import opened
from central.holds.place import HoldDone, place_hold
from central.ingest.context import Context
from central.ingest.projection import project_all
from central.people.directory import NewPerson, erase_person, put_person
from central.store import log
from central.sync import pull as pulling
from central.tracing.trace import how_complete
from tests.integration.central.small_station import Central, Client, Journal, Serve, lot, refusal
from traceability import signing, wire
from traceability.acts import NumbersDrawn
from traceability.ledger import ThingState
from traceability.people import Assignment, Person, Role
from traceability.records import NumberRange


def settle(central: Central) -> None:
    """Project everything there is."""
    project_all(central.context.database, central.context.journal)


def quality(central: Central, plant: str | None = "QD") -> Person:
    """Somebody of quality."""
    new = NewPerson(
        id="Q-1", name="李华", badge="BADGE-1", pin="4711", assignments=(Assignment(Role.QUALITY, plant),)
    )
    person = put_person(central.context, new)
    assert isinstance(person, Person)
    return person


def test_a_new_station_gets_its_records_and_knows_its_own_entries_are_counted(central: Central) -> None:
    client = central.station(1)
    key = client.journal.receive_lot("L1")
    client.push_all()
    settle(central)
    records, page = client.pull_all()
    assert {("plant", "QD"), ("station", "A"), ("pack", "boards"), ("work-order", "WO-1")} <= set(records)
    assert msgspec.json.decode(records["thing", key] or b"", type=ThingState).received[0].value == "100"
    assert page.settled == 2
    assert not page.reset
    assert signing.cursor_is_signed(central.context.key.public_key(), page.cursor)


def test_only_what_is_new_follows_a_cursor(central: Central) -> None:
    client = central.station(1)
    client.journal.receive_lot("L1")
    client.push_all()
    settle(central)
    _, page = client.pull_all()
    client.journal.receive_lot("L2")
    client.push_all()
    settle(central)
    records, page = client.pull_all(page.cursor)
    assert set(records) == {("thing", lot("L2"))}
    assert page.settled == 4


def test_pages_are_small_and_never_split_one_gsn(central: Central, monkeypatch: pytest.MonkeyPatch) -> None:
    client = central.station(1)
    lots = [client.journal.receive_lot(f"L{number}") for number in range(10)]
    client.journal.build("S1", lots)
    client.push_all()
    settle(central)
    whole, last = client.pull_all()
    monkeypatch.setattr(pulling, "MOST_RECORDS", 3)
    cursor = None
    met: dict[tuple[str, str], bytes | None] = {}
    seen: list[int] = []
    while True:
        page = client.pull(cursor)
        assert page.settled is None or not page.more
        seen += sorted({record.gsn for record in page.records})
        met |= {(each.kind, each.key): each.body for each in page.records}
        cursor = page.cursor
        if not page.more:
            break
    assert seen == sorted(set(seen))
    assert met == whole
    assert page.settled == last.settled == 21


def test_a_hold_reaches_a_waiting_station_within_five_seconds(central: Central) -> None:
    client = central.station(1)
    key = client.journal.receive_lot("L1")
    client.push_all()
    person = quality(central, plant=None)
    settle(central)
    _, page = client.pull_all()
    got: list[wire.Pulled] = []
    waiting = threading.Thread(target=lambda: got.append(client.pull(page.cursor, wait_s=30)))
    waiting.start()
    started = time.monotonic()
    assert isinstance(place_hold(central.context, [key], "wet", person), HoldDone)
    waiting.join(30)
    assert time.monotonic() - started < 5
    (record,) = got[0].records
    assert msgspec.json.decode(record.body or b"", type=ThingState).open_holds[0].reason == "wet"


def test_a_pull_with_nothing_new_waits_and_then_says_so(central: Central) -> None:
    client = central.station(1)
    settle(central)
    _, page = client.pull_all()
    started = time.monotonic()
    again = client.pull(page.cursor, wait_s=1)
    assert time.monotonic() - started >= 1
    assert again.records == ()


def test_people_and_their_verifiers_go_only_to_plants_they_work_at(central: Central) -> None:
    client = central.station(1)
    quality(central, plant="QD")
    settle(central)
    records, page = client.pull_all()
    person = msgspec.json.decode(records["person", "Q-1"] or b"", type=Person)
    assert person.pin is not None
    quality(central, plant="elsewhere")
    settle(central)
    records, page = client.pull_all(page.cursor)
    assert records["person", "Q-1"] is None
    quality(central, plant="QD")
    erase_person(central.context, "Q-1")
    settle(central)
    records, _ = client.pull_all(page.cursor)
    assert records["person", "Q-1"] is None


def test_a_forged_cursor_resets_that_station_only(central: Central) -> None:
    client = central.station(1)
    settle(central)
    _, page = client.pull_all()
    forged = msgspec.structs.replace(page.cursor, gsn=page.cursor.gsn + 5)
    answer = client.pull(forged)
    assert answer.reset
    assert answer.cursor.epoch == page.cursor.epoch
    assert ("plant", "QD") in {(each.kind, each.key) for each in answer.records}


def test_a_server_restored_from_a_backup_begins_one_new_epoch_and_takes_all_entries_again(
    central: Central, folder: Path, tmp_path: Path, serve: Serve
) -> None:
    clients = [central.station(1), central.station(2, "B")]
    with central.context.database.writing() as connection:
        connection.exec_driver_sql("SELECT 1")  # nothing else writes while the backup is taken
        backup = shutil.copytree(folder, tmp_path / "backup")
    for client in clients:
        client.journal.receive_lot("L1")
        client.push_all()
    settle(central)
    cursors = [client.pull_all()[1].cursor for client in clients]
    restored = serve(Path(backup)).central()
    epochs = set()
    for client, cursor in zip(clients, cursors, strict=True):
        again = Client(restored.address, client.journal)
        welcome = again.hello(1, 2, cursor=cursor)
        assert welcome.known == 0
        assert welcome.epoch != cursor.epoch
        epochs.add(welcome.epoch)
        assert again.pull(cursor).reset
        again.push_all()
    assert len(epochs) == 1
    settle(restored)
    records, page = again.pull_all()
    assert page.cursor.epoch in epochs
    assert page.settled == 2
    assert ("thing", lot("L1")) in records


def test_hello_says_where_to_resume(central: Central) -> None:
    client = central.station(1)
    for number in range(3):
        client.journal.receive_lot(f"L{number}")
    client.push(client.journal.push(1, 4))
    welcome = client.hello(6, 5, 4, 2, 1, backlog=2)
    assert (welcome.known, welcome.forked, welcome.ahead) == (4, False, False)
    assert client.hello(2, 1).ahead


def test_a_backlog_since_no_time_at_all_is_kept_without_it(central: Central) -> None:
    client = central.station(1)
    for said, kept in (("soon", None), ("2027-01-15T16:00:00+08:00", "2027-01-15T16:00:00+08:00")):
        hello = wire.Hello(
            protocol=1, writer=client.journal.writer, marks=(), wall_ms=1, boot="", backlog=3, oldest=said
        )
        assert client.post("/sync/hello", hello).status_code == 200
        (missing,) = how_complete(central.context).stations
        assert (missing.backlog, missing.since == kept) == (3, kept is not None)


def test_a_code_enrols_one_writer_and_the_same_enrolment_may_be_repeated(central: Central) -> None:
    code = central.code("A")
    first = Client(central.address, Journal(1))
    answer = first.enrol(code)
    assert answer.station == "A"
    assert answer.pepper == central.context.pepper
    assert first.enrol(code.lower().replace("-", "")) == answer
    second = Client(central.address, Journal(2))
    refused = second.post(
        "/sync/enrol",
        wire.Enrolment(
            code=code,
            writer=second.journal.writer,
            public_key=second.journal.key.public_key().public_bytes_raw().hex(),
        ),
    )
    assert refused.status_code == 403
    assert msgspec.msgpack.decode(refused.content, type=wire.Refused).reason == "bad-code"


def test_an_enrolled_writer_becomes_no_other_station_and_spends_no_code(central: Central) -> None:
    client = central.station(1, "A")
    code = central.code("B")
    key = client.journal.key.public_key().public_bytes_raw().hex()
    asked = wire.Enrolment(code=code, writer=client.journal.writer, public_key=key)
    refused = client.post("/sync/enrol", asked)
    assert (refused.status_code, refusal(refused).reason) == (403, "bad-code")
    assert Client(central.address, Journal(2)).enrol(code).station == "B"


def test_an_enrolment_is_signed_by_the_key_it_brings(central: Central) -> None:
    thief = Client(central.address, Journal(3))
    asked = wire.Enrolment(
        code=central.code(),
        writer=thief.journal.writer,
        public_key=Journal(4).key.public_key().public_bytes_raw().hex(),
    )
    assert thief.post("/sync/enrol", asked).status_code == 401


def ranges(client: Client) -> list[tuple[int, int]]:
    """What is reserved for a station, as it learns it."""
    records, _ = client.pull_all()
    decoded = [
        msgspec.json.decode(body, type=NumberRange)
        for (kind, _), body in records.items()
        if kind == "number-range" and body
    ]
    return sorted((each.first, each.last) for each in decoded if each.writer == client.journal.writer)


def test_number_blocks_are_given_once_and_topped_up_before_they_run_out(central: Central) -> None:
    one, other = central.station(1), central.station(2, "B")
    settle(central)
    assert (ranges(one), ranges(other)) == ([(1, 10)], [(11, 20)])
    one.journal.add(NumbersDrawn(series="lot", first=1, last=5))
    one.push_all()
    settle(central)
    assert ranges(one) == [(1, 10)]
    one.journal.add(NumbersDrawn(series="lot", first=6, last=6))
    one.push(one.journal.push(2, 2))
    settle(central)
    assert ranges(one) == [(1, 10), (21, 30)]
    assert ranges(other) == [(11, 20)]


def test_what_another_process_logs_and_projects_reaches_a_waiting_station_within_five_seconds(
    central: Central, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = central.station(1)
    settle(central)
    _, page = client.pull_all()
    looked = threading.Event()

    def look(context: Context, pull: wire.Pull, writer: log.Writer) -> pulling.Answer:
        found = pulling.pulled(context, pull, writer)
        looked.set()
        return found

    monkeypatch.setattr(central_sync, "pulled", look)
    got: list[wire.Pulled] = []
    waiting = threading.Thread(target=lambda: got.append(client.pull(page.cursor, wait_s=25)))
    with opened(folder) as beside:
        waiting.start()
        assert looked.wait(10)
        new = NewPerson(id="P-9", name="王", badge="B9", assignments=(Assignment(Role.OPERATOR),))
        put_person(beside, new)
        project_all(beside.database, beside.journal)
        started = time.monotonic()
    waiting.join(30)
    assert time.monotonic() - started < 5
    assert [record.key for record in got[0].records] == ["P-9"]


def test_a_second_process_may_log_beside_the_server(central: Central, folder: Path) -> None:
    client = central.station(1)
    settle(central)
    _, page = client.pull_all()
    with opened(folder) as beside:
        put_person(
            beside, NewPerson(id="P-9", name="王", badge="B9", assignments=(Assignment(Role.OPERATOR),))
        )
    answer = client.pull(page.cursor, wait_s=20)
    assert [record.key for record in answer.records] == ["P-9"]
    with central.context.database.reading() as connection:
        assert log.own_writer(connection).station is None
