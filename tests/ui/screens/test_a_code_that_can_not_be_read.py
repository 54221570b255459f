"""A code nobody can read, at the real screen: typed on the keys, twice or with a lead, and shown as typed ever after."""

from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtWidgets import QWidget

from station.ui.viewmodels.work.model import WorkModel
from station.workflows.commands import Command, Deed
from traceability.language import Language
from traceability.people import Assignment, Person, Role
from traceability.process.model import Unreadable
from traceability.process.read import read_pack
from traceability.records import PackRelease

if TYPE_CHECKING:
    from tests.ui.screens.conftest import World

RELAY = "L261103-K1-018"
LEAD_BADGE = b"BADGE-20001"


def lead(world: "World") -> Person:
    return msgspec.structs.replace(
        world.person(),
        id="p9",
        name="张伟",
        badge=sha256(LEAD_BADGE).hexdigest(),
        assignments=(Assignment(Role.SHIFT_LEAD),),
    )


def type_in(world: "World", text: str) -> None:
    for key in text:
        world.press(f"keypad-{key}")
    world.press("keypad-confirm")


def begin(world: "World", language: Language = Language.CHINESE) -> None:
    """Work at a form whose relay is wanted next."""
    world.open(language=language)
    world.central_says(("person", "p9", lead(world)))
    world.work()
    for name in ("board", "pcb"):
        world.scan(world.board if name == "board" else world.label(name))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.CHINESE, ("继电器批次：照标签上印的输入", "继电器批次：再输一次", "手输，已收", "最近保存 · 今天手输 1")),
        (Language.ENGLISH, ("Relay lot: type what is printed", "Relay lot: type it once more", "Typed in", "Last saved · 1 typed today")),
    ],
)  # fmt: skip
def test_a_lot_typed_twice_alike_is_read_and_says_that_it_was_typed(
    world: "World", language: Language, words: tuple[str, ...]
) -> None:
    first, again, typed, counted = words
    begin(world, language)
    world.press("action-unreadable")
    assert world.said(first)
    type_in(world, RELAY)
    assert world.said(again)
    assert not world.said(RELAY)
    assert len(world.entries("reading")) == 2
    type_in(world, RELAY)
    world.until(lambda: len(world.entries("reading")) == 3)
    world.settled()
    assert world.said(typed)
    assert world.said(RELAY)
    assert world.said(counted)
    [source] = world.entries("reading")[-1].entry.sources
    assert source.is_typed_code


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.CHINESE, "两次不一样，没有采用，从头再输"),
        (Language.ENGLISH, "Not the same, not taken. Begin again"),
    ],
)
def test_typed_differently_it_is_said_and_nothing_is_kept(
    world: "World", language: Language, words: str
) -> None:
    begin(world, language)
    world.press("action-unreadable")
    type_in(world, RELAY)
    type_in(world, "L261103-K1-081")
    assert world.said(words)
    assert not world.said("L261103")
    assert len(world.entries("reading")) == 2
    assert not world.entries("refusal")
    type_in(world, RELAY)
    type_in(world, RELAY)
    world.until(lambda: len(world.entries("reading")) == 3)


def test_a_scan_while_typing_is_taken_instead(world: "World") -> None:
    begin(world)
    world.press("action-unreadable")
    type_in(world, "L26")
    world.scan(world.label("relay"))
    assert world.said("已读取")
    assert "keypad-confirm" not in world.names()
    [source] = world.entries("reading")[-1].entry.sources
    assert not source.is_typed_code


def test_going_back_types_nothing(world: "World") -> None:
    begin(world)
    for way in ("keypad-cancel", "action-stop-typing"):
        world.press("action-unreadable")
        type_in(world, RELAY)
        world.press(way)
        assert world.said("现在扫描")
        assert len(world.entries("reading")) == 2


@pytest.mark.parametrize("language", list(Language))
def test_a_board_is_confirmed_by_a_lead_beside(world: "World", language: Language) -> None:
    world.open(language=language)
    world.central_says(("person", "p9", lead(world)))
    world.work()
    chinese = language is Language.CHINESE
    world.press("action-unreadable")
    type_in(world, "TC300-26K-004127")
    assert world.said("请班组长扫工牌" if chinese else "Lead: scan your badge")
    assert world.said("TC300-26K-004127")
    badge(world, b"BADGE-10386")
    assert world.said("自己不能确认自己输的" if chinese else "Somebody else must confirm this")
    badge(world, LEAD_BADGE)
    assert world.said("张伟，请输 PIN" if chinese else "张伟: type your PIN")
    world.type_pin("123456")
    world.until(lambda: world.said("PIN 不对" if chinese else "Wrong PIN"))
    assert not world.entries("reading")
    world.type_pin()
    world.until(lambda: bool(world.entries("reading")))
    world.settled()
    assert world.said("张伟确认" if chinese else "lead 张伟")
    entry = world.entries("reading")[0].entry
    assert (entry.actor, entry.sources[0].confirmed_by) == ("p1", "p9")
    assert [kept.entry.actor for kept in world.entries("sign-in-failed")] == ["p1", "p9"]


