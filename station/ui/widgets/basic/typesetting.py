"""Setting a text into lines: phrases stay together, no last character stands alone, codes never break."""

from weakref import WeakKeyDictionary

import msgspec
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption

from station.ui.theme.theme import Theme
from station.ui.views.text import Run

_PHRASE_ENDS = "，；：。、！？"
_FULL_WIDTH_FROM = "\u2e80"
_UNBOUNDED = 100_000.0
_BALANCE_STEP = 4.0
# Qt draws larger glyphs as outlines and then forgets to embolden them.
_OUTLINED_FROM = 60
_BOLD_STROKE = 1 / 30
_MOST_KEPT = 2_000


class Step(msgspec.Struct, frozen=True):
    """One try at fitting a text: glyph size, line height, how many lines."""

    px: int
    line: int
    lines: int = 1


class Setting(msgspec.Struct, frozen=True):
    """A text as set.

    Attributes:
        layouts: one per paragraph, lines already placed; the first line's top is at 0.
        width: of the widest line, in pixels.
        count: lines in all.
        step: the size chosen.
        fits: False where even the smallest step is too large.
    """

    layouts: tuple[QTextLayout, ...]
    width: float
    count: int
    step: Step
    fits: bool

    @property
    def height(self) -> int:
        """Height of all lines in pixels."""
        return self.count * self.step.line


_Key = tuple[tuple[Run, ...], tuple[Step, ...], float, int]
_KEPT: WeakKeyDictionary[Theme, dict[_Key, Setting]] = WeakKeyDictionary()
"""Texts as set, for as long as their theme is in use."""


def fit(
    runs: tuple[Run, ...], steps: tuple[Step, ...], width: float, theme: Theme, ink: QColor | None = None
) -> Setting:
    """Set the text at the first step that fits `width`; at the last one where none does.

    `ink` is needed where a text may be large and bold. What was set once is kept: screens say the same words over
    and over, and layouts ask for the same text at several widths.
    """
    key = (runs, steps, width, ink.rgba() if ink is not None else 0)
    kept = _KEPT.setdefault(theme, {})
    setting = kept.get(key)
    if setting is None:
        setting = kept[key] = _fit(runs, steps, width, theme, ink)
        if len(kept) > _MOST_KEPT:
            del kept[next(iter(kept))]
    return setting


def _fit(
    runs: tuple[Run, ...], steps: tuple[Step, ...], width: float, theme: Theme, ink: QColor | None
) -> Setting:
    setting = None
    if steps and width < _UNBOUNDED:
        whole = fit(runs, steps[:1], _UNBOUNDED, theme, ink)  # kept from when its size was asked for
        if whole.fits and whole.width <= width:
            return whole
    for step in steps:
        setting = _set(runs, step, width, theme, ink)
        if setting.fits:
            return setting
    if setting is None:
        raise ValueError("a text needs at least one step to be set at")
    return setting


def natural_width(runs: tuple[Run, ...], step: Step, theme: Theme, ink: QColor | None = None) -> float:
    """Width of the widest paragraph on one line, in pixels."""
    return fit(runs, (step,), _UNBOUNDED, theme, ink).width


def draw(
    painter: QPainter, setting: Setting, left: float, top: float, room: float, align: Qt.AlignmentFlag
) -> None:
    """Paint a set text with its first line's top at `top`, aligned within `room` pixels from `left`."""
    share = {Qt.AlignmentFlag.AlignLeft: 0.0, Qt.AlignmentFlag.AlignHCenter: 0.5}.get(align, 1.0)
    for layout in setting.layouts:
        for index in range(layout.lineCount()):
            line = layout.lineAt(index)
            line.draw(painter, QPointF(left + share * (room - line.naturalTextWidth()), top))


def _set(runs: tuple[Run, ...], step: Step, width: float, theme: Theme, ink: QColor | None) -> Setting:
    layouts = []
    count = 0
    widest = 0.0
    for paragraph in _paragraphs(runs):
        layout = _layout(paragraph, step, theme, ink)
        count += _break(layout, width, step, count * step.line)
        layouts.append(layout)
        widest = max([widest, *(layout.lineAt(i).naturalTextWidth() for i in range(layout.lineCount()))])
    fits = widest <= width and count <= step.lines
    return Setting(layouts=tuple(layouts), width=widest, count=count, step=step, fits=fits)


