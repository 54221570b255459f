"""Keyboard guns: key events become bytes, whatever the desktop's layout, locks and input method are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.profiles.keyboard import KeyboardDecoder
from station.profiles.keyboard_layouts import LAYOUTS

SHIFT, CTRL, ALT, ALT_GRAPH, CAPS = 42, 29, 56, 100, 58
ENTER, KEYPAD_ENTER, SPACE, RIGHT_BRACE, KEY_A, KEY_Q = 28, 96, 57, 27, 30, 16

Key = tuple[int, int]


def tap(*codes: int) -> list[Key]:
    return [key for code in codes for key in ((code, 1), (code, 0))]


def holding(held: int, keys: list[Key]) -> list[Key]:
    return [(held, 1), *keys, (held, 0)]


def decoded(layout: str, keys: list[Key]) -> str:
    decoder = KeyboardDecoder(layout)
    return b"".join(decoder.key(code, value) for code, value in keys).decode()


def keys_for(layout_name: str, character: str) -> list[Key]:
    """How a gun set to this layout types a character."""
    layout = LAYOUTS[layout_name]
    for table, modifier in ((layout.plain, None), (layout.shift, SHIFT), (layout.alt_graph, ALT_GRAPH)):
        for code, found in table.items():
            if found == character:
                return holding(modifier, tap(code)) if modifier else tap(code)
    raise LookupError(character)


ASCII = "".join(map(chr, range(0x20, 0x7F)))
DEAD = {"us": "", "de": "^`", "fr": "~`"}  # typed with a space after the accent


@pytest.mark.parametrize("layout", ["us", "de", "fr"])
def test_every_printing_ascii_character_can_be_typed(layout: str) -> None:
    for character in set(ASCII) - set(DEAD[layout]):
        assert decoded(layout, keys_for(layout, character)) == character


@pytest.mark.parametrize(
    ("layout", "keys", "text"),
    [
        ("de", tap(41, SPACE), "^"),
        ("de", holding(SHIFT, tap(13)) + tap(SPACE), "`"),
        ("de", tap(13, 18), "é"),
        ("de", tap(41, 2), "^1"),
        ("de", tap(41, 41, SPACE), "^^"),
        ("fr", tap(26, 18), "ê"),
        ("fr", holding(ALT_GRAPH, tap(10)) + tap(KEY_Q), "^a"),
        ("fr", holding(ALT_GRAPH, tap(3)) + tap(SPACE), "~"),
    ],
)
def test_dead_keys_wait_for_the_next_character(layout: str, keys: list[Key], text: str) -> None:
    assert decoded(layout, keys) == text


@given(st.text(st.sampled_from(sorted(set(ASCII) - {"`", "^", "~"})), max_size=20))
def test_a_gun_and_the_station_in_the_same_layout_agree(text: str) -> None:
    for layout in LAYOUTS:
        assert decoded(layout, [key for character in text for key in keys_for(layout, character)]) == text


@pytest.mark.parametrize("enter", [ENTER, KEYPAD_ENTER])
def test_both_enter_keys_give_the_terminator(enter: int) -> None:
    assert decoded("us", tap(enter)) == "\r"


@pytest.mark.parametrize("layout", ["us", "de", "fr"])
def test_ctrl_with_the_bracket_position_is_gs_in_every_layout(layout: str) -> None:
    assert decoded(layout, holding(CTRL, tap(RIGHT_BRACE))) == "\x1d"


@pytest.mark.parametrize(
    ("digits", "text"),
    [
        ((82, 82, 80, 73), "\x1d"),
        ((80, 73), "\x1d"),
        ((82, 80, 76, 80), "ü"),
        ((79, 80, 73), "ü"),
        ((82, 79, 80, 73), "\x81"),
    ],
    ids=["0029", "29", "0252", "129", "0129"],
)
def test_alt_with_keypad_digits_gives_the_character_of_that_number(
    digits: tuple[int, ...], text: str
) -> None:
    assert decoded("us", holding(ALT, tap(*digits))) == text


def test_keypad_digits_and_signs_are_read() -> None:
    assert decoded("us", tap(82, 79, 80, 81, 75, 76, 77, 71, 72, 73, 83, 74, 78, 55, 98)) == "0123456789.-+*/"
    assert decoded("de", tap(83)) == ","


def test_caps_lock_of_the_gun_turns_letters_only_and_shift_turns_them_back() -> None:
    keys = [*tap(CAPS), *tap(KEY_A, 2), *holding(SHIFT, tap(KEY_A)), *tap(CAPS), *tap(KEY_A)]
    assert decoded("us", keys) == "A1aa"


def test_a_second_shift_held_keeps_the_first_release_from_ending_it() -> None:
    keys = [(SHIFT, 1), (54, 1), (SHIFT, 0), *tap(KEY_A), (54, 0), *tap(KEY_A)]
    assert decoded("us", keys) == "Aa"


def test_repeats_are_not_characters() -> None:
    assert decoded("us", [(KEY_A, 1), (KEY_A, 2), (KEY_A, 2), (KEY_A, 0)]) == "a"


def test_windows_makes_ctrl_and_alt_together_an_alt_graph() -> None:
    assert decoded("de", [(CTRL, 1), (ALT, 1), *tap(KEY_Q), (ALT, 0), (CTRL, 0)]) == "@"


def test_right_alt_is_an_alt_where_no_key_has_a_third_character() -> None:
    assert decoded("us", holding(ALT_GRAPH, tap(80, 73))) == "\x1d"


def test_a_key_without_a_character_is_seen_not_skipped() -> None:
    assert decoded("us", tap(KEY_A, 59, KEY_A)) == "a\ufffda"


def test_after_lost_events_no_modifier_is_believed_held() -> None:
    decoder = KeyboardDecoder("us")
    decoder.key(SHIFT, 1)
    decoder.release_all()
    assert decoder.key(KEY_A, 1) == b"a"
