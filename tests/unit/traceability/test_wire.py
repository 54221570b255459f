import msgspec
import pytest

from traceability import wire

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
