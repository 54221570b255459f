"""A text on the screen."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from station.ui.theme.theme import Theme
from station.ui.views.text import Content, Run
from station.ui.widgets.basic.typesetting import Setting, Step, draw, fit, natural_width


class Text(QLabel):
    """A text that is wrapped by phrase and shrinks by steps before it would be cut.

    It stays a `QLabel` for screen readers; only size and painting are its own.

    Args:
        theme: what to paint with.
        style: name in the type scale, or steps of one's own in design pixels.
        role: colour role.
        lines: most lines at the style's size.
        shrink: also try the smaller steps of the scale, down to `label`, before giving up.
        code: set in the typeface for codes; too long a code keeps its tail.
        bold: for verdict words and counts only, the typeface has one weight.
    """

    def __init__(
        self,
        theme: Theme,
        style: str | Sequence[Step] = "body",
        role: str = "text",
        *,
        lines: int = 1,
        shrink: bool = True,
        code: bool = False,
        bold: bool = False,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._role = role
        self._code = code
        self._bold = bold
        self._alignment = Qt.AlignmentFlag.AlignLeft
        self._steps = self._steps_of(style, lines, shrink=shrink)
        self._runs: tuple[Run, ...] = ()
        self._settings: dict[int, Setting] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def present(self, content: Content, role: str | None = None) -> None:
        """Show another text, and in another colour where `role` is given."""
        runs = (Run(content, self._bold, self._code),) if isinstance(content, str) else content
        if role is not None and role != self._role:
            self._role = role
            self._settings.clear()
            self.update()
        if runs == self._runs:
            return
        self._runs = runs
        self._settings.clear()
        self.setText("".join(run.text for run in runs))
        self.updateGeometry()
        self.update()

    def align_right(self) -> "Text":
        """Set the lines flush right; returns itself."""
        self._alignment = Qt.AlignmentFlag.AlignRight
        return self

    def align_centre(self) -> "Text":
        """Set the lines centred; returns itself."""
        self._alignment = Qt.AlignmentFlag.AlignHCenter
        return self

    def clipped(self) -> bool:
        """Whether a part of the text can not be seen; a code that keeps its tail is not clipped."""
        if not self.text():
            return False
        setting = self._setting(self.width())
        too_high = setting.height > self.height() + 1
        return too_high or (not setting.fits and not self._code)

    def fits(self, words: str, width: int) -> bool:
        """Whether words could be shown whole here in `width` pixels."""
        runs = (Run(words, self._bold, self._code),)
        ink = self._theme.colour(self._role)
        return fit(runs, self._steps, max(width, 1), self._theme, ink).fits

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Width of the text on one line at full size, height of one line or of its paragraphs."""
        step = self._steps[0]
        width = natural_width(self._runs, step, self._theme, self._theme.colour(self._role))
        paragraphs = self.text().count("\n") + 1
        return QSize(int(width) + 1, paragraphs * step.line)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A text gives way in width; it never gives way in height."""
        return QSize(0, self._steps[-1].line)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Height depends on the width, since lines wrap; `QLabel` takes the size policy's word away."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Height of the text set into `width` pixels."""
        return self._setting(width).height

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Paint the lines as set."""
        painter = QPainter(self)
        painter.setPen(self._theme.colour(self._role))
        setting = self._setting(self.width())
        if not setting.fits:
            self._paint_shortened(painter, setting.step)
            return
        top = (self.height() - setting.height) / 2
        draw(painter, setting, 0, top, self.width(), self._alignment)

    def _paint_shortened(self, painter: QPainter, step: Step) -> None:
        font = self._theme.font(step.px, bold=self._bold, code=self._code)
        painter.setFont(font)
        mode = Qt.TextElideMode.ElideLeft if self._code else Qt.TextElideMode.ElideRight
        shown = QFontMetricsF(font).elidedText(self.text().replace("\n", " "), mode, self.width())
        painter.drawText(self.rect(), self._alignment | Qt.AlignmentFlag.AlignVCenter, shown)

    def _setting(self, width: int) -> Setting:
        setting = self._settings.get(width)
        if setting is None:
            ink = self._theme.colour(self._role)
            setting = self._settings[width] = fit(self._runs, self._steps, max(width, 1), self._theme, ink)
        return setting

    def _steps_of(self, style: str | Sequence[Step], lines: int, *, shrink: bool) -> tuple[Step, ...]:
        if not isinstance(style, str):
            return tuple(Step(self._theme.px(s.px), self._theme.px(s.line), s.lines) for s in style)
        full = self._theme.type(style)
        steps = [Step(full.px, full.line, lines)]
        for smaller in ("prompt", "sentence", "title", "action", "body", "label") if shrink else ():
            size = self._theme.type(smaller)
            if size.px < full.px:
                steps.append(Step(size.px, size.line, max(lines, lines * full.line // size.line)))
        return tuple(steps)
