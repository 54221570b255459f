"""What the emulated keyboard guns press."""

import string

import pytest

from tests.hardware.vm.keys import Stroke, pieces, tap, typed


@pytest.mark.parametrize(
    ("character", "strokes"),
    [
        ("a", [("a", True), ("a", False)]),
        ("7", [("7", True), ("7", False)]),
        ("Q", [("shift", True), ("q", True), ("q", False), ("shift", False)]),
        ("(", [("shift", True), ("9", True), ("9", False), ("shift", False)]),
        ("~", [("shift", True), ("grave_accent", True), ("grave_accent", False), ("shift", False)]),
        ("\x1d", [("ctrl", True), ("bracket_right", True), ("bracket_right", False), ("ctrl", False)]),
        ("\r", [("ret", True), ("ret", False)]),
    ],
)
def test_a_character_is_the_keys_of_a_us_keyboard(character: str, strokes: list[Stroke]) -> None:
    assert typed(character) == strokes


def test_every_printable_character_has_keys_of_its_own() -> None:
    printable = string.ascii_letters + string.digits + string.punctuation + " "
    assert len({tuple(typed(character)) for character in printable}) == len(printable) == 95


def test_a_character_no_us_keyboard_has_is_refused() -> None:
    with pytest.raises(KeyError):
        typed("é")


def test_pieces_keep_characters_whole_and_in_order_and_never_exceed_the_queue() -> None:
    text = "aB(c\x1dd" * 5
    made = list(pieces((typed(character) for character in text), limit=14))
    assert sum(count for count, _ in made) == len(text)
    assert all(len(strokes) <= 14 for _, strokes in made)
    assert [stroke for _, strokes in made for stroke in strokes] == [
        stroke for character in text for stroke in typed(character)
    ]
    assert all(
        sum(down for _, down in strokes) * 2 == len(strokes) for _, strokes in made
    )  # no key stays down


def test_strokes_that_are_no_whole_tap_are_sent_as_they_are() -> None:
    assert list(pieces([[("shift", True), *tap("a")]], limit=14)) == [
        (1, [("shift", True), ("a", True), ("a", False)])
    ]
