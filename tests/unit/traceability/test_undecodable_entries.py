import msgspec
import pytest

from traceability.entries import decode, decode_head

TOO_DEEP = b'{"x":' + b"[" * 100_000
BROKEN_TEXT = b'{"writer":"\xf0-17","seq":1,"hlc":[1,0],"recorded":"","schema":1}'


@pytest.mark.parametrize("content", [b"", b"\xff", b"{}", b'{"schema":"one"}', BROKEN_TEXT, TOO_DEEP])
def test_bytes_that_are_no_entry_always_fail_in_the_one_way_that_is_promised(content: bytes) -> None:
    for read in (decode, decode_head):
        with pytest.raises(msgspec.DecodeError):
            read(content)
