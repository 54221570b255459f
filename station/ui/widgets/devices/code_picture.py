"""A code to be read off the screen: sharp modules, black on white in every light, with its quiet zone."""

from functools import lru_cache

import msgspec
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from station.profiles.profile import Symbology
from station.ui.theme.theme import Theme
from station.ui.views.devices import CodeToScan

_INK, _PAPER = QColor("#000000"), QColor("#FFFFFF")
_QUIET = {True: 10, False: 4}
"""Modules left white around a linear and around a matrix symbol (ISO/IEC 15417 and 15420: 10; 18004: 4; 16022: 1)."""
_LEAST_MODULE = 2
"""Pixels: 0.5 mm at 85 dots an inch is 1.7."""
_MOST_MODULE = 10
_LINEAR_SHARE = 0.35
"""Height of a linear symbol as a part of its width, at most."""


class Modules(msgspec.Struct, frozen=True):
    """A symbol: rows of `True` for dark; a linear symbol has one row."""

    rows: tuple[tuple[bool, ...], ...]

    @property
    def linear(self) -> bool:
        """Whether the one row is drawn as bars."""
        return len(self.rows) == 1


class CodePicture(QWidget):
    """The symbol as large as its place allows, in whole pixels a module."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._code: CodeToScan | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def present(self, code: CodeToScan) -> None:
        """Show another code."""
        if code != self._code:
            self._code = code
            self.setObjectName(f"code-{code.id}")
            self.setAccessibleName(code.name)
            self.updateGeometry()
            self.update()

    @property
    def module(self) -> int:
        """Pixels a module takes now."""
        if self._code is None:
            return 0
        across, down = _extent(modules_of(self._code))
        room = min(self.width() // across, self.height() // down if down else _MOST_MODULE)
        return min(room, self._theme.px(_MOST_MODULE))

    def clipped(self) -> bool:
        """Whether the modules are too small to be read off a screen."""
        return self._code is not None and self.module < _LEAST_MODULE

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for modules that guns read at arm's length."""
        return self._size(self._theme.px(6))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the smallest modules."""
        return self._size(_LEAST_MODULE)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Paint paper and modules."""
        if self._code is None or not self.module:
            return
        painter = QPainter(self)
        modules, size = modules_of(self._code), self.module
        across, down = _extent(modules)
        height = min(self.height(), int(across * size * _LINEAR_SHARE)) if modules.linear else down * size
        paper = QRect(
            (self.width() - across * size) // 2, (self.height() - height) // 2, across * size, height
        )
        painter.fillRect(paper, _PAPER)
        quiet = _QUIET[modules.linear] * size
        tall = height - 2 * size if modules.linear else size
        top = paper.top() + (size if modules.linear else quiet)
        for place, line in enumerate(modules.rows):
            for column, dark in enumerate(line):
                if dark:
                    left = paper.left() + quiet + column * size
                    painter.fillRect(left, top + place * size, size, tall, _INK)

    def _size(self, module: int) -> QSize:
        if self._code is None:
            return QSize(0, 0)
        across, down = _extent(modules_of(self._code))
        return QSize(across * module, down * module or int(across * module * _LINEAR_SHARE))


@lru_cache(maxsize=64)
def modules_of(code: CodeToScan) -> Modules:
    """The symbol of a code. Raises ValueError for content its symbology cannot hold."""
    import zxingcpp  # noqa: PLC0415 -- 20 ms nobody needs before the first code is shown

    formats = {
        Symbology.CODE_39: zxingcpp.BarcodeFormat.Code39,
        Symbology.CODE_128: zxingcpp.BarcodeFormat.Code128,
        Symbology.GS1_128: zxingcpp.BarcodeFormat.Code128,
        Symbology.DATA_MATRIX: zxingcpp.BarcodeFormat.DataMatrix,
        Symbology.GS1_DATA_MATRIX: zxingcpp.BarcodeFormat.DataMatrix,
        Symbology.QR_CODE: zxingcpp.BarcodeFormat.QRCode,
    }
    square = code.symbology in {Symbology.DATA_MATRIX, Symbology.GS1_DATA_MATRIX}
    options = {"gs1": bool(code.elements), "forceSquare": square, "readerInit": code.function_3}
    content = code.elements or (code.content.decode() if code.content.isascii() else code.content)
    symbol = zxingcpp.create_barcode(content, formats[code.symbology], **options)
    image = zxingcpp.write_barcode_to_image(symbol, scale=1, add_quiet_zones=False)
    picture = memoryview(image)  # type: ignore[arg-type]  # it has the buffer protocol, its stub does not say so
    height, width = picture.shape or (0, 0)
    rows = tuple(tuple(picture[row, column] == 0 for column in range(width)) for row in range(height))
    return Modules(rows[:1] if len(set(rows)) == 1 else rows)


def _extent(modules: Modules) -> tuple[int, int]:
    """Modules across and down with the quiet zone; a linear symbol is as high as there is room: 0."""
    quiet = 2 * _QUIET[modules.linear]
    return len(modules.rows[0]) + quiet, 0 if modules.linear else len(modules.rows) + quiet
