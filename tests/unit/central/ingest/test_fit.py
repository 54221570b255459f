"""How a batch fits onto what is logged."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central.ingest.verify import Batch, Fit, fit, verified
from traceability.entries import FIRST_LINK, chain, entry_id, next_link
from traceability.signing import sign_head
from traceability.wire import Push

WRITER = "ab" * 16
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ENTRIES = (b"one", b"two", b"three", b"four")


def batch(first: int, entries: tuple[bytes, ...], before: bytes) -> Batch:
    """A verified batch."""
    signature = sign_head(KEY, WRITER, first + len(entries) - 1, chain(before, entries))
    push = Push(writer=WRITER, first=first, link=before, entries=entries, signature=signature)
    found = verified(push, KEY.public_key().public_bytes_raw())
    assert found is not None
    return found


def logged(*entries: bytes) -> list[tuple[int, bytes, bytes]]:
    """(seq, id, link) of a chain from its beginning."""
    link, rows = FIRST_LINK, []
    for seq, data in enumerate(entries, 1):
        link = next_link(link, entry_id(data))
        rows.append((seq, entry_id(data), link))
    return rows


def seqs(fitting: Fit | None) -> list[int]:
    """What is new."""
    assert fitting is not None
    return [slot.seq for slot in fitting.new]


def test_a_first_batch_fits_onto_nothing() -> None:
    fitting = fit(batch(1, ENTRIES, FIRST_LINK), ())
    assert seqs(fitting) == [1, 2, 3, 4]
    assert fitting == Fit(fitting.new if fitting else (), forks=False)


def test_what_is_logged_already_is_left_out() -> None:
    assert seqs(fit(batch(1, ENTRIES, FIRST_LINK), logged(*ENTRIES[:2]))) == [3, 4]


def test_a_batch_whose_start_is_not_logged_is_a_gap() -> None:
    rows = logged(*ENTRIES[:2])
    assert fit(batch(3, ENTRIES[2:], rows[1][2]), ()) is None
    assert fit(batch(3, ENTRIES[2:], bytes(32)), rows[1:]) is None


def test_another_entry_in_a_taken_slot_is_a_fork() -> None:
    rows = logged(*ENTRIES)
    fitting = fit(batch(3, (b"THREE", b"FOUR"), rows[1][2]), rows[1:])
    assert seqs(fitting) == [3, 4]
    assert fitting is not None
    assert fitting.forks


def test_a_batch_without_entries_or_with_a_changed_one_is_not_verified() -> None:
    key = KEY.public_key().public_bytes_raw()
    signature = sign_head(KEY, WRITER, 4, chain(FIRST_LINK, ENTRIES))
    good = Push(writer=WRITER, first=1, link=FIRST_LINK, entries=ENTRIES, signature=signature)
    assert verified(good, key) is not None
    for entries in ((), (*ENTRIES[:3], b"Four"), ENTRIES[:3]):
        changed = Push(writer=WRITER, first=1, link=FIRST_LINK, entries=entries, signature=signature)
        assert verified(changed, key) is None
