"""What a scan came to is on the screen before the station works out anything else."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from station.ui.viewmodels.work.model import WorkModel
from station.ui.widgets.work.reading_card import ReadingCard
from station.ui.widgets.work.verdict_panel import VerdictPanel

if TYPE_CHECKING:
    from tests.ui.screens.conftest import World


class Watch(QObject):
    """Notes what a card reads when it is painted, and when the rest of the screen is told to follow."""

    def __init__(self, card: QWidget, model: WorkModel) -> None:
        super().__init__(card)
        self.seen: list[str] = []
        self._card = card
        card.installEventFilter(self)
        model.changed.connect(self._rest)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if watched is self._card and event.type() == QEvent.Type.Paint:
            self.seen.append(self._card.accessibleName())
        return False

    def _rest(self) -> None:
        self.seen.append("the rest")


def watch(world: "World", kind: type[QWidget]) -> Watch:
    model = world.window.shell.screen
    assert isinstance(model, WorkModel)
    [card] = world.window.findChildren(kind)
    return Watch(card, model)


@pytest.mark.parametrize(
    ("scanned", "card", "word"),
    [("pcb", ReadingCard, "已读取"), ("expired", VerdictPanel, "不能用")],
)
def test_the_answer_to_a_scan_is_painted_before_the_rest_of_the_screen_follows(
    world: "World", scanned: str, card: type[QWidget], word: str
) -> None:
    world.open()
    world.work()
    world.scan(world.board)
    watched = watch(world, card)
    world.scan(world.label(scanned))
    assert watched.seen[0].startswith(word)
    assert "the rest" in watched.seen


def test_what_a_verdict_covered_is_never_seen_as_it_was_before(world: "World") -> None:
    world.open()
    world.work()
    world.scan(world.board)
    world.scan(world.label("expired"))
    prompts = []
    model = world.window.shell.screen
    assert isinstance(model, WorkModel)
    model.answered.connect(lambda: prompts.append([text for text in world.texts() if "共 6 项" in text]))
    world.scan(world.label("pcb"))
    assert prompts == [["现在扫描 · 第 3 项，共 6 项"]]


def test_guns_that_scan_faster_than_a_screen_can_paint_lose_nothing_and_the_last_answer_is_shown(
    world: "World",
) -> None:
    world.open()
    world.work()
    model = world.window.shell.screen
    assert isinstance(model, WorkModel)
    answers: list[None] = []
    model.answered.connect(lambda: answers.append(None))
    for number in range(60):
        world.readers[-1].scan(b"TC300-26K-%06d" % number)
    world.until(lambda: len(world.entries("reading")) + len(world.entries("refusal")) == 60)
    world.settled()
    assert len(answers) < 60
    [card] = world.window.findChildren(VerdictPanel)
    assert card.isVisibleTo(world.window)
    assert any("TC300-26K-000059" in text for text in world.texts())
