"""Buttons: icon and word, pressed by touch, mouse or Space, never by the Enter a scan may end with."""

from enum import Enum

import msgspec
from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from station.ui.theme.theme import Theme
from station.ui.theme.tokens import tokens
from station.ui.views.frame import Action
from station.ui.views.text import Run
from station.ui.widgets.basic.surface import Look, paint_look
from station.ui.widgets.basic.typesetting import Setting, Step, draw, fit, natural_width


class Colours(msgspec.Struct, frozen=True, kw_only=True):
    """Roles of a button's parts; pressed, fill and ink change, on a verdict they change places."""

    fill: str
    ink: str
    edge: str
    pressed: str
    pressed_ink: str
    ring: str = "accent"


def _on(state: str) -> Colours:
    on = f"on{state}"
    return Colours(fill=state, ink=on, edge=on, pressed=on, pressed_ink=state, ring=on)


def _on_primary(state: str) -> Colours:
    on = f"on{state}"
    return Colours(fill=on, ink=state, edge=on, pressed=state, pressed_ink=on, ring=on)


class ButtonStyle(Enum):
    """Where a button stands: on a card, or on a filled verdict."""

    NORMAL = Colours(fill="surface", ink="text", edge="edge", pressed="inset", pressed_ink="text")
    PRIMARY = Colours(
        fill="accent", ink="onaccent", edge="accent", pressed="accentsoft", pressed_ink="accenttext"
    )
    SELECTED = Colours(
        fill="accentsoft", ink="accenttext", edge="accent", pressed="inset", pressed_ink="text"
    )
    ON_REFUSE = _on("refuse")
    ON_REFUSE_PRIMARY = _on_primary("refuse")
    ON_LEAD = _on("lead")
    ON_LEAD_PRIMARY = _on_primary("lead")
    ON_WARN = _on("warn")
    ON_WARN_PRIMARY = _on_primary("warn")


_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.PopupFocusReason,
)


class Pressable(QAbstractButton):
    """What every touchable thing shares: Enter does nothing, a press shows for at least 80 ms.

    Touch and mouse never take the focus; the ring belongs to those who work by keyboard.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._flash = QTimer(self, singleShot=True, interval=tokens().motion_ms.press)
        self._flash.timeout.connect(self.update)
        self.pressed.connect(self._flash.start)
        self._by_keyboard = False

    @property
    def ring_role(self) -> str:
        """Colour role of the focus ring on this thing's ground."""
        return "accent"

    def wants_ring(self) -> bool:
        """Whether the keyboard brought the focus here."""
        return self._by_keyboard

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Remember whether the keyboard brought the focus."""
        self._by_keyboard = event.reason() in _KEYBOARD
        super().focusInEvent(event)

    def looks_pressed(self) -> bool:
        """Whether to paint it pressed."""
        return self.isDown() or self._flash.isActive()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Keep a scan's Enter from pressing anything."""
        if event.key() in (Qt.Key.Key_Enter, Qt.Key.Key_Return):
            event.ignore()
            return
        super().keyPressEvent(event)


# Glyph size, line height and lines, side padding, gap between icon and word; the first that fits counts.
_FITS = ((22, 28, 1, 20, 12), (20, 28, 1, 14, 8), (18, 24, 1, 12, 6), (18, 22, 2, 12, 6))


