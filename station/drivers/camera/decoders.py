"""The two readers of pictures: zxing-cpp, and zbar for what it cannot read."""

from collections.abc import Iterable
from enum import Enum
from typing import TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt
import zxingcpp
from pyzbar import pyzbar  # type: ignore[import-untyped]  # pyzbar ships no types

from station.drivers.camera.code import Code, Point

Picture: TypeAlias = npt.NDArray[np.uint8]
"""Brightness, rows by columns, contiguous."""

_Format = zxingcpp.BarcodeFormat
_Symbol = pyzbar.ZBarSymbol

FORMATS = {
    "Aztec": _Format.Aztec,
    "Codabar": _Format.Codabar,
    "Code 39": _Format.Code39,
    "Code 93": _Format.Code93,
    "Code 128": _Format.Code128,
    "DataBar": _Format.DataBar,
    "DataBar Expanded": _Format.DataBarExp,
    "DataBar Limited": _Format.DataBarLtd,
    "Data Matrix": _Format.DataMatrix,
    "DX Film Edge": _Format.DXFilmEdge,
    "EAN/UPC": _Format.EANUPC,
    "ITF": _Format.ITF,
    "MaxiCode": _Format.MaxiCode,
    "Micro QR Code": _Format.MicroQRCode,
    "MicroPDF417": _Format.MicroPDF417,
    "PDF417": _Format.PDF417,
    "QR Code": _Format.QRCode,
    "rMQR Code": _Format.RMQRCode,
    "Telepen": _Format.Telepen,
}
"""What can be read, by the name a device's record uses."""

_SECOND = {
    "Codabar": {_Symbol.CODABAR: "]F0"},
    "Code 39": {_Symbol.CODE39: "]A0"},
    "Code 93": {_Symbol.CODE93: "]G0"},
    "Code 128": {_Symbol.CODE128: ""},  # zbar does not tell FNC1 in first place: ]C0 or ]C1
    "EAN/UPC": {_Symbol.EAN13: "]E0", _Symbol.EAN8: "]E4"},  # with EAN13 it tells UPC-A and UPC-E as EAN-13
    "ITF": {_Symbol.I25: "]I0"},
    "QR Code": {_Symbol.QRCODE: ""},
}
_NAME_OF = {symbol.name: name for name, symbols in _SECOND.items() for symbol in symbols}
_AIM_OF = {symbol.name: aim for symbols in _SECOND.values() for symbol, aim in symbols.items()}


class Effort(Enum):
    """How hard zxing-cpp looks."""

    FAST = "fast"
    """Upright or upside down, dark on light, in this size."""
    FULL = "full"
    """Any of the four directions, also light on dark, also smaller."""
    OTHER = "other"
    """Full, with one threshold between dark and light for the whole picture."""


def read_first(picture: Picture, formats: Iterable[str], effort: Effort = Effort.FULL) -> list[Code]:
    """What zxing-cpp reads, each place once."""
    full = effort is not Effort.FAST
    binarizer = zxingcpp.Binarizer
    found = zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormats([FORMATS[name] for name in formats]),
        try_rotate=full,
        try_downscale=full,
        try_invert=full,
        text_mode=zxingcpp.TextMode.Plain,
        binarizer=binarizer.GlobalHistogram if effort is Effort.OTHER else binarizer.LocalAverage,
    )
    codes = [_code_of(each) for each in found]
    return [
        code
        for number, code in enumerate(codes)
        if not any(code.agrees(other) and code.same_place(other) for other in codes[:number])
    ]


def read_second(picture: Picture, formats: Iterable[str]) -> list[Code]:
    """What zbar reads, never verified. QR Codes it recodes are left out: their bytes are not those of the symbol."""
    symbols = [symbol for name in formats for symbol in _SECOND.get(name, {})]
    if not symbols:  # zbar takes none for all
        return []
    try:
        decoded = pyzbar.decode(picture, symbols=symbols)
    except ValueError:  # pyzbar knows no orientation for parts of a QR sequence; zxing-cpp reads those
        return []
    return [
        Code(
            symbology=_NAME_OF[found.type],
            aim=_AIM_OF[found.type],
            raw=found.data,
            outline=tuple(Point(point.x, point.y) for point in found.polygon),
            verified=False,
        )
        for found in decoded
        if found.data.isascii()
    ]


def _code_of(found: zxingcpp.Barcode) -> Code:
    position = found.position
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    code = Code(
        symbology=str(found.format),
        aim=found.symbology_identifier,
        raw=bytes(found.bytes),
        outline=tuple(Point(corner.x, corner.y) for corner in corners),
        verified=True,
    )
    return msgspec.structs.replace(code, verified=code.strong)
