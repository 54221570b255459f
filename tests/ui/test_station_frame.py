"""Promises of what frames a screen: bar, strip, focus ring, dialog, keypad."""

from collections.abc import Iterable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from station.ui.gallery.frames import FRAMES
from station.ui.gallery.samples_chinese import CHINESE
from station.ui.theme.scale import scale_for
from station.ui.theme.theme import Theme
from station.ui.views.entry import KeypadContent, KeypadKind
from station.ui.views.frame import Action, Bar, Question
from station.ui.widgets.basic.button import Button, Pressable
from station.ui.widgets.entry.keypad import Keypad
from station.ui.widgets.frame.action_bar import ActionBar
from station.ui.widgets.frame.dialog import Dialog
from station.ui.widgets.frame.focus_ring import FocusRing
from station.ui.widgets.frame.frame import Frame
from station.ui.widgets.frame.status_strip import StatusStrip


@pytest.fixture
def theme(qapp: object) -> Theme:
    return Theme(scale_for(1024, 768))


def _action(name: str) -> Action:
    return Action(id=name, word=name, icon="check")


def _shown(qtbot: QtBot, theme: Theme, name: str) -> Frame:
    frame = FRAMES[name](theme, CHINESE)
    assert isinstance(frame, Frame)
    qtbot.addWidget(frame)
    frame.resize(1024, 768)
    frame.show()
    qtbot.waitActive(frame)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is frame)
    return frame


def _keypad(theme: Theme, kind: KeypadKind, slots: int = 6) -> Keypad:
    pad = Keypad(theme, kind)
    pad.present(
        KeypadContent(title="", detail="", confirm="OK", back="退格", value="值", cancel="取消", slots=slots)
    )
    return pad


def _type(pad: Keypad, keys: Iterable[str]) -> None:
    for key in keys:
        next(b for b in pad.findChildren(Pressable) if b.text() == key).click()


def test_back_stands_bottom_left_and_help_bottom_right(theme: Theme) -> None:
    bar = ActionBar(theme)
    bar.resize(1024, 100)
    bar.present(Bar(back=_action("back"), actions=(_action("a"), _action("b")), end=_action("help")))
    bar.grab()
    placed = sorted(bar.findChildren(Button), key=lambda button: button.x())
    assert [button.action_id for button in placed] == ["back", "a", "b", "help"]
    assert placed[0].x() == 16
    assert placed[-1].geometry().right() == 1024 - 16 - 1


def test_a_bar_of_six_actions_is_refused(theme: Theme) -> None:
    bar = ActionBar(theme)
    with pytest.raises(ValueError, match="5 actions, not 6"):
        bar.present(Bar(back=_action("x"), actions=tuple(map(_action, "abcd")), end=_action("help")))


def test_buttons_side_by_side_keep_one_size_when_words_are_long(theme: Theme) -> None:
    bar = ActionBar(theme)
    bar.resize(1024, 100)
    words = ("Take back the last reading", "Type in", "Set the piece aside", "Rework or scrap it")
    bar.present(Bar(actions=tuple(map(_action, words)), end=_action("Help")))
    bar.grab()
    assert not any(button.clipped() for button in bar.findChildren(Button))
    assert len({button._fitted()[0] for button in bar.findChildren(Button)}) == 1


def test_a_bar_reports_the_action_chosen(theme: Theme) -> None:
    bar = ActionBar(theme)
    chosen: list[str] = []
    bar.chosen.connect(chosen.append)
    bar.present(Bar(actions=(_action("undo"),), end=_action("help")))
    bar.findChildren(Button)[0].click()
    assert chosen == ["undo"]


def test_tab_goes_through_the_verdict_then_the_actions_then_the_strip(qtbot: QtBot, theme: Theme) -> None:
    frame = _shown(qtbot, theme, "06-refused")
    areas = []
    for _ in range(9):
        QTest.keyClick(frame, Qt.Key.Key_Tab)
        focused = frame.focusWidget()
        assert focused is not None
        areas.append(_area_of(frame, focused))
    assert areas == ["main", "main", "bar", "bar", "bar", "bar", "strip", "strip", "strip"]


def _area_of(frame: Frame, widget: QWidget) -> str:
    if frame.bar.isAncestorOf(widget):
        return "bar"
    return "strip" if isinstance(widget.parent(), StatusStrip) else "main"


def test_the_focus_ring_stands_three_pixels_off_and_moves_nothing(qtbot: QtBot, theme: Theme) -> None:
    frame = _shown(qtbot, theme, "03-scan-waiting")
    ring = frame.findChild(FocusRing)
    assert ring is not None
    assert not ring.isVisible()
    before = {button: button.geometry() for button in frame.findChildren(Button)}
    button = frame.bar.findChildren(Button)[1]
    button.setFocus(Qt.FocusReason.TabFocusReason)
    target = button.rect().translated(button.mapTo(frame, QPoint(0, 0)))
    assert ring.isVisible()
    assert ring.geometry() == target.adjusted(-7, -7, 7, 7)
    assert {button: button.geometry() for button in frame.findChildren(Button)} == before


