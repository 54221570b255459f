"""What a keyboard gun types: key events of the Linux input layer become the bytes of the code.

Only the gun's own keys count: CapsLock, layout and input method of the desktop have no say. A key without a
character gives U+FFFD, so that a wrong layout is seen and never makes a shorter, plausible code.
"""

import unicodedata

from station.profiles.keyboard_layouts import LAYOUTS

# Key codes of Linux' input-event-codes.h.
_LEFT_CTRL, _RIGHT_CTRL = 29, 97
_LEFT_SHIFT, _RIGHT_SHIFT = 42, 54
_LEFT_ALT, _RIGHT_ALT = 56, 100
_MODIFIERS = frozenset({_LEFT_CTRL, _RIGHT_CTRL, _LEFT_SHIFT, _RIGHT_SHIFT, _LEFT_ALT, _RIGHT_ALT})
_CAPS_LOCK = 58
_SILENT = frozenset({_CAPS_LOCK, 69, 70, 125, 126})  # the locks and the Windows keys
CONTROL_KEYS = {
    1: "\x1b",
    14: "\x08",
    15: "\t",
    28: "\r",
    96: "\r",
}  # Escape, Backspace, Tab, both Enter keys
_KEYPAD_DIGITS = {82: "0", 79: "1", 80: "2", 81: "3", 75: "4", 76: "5", 77: "6", 71: "7", 72: "8", 73: "9"}
_KEYPAD_SIGNS = {55: "*", 74: "-", 78: "+", 98: "/", 117: "=", 121: ",", 179: "(", 180: ")"}
_SAME_EVERYWHERE = CONTROL_KEYS | _KEYPAD_DIGITS | _KEYPAD_SIGNS
_KEYPAD_POINT = 83
STANDING_ALONE = {"\u0300": "`", "\u0301": "´", "\u0302": "^", "\u0303": "~", "\u0308": "¨"}
"""A dead key's combining character → what it is with a space."""

# Ctrl+@, Ctrl+^ and Ctrl+_ as guns type them: with the 2, the 6 and the hyphen of a US keyboard, sparing the shift.
_CONTROL_WITHOUT_SHIFT = {3: "\x00", 7: "\x1e", 12: "\x1f"}
_NO_CHARACTER = "\ufffd"

_RELEASED, _PRESSED = 0, 1


class KeyboardDecoder:
    """Follows one gun's keys. Enter gives CR, Ctrl+] GS, Alt with keypad digits the character of that number."""

    def __init__(self, layout: str) -> None:
        self._layout = LAYOUTS[layout]
        self._held: set[int] = set()
        self._caps_lock = False
        self._alt_digits = ""
        self._dead = ""

    def key(self, code: int, value: int) -> bytes:
        """Take one EV_KEY event (value 0 released, 1 pressed, 2 repeated); return the UTF-8 bytes it completed."""
        if code in _MODIFIERS:
            return self._modifier(code, value).encode()
        if value != _PRESSED:  # a gun never holds a key down: repeats are the kernel's, not the code's
            return b""
        if code == _CAPS_LOCK:
            self._caps_lock = not self._caps_lock
        if code in _SILENT:
            return b""
        if self._is_alt and code in _KEYPAD_DIGITS:
            self._alt_digits += _KEYPAD_DIGITS[code]
            return b""
        return self._accented(self._character(code)).encode()

    def release_all(self) -> None:
        """Forget what is held: events were lost, and a modifier believed held would falsify what follows."""
        self._held.clear()
        self._caps_lock = False
        self._alt_digits = self._dead = ""

    @property
    def _is_alt(self) -> bool:
        right_is_alt = not self._layout.alt_graph
        return _LEFT_ALT in self._held or (right_is_alt and _RIGHT_ALT in self._held)

    @property
    def _is_shift(self) -> bool:
        return bool(self._held & {_LEFT_SHIFT, _RIGHT_SHIFT})

    def _modifier(self, code: int, value: int) -> str:
        if value != _RELEASED:
            self._held.add(code)
            return ""
        self._held.discard(code)
        if self._alt_digits and not self._is_alt:
            digits, self._alt_digits = self._alt_digits, ""
            return _alt_character(digits)
        return ""

    def _character(self, code: int) -> str:
        if code in _SAME_EVERYWHERE:
            return _SAME_EVERYWHERE[code]
        if code == _KEYPAD_POINT:
            return self._layout.keypad_point
        plain = self._layout.plain.get(code, _NO_CHARACTER)
        if self._held & {_LEFT_CTRL, _RIGHT_CTRL} and _LEFT_ALT not in self._held:
            return self._control(code)
        # Windows makes Ctrl+Alt of AltGr, and guns send either.
        if self._layout.alt_graph and (_RIGHT_ALT in self._held or {_LEFT_CTRL, _LEFT_ALT} <= self._held):
            return self._layout.alt_graph.get(code, _NO_CHARACTER)
        shift = self._is_shift
        shift ^= self._caps_lock and plain.isalpha()
        return self._layout.shift.get(code, _NO_CHARACTER) if shift else plain

    def _control(self, code: int) -> str:
        """What Ctrl makes of a key: by its own layout, else by its place on a US keyboard."""
        for layout in (self._layout, LAYOUTS["us"]):
            for table in (layout.shift, layout.plain) if self._is_shift else (layout.plain,):
                if control := _control(table.get(code, "")):
                    return control
        return _CONTROL_WITHOUT_SHIFT.get(code, _NO_CHARACTER)

    def _accented(self, character: str) -> str:
        """Hold a dead key back until the next character; with a space, or one that takes no accent, it stands alone."""
        accent, self._dead = self._dead, ""
        if character in STANDING_ALONE:
            self._dead = character
            character = ""
        if not accent:
            return character
        joined = unicodedata.normalize("NFC", character + accent)
        if character and character != " " and len(joined) == 1:
            return joined
        return STANDING_ALONE[accent] + character.strip(" ")


def _control(character: str) -> str:
    """The control character Ctrl makes of a character (ISO/IEC 646: columns 4 and 5 less 0x40); empty for others."""
    upper = character.upper()
    return chr(ord(upper) - 0x40) if len(upper) == 1 and "@" <= upper <= "_" else ""


def _alt_character(digits: str) -> str:
    """The character of an Alt number: Windows-1252 with a leading zero, code page 437 without; ASCII in both.

    The five numbers Windows-1252 leaves free are C1 control characters on Windows. Of numbers over 255 every program
    makes something else.
    """
    number = int(digits)
    if number > 0xFF:
        return _NO_CHARACTER
    if number < 0x80:
        return chr(number)
    try:
        return bytes([number]).decode("cp1252" if digits.startswith("0") else "cp437")
    except UnicodeDecodeError:
        return chr(number)
