"""Keyboard layouts as data: which character a key gives (Linux input-event-codes.h numbers, Windows layouts).

Guns that type are set to a keyboard country whose Windows layout they follow; the tables hold those layouts, so
neither the desktop's layout nor an input method matters. A dead key stands as its combining character.
"""

from collections.abc import Mapping

import msgspec

# Key codes of the four printing rows, left to right, as they lie on a keyboard with 105 keys.
_ROWS = (
    (41, *range(2, 14)),  # the digits' row
    tuple(range(16, 28)),
    (*range(30, 41), 43),
    (86, *range(44, 54)),  # begins with the key between left shift and Z
)
_SPACE = {57: " "}
_GRAVE, _ACUTE, _CIRCUMFLEX, _TILDE, _DIAERESIS = "\u0300", "\u0301", "\u0302", "\u0303", "\u0308"


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """One keyboard country.

    Attributes:
        plain: key code → character without a modifier.
        shift: key code → character with shift.
        alt_graph: key code → character with AltGr; empty where right Alt is an Alt.
        keypad_point: what the keypad's decimal key gives.
    """

    plain: Mapping[int, str]
    shift: Mapping[int, str]
    alt_graph: Mapping[int, str]
    keypad_point: str = "."


def _keys(*rows: str) -> dict[int, str]:
    """Characters of the four rows by key code; raises ValueError when a row is too long or too short."""
    return _SPACE | {
        code: character
        for codes, characters in zip(_ROWS, rows, strict=True)
        for code, character in zip(codes, characters, strict=True)
    }


_US = Layout(
    plain=_keys("`1234567890-=", "qwertyuiop[]", "asdfghjkl;'\\", "\\zxcvbnm,./"),
    shift=_keys("~!@#$%^&*()_+", "QWERTYUIOP{}", 'ASDFGHJKL:"|', "|ZXCVBNM<>?"),
    alt_graph={},
)

_GERMAN = Layout(
    plain=_keys(f"{_CIRCUMFLEX}1234567890ß{_ACUTE}", "qwertzuiopü+", "asdfghjklöä#", "<yxcvbnm,.-"),
    shift=_keys(f'°!"§$%&/()=?{_GRAVE}', "QWERTZUIOPÜ*", "ASDFGHJKLÖÄ'", ">YXCVBNM;:_"),
    alt_graph={
        3: "²",
        4: "³",
        8: "{",
        9: "[",
        10: "]",
        11: "}",
        12: "\\",
        16: "@",
        18: "€",
        27: "~",
        50: "µ",
        86: "|",
    },
    keypad_point=",",
)

_FRENCH = Layout(
    plain=_keys("²&é\"'(-è_çà)=", f"azertyuiop{_CIRCUMFLEX}$", "qsdfghjklmù*", "<wxcvbn,;:!"),
    shift=_keys("²1234567890°+", f"AZERTYUIOP{_DIAERESIS}£", "QSDFGHJKLM%µ", ">WXCVBN?./§"),
    alt_graph={
        3: _TILDE, 4: "#", 5: "{", 6: "[", 7: "|", 8: _GRAVE, 9: "\\", 10: "^", 11: "@", 12: "]", 13: "}", 18: "€", 27: "¤",
    },
)  # fmt: skip

_BRITISH = Layout(
    plain=_keys("`1234567890-=", "qwertyuiop[]", "asdfghjkl;'#", "\\zxcvbnm,./"),
    shift=_keys('¬!"£$%^&*()_+', "QWERTYUIOP{}", "ASDFGHJKL:@~", "|ZXCVBNM<>?"),
    alt_graph={5: "€", 18: "é", 22: "ú", 23: "í", 24: "ó", 30: "á", 41: "¦"},
)

_SPANISH = Layout(
    plain=_keys("º1234567890'¡", f"qwertyuiop{_GRAVE}+", f"asdfghjklñ{_ACUTE}ç", "<zxcvbnm,.-"),
    shift=_keys('ª!"·$%&/()=?¿', f"QWERTYUIOP{_CIRCUMFLEX}*", f"ASDFGHJKLÑ{_DIAERESIS}Ç", ">ZXCVBNM;:_"),
    alt_graph={
        2: "|", 3: "@", 4: "#", 5: _TILDE, 6: "€", 7: "¬", 18: "€", 26: "[", 27: "]", 40: "{", 41: "\\", 43: "}",
    },
)  # fmt: skip

LAYOUTS: Mapping[str, Layout] = {
    "us": _US,
    "uk": _BRITISH,
    "de": _GERMAN,
    "fr": _FRENCH,
    "es": _SPANISH,
}
