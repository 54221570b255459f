"""The theme: everything a widget asks for to paint itself."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from station.ui.theme.scale import Scale
from station.ui.theme.tokens import FOLDER, tokens

FAMILY = "WenQuanYi Micro Hei"
CODE_FAMILY = "WenQuanYi Micro Hei Mono"
_FALLBACKS = ("Noto Sans CJK SC", "sans-serif")
_CODE_FALLBACKS = ("Noto Sans Mono CJK SC", "monospace")


@cache
def _icon_source(name: str) -> bytes:
    return (FOLDER / "icons" / f"{name}.svg").read_bytes()


@cache
def _picture_source(name: str) -> str:
    return (FOLDER / "pictures" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def has_picture(name: str) -> bool:
    """Whether there is a step picture of this name; packs may name one a later release brings."""
    return (
        name.isascii() and name.replace("-", "").isalnum() and (FOLDER / "pictures" / f"{name}.svg").is_file()
    )


class Theme:
    """Colours, fonts, icons and lengths for one scale and one palette.

    A theme never changes; a new size, palette or language builds its screens anew.
    """

    def __init__(self, scale: Scale, *, dark: bool = False) -> None:
        self.scale = scale
        self.dark = dark
        self.px = scale.px
        self.type = scale.type
        palette = tokens().dark if dark else tokens().light
        self._hex = palette.colour
        self._colours = {role: QColor(value) for role, value in palette.colour.items()}
        self._pixmaps: dict[tuple[str, int, str, float], QPixmap] = {}
        self._fonts: dict[tuple[int, bool, bool], QFont] = {}

    def colour(self, role: str) -> QColor:
        """The colour of a role; raises `KeyError` for an unknown one."""
        return self._colours[role]

    def font(self, pixels: int, *, bold: bool = False, code: bool = False) -> QFont:
        """The one typeface at a pixel size; `code` for codes, times and bytes, never for Chinese."""
        key = (pixels, bold, code)
        if key not in self._fonts:
            font = QFont([CODE_FAMILY, *_CODE_FALLBACKS] if code else [FAMILY, *_FALLBACKS])
            font.setPixelSize(pixels)
            font.setBold(bold)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            self._fonts[key] = font
        return self._fonts[key]

    def icon(self, name: str, pixels: int, role: str, ratio: float = 1.0) -> QPixmap:
        """An icon tinted with a role's colour, `pixels` device-independent pixels wide and high."""
        key = (name, pixels, role, ratio)
        if key not in self._pixmaps:
            pixmap = _render(_icon_source(name), pixels, pixels, ratio)
            painter = QPainter(pixmap)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
            painter.fillRect(QRectF(0, 0, pixels, pixels), self.colour(role))
            painter.end()
            self._pixmaps[key] = pixmap
        return self._pixmaps[key]

    def picture(self, name: str, pixels: int, ratio: float = 1.0) -> QPixmap:
        """A step picture; drawn in the light palette, each colour becomes this theme's of the same role."""
        key = (name, pixels, "", ratio)
        if key not in self._pixmaps:
            source = _picture_source(name)
            for role in ("text", "surface", "inset", "accent"):
                source = source.replace(tokens().light.colour[role], f"role:{role}")
            for role in ("text", "surface", "inset", "accent"):
                source = source.replace(f"role:{role}", self._hex[role])
            self._pixmaps[key] = _render(source.encode(), pixels, pixels, ratio)
        return self._pixmaps[key]


def _render(source: bytes, width: int, height: int, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(source))
    if not renderer.isValid():
        raise ValueError("an icon or picture of the theme is not valid SVG")
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, width, height))
    painter.end()
    return pixmap
