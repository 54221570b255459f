"""The screen on which the work is chosen, and anything scanned is looked up."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from station.ui.screens.screen import GAP, Screen, clear, column
from station.ui.theme.theme import Theme
from station.ui.viewmodels.choose.model import ChooseModel, ChooseView
from station.ui.views.frame import Action
from station.ui.widgets.basic.button import Button
from station.ui.widgets.entry.band_card import BandCard
from station.ui.widgets.entry.order_row import HEIGHT, OrderRow
from station.ui.widgets.frame.notice import Notice
from station.ui.widgets.work.fact_card import FactCard

_ASK, _HEAD = 80, 148


class ChooseScreen(Screen[ChooseModel]):
    """What to do, the station's steps, the orders of the step chosen."""

    def __init__(self, theme: Theme, model: ChooseModel) -> None:
        super().__init__(theme, model)
        self._shown: ChooseView | None = None
        self._ask = BandCard(theme, band=90, slim=True)
        self._ask.setFixedHeight(theme.px(_ASK))
        self._steps = QHBoxLayout()
        self._steps.setSpacing(theme.px(GAP))
        body, self._body = column(theme, 10)
        self._holder = body
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(GAP))
        layout.addWidget(self._ask)
        layout.addLayout(self._steps)
        layout.addWidget(body, 1)

    def present(self) -> None:
        """Show steps and orders, or what was scanned."""
        view = self.model.view
        if view == self._shown:
            return
        before, self._shown = self._shown, view
        self._ask.present(view.ask)
        if before is None or view.steps != before.steps:
            self._present_steps(_offered(view.steps))
            self._fit()
        if self._shown is view:  # else there is room for another number of orders, and they are shown already
            self._present_body(view)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Tell how many orders there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self.theme.px
        steps = px(72 + GAP) if self._shown is not None and _offered(self._shown.steps) else 0
        room = self.height() - px(_ASK + GAP) - steps + px(10)
        self.model.fit(room // px(HEIGHT + 10))

    def _present_steps(self, steps: tuple[Action, ...]) -> None:
        clear(self._steps)
        for action in steps:
            button = Button(self.theme)
            button.present(action)
            button.setObjectName(f"step-{action.id}")
            button.clicked.connect(lambda _=False, step=action.id: self.model.choose_step(step))
            self._steps.addWidget(button, 1)

    def _present_body(self, view: ChooseView) -> None:
        clear(self._body)
        if view.looked is not None:
            head = BandCard(self.theme)
            head.setFixedHeight(self.theme.px(_HEAD))
            head.present(view.looked.head)
            self._body.addWidget(head)
            self._body.addWidget(FactCard(self.theme, view.looked.sheet), 1)
            return
        if view.note is not None:
            notice = Notice(self.theme)
            notice.present(view.note)
            self._body.addWidget(notice)
        for line in view.orders:
            order = OrderRow(self.theme, line)
            order.setObjectName(f"order-{line.order}")
            order.clicked.connect(lambda _=False, number=line.order: self.model.choose_order(number))
            self._body.addWidget(order)
        self._body.addStretch()


def _offered(steps: tuple[Action, ...]) -> tuple[Action, ...]:
    """The steps to choose from; where there is but one and its orders are shown, there is nothing to choose."""
    return () if len(steps) == 1 and steps[0].selected else steps
