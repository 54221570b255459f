"""What a camera sees, with the codes it found outlined: small beside the work, large when it is touched."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from station.ports import CameraPicture, Outline
from station.ui.theme.theme import Theme
from station.ui.views.camera import CameraWords
from station.ui.widgets.basic.button import Pressable
from station.ui.widgets.basic.glyph import Glyph
from station.ui.widgets.basic.surface import CARD, Look, paint_look
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step

_STALE_MS = 2_000
"""A picture this old shows what was, not what is."""
BESIDE = 160
"""Design pixels of height beside the work: below it two pieces saved last are still seen."""
_RIM = 6
_LINE = 4
_HALO = 8


class CameraView(Pressable):
    """A live picture; `clicked` asks for the other size."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setObjectName("camera")
        self._picture: CameraPicture | None = None
        self._fading = QTimer(self, singleShot=True, interval=_STALE_MS)
        self._fading.timeout.connect(lambda: self._show(None))
        self._glyph = Glyph(theme, 36, "camera", "muted")
        self._nothing = Text(theme, (Step(20, 28, 2), Step(18, 24, 3)), "muted")
        across = QHBoxLayout(self)
        across.setContentsMargins(theme.px(20), theme.px(_RIM), theme.px(20), theme.px(_RIM))
        across.setSpacing(theme.px(12))
        across.addWidget(self._glyph)
        across.addWidget(self._nothing, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for it beside the work."""
        return QSize(self.theme.px(2 * BESIDE), self.theme.px(BESIDE))

    def word(self, words: CameraWords) -> None:
        """Say what it is, and what there is to say when no picture comes."""
        self.setAccessibleName(words.title)
        self._nothing.present(words.nothing)

    def present(self, picture: CameraPicture) -> None:
        """Show a picture until the next one."""
        self.setAccessibleDescription(picture.device)
        self._fading.start()
        self._show(picture)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Paint the picture as large as it fits, or that there is none."""
        painter = QPainter(self)
        look = Look(fill="inset", edge="text") if self.looks_pressed() else CARD
        paint_look(painter, QRectF(self.rect()), self.theme, look)
        rim = self.theme.px(_RIM)
        inside = QRectF(self.rect()).adjusted(rim, rim, -rim, -rim)
        if self._picture is not None:
            self._paint_picture(painter, inside, self._picture)

    def _show(self, picture: CameraPicture | None) -> None:
        self._picture = picture
        self._glyph.setVisible(picture is None)
        self._nothing.setVisible(picture is None)
        self.update()

    def _paint_picture(self, painter: QPainter, inside: QRectF, picture: CameraPicture) -> None:
        image = QImage(
            picture.pixels, picture.width, picture.height, picture.width, QImage.Format.Format_Grayscale8
        )
        scale = min(inside.width() / picture.width, inside.height() / picture.height)
        size = QRectF(0, 0, picture.width * scale, picture.height * scale)
        size.moveCenter(inside.center())
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        corners = QPainterPath()
        corners.addRoundedRect(size, rim := self.theme.px(_RIM), rim)
        painter.setClipPath(corners)
        painter.drawImage(size, image)
        for outline in picture.outlines:
            self._paint_outline(painter, size.topLeft(), scale, outline)

    def _paint_outline(self, painter: QPainter, origin: QPointF, scale: float, outline: Outline) -> None:
        """A line around a code on a light halo, seen on any ground; dashed as long as it is not certain."""
        around = QPolygonF([origin + QPointF(x * scale, y * scale) for x, y in outline.corners])
        painter.setPen(self._pen("surface", _HALO))
        painter.drawPolygon(around)
        pen = self._pen("ok" if outline.verified else "warntext", _LINE)
        if not outline.verified:
            pen.setDashPattern([2.0, 1.5])
        painter.setPen(pen)
        painter.drawPolygon(around)

    def _pen(self, role: str, width: int) -> QPen:
        return QPen(
            self.theme.colour(role),
            self.theme.px(width),
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.FlatCap,
            Qt.PenJoinStyle.RoundJoin,
        )
