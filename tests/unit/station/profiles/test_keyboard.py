"""Keyboard guns: key events become bytes, whatever the desktop's layout, locks and input method are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.profiles.keyboard import KeyboardDecoder
from station.profiles.keyboard_layouts import LAYOUTS
from station.profiles.keyboard_typing import keys_of, read_as

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


ASCII = "".join(map(chr, range(0x20, 0x7F)))
CONTROL = "".join(map(chr, range(0x20)))


@pytest.mark.parametrize("alt_numbers", [False, True])
@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_every_ascii_character_can_be_typed_alone(layout: str, alt_numbers: bool) -> None:
    for character in ASCII + CONTROL:
        keys = keys_of(character, layout, alt_numbers=alt_numbers)
        assert decoded(layout, [*keys]) == character, character


@given(
    st.text(st.sampled_from(ASCII + CONTROL + "éàñüßÄçâ€§¬"), max_size=30),
    st.sampled_from(sorted(LAYOUTS)),
    st.booleans(),
)
def test_a_gun_and_the_station_in_the_same_layout_agree(text: str, layout: str, alt_numbers: bool) -> None:
    assert decoded(layout, [*keys_of(text, layout, alt_numbers=alt_numbers)]) == text


@pytest.mark.parametrize(
    ("layout", "shifted"),
    [("us", "@#"), ("uk", '"£'), ("de", '"§'), ("fr", "23"), ("es", '"·')],
)
def test_shift_with_two_and_three_tells_the_countries_apart(layout: str, shifted: str) -> None:
    assert decoded(layout, holding(SHIFT, tap(3, 4))) == shifted


def test_a_character_no_keyboard_has_is_left_out_as_guns_do() -> None:
    assert keys_of("1中2", "us") == keys_of("12", "us")


def test_what_a_gun_of_another_country_types_can_be_foretold() -> None:
    assert read_as("]C1-Y@", "us", "de") == b'+C1\xc3\x9fZ"'
    assert read_as('@"', "uk", "us") == b'"@'
    assert read_as("{:}", "us", "es").decode() == "^Ñ*"


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


@pytest.mark.parametrize("enter", [ENTER, KEYPAD_ENTER])
def test_both_enter_keys_give_the_terminator(enter: int) -> None:
    assert decoded("us", tap(enter)) == "\r"


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_ctrl_with_the_bracket_position_is_gs_in_every_layout(layout: str) -> None:
    assert decoded(layout, holding(CTRL, tap(RIGHT_BRACE))) == "\x1d"


@pytest.mark.parametrize(
    ("key", "control"), [(3, "\x00"), (7, "\x1e"), (12, "\x1f"), (26, "\x1b"), (43, "\x1c")]
)
@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_guns_hold_ctrl_with_us_places_for_the_other_control_characters(
    layout: str, key: int, control: str
) -> None:
    assert decoded(layout, holding(CTRL, tap(key))) == control


def test_ctrl_with_shift_and_six_is_rs() -> None:
    assert decoded("us", holding(CTRL, holding(SHIFT, tap(7)))) == "\x1e"
    assert decoded("us", holding(CTRL, holding(SHIFT, tap(12)))) == "\x1f"


@pytest.mark.parametrize(
    ("digits", "text"),
    [
        ((82, 82, 80, 73), "\x1d"),
        ((80, 73), "\x1d"),
        ((82, 80, 76, 80), "ü"),
        ((79, 80, 73), "ü"),
        ((82, 79, 80, 73), "\x81"),
        ((82, 80, 73), "\x1d"),
        ((76, 75, 73, 81, 77), "\ufffd"),
    ],
    ids=["0029", "29", "0252", "129", "0129", "029", "54936"],
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
