"""Texts as view-models word them."""

import msgspec


class Run(msgspec.Struct, frozen=True):
    """A piece of a line that is set bold, in the typeface for codes, or in the colour of another role."""

    text: str
    bold: bool = False
    code: bool = False
    role: str = ""


Content = str | tuple[Run, ...]


ELLIPSIS = "…"


def short_code(code: str, tail: int = 6) -> str:
    """The short form of a code: its last characters, for example `…004127`; a short code stays whole."""
    if len(code) <= tail + 1:
        return code
    return ELLIPSIS + code[-tail:].lstrip("-./ ")