class Button(Pressable):
    """A button with an icon and a word.

    Args:
        theme: what to paint with.
        style: colours for the ground it stands on.
        height: in design pixels.
    """

    def __init__(
        self,
        theme: Theme,
        style: ButtonStyle = ButtonStyle.NORMAL,
        *,
        height: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self.action_id = ""
        self._own_style = style
        self._style = style
        self._icon = ""
        self._reason = ""
        self._floor = 0
        wanted = max(height or tokens().target.action, theme.scale.control)
        self.setFixedHeight(theme.px(wanted))
        self.setMinimumWidth(theme.px(wanted))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def present(self, action: Action, style: ButtonStyle | None = None) -> None:
        """Show an action; `style` overrides the button's own."""
        own = ButtonStyle.SELECTED if action.selected else self._own_style
        self._style = style or (ButtonStyle.PRIMARY if action.primary else own)
        self.action_id = action.id
        self.setObjectName(f"action-{action.id}")
        self._icon = action.icon
        self.setText(action.word)
        self.setEnabled(action.enabled)
        self.setAccessibleName(action.word)
        self.setAccessibleDescription(action.reason)
        self.updateGeometry()
        self.update()

    @property
    def ring_role(self) -> str:
        """Colour role of the focus ring."""
        return self._style.value.ring

    def widths(self) -> tuple[int, ...]:
        """The widths it takes at each of its sizes, largest first."""
        return tuple(self._needed(index) for index in range(len(_FITS)))

    def start_at(self, index: int) -> None:
        """Use no size larger than this one, so that buttons side by side look alike."""
        self._floor = index
        self.updateGeometry()
        self.update()

    def clipped(self) -> bool:
        """Whether the word does not fit at any size."""
        return not self._fitted()[1].fits

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Width for the word at the size in use."""
        return QSize(max(self._needed(self._floor), self.minimumWidth()), self.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Width for the word at its smallest."""
        return QSize(self._needed(len(_FITS) - 1), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Paint ground, icon and word."""
        painter = QPainter(self)
        ink = self._paint_ground(painter)
        index, setting = self._fitted()
        icon = self._icon if self.isEnabled() else "lock"
        side = self.theme.px(30) if icon else 0
        gap = self.theme.px(_FITS[index][4]) if icon and self.text() else 0
        left = (self.width() - side - gap - setting.width) / 2
        if icon:
            pixmap = self.theme.icon(icon, side, ink, self.devicePixelRatioF())
            painter.drawPixmap(round(left), (self.height() - side) // 2, pixmap)
        painter.setPen(self.theme.colour(ink))
        top = (self.height() - setting.height) / 2
        draw(painter, setting, left + side + gap, top, setting.width, Qt.AlignmentFlag.AlignHCenter)

    def _paint_ground(self, painter: QPainter) -> str:
        colours = self._style.value
        if not self.isEnabled():
            look = Look(fill="inset", edge="edge", width=tokens().border["control"], dashed=True)
            paint_look(painter, QRectF(self.rect()), self.theme, look)
            return "muted"
        down = self.looks_pressed()
        edge = "text" if down and self._style is ButtonStyle.NORMAL else colours.edge
        width = tokens().border["state" if self._style is ButtonStyle.SELECTED else "control"]
        look = Look(fill=colours.pressed if down else colours.fill, edge=edge, width=width)
        paint_look(painter, QRectF(self.rect()), self.theme, look)
        return colours.pressed_ink if down else colours.ink

    def _fitted(self) -> tuple[int, Setting]:
        for index in range(self._floor, len(_FITS)):
            px, line, lines, padding, gap = _FITS[index]
            taken = self.theme.px(2 * padding) + (self.theme.px(30 + gap) if self._has_icon() else 0)
            step = Step(self.theme.px(px), self.theme.px(line), lines)
            setting = fit((Run(self.text()),), (step,), max(self.width() - taken + 1, 1), self.theme)
            if setting.fits:
                break
        return index, setting

    def _needed(self, index: int) -> int:
        px, line, lines, padding, gap = _FITS[index]
        step = Step(self.theme.px(px), self.theme.px(line))
        width = natural_width((Run(self.text()),), step, self.theme)
        if lines > 1:
            metrics = QFontMetricsF(self.theme.font(step.px))
            longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
            width = max(longest, width * 0.62)
        sides = self.theme.px(2 * padding) + (self.theme.px(30 + gap) if self._has_icon() else 0)
        return int(width) + 1 + sides

    def _has_icon(self) -> bool:
        return bool(self._icon) or not self.isEnabled()