def test_a_touch_leaves_no_focus_behind(qtbot: QtBot, theme: Theme) -> None:
    frame = _shown(qtbot, theme, "03-scan-waiting")
    button = frame.bar.findChildren(Button)[0]
    with qtbot.waitSignal(button.clicked):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not button.hasFocus()
    ring = frame.findChild(FocusRing)
    assert ring is not None
    assert not ring.isVisible()


def test_a_press_shows_for_eighty_milliseconds(qtbot: QtBot, theme: Theme) -> None:
    button = Button(theme)
    qtbot.addWidget(button)
    button.present(_action("undo"))
    button.click()
    assert button.looks_pressed()
    qtbot.waitUntil(lambda: not button.looks_pressed(), timeout=1000)


def test_an_action_no_longer_selected_looks_like_any_other(theme: Theme) -> None:
    button, plain = Button(theme), Button(theme)
    button.present(Action(id="a", word="本班", selected=True))
    selected = button.grab().toImage()
    button.present(Action(id="a", word="本班"))
    plain.present(Action(id="a", word="本班"))
    assert button.grab().toImage() == plain.grab().toImage()
    assert button.grab().toImage() != selected


def _dialog(window: QWidget, theme: Theme) -> Dialog:
    question = Question(title="作废？", detail="记录保留。", safe=_action("keep"), act=_action("void"))
    return Dialog(theme, question, window)


def test_escape_and_the_first_focus_of_a_dialog_are_the_safe_choice(qtbot: QtBot, theme: Theme) -> None:
    frame = _shown(qtbot, theme, "03-scan-waiting")
    dialog = _dialog(frame, theme)
    chosen: list[str] = []
    dialog.chosen.connect(chosen.append)
    focused = frame.focusWidget()
    assert isinstance(focused, Button)
    assert focused.action_id == "keep"
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert chosen == ["keep"]


def test_tab_stays_inside_a_dialog(qtbot: QtBot, theme: Theme) -> None:
    frame = _shown(qtbot, theme, "03-scan-waiting")
    dialog = _dialog(frame, theme)
    for _ in range(3):
        focused = frame.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        assert dialog.isAncestorOf(frame.focusWidget())


def test_quantities_have_the_calculators_order_and_pins_the_phones() -> None:
    assert KeypadKind.QUANTITY.value[0] == "789"
    assert KeypadKind.PIN.value[0] == "123"


def test_a_keypad_confirms_what_was_typed_and_enter_confirms_nothing(theme: Theme) -> None:
    pad = _keypad(theme, KeypadKind.QUANTITY)
    confirmed: list[str] = []
    pad.confirmed.connect(confirmed.append)
    QTest.keyClicks(pad, "4")
    _type(pad, "8.5.")
    QTest.keyClick(pad, Qt.Key.Key_Return)
    assert confirmed == []
    assert pad.typed == "48.5"
    _type(pad, ["OK"])
    assert confirmed == ["48.5"]


def test_nothing_typed_can_not_be_confirmed(theme: Theme) -> None:
    pad = _keypad(theme, KeypadKind.QUANTITY)
    confirmed: list[str] = []
    pad.confirmed.connect(confirmed.append)
    _type(pad, ["OK"])
    QTest.keyClicks(pad, "7")
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    _type(pad, ["OK"])
    assert confirmed == []


def test_a_pin_ends_at_its_length(theme: Theme) -> None:
    pad = _keypad(theme, KeypadKind.PIN, slots=4)
    _type(pad, "11111")
    assert pad.typed == "1111"


def test_two_pins_of_one_length_look_the_same(theme: Theme) -> None:
    pictures = []
    for pin in ("1111", "2222", "22"):
        pad = _keypad(theme, KeypadKind.PIN, slots=4)
        pad.resize(420, 560)
        pad.fill(pin)
        pictures.append(pad.grab().toImage())
        readable = [
            child.accessibleName() + child.accessibleDescription() for child in pad.findChildren(QWidget)
        ]
        assert not any(pin in text for text in readable)
    assert pictures[0] == pictures[1]
    assert pictures[0] != pictures[2]


def test_a_code_is_typed_in_capitals(theme: Theme) -> None:
    pad = _keypad(theme, KeypadKind.CODE, slots=48)
    QTest.keyClicks(pad, "l26-k1=<")
    assert pad.typed == "L26-K1"


def test_a_key_changes_to_small_letters_and_back_and_the_keys_show_it(theme: Theme) -> None:
    pad = _keypad(theme, KeypadKind.CODE, slots=48)

    def shown() -> tuple[str, str]:
        case, letter = (pad.findChild(QAbstractButton, name) for name in ("keypad-case", "keypad-K"))
        assert case is not None
        assert letter is not None
        return case.text(), letter.accessibleName()

    for key in "(1^K":
        pad.press(key)
    assert (pad.typed, shown()) == ("(1k", ("ABC", "k"))
    QTest.keyClicks(pad, "K")
    for key in "^K_":
        pad.press(key)
    assert (pad.typed, shown()) == ("(1kkK_", ("abc", "K"))
    pad.press("^")
    pad.clear()
    assert shown() == ("abc", "K")
