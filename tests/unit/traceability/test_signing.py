import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from traceability import signing
from traceability.wire import Cursor

KEY, OTHER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()


def test_a_head_signature_holds_for_that_head_and_no_other() -> None:
    key, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    link = bytes(range(32))
    signature = signing.sign_head(key, "w", 7, link)
    valid = signing.head_signature_is_valid
    assert valid(key.public_key(), signature, "w", 7, link)
    assert not valid(key.public_key(), signature, "w", 8, link)
    assert not valid(key.public_key(), signature, "v", 7, link)
    assert not valid(key.public_key(), signature, "w", 7, bytes(32))
    assert not valid(other.public_key(), signature, "w", 7, link)


@pytest.mark.parametrize("seq", [-1, 2**64])
def test_a_number_no_head_can_have_is_an_invalid_signature_not_a_crash(seq: int) -> None:
    key = Ed25519PrivateKey.generate()
    assert not signing.head_signature_is_valid(key.public_key(), bytes(64), "w", seq, bytes(32))


def test_what_a_head_signature_is_made_over_never_changes() -> None:
    key = Ed25519PrivateKey.generate()
    signed = b"tracepost batch head 1\x00" + b"w" * 32 + b"\x00" + (7).to_bytes(8, "big") + bytes(32)
    key.public_key().verify(signing.sign_head(key, "w" * 32, 7, bytes(32)), signed)


@given(st.binary(max_size=200))
def test_a_request_is_the_stations_only_as_it_was_sent(body: bytes) -> None:
    signature = signing.signed_request(KEY, "/sync/push", body)
    assert signing.request_is_signed(KEY.public_key(), signature, "/sync/push", body)
    assert not signing.request_is_signed(KEY.public_key(), signature, "/sync/pull", body)
    assert not signing.request_is_signed(KEY.public_key(), signature, "/sync/push", body + b"x")
    assert not signing.request_is_signed(OTHER.public_key(), signature, "/sync/push", body)


@given(st.text())
def test_a_signature_that_is_none_is_refused_not_raised(text: str) -> None:
    assert not signing.request_is_signed(KEY.public_key(), text, "/sync/push", b"")


def test_only_central_makes_cursors() -> None:
    cursor = signing.sign_cursor(KEY, "epoch", 7, bytes(32))
    assert signing.cursor_is_signed(KEY.public_key(), cursor)
    assert not signing.cursor_is_signed(OTHER.public_key(), cursor)
    forged = Cursor(epoch="epoch", gsn=8, loghash=bytes(32), signature=cursor.signature)
    assert not signing.cursor_is_signed(KEY.public_key(), forged)
    moved = msgspec.structs.replace(cursor, epoch="other")
    assert not signing.cursor_is_signed(KEY.public_key(), moved)
    rehashed = msgspec.structs.replace(cursor, loghash=b"1" * 32)
    assert not signing.cursor_is_signed(KEY.public_key(), rehashed)


@pytest.mark.parametrize("gsn", [-1, 2**64])
def test_a_number_no_cursor_can_have_is_forged_not_a_crash(gsn: int) -> None:
    forged = Cursor(epoch="epoch", gsn=gsn, loghash=bytes(32), signature=bytes(64))
    assert not signing.cursor_is_signed(KEY.public_key(), forged)


def test_what_signatures_are_made_over_never_changes() -> None:
    """Stations of every release sign the same bytes for the same thing, each purpose its own."""
    request = bytes.fromhex(signing.signed_request(KEY, "/sync/push", b"body"))
    KEY.public_key().verify(request, b"tracepost request 1\x00/sync/push\x00body")
    cursor = signing.sign_cursor(KEY, "e", 7, bytes(32))
    signed = b"tracepost cursor 1\x00e\x00" + (7).to_bytes(8, "big") + bytes(32)
    KEY.public_key().verify(cursor.signature, signed)
