"""Signing in, choosing, looking up, looking back, and the strip that is always there."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from station.bootstrap.screen import open_screen
from station.ports import Cue, DeviceState, Membership, NewEntry
from station.problems import Problem
from station.settings import MembershipFile
from station.ui.viewmodels.choose.model import ChooseModel
from station.ui.viewmodels.history import HistoryModel
from station.ui.viewmodels.sign_in import SignInModel
from station.ui.viewmodels.work.model import WorkModel
from traceability.acts import DeviceChanged, Refusal, SignInFailed
from traceability.entries import RuleOutcome, Verdict
from traceability.language import Language

if TYPE_CHECKING:
    from tests.ui.screens.conftest import World


def test_a_new_station_says_how_it_is_enrolled_and_opens_sign_in_by_itself(fresh: "World") -> None:
    fresh.open()
    assert fresh.said("station enrol")
    MembershipFile(fresh.home.enrolment).keep_membership(Membership("https://central:8443", "S1", "ab" * 32))
    fresh.central_says()
    assert fresh.said("等待第一次同步")
    fresh.central_says(*fresh.records())
    assert fresh.said("请扫工牌")
    assert fresh.said("装配 3 号站")


def test_an_unknown_badge_is_told_and_journaled(world: "World") -> None:
    world.open()
    world.scan(b"NOBODY")
    assert world.said("本站不认识这张工牌")
    body = world.entries("sign-in-failed")[0].entry.body
    assert isinstance(body, SignInFailed)
    assert body.reason == "unknown-badge"


def test_a_wrong_pin_says_so_and_lets_the_person_try_again(world: "World") -> None:
    world.open()
    world.scan(b"BADGE-10386")
    world.type_pin("111111")
    world.until(lambda: world.failure() == "wrong-pin")
    assert world.said("PIN 不对，再试一次")
    assert world.said("李敏")
    world.type_pin()
    world.until(lambda: isinstance(world.window.shell.screen, ChooseModel))
    assert [kept.entry.kind for kept in world.entries("signed-in")] == ["signed-in"]


def test_signing_out_is_journaled_and_asks_for_the_next_badge(world: "World") -> None:
    world.open()
    world.sign_in()
    world.press("action-sign-out")
    assert isinstance(world.window.shell.screen, SignInModel)
    assert world.said("请扫工牌")
    assert len(world.entries("signed-out")) == 1


def test_a_station_speaks_the_language_of_who_signs_in_and_its_own_afterwards(world: "World") -> None:
    world.open()
    english = msgspec.structs.replace(world.person(), language=Language.ENGLISH)
    world.central_says(("person", "p1", english))
    world.sign_in()
    assert world.said("Scan an order, or choose one")
    world.press("action-sign-out")
    assert world.said("请扫工牌")


def test_scanning_an_order_chooses_it(world: "World") -> None:
    world.open()
    world.sign_in()
    world.scan(b"WO26-1122-09")
    screen = world.window.shell.screen
    assert isinstance(screen, WorkModel)
    assert screen.order is not None
    assert screen.order.id == "WO26-1122-09"


def test_an_order_that_is_closed_or_unknown_is_told_as_such(world: "World") -> None:
    world.open()
    world.sign_in()
    world.scan(b"WO26-1101-01")
    assert world.said("工单已关闭：WO26-1101-01")
    world.scan(b"WO26-9999-99")
    assert world.said("没有这张工单：WO26-9999-99")


def test_a_step_without_order_is_one_touch(world: "World") -> None:
    world.open()
    world.sign_in()
    world.press("step-shipping")
    assert isinstance(world.window.shell.screen, WorkModel)
    assert world.said("箱号")


def test_any_other_scan_shows_what_it_is_its_state_and_one_level_up_and_down(world: "World") -> None:
    world.open()
    world.work()
    world.scan(world.board)
    for name in ("pcb", "relay", "grease", "sink", "terminal"):
        world.scan(world.label(name))
    world.press("action-other-work")
    world.scan(world.label("grease"))
    for words in ("导热硅脂 · 批次", "L261012-TG-05", "用在", "TC300-26K-004127", "2028-11-03"):
        assert world.said(words), words
    world.scan(world.board)
    for words in ("温控主板 · 单件", "已做完：插件装配", "里面有", "L261103-K1-018", "一共 5 件"):
        assert world.said(words), words
    world.scan(world.label("held"))
    assert world.said("已冻结：AOI")
    world.press("action-close")
    assert world.said("WO26-1122-07")


def test_a_scan_that_can_not_be_read_shows_its_reason(world: "World") -> None:
    world.open()
    world.sign_in()
    world.scan(b"]d20106901234500023")
    for words in ("这个码不是料、件或箱", "0106901234500023", "原因", "AI (01) 的校验码不对"):
        assert world.said(words), words


def test_history_pages_through_every_saved_and_refused_entry_once(world: "World") -> None:
    world.open()
    world.work()
    for _ in range(15):
        world.scan(b"hello")
    world.press("action-more")
    world.press("action-history")
    seen: list[str] = []
    while True:
        screen = world.window.shell.screen
        assert isinstance(screen, HistoryModel)
        seen += [line.id for line in screen.view.lines]
        if "action-older" not in world.names():
            break
        world.press("action-older")
    assert seen == [kept.id for kept in reversed(world.entries("refusal"))]
    assert "action-newer" in world.names()


def test_an_entry_of_the_history_shows_its_values_and_who_made_it(world: "World") -> None:
    world.open()
    world.work()
    world.scan(world.board)
    for name in ("pcb", "relay", "grease", "sink", "terminal"):
        world.scan(world.label(name))
    world.press("recent")
    for words in ("L261103-K1-018", "李敏 · 11-22 14:32:05", "只在本机，等待上传"):
        assert world.said(words), words
    world.central_says(known=world.journal.head())
    assert world.said("中心已有")


def test_a_scan_while_looking_back_goes_on_with_the_work(world: "World") -> None:
    world.open()
    world.work()
    world.press("action-more")
    world.press("action-history")
    world.readers[-1].scan(world.board)
    world.until(lambda: world.said("已读取"))
    assert isinstance(world.window.shell.screen, WorkModel)


def test_escape_is_the_way_back(world: "World") -> None:
    world.open()
    world.work()
    world.press("action-more")
    world.press("action-devices")
    QTest.keyClick(world.window, Qt.Key.Key_Escape)
    assert isinstance(world.window.shell.screen, WorkModel)


def test_the_strip_tells_how_synchronisation_stands(world: "World") -> None:
    world.open()
    assert world.said("已同步")
    world.clock.moment += dt.timedelta(seconds=30)
    world.sign_in()
    world.clock.moment += dt.timedelta(seconds=10)
    world.window.shell._tick()
    assert world.said("上传中")
    assert world.said("最早 40 秒")
    world.central_says(known=world.journal.head(), trouble="no-network")
    assert world.said("离线")
    world.central_says(trouble="station-too-old")
    assert world.said("同步有问题")
    assert world.said("本站版本太旧")
    world.central_says(known=world.journal.head())
    assert world.said("已同步")


def test_a_lost_scanner_is_seen_in_the_strip_and_explained_under_devices(world: "World") -> None:
    world.open()
    world.until(lambda: world.device() is DeviceState.READY)
    world.readers[-1].gun.unplug()
    world.until(lambda: world.device() is DeviceState.ABSENT)
    assert world.said("没有插上")
    world.press("scanner")
    assert world.said("设备已断开,请重新插好")
    states = [
        kept.entry.body.state
        for kept in world.entries("device-changed")
        if isinstance(kept.entry.body, DeviceChanged)
    ]
    assert states == ["ready", "absent"]


def test_news_from_central_appears_without_a_touch(world: "World") -> None:
    world.open()
    world.sign_in()
    order = world.order("WO26-1122-11")
    world.central_says(("work-order", order.id, order))
    assert "order-WO26-1122-11" in world.names()
    assert Cue.REFUSE not in world.sounds.cues


def test_more_orders_than_fit_are_leafed_through_and_a_notice_covers_none(
    world: "World", assert_nothing_clipped: Callable[[QWidget], None]
) -> None:
    world.open()
    world.sign_in()
    numbers = [f"WO26-1122-{place}" for place in range(20, 27)]
    world.central_says(*(("work-order", number, world.order(number)) for number in numbers))
    assert_nothing_clipped(world.window)
    seen = {name for name in world.names() if name.startswith("order-")}
    first = set(seen)
    world.press("action-older")
    while (names := {name for name in world.names() if name.startswith("order-")}) != first:
        assert not names & seen
        seen |= names
        world.press("action-older")
    assert {f"order-{number}" for number in numbers} < seen
    world.scan(b"WO26-9999-99")
    assert_nothing_clipped(world.window)


def test_entries_of_a_newer_release_hide_no_other_on_any_screen(world: "World") -> None:
    """As after a return to the release before."""
    world.open()
    world.work()
    world.scan(b"nonsense")
    strange = RuleOutcome(rule="newer.rule", severity="refuse", value="X-1")
    refusal = NewEntry(
        actor="p1",
        step="assembly",
        body=Refusal(piece="p", form="assembly"),
        verdict=Verdict("refuse", (strange,)),
    )
    world.journal.append(refusal).result(5)
    for _ in range(80):
        world.journal.append(NewEntry(actor="p1", body=Newer())).result(5)  # type: ignore[arg-type]  # no act of ours
    world.press("action-other-work")
    world.press("action-history")
    assert world.said("nonsense")
    assert world.said("newer.rule")
    world.press("action-back")
    world.press("order-WO26-1122-07")
    assert isinstance(world.window.shell.screen, WorkModel)
    world.clock.moment += dt.timedelta(minutes=5)
    world.window.shell._tick()
    assert world.said("离线")


def test_a_second_screen_of_one_station_is_turned_away_until_the_first_is_closed(world: "World") -> None:
    world.open()
    with pytest.raises(Problem, match="open already"):
        open_screen(world.home)
    world.close()
    open_screen(world.home, sounds=world.sounds).close()


class Newer(msgspec.Struct, frozen=True, tag="undone", tag_field="kind"):
    """An act this release does not know."""
