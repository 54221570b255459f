"""A verdict that stops the work until a person acts."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.frame import Action
from station.ui.views.work import Verdict, VerdictKind
from station.ui.widgets.basic.button import Button, ButtonStyle
from station.ui.widgets.basic.glyph import Glyph
from station.ui.widgets.basic.surface import Rule, Surface, on_ground, soft_gap, solid_look
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step

_ROOMY_FACTS = 2


class VerdictPanel(Surface):
    """The panel over the left column; stays until `chosen` leads to another state."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        on_ground(self, theme)
        px = theme.px
        self._icon = Glyph(theme, 92)
        self._word = Text(theme, _word_steps(theme), bold=True)
        self._recorded = Text(theme, "label")
        self._sentence = Text(theme, _sentence_steps(theme))
        self._rule = Rule(theme, thick=2)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(px(20))
        self._facts.setVerticalSpacing(px(6))
        self._facts.setColumnStretch(1, 1)
        self._way_icon = Glyph(theme, 34)
        self._way = Text(theme, (Step(26, 36), Step(22, 30), Step(20, 28), Step(20, 26, 2), Step(18, 24, 3)))
        self._actions = QHBoxLayout()
        self._actions.setSpacing(px(12))
        self._transient: list[QWidget] = []
        self._lay_out()

    def present(self, verdict: Verdict) -> None:
        """Show a verdict and tell assistive technology at once."""
        role = verdict.kind.value
        ink = f"on{role}"
        self.dress(solid_look(role))
        self._icon.present(role, ink)
        self._word.present(verdict.word, ink)
        self._recorded.present(verdict.recorded, ink)
        self._recorded.setVisible(bool(verdict.recorded))
        self._sentence.present(verdict.sentence, ink)
        self._rule.dress(ink)
        self._way_icon.present(verdict.way_icon, ink)
        self._way.present(verdict.way, ink)
        self._fill(verdict, ink)
        self.setAccessibleName(f"{verdict.word}, {verdict.thing}")
        self.setAccessibleDescription(f"{verdict.sentence} {verdict.way}")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _lay_out(self) -> None:
        px = self.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(20), px(28), px(20))
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(px(20))
        head.addWidget(self._icon)
        head.addWidget(self._word, 1)
        head.addWidget(self._recorded)
        way = QHBoxLayout()
        way.setSpacing(px(12))
        way.addWidget(self._way_icon)
        way.addWidget(self._way, 1)
        column.addLayout(head)
        column.addItem(soft_gap(self.theme, 8))
        column.addWidget(self._sentence)
        column.addItem(soft_gap(self.theme, 10))
        column.addWidget(self._rule)
        column.addItem(soft_gap(self.theme, 12))
        column.addLayout(self._facts)
        column.addItem(soft_gap(self.theme, 12))
        column.addLayout(way)
        column.addItem(soft_gap(self.theme, 12))
        column.addStretch()
        column.addLayout(self._actions)

    def _fill(self, verdict: Verdict, ink: str) -> None:
        for widget in self._transient:
            widget.hide()
            widget.deleteLater()
        self._transient.clear()
        dense = len(verdict.facts) > _ROOMY_FACTS
        line = 26 if dense else 30
        self._facts.setVerticalSpacing(self.theme.px(2 if dense else 6))
        for row, fact in enumerate(verdict.facts):
            size = Step(26, line) if fact.code and not dense else Step(22, line)
            label = Text(self.theme, (Step(22, line), Step(20, line), Step(18, 24)), ink)
            label.present(fact.label)
            value = Text(
                self.theme,
                (size, Step(22, line), Step(20, line), Step(18, 24), Step(18, 22, 2)),
                ink,
                code=fact.code,
            )
            value.present(fact.value)
            self._facts.addWidget(label, row, 0)
            self._facts.addWidget(value, row, 1)
            self._transient += [label, value]
        for index, action in enumerate(verdict.actions):
            self._add_button(action, verdict.kind, primary=index == 0)
        for widget in self._transient:
            widget.show()  # at once: Qt itself shows what is added to a visible layout a turn later

    def _add_button(self, action: Action, kind: VerdictKind, *, primary: bool) -> None:
        name = f"ON_{kind.name}" + ("_PRIMARY" if primary else "")
        button = Button(self.theme, parent=self)
        button.present(action, ButtonStyle[name])
        button.clicked.connect(lambda: self.chosen.emit(action.id))
        self._actions.addWidget(button, 1 if primary else 0)
        self._transient.append(button)


def _word_steps(theme: Theme) -> tuple[Step, ...]:
    return (
        Step(64, 80),
        Step(56, 80),
        Step(48, 80),
        *((Step(40, 48, 2),) if theme.scale.wide else (Step(36, 44, 2),)),
    )


def _sentence_steps(theme: Theme) -> tuple[Step, ...]:
    largest = (Step(44, 56),) if theme.scale.wide else ()
    return (*largest, Step(40, 52), Step(36, 48), Step(34, 44, 2), Step(28, 36, 3), Step(24, 32, 3))
