"""Codes as modules: which squares of the symbol are dark."""

from typing import Final

import msgspec
import zxingcpp

from station.printing.sheet import Code
from station.profiles.profile import Symbology

_FORMATS: Final = {
    Symbology.CODE_39: zxingcpp.BarcodeFormat.Code39,
    Symbology.CODE_128: zxingcpp.BarcodeFormat.Code128,
    Symbology.GS1_128: zxingcpp.BarcodeFormat.Code128,
    Symbology.DATA_MATRIX: zxingcpp.BarcodeFormat.DataMatrix,
    Symbology.GS1_DATA_MATRIX: zxingcpp.BarcodeFormat.DataMatrix,
    Symbology.QR_CODE: zxingcpp.BarcodeFormat.QRCode,
}
_GS1: Final = frozenset({Symbology.GS1_128, Symbology.GS1_DATA_MATRIX})
_SQUARE: Final = frozenset({Symbology.DATA_MATRIX, Symbology.GS1_DATA_MATRIX})
_QUIET_LINEAR: Final = 10
"""Modules left white beside a linear symbol: ISO/IEC 15417, 4.4; ISO/IEC 16388 asks for the same."""
_QUIET_MATRIX: Final = 4
"""Modules left white around a matrix: ISO/IEC 18004, 6.3.8; Data Matrix needs one."""


class Modules(msgspec.Struct, frozen=True):
    """A symbol: `rows` of modules, True for dark, without quiet zone; a linear symbol has one row.

    `quiet` is how many modules around it stay white.
    """

    rows: tuple[tuple[bool, ...], ...]
    quiet: int

    @property
    def linear(self) -> bool:
        """Whether it is as high as one likes."""
        return len(self.rows) == 1


def modules_of(code: Code) -> Modules:
    """Draw a code. Raises ValueError for content its symbology cannot hold."""
    gs1 = code.symbology in _GS1
    if gs1 and not code.elements:
        raise ValueError(f"a {code.symbology.value} code needs its elements")
    options = {"gs1": gs1, "readerInit": code.function_3, "forceSquare": code.symbology in _SQUARE}
    content: str | bytes = code.elements if gs1 else _characters(code.content)
    barcode = zxingcpp.create_barcode(content, _FORMATS[code.symbology], **options)
    image = zxingcpp.write_barcode_to_image(barcode, scale=1, add_quiet_zones=False)
    picture = memoryview(image)  # type: ignore[arg-type]  # it has the buffer protocol, its stub does not say so
    height, width = picture.shape or (0, 0)
    rows = tuple(tuple(picture[y, x] == 0 for x in range(width)) for y in range(height))
    if len(set(rows)) == 1:
        return Modules(rows[:1], _QUIET_LINEAR)
    return Modules(rows, _QUIET_MATRIX)


def _characters(content: bytes) -> str | bytes:
    """ASCII as text, in the symbology's own encoding; anything else as bytes."""
    return content.decode("ascii") if content.isascii() else content
