"""A card of facts: what an entry holds, what a device does, what an approval means."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.work import Fact, FactSheet
from station.ui.widgets.basic.glyph import Glyph
from station.ui.widgets.basic.surface import CARD, Rule, Surface, soft_gap, state_look
from station.ui.widgets.basic.text import Text
from station.ui.widgets.basic.typesetting import Step


class FactCard(Surface):
    """A card of facts; `foot` takes buttons below them."""

    def __init__(self, theme: Theme, sheet: FactSheet, parent: QWidget | None = None) -> None:
        role = sheet.role.removesuffix("text")
        super().__init__(theme, state_look(role) if role else CARD, parent=parent)
        px = theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(14), px(20), px(16))
        column.setSpacing(px(3))
        column.addLayout(self._head(sheet))
        for fact in sheet.facts if sheet.stacked else ():
            column.addItem(soft_gap(theme, 3))
            column.addWidget(Rule(theme))
            column.addItem(soft_gap(theme, 1))
            for text in self._texts(fact):
                column.addWidget(text)
        if not sheet.stacked:
            column.addLayout(self._table(sheet.facts))
        column.addStretch()
        self.foot = QVBoxLayout()
        self.foot.setSpacing(px(10))
        column.addLayout(self.foot)
        self.setAccessibleName(sheet.title)

    def _head(self, sheet: FactSheet) -> QHBoxLayout:
        title = Text(self.theme, (Step(28, 36), Step(24, 32), Step(22, 28, 2), Step(20, 26, 2)), sheet.role)
        title.present(sheet.title)
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(12))
        if sheet.icon:
            row.addWidget(Glyph(self.theme, 34, sheet.icon, sheet.role))
        row.addWidget(title, 1)
        return row

    def _table(self, facts: tuple[Fact, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.theme.px(20))
        grid.setVerticalSpacing(self.theme.px(4))
        grid.setColumnStretch(1, 1)
        for row, fact in enumerate(facts):
            label, value = self._texts(fact)
            grid.addWidget(label, row, 0)
            grid.addWidget(value, row, 1)
        return grid

    def _texts(self, fact: Fact) -> tuple[Text, Text]:
        label = Text(self.theme, "label", "muted")
        label.present(fact.label)
        value = Text(self.theme, (Step(20, 28), Step(18, 24), Step(18, 24, 3)), code=fact.code)
        value.present(fact.value)
        return label, value
