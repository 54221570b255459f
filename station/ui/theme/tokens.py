"""The design tokens, decoded once from `tokens.json`; the values themselves are the design guide's."""

from functools import cache
from pathlib import Path

import msgspec

FOLDER = Path(__file__).parent


class Palette(msgspec.Struct, frozen=True):
    """One set of colours.

    Attributes:
        colour: role to `#RRGGBB`.
        contrast: `foreground/background` to the ratio the guide promises (WCAG 2.2, 1.4.3).
    """

    colour: dict[str, str]
    contrast: dict[str, float]


class Type(msgspec.Struct, frozen=True):
    """A step of the type scale: glyph size and line height, in pixels at k = 1."""

    px: int
    line: int


class Target(msgspec.Struct, frozen=True):
    """Touch targets: the least size in millimetres, our sizes in pixels at k = 1."""

    min_mm: float
    control: int
    action: int
    key: int


class Motion(msgspec.Struct, frozen=True):
    """How long a press shows at least, in milliseconds; everything else appears in one frame."""

    press: int


class Tokens(msgspec.Struct, frozen=True):
    """The part of `tokens.json` a station uses; the web's type scale stays with the web."""

    light: Palette
    dark: Palette
    type: dict[str, Type]
    radius: dict[str, int]
    border: dict[str, int]
    target: Target
    motion_ms: Motion


@cache
def tokens() -> Tokens:
    """The tokens; a broken file is a broken installation and raises `msgspec.ValidationError`."""
    return msgspec.json.decode((FOLDER / "tokens.json").read_bytes(), type=Tokens)
