import msgspec
import pytest
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
    moved = msgspec.structs.replace(cursor, epoch="other")
    assert not wire.cursor_is_signed(KEY.public_key(), moved)
    rehashed = msgspec.structs.replace(cursor, loghash=b"1" * 32)
    assert not wire.cursor_is_signed(KEY.public_key(), rehashed)


@pytest.mark.parametrize("gsn", [-1, 2**64])
def test_a_number_no_cursor_can_have_is_forged_not_a_crash(gsn: int) -> None:
    forged = wire.Cursor(epoch="epoch", gsn=gsn, loghash=bytes(32), signature=bytes(64))
    assert not wire.cursor_is_signed(KEY.public_key(), forged)


def test_what_signatures_are_made_over_never_changes() -> None:
    """Stations of every release sign the same bytes for the same thing, each purpose its own."""
    request = bytes.fromhex(wire.signed_request(KEY, "/sync/push", b"body"))
    KEY.public_key().verify(request, b"tracepost request 1\x00/sync/push\x00body")
    cursor = wire.sign_cursor(KEY, "e", 7, bytes(32))
    signed = b"tracepost cursor 1\x00e\x00" + (7).to_bytes(8, "big") + bytes(32)
    KEY.public_key().verify(cursor.signature, signed)


MESSAGES: list[wire._Message] = [
    wire.Enrolment(code="c", writer="w", public_key="k"),
    wire.Enrolled(station="s", central_key="k", pepper=b"p"),
    wire.Hello(protocol=1, writer="w", marks=(wire.Mark(seq=1, link=b"l"),), wall_ms=1, boot="b", backlog=0),
    wire.Welcome(epoch="e", known=0, offset_ms=-5),
    wire.Push(writer="w", first=1, link=b"l", entries=(b"a", b"b"), signature=b"s"),
    wire.Pushed(known=2, gap=True),
    wire.Pull(writer="w", cursor=wire.Cursor(epoch="e", gsn=1, loghash=b"h", signature=b"s"), wait_s=5),
    wire.Pulled(
        cursor=wire.Cursor(epoch="e", gsn=1, loghash=b"h", signature=b"s"),
        records=(wire.StateRecord(kind="thing", key="k", gsn=1, body=None),),
        settled=0,
    ),
    wire.Refused(reason="too-large", detail="d"),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_message_comes_back_from_its_bytes(message: wire._Message) -> None:
    assert msgspec.msgpack.decode(wire.encode(message), type=type(message)) == message
