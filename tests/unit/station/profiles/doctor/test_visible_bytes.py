"""Every byte of a scan can be read by people and told from every other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.profiles.doctor.visible import visible


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (b"10LOT\x1d21\r\n", "10LOT<GS>21<CR><LF>"),
        ("批次".encode(), "批次"),
        ("\uf70b".encode(), "<U+F70B>"),
        (b"\xff", "<0xFF>"),
        (b"\x7f", "<U+007F>"),
    ],
)
def test_what_can_not_be_seen_is_named(data: bytes, shown: str) -> None:
    assert visible(data) == shown


@given(st.binary())
def test_nothing_reaches_a_terminal_as_a_control_character(data: bytes) -> None:
    assert visible(data).isprintable()
