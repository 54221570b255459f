"""The devices at the left; at the right what the chosen one sent and what is known of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station.ui.theme.theme import Theme
from station.ui.views.devices import DeviceLine
from station.ui.views.frame import Action
from station.ui.widgets.basic.button import Button
from station.ui.widgets.devices.device_card import HEIGHT, DeviceCard
from station.ui.widgets.devices.examined_card import ExaminedCard
from station.ui.widgets.devices.last_read_card import LastReadCard

_LEFT, _LEFT_WIDE = 316, 420
_CARD_GAP, _GAP, _LEARN = 10, 12, 64


class DeviceArea(QWidget):
    """`chosen` carries a device's id, `asked` the id of an action."""

    chosen = Signal(str)
    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme.px
        self._theme = theme
        self._cards: list[DeviceCard] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(px(_CARD_GAP))
        self._column.addStretch()
        self._below: list[Button] = []
        left = QWidget()
        left.setFixedWidth(px(_LEFT_WIDE if theme.scale.wide else _LEFT))
        left.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.read = LastReadCard(theme)
        self.examined = ExaminedCard(theme)
        self.examined.chosen.connect(self.asked)
        right = QVBoxLayout()
        right.setSpacing(px(_GAP))
        right.addWidget(self.read)
        right.addWidget(self.examined, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(px(16))
        across.addWidget(left)
        across.addLayout(right, 1)

    def rows(self, below: int) -> int:
        """How many cards there is room for, with so many actions below them."""
        px, control = self._theme.px, self._theme.scale.control
        taken = below * (px(max(_LEARN, control)) + px(_CARD_GAP))
        return max((self.height() + px(_CARD_GAP) - taken) // (px(max(HEIGHT, control)) + px(_CARD_GAP)), 1)

    def present_devices(self, lines: tuple[DeviceLine, ...], below: tuple[Action, ...]) -> None:
        """Show a card for each device and the actions below them, side by side."""
        while len(self._cards) < len(lines):
            self._add_card()
        for index, card in enumerate(self._cards):
            card.setVisible(index < len(lines))
            if index < len(lines):
                card.present(lines[index])
        self._present_below(below)

    def _add_card(self) -> None:
        card = DeviceCard(self._theme)
        card.clicked.connect(lambda: self.chosen.emit(card.objectName().removeprefix("device-")))
        self._column.insertWidget(len(self._cards), card)
        self._cards.append(card)

    def _present_below(self, actions: tuple[Action, ...]) -> None:
        if tuple(button.action_id for button in self._below) == tuple(action.id for action in actions):
            for button, action in zip(self._below, actions, strict=True):
                button.present(action)
            return
        for button in self._below:
            button.hide()
            button.deleteLater()
        self._below = []
        for action in actions:
            button = Button(self._theme, height=_LEARN)
            button.present(action)
            button.clicked.connect(lambda _=False, identifier=action.id: self.asked.emit(identifier))
            self._column.addWidget(button)
            self._below.append(button)