def _paragraphs(runs: tuple[Run, ...]) -> list[tuple[Run, ...]]:
    paragraphs: list[list[Run]] = [[]]
    for run in runs:
        for index, part in enumerate(run.text.split("\n")):
            if index:
                paragraphs.append([])
            paragraphs[-1].append(Run(part, run.bold, run.code, run.role))
    return [tuple(paragraph) for paragraph in paragraphs]


def _layout(runs: tuple[Run, ...], step: Step, theme: Theme, ink: QColor | None) -> QTextLayout:
    layout = QTextLayout("".join(run.text for run in runs), theme.font(step.px))
    formats = []
    start = 0
    for run in runs:
        part = QTextLayout.FormatRange()
        part.start, part.length = start, len(run.text)
        style = QTextCharFormat()
        outlined = run.bold and step.px >= _OUTLINED_FROM
        style.setFont(theme.font(step.px, bold=run.bold and not outlined, code=run.code))
        if run.role:
            style.setForeground(theme.colour(run.role))
        if outlined and ink is not None:
            style.setForeground(ink)
            style.setTextOutline(QPen(ink, step.px * _BOLD_STROKE))
        part.format = style
        formats.append(part)
        start += len(run.text)
    layout.setFormats(formats)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    return layout


def _break(layout: QTextLayout, width: float, step: Step, top: float) -> int:
    """Break a paragraph's lines and place them from `top` on; the number of lines."""
    count = _flow(layout, width, step, top)
    if count > 1:
        phrases = _phrase_lines(layout, width, count)
        if phrases:
            _flow(layout, width, step, top, phrases)
        else:
            _balance(layout, width, step, top, count)
    return count


def _flow(layout: QTextLayout, width: float, step: Step, top: float, columns: tuple[int, ...] = ()) -> int:
    base = QFontMetricsF(layout.font())
    inset = (step.line - base.height()) / 2 + base.ascent()
    layout.beginLayout()
    count = 0
    while (line := layout.createLine()).isValid():
        if columns:
            line.setNumColumns(columns[min(count, len(columns) - 1)])
        else:
            line.setLineWidth(width)
        line.setPosition(QPointF(0, top + count * step.line + inset - line.ascent()))
        count += 1
    layout.endLayout()
    return max(count, 1)


def _phrase_lines(layout: QTextLayout, width: float, count: int) -> tuple[int, ...]:
    """Characters per line when lines end with phrases; empty where that needs more lines."""
    text = layout.text()
    if not any(character > _FULL_WIDTH_FROM for character in text):
        return ()
    metrics = QFontMetricsF(layout.font())
    lines: list[str] = [""]
    for phrase in _phrases(text):
        joined = lines[-1] + phrase
        if lines[-1] and metrics.horizontalAdvance(joined.rstrip()) > width:
            lines.append(phrase)
        else:
            lines[-1] = joined
    if len(lines) != count or any(metrics.horizontalAdvance(line) > width for line in lines):
        return ()
    return tuple(len(line) for line in lines)


def _phrases(text: str) -> list[str]:
    phrases = [""]
    for character in text:
        phrases[-1] += character
        if character in _PHRASE_ENDS:
            phrases.append("")
    return [phrase for phrase in phrases if phrase]


def _balance(layout: QTextLayout, width: float, step: Step, top: float, count: int) -> None:
    """Narrow the lines as far as their number stays, so that the last one is not left short."""
    narrow, wide = width / count, width
    while wide - narrow > _BALANCE_STEP:
        middle = (narrow + wide) / 2
        same = _flow(layout, middle, step, top) == count and _widest(layout) <= middle
        narrow, wide = (narrow, middle) if same else (middle, wide)
    _flow(layout, wide, step, top)


def _widest(layout: QTextLayout) -> float:
    return max(layout.lineAt(i).naturalTextWidth() for i in range(layout.lineCount()))
