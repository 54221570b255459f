"""Recordings: read exactly, refused with the line that is wrong."""

import pytest

from station.drivers.replay import Moment, read_recording


def test_each_character_of_a_recording_is_one_byte() -> None:
    text = '{"at_ms": 0, "data": "]C1\\u001d\\u00ff\\r"}\n{"at_ms": 2.5, "plugged": false}\n'
    assert read_recording(text) == (Moment(at_ms=0, data="]C1\x1d\xff\r"), Moment(at_ms=2.5, plugged=False))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"at_ms": 0}\nnonsense', "line 2"),
        ('{"at_ms": 0, "data": "中"}', "line 1: .*U\\+00FF"),
        ('{"at_ms": 5}\n{"at_ms": 4}', "line 2: time goes back"),
        ('{"at_ms": 0, "plugged": false}\n{"at_ms": 1, "data": "A"}', "line 2: an unplugged device"),
        ('{"at_ms": 0, "date": "A"}', "line 1: .*date"),
    ],
)
def test_a_wrong_line_is_named(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_recording(text)
