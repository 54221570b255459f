"""The other way round of `keyboard`: which keys a gun set to a keyboard country presses for a text."""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from string import ascii_letters

from station.profiles.keyboard import CONTROL_KEYS, STANDING_ALONE, KeyboardDecoder
from station.profiles.keyboard_layouts import LAYOUTS, Layout

# Key codes of Linux' input-event-codes.h.
_LEFT_CTRL, _LEFT_SHIFT, _LEFT_ALT, _RIGHT_ALT, _SPACE, _ENTER = 29, 42, 56, 100, 57, 28
_KEYPAD = (82, 79, 80, 81, 75, 76, 77, 71, 72, 73)

Key = tuple[int, int]
"""Key code and value (1 pressed, 0 released) of one EV_KEY event."""

Keys = tuple[Key, ...]


def keys_of(text: str, layout: str, *, alt_numbers: bool = False) -> Keys:
    r"""What a gun set to this layout types; `\r` is Enter.

    Other control characters are held with Ctrl (GS: Ctrl+]), or are Alt numbers (Alt+0029) where `alt_numbers`. A
    printing character the layout has no key for is an Alt number too; one Windows-1252 does not have is left out, as
    guns do.
    """
    return tuple(key for character in text for key in _keys(character, layout, alt_numbers))


def read_as(text: str, typed: str, configured: str) -> bytes:
    """What arrives of a text when the gun types for one layout and the station reads by another."""
    decoder = KeyboardDecoder(configured)
    return b"".join(decoder.key(*key) for key in keys_of(text, typed))


@lru_cache(maxsize=1024)
def _keys(character: str, layout: str, alt_numbers: bool) -> Keys:  # noqa: FBT001  # handed through, for the cache
    reach = _reach(layout)
    if character in reach:
        return reach[character]
    if character < " " and not alt_numbers:
        return _with_ctrl(character, LAYOUTS[layout])
    return _alt_number(character)


@lru_cache(maxsize=16)
def _reach(layout: str) -> Mapping[str, Keys]:
    """What each character is typed by, the plainest way first."""
    found = {character: _tap(code) for code, character in CONTROL_KEYS.items()}
    found["\r"] = _tap(_ENTER)
    for modifier, table in _levels(LAYOUTS[layout]):
        for code, character in table.items():
            found.setdefault(character, _holding(modifier, _tap(code)))
    for accent, alone in STANDING_ALONE.items():
        if accent in found:
            dead = found.pop(accent)
            found.setdefault(alone, dead + _tap(_SPACE))
            for letter in ascii_letters:
                joined = unicodedata.normalize("NFC", letter + accent)
                if len(joined) == 1:
                    found.setdefault(joined, dead + found[letter])
    return found


def _levels(layout: Layout) -> Iterator[tuple[int | None, Mapping[int, str]]]:
    yield None, layout.plain
    yield _LEFT_SHIFT, layout.shift
    yield _RIGHT_ALT, layout.alt_graph


def _with_ctrl(character: str, layout: Layout) -> Keys:
    """Ctrl and the letter 0x40 above by the layout; the other six by their places on a US keyboard, without shift."""
    letter = chr(ord(character) + 0x40)
    wanted = {"@": "2", "^": "6", "_": "-"}.get(letter, letter.lower())
    table = layout.plain if wanted.isalpha() else LAYOUTS["us"].plain
    code = next(code for code, found in table.items() if found == wanted)
    return _holding(_LEFT_CTRL, _tap(code))


def _alt_number(character: str) -> Keys:
    """Alt with 0 and the character's number in Windows-1252 on the keypad."""
    number = character.encode("cp1252", errors="ignore")
    digits = f"{number[0]:04}" if number else ""
    return _holding(_LEFT_ALT, tuple(key for digit in digits for key in _tap(_KEYPAD[int(digit)])))


def _tap(code: int) -> Keys:
    return (code, 1), (code, 0)


def _holding(modifier: int | None, keys: Keys) -> Keys:
    return ((modifier, 1), *keys, (modifier, 0)) if modifier is not None and keys else keys
