"""Pages as PDF."""

import io
from typing import Final

from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]  # reportlab ships no types
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]  # reportlab ships no types
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]  # reportlab ships no types

from station.printing.layout import PAGE_HEIGHT, PAGE_WIDTH, Page, Words

_POINTS: Final = 72 / 25.4
_CHINESE: Final = "STSong-Light"
"""A font every PDF reader brings for Chinese; reportlab embeds none."""


def pdf(title: str, pages: tuple[Page, ...]) -> bytes:
    """The pages as one PDF document. The same pages give the same bytes."""
    pdfmetrics.registerFont(UnicodeCIDFont(_CHINESE))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(PAGE_WIDTH * _POINTS, PAGE_HEIGHT * _POINTS), invariant=1)
    canvas.setTitle(title)
    for page in pages:
        for dark in page.darks:
            canvas.rect(
                dark.x * _POINTS,
                (PAGE_HEIGHT - dark.y - dark.height) * _POINTS,
                dark.width * _POINTS,
                dark.height * _POINTS,
                stroke=0,
                fill=1,
            )
        for words in page.words:
            canvas.setFont(_font(words), words.size)
            canvas.drawString(words.x * _POINTS, (PAGE_HEIGHT - words.y) * _POINTS, words.text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _font(words: Words) -> str:
    if not _is_latin(words.text):
        return _CHINESE
    return "Helvetica-Bold" if words.bold else "Helvetica"


def _is_latin(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
