"""The bench: a small window with the simulated guns, everything there is to scan, and what can go wrong with a gun.

A touch on a label is a scan of it by the gun chosen at the top; its sign is the answer the station gave the gun. On the
last shelf faults are planted into the gun, and taken away by a second touch.
"""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from demo.goods import Label
from demo.guns import PtyGun
from demo.shelves import FAULTS, SHELVES, Shelf
from station.ports import Feedback
from station.profiles.doctor.damage import Planted
from station.ui.theme.scale import scale_for
from station.ui.theme.theme import Theme
from station.ui.translations import Wording
from station.ui.views.frame import Action
from station.ui.widgets.basic.button import Button, ButtonStyle
from station.ui.widgets.basic.text import Text
from traceability.language import Language
from traceability.language import Text as Words

_COLUMNS = 4
_HEAR_EVERY_MS = 100
_ANSWERS = {Feedback.TAKEN: "check", Feedback.ATTENTION: "warn", Feedback.REFUSED: "refuse"}


class Bench(QWidget):
    """Guns by station name, and what happens when the cable is pulled (`on_cable(True)` when it is in).

    `answers` are the bytes the station answers a gun with, by the value of `Feedback`.
    """

    def __init__(
        self,
        guns: Mapping[str, PtyGun],
        on_cable: Callable[[bool], None],
        language: Language,
        answers: Mapping[str, bytes],
    ) -> None:
        super().__init__()
        self._guns = guns
        self._on_cable = on_cable
        self._language = language
        self._answers = answers
        self._theme = Theme(scale_for(1024, 768))
        self._chosen = next(iter(guns))
        self._signs = dict.fromkeys(guns, "gun")
        self._plugged_in = True
        self._choosers: dict[str, Button] = {}
        self._tabs: list[Button] = []
        self._faults: dict[Planted, Button] = {}
        self._pages = QStackedLayout()
        self._cable, self._plug = Button(self._theme), Button(self._theme)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)  # the stations' windows are larger
        self.setWindowTitle(Words("演示台", "Bench").in_language(language))
        self._lay_out()
        self._show()
        self._ear = QTimer(self, interval=_HEAR_EVERY_MS)
        self._ear.timeout.connect(self._hear)
        self._ear.start()

    def _lay_out(self) -> None:
        self.resize(760, 760)
        corner = self.screen().availableGeometry().bottomRight()
        self.move(corner.x() - self.width(), corner.y() - self.height())
        self._cable.clicked.connect(self._toggle_cable)
        self._plug.clicked.connect(self._toggle_gun)
        column = QVBoxLayout(self)
        column.addLayout(self._guns_row())
        column.addLayout(_row((self._cable, self._plug)))
        column.addSpacing(self._theme.px(8))
        column.addLayout(self._tabs_row())
        column.addSpacing(self._theme.px(8))
        column.addLayout(self._pages, 1)

    def _guns_row(self) -> QHBoxLayout:
        for name in self._guns:
            self._choosers[name] = Button(self._theme)
            self._choosers[name].clicked.connect(lambda _checked=False, name=name: self._choose(name))
        return _row(self._choosers.values())

    def _tabs_row(self) -> QHBoxLayout:
        for place, shelf in enumerate(SHELVES.values()):
            tab = Button(self._theme)
            tab.clicked.connect(lambda _checked=False, place=place: self._open(place))
            self._tabs.append(tab)
            self._pages.addWidget(self._page(shelf, with_faults=place == len(SHELVES) - 1))
        return _row(self._tabs)

    def _page(self, shelf: Shelf, *, with_faults: bool) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(_grid([self._label(words, label) for words, label in shelf.items()]))
        if with_faults:
            title = Text(self._theme, "title")
            title.present(Words("给枪一个毛病", "Plant a fault").in_language(self._language))
            self._faults = {fault: self._fault(fault) for fault in FAULTS}
            column.addWidget(title)
            column.addLayout(_grid(self._faults.values()))
        column.addStretch()
        return page

    def _label(self, words: Words, label: Label) -> Button:
        button = Button(self._theme)
        button.present(Action(id="scan", word=words.in_language(self._language)))
        button.clicked.connect(lambda: self._scan(label))
        return button

    def _fault(self, fault: Planted) -> Button:
        button = Button(self._theme)
        button.clicked.connect(lambda: self._toggle_fault(fault))
        return button

    # -- what a touch does --

    def _scan(self, label: Label) -> None:
        gun = self._guns[self._chosen]
        if gun.is_plugged:
            gun.scan(label.data, label.symbology)

    def _choose(self, name: str) -> None:
        self._chosen = name
        self._show()

    def _open(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        self._show()

    def _toggle_fault(self, fault: Planted) -> None:
        gun = self._guns[self._chosen]
        others = tuple(each for each in gun.faults if each != fault)
        gun.faults = others if fault in gun.faults else (*gun.faults, fault)
        self._show()

    def _toggle_gun(self) -> None:
        gun = self._guns[self._chosen]
        if gun.is_plugged:
            gun.unplug()
        else:
            gun.replug()
        self._signs[self._chosen] = "gun"
        self._show()

    def _toggle_cable(self) -> None:
        self._plugged_in = not self._plugged_in
        self._on_cable(self._plugged_in)
        self._show()

    def _hear(self) -> None:
        """Take what the station told the guns, so that their lines never fill, and show the last answer."""
        for name, gun in self._guns.items():
            if heard := gun.hear_all():
                told = [each for each in _ANSWERS if heard.endswith(self._answers[each.value])]
                longest = max(told, key=lambda each: len(self._answers[each.value]), default=None)
                self._signs[name] = _ANSWERS[longest] if longest else "gun"
                self._show()

    # -- what shows --

    def _show(self) -> None:
        gun = self._guns[self._chosen]
        for name, chooser in self._choosers.items():
            sign = self._signs[name] if self._guns[name].is_plugged else "plug-off"
            self._present(chooser, name, sign, selected=name == self._chosen)
        for place, (tab, title) in enumerate(zip(self._tabs, SHELVES, strict=True)):
            self._present(
                tab, title.in_language(self._language), selected=place == self._pages.currentIndex()
            )
        words = Wording(self._language)
        for fault, button in self._faults.items():
            self._present(button, words.member("fault", fault.fault.value), selected=fault in gun.faults)
        cut = Words("拔掉网线", "Cut the network"), "cloud-off"
        mend = Words("接上网线", "Mend the network"), "cloud-ok"
        self._present_switch(self._cable, *(cut if self._plugged_in else mend))
        pull, plug = Words("拔掉扫描枪", "Pull the gun"), Words("插上扫描枪", "Plug the gun in")
        self._present_switch(self._plug, *((pull, "plug-off") if gun.is_plugged else (plug, "plug")))

    def _present_switch(self, button: Button, words: Words, icon: str) -> None:
        self._present(button, words.in_language(self._language), icon)

    def _present(self, button: Button, word: str, icon: str = "", *, selected: bool = False) -> None:
        action = Action(id=word, word=word, icon=icon, selected=selected)
        button.present(action, ButtonStyle.SELECTED if selected else ButtonStyle.NORMAL)


def _row(buttons: Iterable[Button]) -> QHBoxLayout:
    """Buttons of the same width beside each other."""
    row = QHBoxLayout()
    for button in buttons:
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row.addWidget(button, 1)
    return row


def _grid(buttons: Iterable[Button]) -> QGridLayout:
    grid = QGridLayout()
    for at in range(_COLUMNS):
        grid.setColumnStretch(at, 1)
    for at, button in enumerate(buttons):
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        grid.addWidget(button, at // _COLUMNS, at % _COLUMNS)
    return grid
