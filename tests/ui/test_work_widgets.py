"""Promises of the widgets an operator works with."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from station.ui.theme.scale import scale_for
from station.ui.theme.theme import Theme
from station.ui.views.frame import Action
from station.ui.views.text import short_code
from station.ui.views.work import (
    Fact,
    Prompt,
    Reading,
    ReadingState,
    Recent,
    StepCell,
    StepState,
    Verdict,
    VerdictKind,
)
from station.ui.widgets.basic.button import Button
from station.ui.widgets.basic.text import Text
from station.ui.widgets.work import verdict_panel
from station.ui.widgets.work.recent_list import RecentList
from station.ui.widgets.work.step_row import StepRow, visible_range
from station.ui.widgets.work.verdict_panel import VerdictPanel
from station.ui.widgets.work.work_area import WorkArea
from traceability.codes.sentences import SENTENCES, reason
from traceability.language import Language

_LONG = "Thermal interface compound for the power semiconductor heatsink"
_LONG_ZH = "功率半导体散热器用高导热绝缘硅脂（双组份）批次标签"


@pytest.fixture(params=[(1024, 768), (1920, 1080)])
def theme(qapp: object, request: pytest.FixtureRequest) -> Theme:
    return Theme(scale_for(*request.param))


def _area(theme: Theme) -> WorkArea:
    area = WorkArea(theme)
    width = 652 if not theme.scale.wide else 928
    area.resize(theme.px(width), theme.px(572))
    area.prompt.present(Prompt(over="现在扫描", what="继电器批次", where="料盒正面", picture="bin"))
    return area


def _verdict(kind: VerdictKind = VerdictKind.REFUSE) -> Verdict:
    return Verdict(
        kind=kind,
        word="不能用",
        thing="导热硅脂批次",
        sentence="这支导热硅脂已过期 12 天",
        way="换一支再扫",
        actions=(Action(id="again", word="知道了", icon="scan"), Action(id="aside", word="搁置")),
    )


def _place(area: WorkArea, child: QWidget) -> QRect:
    area.grab()
    return QRect(child.mapTo(area, QPoint(0, 0)), child.size())


def test_the_prompt_never_moves_whatever_the_reading_says(theme: Theme) -> None:
    area = _area(theme)
    at_rest = _place(area, area.prompt)
    for state in ReadingState:
        area.present_reading(Reading(state=state, word="w", field="f", code="L261103", facts="a\nb"))
        assert _place(area, area.prompt) == at_rest
        assert _place(area, area.reading).top() == at_rest.bottom() + 1 + theme.px(12)


def test_after_a_verdict_the_prompt_is_where_it_was(theme: Theme) -> None:
    area = _area(theme)
    before = _place(area, area.prompt)
    area.present_verdict(_verdict())
    assert area.prompt.isHidden()
    area.present_verdict(None)
    assert not area.prompt.isHidden()
    assert _place(area, area.prompt) == before


def test_a_verdict_after_a_saved_piece_shows_the_fields_again(theme: Theme) -> None:
    area = _area(theme)
    area.present_reading(Reading(state=ReadingState.SAVED, word="已保存"))
    assert area.steps.isHidden()
    area.present_verdict(_verdict())
    assert not area.steps.isHidden()


def test_a_verdict_raises_an_alert_named_by_word_and_thing(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised: list[tuple[str, str, object]] = []

    class Listening(QAccessible):
        """What assistive technology would hear; Qt lets no Python code listen."""

        @staticmethod
        def updateAccessibility(event: QAccessibleEvent) -> None:  # noqa: N802 - Qt's name
            widget = event.object()
            assert isinstance(widget, QWidget)
            raised.append((widget.accessibleName(), widget.accessibleDescription(), event.type()))

    monkeypatch.setattr(verdict_panel, "QAccessible", Listening)
    VerdictPanel(theme).present(_verdict())
    sentence = "这支导热硅脂已过期 12 天 换一支再扫"
    assert raised == [("不能用, 导热硅脂批次", sentence, QAccessible.Event.Alert)]


def test_the_first_action_of_a_verdict_is_leftmost_and_widest(theme: Theme) -> None:
    for kind in VerdictKind:
        area = _area(theme)
        area.present_verdict(_verdict(kind))
        area.grab()
        first, second = area.verdict.findChildren(Button)
        assert first.action_id == "again"
        assert first.x() < second.x()
        assert first.width() > second.width()


def test_a_verdict_reports_the_action_chosen(theme: Theme, qtbot: object) -> None:
    panel = VerdictPanel(theme)
    chosen: list[str] = []
    panel.chosen.connect(chosen.append)
    panel.present(_verdict())
    panel.findChildren(Button)[1].click()
    assert chosen == ["aside"]


@pytest.mark.parametrize("words", [_LONG, _LONG_ZH])
def test_a_long_prompt_is_shown_whole(
    theme: Theme, assert_nothing_clipped: Callable[[QWidget], None], words: str
) -> None:
    area = _area(theme)
    prompt = Prompt(over="Scan now · 3 of 4", what=words, where=words, extra=words, picture="reel")
    area.prompt.present(prompt)
    assert_nothing_clipped(area.prompt)


@pytest.mark.parametrize("words", [_LONG, _LONG_ZH])
def test_a_long_verdict_with_three_facts_is_shown_whole(
    theme: Theme, assert_nothing_clipped: Callable[[QWidget], None], words: str
) -> None:
    area = _area(theme)
    facts = (Fact("Good until", words), Fact("Lot", "L260511-TG-02", code=True), Fact("Rack", "A-03"))
    area.present_verdict(
        Verdict(
            kind=VerdictKind.LEAD,
            word="Lead must approve",
            thing="lot",
            sentence=words,
            way=words,
            recorded="recorded 14:32:05",
            facts=facts,
            actions=_verdict().actions,
        )
    )
    assert_nothing_clipped(area.verdict)


def test_every_reason_against_a_reading_is_shown_whole(
    theme: Theme, assert_nothing_clipped: Callable[[QWidget], None]
) -> None:
    area = _area(theme)
    facts = {"identifier": "8026", "value": "W" * 500, "other": "01, 02, 03, 8006, 8026"}
    for code in SENTENCES:
        for label, language in (("原因", Language.CHINESE), ("Reason", Language.ENGLISH)):
            fact = Fact(label, reason(code, facts, language))
            area.present_verdict(
                Verdict(
                    kind=VerdictKind.REFUSE,
                    word="没有采用",
                    thing="继电器批次",
                    sentence="这个码不完整",
                    way="再扫一次，不行就换一把枪",
                    recorded="已记录 14:32:05",
                    facts=(fact,),
                    actions=(Action(id="acknowledge", word="知道了", icon="scan"),),
                )
            )
            assert_nothing_clipped(area.verdict)


def test_a_text_that_can_not_fit_says_that_it_is_clipped(theme: Theme) -> None:
    text = Text(theme, "body")
    text.present(_LONG)
    text.resize(40, theme.px(28))
    assert text.clipped()


def test_a_code_too_long_keeps_its_tail_and_never_breaks(theme: Theme) -> None:
    text = Text(theme, "label", code=True)
    text.present("01069012345678921026101221000482")
    text.resize(theme.px(120), theme.px(24))
    assert not text.clipped()
    assert text.heightForWidth(theme.px(120)) == theme.px(24)


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("TC300-26K-004127", "…004127"),
        ("L261012-TG-05", "…TG-05"),
        ("004127", "004127"),
        ("K1-0001", "K1-0001"),
    ],
)
def test_a_short_code_is_the_tail_of_the_code(code: str, short: str) -> None:
    assert short_code(code) == short


@pytest.mark.parametrize(
    ("count", "current", "room", "first"),
    [(4, 2, 4, 0), (8, 0, 5, 0), (8, 1, 5, 0), (8, 4, 5, 3), (8, 8, 5, 3)],
)
def test_more_than_fit_scrolls_so_that_the_current_field_stands_second(
    count: int, current: int, room: int, first: int
) -> None:
    shown = visible_range(count, current, room)
    assert (shown.start, len(shown)) == (first, min(count, room))


def test_eight_fields_show_at_most_five_cells_each_with_whole_words(
    theme: Theme, assert_nothing_clipped: Callable[[QWidget], None]
) -> None:
    row = StepRow(theme)
    row.resize(theme.px(652), theme.px(88))
    states = [StepState.DONE] * 4 + [StepState.CURRENT] + [StepState.TODO] * 3
    row.present(tuple(StepCell(label=f"散热片 {i}", detail="等待", state=s) for i, s in enumerate(states)))
    assert_nothing_clipped(row)
    labels = [text.text() for text in row.findChildren(Text) if text.isVisibleTo(row)]
    assert [label for label in labels if label.startswith("散热片")] == [f"散热片 {i}" for i in range(3, 8)]


def test_wrapped_chinese_breaks_after_a_phrase(theme: Theme) -> None:
    text = Text(theme, "body", lines=2)
    text.present("本站还没收到这批的入库记录，联网后自动核对。")
    setting = text._setting(theme.px(20 * 16))
    lines = [layout.lineAt(i) for layout in setting.layouts for i in range(layout.lineCount())]
    broken = text.text()[lines[0].textStart() : lines[0].textStart() + lines[0].textLength()]
    assert broken.endswith("，")


def test_no_character_is_left_alone_on_the_last_line(theme: Theme) -> None:
    text = Text(theme, "body", lines=2)
    text.present("请把料盒放到第二个料位上面")
    setting = text._setting(theme.px(20 * 12))
    lengths = [layout.lineAt(i).textLength() for layout in setting.layouts for i in range(layout.lineCount())]
    assert len(lengths) == 2
    assert lengths[1] > 3


def test_a_list_shows_only_rows_it_can_show_whole(
    theme: Theme, assert_nothing_clipped: Callable[[QWidget], None]
) -> None:
    recents = RecentList(theme, "最近保存")
    row = Recent(
        mark="saved", mark_role="oktext", code="…004127", time="14:32", sync="cloud-ok", word="已保存"
    )
    recents.resize(theme.px(324), theme.px(200))
    recents.present((row,) * 5)
    assert_nothing_clipped(recents)
    codes = [
        text for text in recents.findChildren(Text) if text.text() == "…004127" and text.isVisibleTo(recents)
    ]
    assert len(codes) == 2
