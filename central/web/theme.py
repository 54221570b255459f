"""The colours, sizes and type of the pages as CSS custom properties, from the design tokens."""

from functools import cache
from pathlib import Path

import msgspec

TOKENS = Path(__file__).with_name("tokens.json")


class _Palette(msgspec.Struct, frozen=True):
    colour: dict[str, str]


class _Tokens(msgspec.Struct, frozen=True):
    light: _Palette
    dark: _Palette
    web_type: dict[str, tuple[int, int]]
    radius: dict[str, int]


@cache
def style_sheet() -> str:
    """Custom properties: `--bg`, `--accenttext`, `--size-body`, `--line-body`, `--radius-card` and so on.

    `data-theme="dark"` on the root element chooses the dark palette. A broken file raises `msgspec.ValidationError`.
    """
    tokens = msgspec.json.decode(TOKENS.read_bytes(), type=_Tokens)
    common = {f"radius-{name}": f"{pixels}px" for name, pixels in tokens.radius.items()}
    for name, (size, line) in tokens.web_type.items():
        common |= {f"size-{name}": f"{size}px", f"line-{name}": f"{line}px"}
    return "".join(
        (
            _rule(":root", {**common, **tokens.light.colour, "scheme": "light"}),
            _rule(':root[data-theme="dark"]', {**tokens.dark.colour, "scheme": "dark"}),
        )
    )


def _rule(selector: str, properties: dict[str, str]) -> str:
    return f"{selector}{{{''.join(f'--{name}:{value};' for name, value in properties.items())}}}\n"
