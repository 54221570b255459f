"""Pushing entries: durable, once, whatever happens on the way."""

import random
import threading
from collections.abc import Callable

import msgspec
import pytest
import zstandard

from central.ingest.audit import verify
from central.ingest.projection import project_all
from central.store import log, quarantine, states
from tests.integration.central.small_station import Central, Client, Journal, lot, refusal
from traceability import signing, wire
from traceability.acts import RightsChanged
from traceability.entries import decode
from traceability.ledger import fold


def own_entries(central: Central, client: Client) -> list[log.Logged]:
    """What the log has of a station, in order."""
    with central.context.database.reading() as connection:
        return [each for each in log.everything(connection) if each.writer == client.journal.writer]


def poison(central: Central) -> dict[int, str]:
    """Reasons by seq of what is set apart."""
    project_all(central.context.database, central.context.journal)
    with central.context.database.reading() as connection:
        return {each.seq: each.reason for each in quarantine.poison(connection)}


def is_sound(central: Central) -> None:
    """The whole log verifies."""
    project_all(central.context.database, central.context.journal)
    with central.context.database.reading() as connection:
        assert verify(connection).faults == ()


def test_entries_arrive_byte_for_byte_and_the_states_are_their_fold(central: Central) -> None:
    client = central.station(1)
    lots = [client.journal.receive_lot(f"L{number}") for number in range(3)]
    for serial in ("S1", "S2"):
        client.journal.build(serial, lots)
    client.journal.hold(lots[0], "wet")
    assert client.push(client.journal.push(1, len(client.journal.entries))) == wire.Pushed(
        known=len(client.journal.entries)
    )
    logged = own_entries(central, client)
    assert [each.data for each in logged] == client.journal.entries
    project_all(central.context.database, central.context.journal)
    ledger = fold((each.identifier, decode(each.data)) for each in logged)
    with central.context.database.reading() as connection:
        for key, state in ledger.things.items():
            assert states.body(connection, "thing", key) == msgspec.json.encode(state)
        for key, progress in ledger.orders.items():
            assert states.body(connection, "order-progress", key) == msgspec.json.encode(progress)
    is_sound(central)


def test_the_same_batch_again_changes_nothing(central: Central) -> None:
    client = central.station(1)
    client.journal.receive_lot("L1")
    batch = client.journal.push(1, 2)
    assert client.push(batch) == client.push(batch)
    assert [each.seq for each in own_entries(central, client)] == [1, 2]


def test_a_batch_that_overlaps_adds_only_what_is_new(central: Central) -> None:
    client = central.station(1)
    for number in range(3):
        client.journal.receive_lot(f"L{number}")
    client.push(client.journal.push(1, 4))
    assert client.push(client.journal.push(3, 6)).known == 6
    assert [each.seq for each in own_entries(central, client)] == [1, 2, 3, 4, 5, 6]
    is_sound(central)


def test_a_batch_beyond_the_head_is_a_gap_and_leaves_nothing(central: Central) -> None:
    client = central.station(1)
    for number in range(2):
        client.journal.receive_lot(f"L{number}")
    client.push(client.journal.push(1, 1))
    assert client.push(client.journal.push(3, 4)) == wire.Pushed(known=1, gap=True)
    assert [each.seq for each in own_entries(central, client)] == [1]


@pytest.mark.parametrize(
    ("spoiled", "reason"),
    [
        (lambda data: b"\xff" + data, "no-entry"),
        (lambda data: data.replace(b'"schema":1', b'"schema":9'), "unknown-schema"),
        (lambda data: data.replace(b'"kind":"reading"', b'"kind":"miracle"'), "unreadable"),
        (lambda data: data.replace(b'"seq":3', b'"seq":7'), "foreign-writer"),
        (lambda data: data.replace(b"{", b'{"x":' + b"[" * 100_000, 1), "no-entry"),
        (lambda data: data.replace(b"+08:00", b""), "wrong-value"),
        (lambda data: data.replace(b'"hlc":[1', b'"hlc":[91800000000000'), "wrong-value"),
    ],
)
def test_poison_in_the_middle_is_set_apart_and_holds_nobody_up(
    central: Central, spoiled: Callable[[bytes], bytes], reason: str
) -> None:
    client = central.station(1)
    for number in range(3):
        client.journal.receive_lot(f"L{number}")
    before = client.journal.entries[2]
    client.journal.entries[2] = spoiled(before)
    assert client.journal.entries[2] != before
    assert client.push(client.journal.push(1, 6)) == wire.Pushed(known=6)
    assert poison(central) == {3: reason}
    assert [each.data for each in own_entries(central, client)] == client.journal.entries
    with central.context.database.reading() as connection:
        assert states.body(connection, "thing", lot("L2")) is not None
    is_sound(central)


def test_an_amount_that_is_none_is_set_apart(central: Central) -> None:
    client = central.station(1)
    client.journal.receive_lot("L1", amount="1e9999")
    client.journal.receive_lot("L2")
    client.push(client.journal.push(1, 4))
    assert poison(central) == {2: "wrong-value"}


def test_a_station_cannot_state_master_data(central: Central) -> None:
    client = central.station(1)
    client.journal.add(RightsChanged(person="P-1", assignments=(), rights=9, active=True))
    client.push(client.journal.push(1, 1))
    assert poison(central) == {1: "no-right"}


