"""The keys a gun presses for a text: the other way round of `keyboard`, for guns set to any keyboard country."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from station.profiles.keyboard import KeyboardDecoder
from station.profiles.keyboard_layouts import LAYOUTS, Layout

Key = tuple[int, int]
"""A key code of Linux' input-event-codes.h, and 1 for pressed or 0 for released."""

_LEFT_SHIFT, _LEFT_ALT, _RIGHT_ALT = 42, 56, 100
_SPACE = 57
_CONTROL_KEYS = {"\r": 28, "\t": 15, "\x1b": 1, "\x08": 14}
_KEYPAD = (82, 79, 80, 81, 75, 76, 77, 71, 72, 73)
_DEAD = {"`": "\u0300", "´": "\u0301", "^": "\u0302", "~": "\u0303", "¨": "\u0308"}

Reach = Mapping[str, tuple[tuple[int, ...], int]]


def typed(text: str, layout: str) -> tuple[Key, ...]:
    """What a gun set to this layout types; what has no key, as control characters, it sends as Alt and a number.

    A character that has no number in Windows-1252 either is left out, as guns do.
    """
    return tuple(key for character in text for key in _keys_of(character, layout))


def retyped(characters: Iterable[str], gun: str, station: str) -> list[str]:
    """What a station makes, with its layout, of each of the characters a gun types with another.

    An accent that waits for the next character comes with that one.
    """
    decoder = KeyboardDecoder(station)
    return [
        b"".join(decoder.key(*key) for key in _keys_of(character, gun)).decode() for character in characters
    ]


@lru_cache(maxsize=1024)
def _keys_of(character: str, layout: str) -> tuple[Key, ...]:
    reach = _reach(layout)
    if character in reach:
        held, code = reach[character]
        return _with(held, _tapped(code))
    if _DEAD.get(character) in reach:
        held, code = reach[_DEAD[character]]
        return (*_with(held, _tapped(code)), *_tapped(_SPACE))
    return _numbered(character)


@lru_cache(maxsize=16)
def _reach(layout: str) -> Reach:
    """Character → modifiers held and key, the plainest way first."""
    found: dict[str, tuple[tuple[int, ...], int]] = {
        character: ((), code) for character, code in _CONTROL_KEYS.items()
    }
    for held, table in _levels(LAYOUTS[layout]):
        for code, character in table.items():
            found.setdefault(character, (held, code))
    return found


def _levels(layout: Layout) -> Iterator[tuple[tuple[int, ...], Mapping[int, str]]]:
    yield (), layout.plain
    yield (_LEFT_SHIFT,), layout.shift
    yield (_RIGHT_ALT,), layout.alt_graph


def _numbered(character: str) -> tuple[Key, ...]:
    number = character.encode("cp1252", errors="ignore")
    if not number:
        return ()
    digits = f"{number[0]:04}"
    return _with((_LEFT_ALT,), tuple(key for digit in digits for key in _tapped(_KEYPAD[int(digit)])))


def _tapped(code: int) -> tuple[Key, ...]:
    return (code, 1), (code, 0)


def _with(held: tuple[int, ...], keys: tuple[Key, ...]) -> tuple[Key, ...]:
    return (*((code, 1) for code in held), *keys, *((code, 0) for code in held))
