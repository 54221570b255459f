"""The bench: a small window with the simulated guns and everything there is to scan.

A touch on a label is a scan of it by the gun chosen at the top; two buttons pull the gun's plug and the network cable.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from demo import goods
from demo.goods import Label, board_label, lot_label, own_label
from demo.guns import PtyGun, Symbology
from station.ui.theme.scale import scale_for
from station.ui.theme.theme import Theme
from station.ui.views.frame import Action
from station.ui.widgets.basic.button import Button, ButtonStyle
from station.ui.widgets.basic.text import Text
from traceability.language import Language
from traceability.language import Text as Words

_COLUMNS = 3

_LABELS: Mapping[Words, Mapping[Words, Label]] = {
    Words("工牌", "Badges"): {
        Words("周凯 1234", "Zhou Kai 1234"): Label(b"BADGE-1001"),
        Words("李敏 2345", "Li Min 2345"): Label(b"BADGE-1002"),
        Words("工单", "Work order"): Label(b"WO26-1122-07"),
    },
    Words("收货", "Goods-in"): {
        Words("送货单", "Delivery note"): Label(b"DN-4471"),
        Words("印制板", "Bare boards"): lot_label(goods.PCB, 100),
        Words("继电器", "Relays"): lot_label(goods.RELAYS, 50, goods.GOOD),
        Words("导热硅脂", "Thermal grease"): lot_label(goods.GREASE, expiry=goods.GOOD),
        Words("散热片", "Heat sinks"): lot_label(goods.SINKS, 80, symbology=Symbology.GS1_128),
        Words("接线端子（无批号）", "Terminal blocks, no lot"): goods.TERMINAL_BLOCKS,
        Words("新继电器", "New relays"): lot_label(goods.NEW_RELAYS, 50, goods.GOOD),
        Words("过期硅脂", "Expired grease"): lot_label(goods.OLD_GREASE, expiry=goods.EXPIRED),
        Words("没入库的散热片", "Heat sinks never received"): lot_label(goods.UNKNOWN_SINKS, 80),
    },
    Words("主板", "Boards"): {Words(f"主板 {n}", f"Board {n}"): board_label(n) for n in range(1, 10)},
    Words("自贴标签", "Own labels"): {
        Words("导热硅脂", "Thermal grease"): own_label(goods.GREASE),
        Words("接线端子", "Terminal blocks"): Label(b"CB-12/P1/L26-000001"),
        Words("合格", "Good"): Label(b"PASS"),
        Words("报废", "Scrap"): Label(b"SCRAP"),
        Words("发货单 7781", "Delivery order 7781"): Label(b"SO-7781/HAICHUAN"),
        Words("看不懂的码", "Damaged code"): goods.DAMAGED,
    },
}


class Bench(QWidget):
    """Guns by station name, and what happens when the cable is pulled (`on_cable(True)` when it is in)."""

    def __init__(
        self, guns: Mapping[str, PtyGun], on_cable: Callable[[bool], None], language: Language
    ) -> None:
        super().__init__()
        self._guns = guns
        self._on_cable = on_cable
        self._language = language
        self._theme = Theme(scale_for(1024, 768))
        self._chosen = next(iter(guns))
        self._plugged_in = True
        self._choosers: dict[str, Button] = {}
        self.setWindowTitle(Words("演示台", "Bench").in_language(language))
        self.resize(680, 760)
        corner = self.screen().availableGeometry().bottomRight()
        self.move(corner.x() - self.width(), corner.y() - self.height())
        column = QVBoxLayout(self)
        column.addLayout(self._guns_row())
        column.addLayout(self._cables_row())
        column.addWidget(self._labels(), 1)

    def _guns_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for name in self._guns:
            button = self._button(Action(id=name, word=name, icon="gun", selected=name == self._chosen))
            button.clicked.connect(lambda _checked=False, name=name: self._choose(name))
            self._choosers[name] = button
            row.addWidget(button)
        return row

    def _cables_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._cable = self._button(self._cable_action())
        self._cable.clicked.connect(self._toggle_cable)
        gun = self._button(
            Action(
                id="plug",
                word=Words("拔插扫描枪", "Pull or plug the gun").in_language(self._language),
                icon="plug",
            )
        )
        gun.clicked.connect(self._toggle_gun)
        row.addWidget(self._cable)
        row.addWidget(gun)
        return row

    def _labels(self) -> QScrollArea:
        page = QWidget()
        column = QVBoxLayout(page)
        for heading, labels in _LABELS.items():
            title = Text(self._theme, "title")
            title.present(heading.in_language(self._language))
            column.addWidget(title)
            grid = QGridLayout()
            for at in range(_COLUMNS):
                grid.setColumnStretch(at, 1)
            for at, (words, label) in enumerate(labels.items()):
                button = self._button(Action(id="scan", word=words.in_language(self._language), icon="scan"))
                button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
                button.clicked.connect(lambda _checked=False, label=label: self._scan(label))
                grid.addWidget(button, at // _COLUMNS, at % _COLUMNS)
            column.addLayout(grid)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        return area

    def _button(self, action: Action) -> Button:
        button = Button(self._theme, ButtonStyle.SELECTED if action.selected else ButtonStyle.NORMAL)
        button.present(action)
        return button

    def _choose(self, name: str) -> None:
        self._chosen = name
        for each, button in self._choosers.items():
            selected = each == name
            style = ButtonStyle.SELECTED if selected else ButtonStyle.NORMAL
            button.present(Action(id=each, word=each, icon="gun", selected=selected), style)

    def _scan(self, label: Label) -> None:
        gun = self._guns[self._chosen]
        if gun.is_plugged:
            gun.scan(label.data, label.symbology)

    def _toggle_gun(self) -> None:
        gun = self._guns[self._chosen]
        if gun.is_plugged:
            gun.unplug()
        else:
            gun.replug()

    def _toggle_cable(self) -> None:
        self._plugged_in = not self._plugged_in
        self._on_cable(self._plugged_in)
        self._cable.present(self._cable_action())

    def _cable_action(self) -> Action:
        words = (
            Words("拔掉网线", "Cut the network")
            if self._plugged_in
            else Words("接上网线", "Mend the network")
        )
        icon = "cloud-off" if self._plugged_in else "cloud-ok"
        return Action(id="cable", word=words.in_language(self._language), icon=icon)
