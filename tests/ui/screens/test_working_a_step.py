"""What an operator does and sees while working a step, on real files with a simulated gun."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from station.ports import Cue
from traceability.acts import EventRecorded, Outcome, Reading, Refusal
from traceability.identity import Unit
from traceability.judge import PROVISIONAL
from traceability.language import Language

if TYPE_CHECKING:
    from tests.ui.screens.conftest import World

ROOT = Path(__file__).parents[3]
COMPONENTS = ("pcb", "relay", "grease", "sink", "terminal")


def board(world: "World") -> None:
    """Build one board with everything it takes."""
    world.scan(world.board)
    for name in COMPONENTS:
        world.scan(world.label(name))


def event_of(world: "World", place: int = -1) -> EventRecorded:
    body = world.entries("event")[place].entry.body
    assert isinstance(body, EventRecorded)
    return body


def test_six_scans_make_a_saved_piece(world: "World") -> None:
    world.open()
    world.work()
    board(world)
    assert world.said("已保存")
    assert world.said("第 1 件，良品")
    assert world.said("TC300-26K-004127")
    assert [value.field for value in event_of(world).values] == ["board", *COMPONENTS]
    assert world.sounds.cues == [Cue.READ] * 5 + [Cue.SAVED]
    assert world.said("主板序列号")
    assert world.said("现在扫描 · 第 1 项，共 6 项")


def test_every_reading_is_in_the_journal_before_the_screen_says_read(world: "World") -> None:
    world.open()
    world.work()
    world.scan(world.board)
    [reading] = world.entries("reading")
    assert world.said("已读取")
    assert isinstance(reading.entry.body, Reading)
    assert reading.entry.actor == "p1"
    [source] = reading.entry.sources
    assert (source.raw, source.symbology) == (b"]C0" + world.board, "]C0")  # all the gun sent


@pytest.mark.parametrize(
    ("language", "word", "sentence", "way"),
    [
        (Language.CHINESE, "不能用", "这批已过期 12 天", "换一批再扫"),
        (Language.ENGLISH, "Do not use", "This lot expired 12 days ago", "Take another lot and scan it"),
    ],
)
def test_a_refusal_says_why_and_how_to_go_on_and_is_journaled(
    world: "World", language: Language, word: str, sentence: str, way: str
) -> None:
    world.open(language=language)
    world.work()
    world.scan(world.board)
    world.scan(world.label("expired"))
    for words in (word, sentence, way, "L260511-TG-02", "2026-11-10", "lot.not-expired"):
        assert world.said(words), words
    [refusal] = world.entries("refusal")
    assert isinstance(refusal.entry.body, Refusal)
    assert refusal.entry.verdict is not None
    assert [rule.rule for rule in refusal.entry.verdict.rules] == ["lot.not-expired"]


@pytest.mark.parametrize(
    ("code", "rule", "chinese", "english"),
    [
        ("held", "thing.on-hold", "它已冻结：AOI", "It is on hold: AOI"),
        ("unknown", "thing.unknown", "没有它的入库记录", "It was never received here"),
        ("board", "form.not-wanted", "这里不需要这个码", "This code is not wanted here"),
        ("nonsense", "form.not-wanted", "这里不需要这个码", "This code is not wanted here"),
    ],
)
def test_each_refusal_is_its_sentence_in_both_languages(
    world: "World", code: str, rule: str, chinese: str, english: str
) -> None:
    world.open()
    world.work()
    world.scan(world.board)
    codes = {"board": b"TC300-26K-009999", "nonsense": b"hello"}
    world.scan(codes.get(code) or world.label(code))
    assert world.said(chinese)
    world.press("language")
    assert world.said(english)
    [refusal] = world.entries("refusal")
    assert refusal.entry.verdict is not None
    assert refusal.entry.verdict.rules[0].rule == rule


def test_a_code_that_can_not_be_read_is_refused_with_its_reason_in_both_languages(world: "World") -> None:
    world.open()
    world.work()
    world.scan(b"]d20106901234500023")
    for words in ("没有采用", "这个码不完整", "原因", "AI (01) 的校验码不对"):
        assert world.said(words), words
    assert not world.said("incorrect-check-digit")
    world.press("language")
    assert world.said("The check digit of AI (01) is wrong")
    [refusal] = world.entries("refusal")
    assert refusal.entry.verdict is not None
    [rule] = refusal.entry.verdict.rules
    assert (rule.rule, rule.value) == ("code.unreadable", "incorrect-check-digit")
    world.press("action-more")
    world.press("action-history")
    assert world.said("The check digit of AI (01) is wrong")
    assert not world.said("incorrect-check-digit")


def test_a_refusal_stays_until_it_is_acknowledged(world: "World") -> None:
    world.open()
    world.work()
    world.scan(world.board)
    world.scan(world.label("expired"))
    world.window.shell.context.standing.look()
    world.window.shell._tick()
    assert world.said("不能用")
    world.press("action-acknowledge")
    assert not world.said("不能用")
    assert world.said("印制板批次")


def test_a_refusal_ends_when_the_right_thing_is_scanned(world: "World") -> None:
    world.open()
    world.work()
    world.scan(world.board)
    world.scan(world.label("expired"))
    world.scan(world.label("grease"))
    assert not world.said("不能用")
    assert world.said("已读取")


def test_the_sound_of_a_refusal_comes_again_until_somebody_acts(
    world: "World", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("station.ui.viewmodels.work.model.REPEAT_MS", 20)
    world.open()
    world.work()
    world.scan(world.label("expired"))
    world.until(lambda: world.sounds.cues.count(Cue.REFUSE) >= 3)
    world.press("action-acknowledge")
    heard = world.sounds.cues.count(Cue.REFUSE)
    world.qtbot.wait(80)
    assert world.sounds.cues.count(Cue.REFUSE) == heard


def test_a_withdrawn_reading_is_wanted_again_and_leaves_no_trace_in_the_event(world: "World") -> None:
    world.open()
    world.work()
    world.scan(b"TC300-26K-000001")
    world.press("action-withdraw")
    world.until(lambda: "action-withdraw" not in world.names())
    assert world.said("还没有读数")
    board(world)
    assert event_of(world).event.output_epc_list == (Unit("TC-300", "TC300-26K-004127").uri,)  # type: ignore[union-attr]  # a transformation
    assert len(event_of(world).readings) == 6


def test_a_lot_central_may_know_already_is_taken_provisionally_when_the_snapshot_is_old(
    world: "World",
) -> None:
    world.open()
    world.clock.moment += dt.timedelta(minutes=72)
    world.work()
    world.scan(world.board)
    world.scan(world.label("unknown"))
    assert world.said("已暂收")
    assert world.said("本站还没收到它的记录")
    assert world.said("离线，可以继续做")
    for name in ("pcb", "relay", "grease", "terminal"):
        world.scan(world.label(name))
    assert world.said("其中有暂收")
    verdict = world.entries("event")[-1].entry.verdict
    assert verdict is not None
    assert verdict.outcome == PROVISIONAL


def test_the_result_is_chosen_with_a_large_button(world: "World") -> None:
    world.open()
    world.work()
    board(world)
    world.press("action-other-work")
    world.press("step-inspection")
    world.press("order-WO26-1122-07")
    world.scan(world.board)
    world.press("choice-REWORK")
    assert event_of(world).outcome is Outcome.REWORK
    assert world.said("第 1 件，返工")


def test_a_quantity_and_an_expiry_can_be_typed_at_goods_in(world: "World") -> None:
    world.open()
    world.work(step="receiving")
    world.scan(b"DN-20261")
    world.scan(world.label("unknown"))
    world.press("action-type-expiry")
    for key in "2027-13-01":
        world.press(f"keypad-{key}")
    world.press("keypad-confirm")
    assert world.said("没有这一天")
    for _ in range(10):
        world.press("keypad-back")
    for key in "2027-04-12":
        world.press(f"keypad-{key}")
    world.press("keypad-confirm")
    for key in "50":
        world.press(f"keypad-{key}")
    world.press("keypad-confirm")
    typed = {value.field: value.text or value.quantity for value in event_of(world).values}
    assert typed["expiry"] == "2027-04-12"
    assert str(typed["quantity"].value) == "50"  # type: ignore[union-attr]  # a quantity


def test_a_new_box_number_is_drawn_from_the_reserved_range(world: "World") -> None:
    world.open()
    world.work()
    serials = [f"TC300-26K-00{n}".encode() for n in range(1000, 1004)]
    for serial in serials:
        world.scan(serial)
        for name in COMPONENTS:
            world.scan(world.label(name))
    world.press("action-other-work")
    world.press("step-inspection")
    world.press("order-WO26-1122-07")
    for serial in serials:
        world.scan(serial)
        world.press("choice-PASS")
    world.press("action-other-work")
    world.press("step-packing")
    world.press("order-WO26-1122-07")
    assert "action-new-number" not in world.names()
    for serial in serials:
        world.scan(serial)
    world.press("action-new-number")
    world.until(lambda: world.said("已保存"))
    assert world.said("069012345000000011")
    assert len(event_of(world).event.child_epcs) == 4  # type: ignore[union-attr]  # an aggregation


def test_a_new_lot_number_is_not_offered_before_the_material_is_known(world: "World") -> None:
    world.open()
    world.work(step="receiving")
    world.scan(b"DN-20261")
    assert "action-new-number" not in world.names()
    world.scan(b"]C10106901234500059")
    assert world.said("L26-000001")
