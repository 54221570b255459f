"""Templates into pages: everything escaped, icons drawn inline, texts from the catalogue."""

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_HERE = Path(__file__).parent
ICONS = _HERE / "static" / "icons"
_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


@cache
def environment() -> Environment:
    """The templates; a name a template does not get is a mistake and raises `UndefinedError`."""
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["icon"] = icon
    return made


def icon(name: str, size: int, x: float | None = None, y: float | None = None) -> Markup:
    """An icon as inline SVG of `size` pixels in the colour of the text around it; a place when inside a picture."""
    place = Markup("") if x is None or y is None else Markup(' x="{}" y="{}"').format(x, y)
    return Markup(
        '<svg class="icon" width="{0}" height="{0}"{1} viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{2}</svg>'
    ).format(size, place, _drawing(name))


@cache
def _drawing(name: str) -> Markup:
    drawn = _BODY.fullmatch((ICONS / f"{name}.svg").read_text(encoding="utf-8").strip())
    if drawn is None:
        raise ValueError(f"{name}.svg is no single svg element")
    return Markup(drawn[1])  # noqa: S704  our own files, shipped with the package