def badge(world: "World", raw: bytes) -> None:
    screen = world.window.shell.screen
    assert isinstance(screen, WorkModel)
    before = screen.view
    world.readers[-1].scan(b"]C0" + raw)
    world.until(lambda: screen.view != before)


def test_the_history_says_what_was_typed_and_who_confirmed_it(
    world: "World", assert_nothing_clipped: Callable[[QWidget], None]
) -> None:
    world.open()
    world.central_says(("person", "p9", lead(world)))
    world.work()
    world.press("action-unreadable")
    type_in(world, "TC300-26K-004127")
    badge(world, LEAD_BADGE)
    world.type_pin()
    world.until(lambda: bool(world.entries("reading")))
    world.settled()
    for name in ("pcb", "relay", "grease", "sink"):
        world.scan(world.label(name))
    world.press("action-unreadable")
    type_in(world, "L26-000003")
    type_in(world, "L26-000003")
    world.until(lambda: bool(world.entries("event")))
    world.settled()
    assert world.said("手输 2 项")
    world.press("action-more")
    world.press("action-history")
    assert world.said("插件装配 · 良品 · 手输 2")
    assert "主板序列号 · 手输" in world.texts()
    assert "TC300-26K-004127 · 张伟确认" in world.texts()
    assert "接线端子批次 · 手输" in world.texts()
    assert "继电器批次" in world.texts()
    assert_nothing_clipped(world.window)


def test_what_was_typed_today_is_counted_again_after_a_restart(world: "World") -> None:
    begin(world)
    world.press("action-unreadable")
    type_in(world, RELAY)
    type_in(world, RELAY)
    world.until(lambda: len(world.entries("reading")) == 3)
    world.settled()
    world.close()
    world.open()
    world.work()
    assert world.said("今天手输 1")


def test_a_number_that_names_nothing_is_refused_with_a_sentence(world: "World") -> None:
    begin(world)
    world.scan(world.label("relay"))
    for name in ("grease", "sink"):
        world.scan(world.label(name))
    world.press("action-unreadable")
    for _ in range(2):
        type_in(world, "L26-999999")
    world.until(lambda: bool(world.entries("refusal")))
    world.settled()
    assert world.said("看不出是哪家的批次")
    assert "手输" in world.texts()
    assert "读到" not in world.texts()
    assert "action-unreadable" not in world.names()
    world.press("action-acknowledge")
    assert world.said("现在扫描")
    world.press("action-more")
    world.press("action-history")
    assert "接线端子批次 · 手输" in world.texts()


def test_where_the_pack_never_allows_it_nobody_is_offered_to_type(world: "World") -> None:
    world.open()
    release = next(each for _, _, each in world.records() if isinstance(each, PackRelease))
    content = release.content.replace('unreadable = "twice"', 'unreadable = "never"').replace(
        'unreadable = "with-lead", ', ""
    )
    pack = read_pack(content)
    assert not isinstance(pack, tuple)
    assert pack.limits.unreadable is Unreadable.NEVER
    world.central_says(("pack", "electronics", msgspec.structs.replace(release, version=2, content=content)))
    world.work()
    assert "action-unreadable" not in world.names()


def test_a_command_code_types_no_pin_and_begins_no_typing(world: "World") -> None:
    world.open()
    world.central_says(("person", "p9", lead(world)))
    world.work()
    screen = world.window.shell.screen
    assert isinstance(screen, WorkModel)
    assert "action-unreadable" in world.names()
    command(world, Command(Deed.NEXT))
    assert screen.view.typing is None
    world.press("action-unreadable")
    type_in(world, "TC300-26K-004127")
    badge(world, LEAD_BADGE)
    command(world, Command(Deed.DIGIT, "7"))
    assert screen._keys.typed == ""


def command(world: "World", given: Command) -> None:
    """Scan a command code that does nothing here; returns when the bar says so."""
    world.readers[-1].scan(given.code.encode())
    world.until(lambda: bool(world.window.shell.bar.note))
