"""Pages as one SVG picture."""

from xml.sax.saxutils import escape

from station.printing.layout import PAGE_HEIGHT, PAGE_WIDTH, Page, Words

_FONTS = "Helvetica, Arial, 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', sans-serif"
_MILLIMETRES = 25.4 / 72


def svg(title: str, pages: tuple[Page, ...]) -> str:
    """The pages below one another, in millimetres."""
    height = PAGE_HEIGHT * len(pages)
    drawn = "\n".join(_group(page, number * PAGE_HEIGHT) for number, page in enumerate(pages))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{PAGE_WIDTH:g}mm" height="{height:g}mm" '
        f'viewBox="0 0 {PAGE_WIDTH:g} {height:g}" font-family="{_FONTS}" shape-rendering="crispEdges">\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect width="{PAGE_WIDTH:g}" height="{height:g}" fill="#fff"/>\n{drawn}\n</svg>\n'
    )


def _group(page: Page, down: float) -> str:
    bars = "".join(
        f"M{dark.x:.3f} {dark.y:.3f}h{dark.width:.3f}v{dark.height:.3f}h{-dark.width:.3f}z"
        for dark in page.darks
    )
    return f'<g transform="translate(0 {down:g})"><path d="{bars}"/>{"".join(map(_text, page.words))}</g>'


def _text(words: Words) -> str:
    weight = ' font-weight="bold"' if words.bold else ""
    size = words.size * _MILLIMETRES
    return f'<text x="{words.x:.2f}" y="{words.y:.2f}" font-size="{size:.2f}"{weight}>{escape(words.text)}</text>'
