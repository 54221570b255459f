"""What happens around a piece in the making: crashes, full disks, news from central, leaving in the middle."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from station.ports import Cue, RawScan
from station.ui.viewmodels.choose.model import ChooseModel
from station.ui.viewmodels.work.model import WorkModel
from traceability.acts import EventRecorded
from traceability.records import PackRelease

if TYPE_CHECKING:
    from tests.ui.screens.conftest import World

ROOT = Path(__file__).parents[3]
COMPONENTS = ("pcb", "relay", "grease", "sink", "terminal")


def board(world: "World") -> None:
    """Build one board with everything it takes."""
    world.scan(world.board)
    for name in COMPONENTS:
        world.scan(world.label(name))


def event(world: "World") -> EventRecorded:
    body = world.entries("event")[-1].entry.body
    assert isinstance(body, EventRecorded)
    return body


@contextmanager
def full_disk(world: "World", room: int | None = None) -> Iterator[None]:
    """Files may grow no more, as on a full disk; with `room` not beyond so many bytes, old ones and new ones."""
    wal = world.home.journal.with_name("journal.db-wal")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (wal.stat().st_size if room is None else room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_the_open_form_stands_as_it_did_after_a_crash(world: "World") -> None:
    world.open()
    world.work()
    world.scan(world.board)
    world.scan(world.label("pcb"))
    readings = [kept.id for kept in world.entries("reading")]
    world.close()
    world.open()
    world.sign_in()
    assert world.said("有一件没做完")
    world.press("order-WO26-1122-07")
    assert world.said("现在扫描 · 第 3 项，共 6 项")
    assert world.said("L261101-PC-01")
    for name in COMPONENTS[1:]:
        world.scan(world.label(name))
    assert event(world).readings[:2] == tuple(readings)


def test_a_disk_too_full_even_to_read_is_told_on_every_screen(world: "World") -> None:
    """After a failure the journal is opened anew, and SQLite needs room for its index even to read."""
    world.open()
    world.work()
    world.scan(world.board)
    with full_disk(world, room=4096):
        for name in ("pcb", "relay", "pcb"):
            world.scan(world.label(name))
            assert world.said("没有保存")
            assert world.said("硬盘满了")
            world.press("action-acknowledge")
            assert not world.said("没有保存")
        world.window.shell._tick()
        world.press("action-more")
        world.press("action-history")
        assert world.said("硬盘满了")
        world.press("action-back")
        world.press("action-back-to-scan")
        world.press("action-other-work")
        assert isinstance(world.window.shell.screen, ChooseModel)
        assert world.said("硬盘满了")
        world.press("step-receiving")
        assert world.said("硬盘满了")
        raw = world.label("pcb")
        world.window.shell.scan(RawScan(device="gun-1", raw=raw, received_ns=0, complete=True))
        assert world.said("硬盘满了")
    world.press("step-assembly")
    assert not world.said("硬盘满了")
    world.press("order-WO26-1122-07")
    world.scan(world.label("pcb"))
    assert world.said("L261101-PC-01")


def test_two_orders_of_one_form_each_keep_their_open_piece(world: "World") -> None:
    world.open()
    world.work()
    world.scan(world.board)
    world.press("action-other-work")
    world.press("order-WO26-1122-09")
    world.scan(b"TC300-26K-009999")
    world.press("action-other-work")
    assert sum("有一件没做完" in text for text in world.texts()) == 2
    world.press("order-WO26-1122-07")
    assert world.said("TC300-26K-004127")
    assert world.said("现在扫描 · 第 2 项，共 6 项")


def test_a_full_disk_is_told_at_once_and_nothing_is_acknowledged(world: "World") -> None:
    world.open()
    world.work()
    world.scan(world.board)
    kept = world.journal.head()
    with full_disk(world):
        world.scan(world.label("pcb"))
        assert world.said("没有保存")
        assert world.said("硬盘满了")
        assert world.said(f"{kept} 条，都在")
        assert not world.said("L261101-PC-01")
        assert world.journal.head() == kept
        assert world.sounds.cues[-1] is Cue.REFUSE
    world.scan(world.label("pcb"))
    assert not world.said("没有保存")
    assert world.said("L261101-PC-01")


def test_leaving_work_waits_for_what_is_on_its_way_to_the_disk(world: "World") -> None:
    world.open()
    world.work()
    screen = world.window.shell.screen
    assert isinstance(screen, WorkModel)
    world.readers[-1].scan(world.board)
    world.until(lambda: screen._work.busy or world.said("已读取"))
    world.window.shell.act("other-work")
    world.until(lambda: isinstance(world.window.shell.screen, ChooseModel))
    assert len(world.entries("reading")) == 1
    assert world.said("有一件没做完")


def test_whoever_signs_out_while_readings_wait_for_the_disk_leaves_after_all_of_them(world: "World") -> None:
    world.open()
    world.work()
    screen = world.window.shell.screen
    assert isinstance(screen, WorkModel)
    for raw in (world.board, world.label("pcb"), world.label("relay")):
        world.window.shell.scan(RawScan(device="gun-1", raw=raw, received_ns=0, complete=True))
    world.window.shell.act("sign-out")
    screen.scan(RawScan(device="gun-1", raw=world.label("grease"), received_ns=0, complete=True))
    world.until(lambda: len(world.entries("signed-out")) == 1)
    acts = [kept.entry.kind for kept in world.journal.after(0, 100)]
    assert acts[-4:] == ["reading", "reading", "reading", "signed-out"]


def test_the_next_piece_is_made_by_the_order_as_central_says_it_now(world: "World") -> None:
    world.open()
    world.work()
    changed = msgspec.structs.replace(world.order("WO26-1122-07"), version=2, bom_version=3)
    world.central_says(("work-order", changed.id, changed))
    world.scan(world.board)
    versions = {each.kind: each.version for each in world.entries("reading")[-1].entry.basis.versions}
    assert versions == {"work-order": 2, "bom": 3}
    world.central_says(("work-order", changed.id, msgspec.structs.replace(changed, version=3, bom_version=4)))
    world.scan(world.label("terminal"))
    versions = {each.kind: each.version for each in world.entries("reading")[-1].entry.basis.versions}
    assert versions == {"work-order": 2, "bom": 3}


def test_a_step_that_leaves_the_pack_in_mid_work_ends_as_it_began(world: "World") -> None:
    world.open()
    world.work()
    content = (ROOT / "process-packs/electronics/pack.toml").read_text(encoding="utf-8")
    without = content.replace("steps.assembly", "steps.mounting").replace('"assembly"', '"mounting"')
    world.central_says(("pack", "electronics", PackRelease(id="electronics", version=2, content=without)))
    board(world)
    assert world.said("已保存")
    assert event(world).form == "assembly"


def test_a_pack_that_can_not_be_read_is_told_and_work_goes_on_by_the_one_at_hand(world: "World") -> None:
    world.open()
    world.work()
    world.scan(world.board)
    newer = PackRelease(id="electronics", version=2, content="unheard-of = true")
    world.central_says(("pack", "electronics", newer))
    assert world.said("部分数据读不懂")
    for name in COMPONENTS:
        world.scan(world.label(name))
    assert world.said("已保存")
    world.press("action-other-work")
    assert world.said("部分数据读不懂")


def test_the_devices_change_with_the_record_but_never_within_a_piece(world: "World") -> None:
    station = world.station()
    world.open()
    world.work()
    world.scan(world.board)
    renamed = msgspec.structs.replace(station.devices[0], name="gun-2")
    world.central_says(("station", "S1", msgspec.structs.replace(station, version=2, devices=(renamed,))))
    assert [reader.name for reader in world.readers] == ["gun-1"]
    for name in COMPONENTS:
        world.scan(world.label(name))
    world.window.shell._tick()
    assert [reader.name for reader in world.readers] == ["gun-1", "gun-2"]
    world.scan(b"TC300-26K-000009")
    assert world.entries("reading")[-1].entry.sources[0].device == "gun-2"
