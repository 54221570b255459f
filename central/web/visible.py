"""Labels come from the world and may hold anything; shown, they must neither hide nor rearrange what stands by them."""

import unicodedata

_CONTROL_PICTURES = 0x2400
_DELETE, _DELETE_PICTURE = "\x7f", "␡"


def visible(text: str) -> str:
    """`text` with every control and format character (general categories Cc, Cf, Zl, Zp) as a sign one can see.

    C0 controls become Unicode control pictures, all others their code point: a right-to-left override is `⟨U+202E⟩`.
    """
    return "".join(_sign(character) for character in text)


def shortened(text: str, most: int) -> str:
    """At most `most` characters, the tail kept: the end of a number is what tells two apart."""
    return text if len(text) <= most else "…" + text[1 - most :]


def clipped(text: str, most: int) -> str:
    """At most `most` characters, the beginning kept, as for names."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _sign(character: str) -> str:
    if character < " ":
        return chr(_CONTROL_PICTURES + ord(character))
    if character == _DELETE:
        return _DELETE_PICTURE
    if unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"}:
        return f"⟨U+{ord(character):04X}⟩"
    return character
