"""What a gun set to a US keyboard presses for a text, in QEMU's key names."""

from collections.abc import Iterable, Iterator

Stroke = tuple[str, bool]  # key name, whether it goes down

_NAMED = {
    " ": "spc",
    "\r": "ret",
    "\t": "tab",
    "-": "minus",
    "=": "equal",
    "[": "bracket_left",
    "]": "bracket_right",
    ";": "semicolon",
    "'": "apostrophe",
    "`": "grave_accent",
    "\\": "backslash",
    ",": "comma",
    ".": "dot",
    "/": "slash",
}
_SHIFTED = dict(zip('~!@#$%^&*()_+{}|:"<>?', "`1234567890-=[]\\;',./", strict=True))


def tap(key: str) -> list[Stroke]:
    """A key pressed and let go."""
    return [(key, True), (key, False)]


def held(key: str, strokes: Iterable[Stroke]) -> list[Stroke]:
    """Strokes while another key is held."""
    return [(key, True), *strokes, (key, False)]


def typed(character: str) -> list[Stroke]:
    """The strokes of one character: GS as Ctrl+]. Raises KeyError for a character the keyboard does not have."""
    if character == "\x1d":
        return held("ctrl", tap("bracket_right"))
    if character.isupper():
        return held("shift", tap(character.lower()))
    if character in _SHIFTED:
        return held("shift", typed(_SHIFTED[character]))
    if character.isascii() and character.isalnum():
        return tap(character)
    return tap(_NAMED[character])


def pieces(characters: Iterable[list[Stroke]], limit: int) -> Iterator[tuple[int, list[Stroke]]]:
    """Join the strokes of whole characters into pieces of at most `limit`, each with its number of characters."""
    count, piece = 0, list[Stroke]()
    for strokes in characters:
        if len(piece) + len(strokes) > limit:
            yield count, piece
            count, piece = 0, []
        count += 1
        piece = [*piece, *strokes]
    if piece:
        yield count, piece
