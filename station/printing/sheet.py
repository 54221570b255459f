"""A sheet of codes to print and scan: what stands on it, and its two forms, PDF and SVG."""

import msgspec

from station.profiles.profile import Symbology


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """One code on a sheet.

    Attributes:
        caption: what scanning it does or shows, in the sheet's language.
        content: the bytes a reader sends for it, FNC1 in its separating place as GS.
        symbology: what it is printed in.
        elements: of a GS1 symbol, its element string with identifiers in square brackets.
        function_3: whether FNC3 stands before the content (ISO/IEC 15417): a set-up code of the reader's own.
        note: smaller, under the code: where its content comes from, what to expect.
    """

    caption: str
    content: bytes
    symbology: Symbology = Symbology.CODE_128
    elements: str = ""
    function_3: bool = False
    note: str = ""


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """Codes under one heading, with a paragraph before them; a section may be all text."""

    title: str
    text: str = ""
    codes: tuple[Code, ...] = ()


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet; it becomes as many A4 pages as it needs. `text` stands under the title, `foot` on every page."""

    title: str
    text: str = ""
    foot: str = ""
    sections: tuple[Section, ...]


def as_pdf(sheet: Sheet) -> bytes:
    """The sheet as PDF. Raises ValueError for content its symbology cannot hold."""
    from station.printing.layout import pages  # noqa: PLC0415 -- zxing-cpp is loaded when something is printed
    from station.printing.pdf import pdf  # noqa: PLC0415 -- and so is reportlab

    return pdf(sheet.title, pages(sheet))


def as_svg(sheet: Sheet) -> str:
    """The sheet as one SVG picture, its pages below one another. Raises ValueError as `as_pdf`."""
    from station.printing.layout import pages  # noqa: PLC0415 -- zxing-cpp is loaded when something is printed
    from station.printing.svg import svg  # noqa: PLC0415 -- with it

    return svg(sheet.title, pages(sheet))