def test_an_entry_of_another_writer_is_set_apart_and_that_writer_can_still_bring_it(central: Central) -> None:
    honest, thief = central.station(1), central.station(2, "B")
    honest.journal.receive_lot("L1")
    thief.journal.entries = list(honest.journal.entries)
    thief.push(thief.journal.push(1, 2))
    assert honest.push(honest.journal.push(1, 2)) == wire.Pushed(known=2)
    assert poison(central) == {1: "foreign-writer", 2: "foreign-writer"}
    assert len(own_entries(central, honest)) == 2
    is_sound(central)


def test_two_ids_in_one_slot_keep_both_branches_and_flag_the_writer(central: Central) -> None:
    client = central.station(1)
    for number in range(2):
        client.journal.receive_lot(f"L{number}")
    client.push(client.journal.push(1, 4))
    clone = Client(central.address, Journal(1))
    clone.journal.entries = client.journal.entries[:2]
    for number in range(7, 9):
        clone.journal.receive_lot(f"L{number}")
    assert clone.push(clone.journal.push(3, 6)) == wire.Pushed(known=6)
    assert [each.seq for each in own_entries(central, client)] == [1, 2, 3, 4, 3, 4, 5, 6]
    assert clone.hello(6).forked
    assert client.hello(4).forked
    client.journal.receive_lot("L3")
    assert client.push(client.journal.push(5, 6)) == wire.Pushed(known=6)
    is_sound(central)


def test_a_batch_another_key_signed_is_refused(central: Central) -> None:
    client = central.station(1)
    client.journal.receive_lot("L1")
    batch = msgspec.structs.replace(
        client.journal.push(1, 2), signature=Journal(2).push(1, 1, [b"x"]).signature
    )
    answer = client.post("/sync/push", batch)
    assert (answer.status_code, refusal(answer).reason) == (401, "bad-signature")
    assert own_entries(central, client) == []


def test_a_request_another_key_signed_is_refused(central: Central) -> None:
    client = central.station(1)
    client.journal.receive_lot("L1")
    answer = client.post("/sync/push", client.journal.push(1, 2), **{wire.SIGNATURE_HEADER: "00" * 64})
    assert (answer.status_code, refusal(answer).reason) == (401, "bad-signature")


def test_a_writer_cannot_speak_for_another(central: Central) -> None:
    one, other = central.station(1), central.station(2, "B")
    one.journal.receive_lot("L1")
    answer = other.post("/sync/push", one.journal.push(1, 2))
    assert (answer.status_code, refusal(answer).reason) == (401, "bad-signature")


def test_an_unknown_writer_is_told_so(central: Central) -> None:
    stranger = Client(central.address, Journal(9))
    stranger.journal.receive_lot("L1")
    answer = stranger.post("/sync/push", stranger.journal.push(1, 2))
    assert (answer.status_code, refusal(answer).reason) == (403, "unknown-writer")


@pytest.mark.parametrize("first", [0, -4, 2**63, 2**64 - 1])
def test_a_number_that_none_can_have_is_malformed(central: Central, first: int) -> None:
    client = central.station(1)
    client.journal.receive_lot("L1")
    batch = msgspec.structs.replace(client.journal.push(1, 2), first=first)
    answer = client.post("/sync/push", batch)
    assert (answer.status_code, refusal(answer).reason) == (400, "malformed")


def test_a_message_too_deep_to_read_is_malformed(central: Central) -> None:
    client = central.station(1)
    deep = msgspec.msgpack.encode({"x": None})[:-1] + b"\x91" * 100_000
    headers = {
        wire.WRITER_HEADER: client.journal.writer,
        wire.SIGNATURE_HEADER: signing.signed_request(client.journal.key, "/sync/push", deep),
    }
    answer = client.http.post(f"{central.address}/sync/push", data=deep, headers=headers, timeout=30)
    assert (answer.status_code, refusal(answer).reason) == (400, "malformed")


def test_a_body_that_grows_without_end_is_refused(central: Central) -> None:
    client = central.station(1)
    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(200 * 1024 * 1024))
    headers = {
        wire.WRITER_HEADER: client.journal.writer,
        wire.SIGNATURE_HEADER: signing.signed_request(client.journal.key, "/sync/push", bomb),
        "Content-Encoding": "zstd",
    }
    answer = client.http.post(f"{central.address}/sync/push", data=bomb, headers=headers, timeout=30)
    assert (answer.status_code, refusal(answer).reason) == (413, "too-large")


def test_a_body_too_large_to_be_a_batch_is_refused(central: Central) -> None:
    client = central.station(1)
    answer = client.post("/sync/push", client.journal.push(1, 1, [random_bytes(2 * 1024 * 1024)]))
    assert (answer.status_code, refusal(answer).reason) == (413, "too-large")


def test_four_writers_at_once_lose_and_double_nothing(central: Central) -> None:
    clients = [central.station(number) for number in range(1, 5)]
    for client in clients:
        for number in range(60):
            client.journal.receive_lot(f"L{number}")
    threads = [threading.Thread(target=client.push_all, args=(7,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for client in clients:
        assert [each.data for each in own_entries(central, client)] == client.journal.entries
    is_sound(central)


def random_bytes(length: int) -> bytes:
    """Bytes that do not compress, the same in every run."""
    return random.Random(length).randbytes(length)
