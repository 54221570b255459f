from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from traceability import wire

KEY, OTHER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()


@given(st.binary(max_size=200))
def test_a_request_is_the_stations_only_as_it_was_sent(body: bytes) -> None:
    signature = wire.signed_request(KEY, "/sync/push", body)
    assert wire.request_is_signed(KEY.public_key(), signature, "/sync/push", body)
    assert not wire.request_is_signed(KEY.public_key(), signature, "/sync/pull", body)
    assert not wire.request_is_signed(KEY.public_key(), signature, "/sync/push", body + b"x")
    assert not wire.request_is_signed(OTHER.public_key(), signature, "/sync/push", body)


@given(st.text())
def test_a_signature_that_is_none_is_refused_not_raised(text: str) -> None:
    assert not wire.request_is_signed(KEY.public_key(), text, "/sync/push", b"")


def test_only_central_makes_cursors() -> None:
    cursor = wire.sign_cursor(KEY, "epoch", 7, bytes(32))
    assert wire.cursor_is_signed(KEY.public_key(), cursor)
    assert not wire.cursor_is_signed(OTHER.public_key(), cursor)
    forged = wire.Cursor(epoch="epoch", gsn=8, loghash=bytes(32), signature=cursor.signature)
    assert not wire.cursor_is_signed(KEY.public_key(), forged)
