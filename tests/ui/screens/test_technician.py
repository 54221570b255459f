"""The technician's screens: what a device sends, what is wrong with it, and how a new one is learnt."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtWidgets import QWidget

from station.ports import Attached
from station.ui.viewmodels.choose.model import ChooseModel
from station.ui.viewmodels.devices.learn import LearnModel
from station.ui.viewmodels.devices.model import DevicesModel
from station.ui.viewmodels.work.model import WorkModel
from station.ui.views.devices import CodeToScan
from station.ui.widgets.devices.byte_text import ByteText
from station.ui.widgets.devices.code_picture import CodePicture
from traceability.acts import DeviceExamined, DeviceSetUp
from traceability.people import Assignment, Role
from traceability.records import Device, GivenProfile, ProfileRelease

if TYPE_CHECKING:
    from tests.ui.screens.conftest import World

QUIET_MS = 50
"""The guns of these tests send a code at once; people need not wait for the slowest of all guns."""
MODEL_IDS = {"NewGun": "4e47", "OtherGun": "4f47"}
READ = b"]d2010690123450003510L261012-TG-05\x1d21000482"


def technician(world: "World") -> None:
    """Central says that the person of these tests is a technician who also works, and they sign in."""
    person = msgspec.structs.replace(
        world.person(), assignments=(Assignment(Role.TECHNICIAN), Assignment(Role.OPERATOR))
    )
    world.central_says(("person", "p1", person))
    world.sign_in()


def shown_bytes(world: "World") -> list[str]:
    """The reads on the screen, their pieces set apart by spaces."""
    reads = world.window.findChildren(ByteText)
    return [read.text() for read in reads if read.isVisibleTo(world.window)]


def test_a_technician_sees_every_byte_a_device_sends_and_the_work_does_not_get_it(world: "World") -> None:
    world.open()
    technician(world)
    world.press("scanner")
    world.press("action-watch")
    world.readers[-1].scan(READ)
    world.until(lambda: bool(shown_bytes(world)))
    assert shown_bytes(world) == ["]d2 01 06901234500035 10 L261012-TG-05 GS 21 000482 CR LF"]
    assert isinstance(world.window.shell.screen, DevicesModel)
    assert world.said("0d 0a")
    assert world.said("14:32:05 · 45 字节")


def test_a_scan_of_work_goes_to_the_work_also_while_a_technician_looks_at_the_devices(world: "World") -> None:
    world.open()
    technician(world)
    world.press("step-assembly")
    world.press("order-WO26-1122-07")
    world.press("scanner")
    world.readers[-1].scan(world.board)
    world.until(lambda: world.said("已读取"))
    assert isinstance(world.window.shell.screen, WorkModel)
    world.press("scanner")
    assert shown_bytes(world) == ["TC300-26K-004127 CR LF"], "what was sent meanwhile is still to be seen"


def test_an_operator_may_look_and_finds_nothing_to_set_up(world: "World") -> None:
    world.open()
    world.sign_in()
    world.press("scanner")
    assert world.names() >= {"device-gun-1", "action-back"}
    assert not world.names() & {"action-watch", "action-learn", "action-export", "action-examine"}


def test_nobody_signed_in_may_look_and_finds_nothing_to_set_up(world: "World") -> None:
    world.open()
    world.press("scanner")
    assert "device-gun-1" in world.names()
    assert not world.names() & {"action-watch", "action-learn", "action-export", "action-examine"}


def test_more_devices_than_fit_are_leafed_through(
    world: "World", assert_nothing_clipped: Callable[[QWidget], None]
) -> None:
    world.open()
    guns = tuple(Device(name=f"gun-{number}", driver="simulated", address="") for number in range(1, 11))
    world.central_says(("station", "S1", msgspec.structs.replace(world.station(), version=2, devices=guns)))
    world.until(lambda: len(world.readers) == len(guns))
    world.press("scanner")
    seen: list[str] = []
    while not set(seen) >= {f"device-{gun.name}" for gun in guns}:
        assert_nothing_clipped(world.window)
        page = sorted(name for name in world.names() if name.startswith("device-"))
        assert not set(page) & set(seen), "every device on one page"
        seen += page
        world.press("action-next-devices")


def test_a_device_is_chosen_by_touching_its_card(world: "World") -> None:
    world.open()
    guns = tuple(Device(name=name, driver="simulated", address="") for name in ("gun-1", "gun-2"))
    world.central_says(("station", "S1", msgspec.structs.replace(world.station(), version=2, devices=guns)))
    world.until(lambda: len(world.readers) == 2)
    technician(world)
    world.press("scanner")
    world.press("device-gun-2")
    world.press("action-watch")
    world.readers[-1].scan(READ)
    world.until(lambda: bool(shown_bytes(world)))
    world.readers[-2].scan(b"WO26-1122-09")
    world.until(lambda: isinstance(world.window.shell.screen, WorkModel))


def test_a_report_of_a_device_is_a_file_with_its_last_read(world: "World") -> None:
    world.open()
    technician(world)
    world.press("scanner")
    world.press("action-watch")
    world.readers[-1].scan(READ)
    world.until(lambda: bool(shown_bytes(world)))
    world.press("action-export")
    report = world.home.reports / "gun-1-1.txt"
    assert world.said(str(report))
    written = report.read_text(encoding="utf-8")
    assert "]d2010690123450003510L261012-TG-05<GS>21000482<CR>" in written
    assert READ.hex(" ") in written
    world.press("action-export")
    assert world.said("gun-1-2.txt"), "an earlier report is kept"


def test_a_report_that_could_not_be_kept_is_told(world: "World") -> None:
    world.open()
    technician(world)
    Path(world.home.reports).write_text("in the way", encoding="utf-8")
    world.press("scanner")
    world.press("action-export")
    assert world.said("报告没有存下")


def test_the_way_back_leads_where_one_came_from(world: "World") -> None:
    world.open()
    technician(world)
    world.press("scanner")
    world.press("scanner")
    world.press("action-back")
    assert isinstance(world.window.shell.screen, ChooseModel)


def test_a_badge_is_shown_to_nobody(world: "World") -> None:
    world.open()
    world.press("scanner")
    world.scan(b"BADGE-10386")
    world.press("scanner")
    assert not world.said("BADGE")
    world.press("action-back")
    world.type_pin()
    world.until(lambda: isinstance(world.window.shell.screen, ChooseModel))
    world.press("scanner")
    assert not world.said("BADGE")


def shown_code(world: "World") -> CodeToScan:
    """The code to be scanned off the screen now."""
    pictures = world.window.findChildren(CodePicture)
    (code,) = [picture._code for picture in pictures if picture.isVisibleTo(world.window)]
    assert code is not None
    return code


def scan_shown(world: "World", send: Callable[[bytes], bytes] = bytes) -> None:
    """Scan the code on the screen with the gun, which sends it as `send` makes it; returns once it is judged."""
    code = shown_code(world)
    screen = world.window.shell.screen
    assert isinstance(screen, DevicesModel)
    doctor = screen._doctor
    assert doctor is not None
    doctor._quiet.setInterval(QUIET_MS)
    before = len(doctor._examination.reads)
    world.readers[-1].scan(send(code.symbology.value.encode() + code.content))
    world.until(lambda: len(doctor._examination.reads) > before)


def without_separators(data: bytes) -> bytes:
    return data.replace(b"\x1d", b"")


def examine(world: "World") -> None:
    """Begin the examination of the gun, as a technician."""
    world.open()
    technician(world)
    world.press("scanner")
    world.press("action-examine")


def test_a_planted_fault_is_named_with_its_evidence_and_the_repair_is_proved(world: "World") -> None:
    examine(world)
    for _ in range(3):
        scan_shown(world, without_separators)
    assert world.said("丢掉了分隔符 GS")
    for words in (
        "批次和序列号连在一起",
        "Lz26-qTG_0521Yw048",
        "控制字符没有发送",
        "2 次读取中有 2 次这样",
        "应收到",
    ):
        assert world.said(words), words
    assert any("GS" in read for read in shown_bytes(world))
    world.until(lambda: len(world.entries("device-examined")) == 1)
    examined = world.entries("device-examined")[-1].entry.body
    assert isinstance(examined, DeviceExamined)
    assert (examined.device, examined.faults) == ("gun-1", ("separator-lost",))
    world.press("action-test-again")
    for _ in range(3):
        scan_shown(world)
    assert world.said("已修好：连续 3 次都对")
    world.until(lambda: len(world.entries("device-examined")) == 2)
    examined = world.entries("device-examined")[-1].entry.body
    assert isinstance(examined, DeviceExamined)
    assert examined.faults == ()
    world.press("action-back")
    assert world.said("可以扫描")


def test_a_fault_that_is_still_there_is_told_again_at_its_first_read(world: "World") -> None:
    examine(world)
    for _ in range(3):
        scan_shown(world, without_separators)
    world.press("action-test-again")
    scan_shown(world, without_separators)
    assert world.said("丢掉了分隔符 GS")
    assert "action-test-again" in world.names()


def test_a_device_with_nothing_wrong_is_told_to_be_right(world: "World") -> None:
    examine(world)
    assert world.said("设备 · 扫描枪医生")
    for _ in range(3):
        scan_shown(world)
    assert world.said("正常：连续 3 次都对")


def test_a_device_that_reads_no_matrix_codes_does_without_them(world: "World") -> None:
    examine(world)
    while not shown_code(world).symbology.value.startswith("]d"):
        scan_shown(world, without_separators)
    world.press("action-skip-code")
    assert world.said("丢掉了分隔符 GS")


def test_another_code_than_the_one_shown_is_told(world: "World") -> None:
    examine(world)
    scan_shown(world, lambda _: b"]E06901234567892")
    assert world.said("读到的不像屏幕上的码")
    for _ in range(3):
        scan_shown(world, without_separators)
    assert world.said("丢掉了分隔符 GS"), "one label too many says nothing of the gun"


def test_a_gun_that_can_not_be_understood_is_told_after_three_such_reads(world: "World") -> None:
    examine(world)
    for _ in range(3):
        scan_shown(world, lambda data: bytes(byte ^ 1 for byte in data))
    assert world.said("读到的和码的内容不符")


def test_a_gun_unplugged_while_it_is_examined_is_told_and_goes_on_when_it_is_back(world: "World") -> None:
    examine(world)
    scan_shown(world)
    world.readers[-1].gun.unplug()
    world.until(lambda: world.said("插好再扫；接着原来的码做"))
    world.readers[-1].gun.replug()
    world.until(lambda: not world.said("插好再扫；接着原来的码做"))
    scan_shown(world)
    scan_shown(world)
    assert world.said("正常：连续 3 次都对")


def test_an_examination_ends_with_its_device(world: "World") -> None:
    examine(world)
    world.central_says(("station", "S1", msgspec.structs.replace(world.station(), version=2, devices=())))
    world.until(lambda: world.said("本站没有配置设备"))
    assert "action-learn" in world.names()


def test_the_work_does_not_get_the_scans_of_a_gun_that_is_examined_but_those_of_others(
    world: "World",
) -> None:
    world.open()
    guns = tuple(Device(name=name, driver="simulated", address="") for name in ("gun-1", "gun-2"))
    world.central_says(("station", "S1", msgspec.structs.replace(world.station(), version=2, devices=guns)))
    world.until(lambda: len(world.readers) == 2)
    technician(world)
    world.press("scanner")
    world.press("device-gun-2")
    world.press("action-examine")
    scan_shown(world)
    assert isinstance(world.window.shell.screen, DevicesModel)
    world.readers[-2].scan(b"WO26-1122-09")
    world.until(lambda: isinstance(world.window.shell.screen, WorkModel))


def test_the_setting_has_its_vendors_name_and_the_code_that_changes_it(world: "World") -> None:
    world.home.profiles.mkdir()
    (world.home.profiles / "test-gun.toml").write_text(PROFILE, encoding="utf-8")
    world.open()
    gun = Device(name="gun-1", driver="simulated", address="", profile="test-gun")
    world.central_says(("station", "S1", msgspec.structs.replace(world.station(), version=2, devices=(gun,))))
    world.until(lambda: len(world.readers) == 2)
    technician(world)
    world.press("scanner")
    assert world.said("test-gun 第 3 版")
    world.press("action-examine")
    for _ in range(3):
        scan_shown(world, without_separators)
    assert world.said("设置项 Function Key Mapping：Disable → Enable")
    world.press("action-show-code")
    assert shown_code(world).content == b"FKM-ON"
    assert shown_code(world).function_3
    world.press("action-test-again")
    for _ in range(3):
        scan_shown(world)
    assert world.said("已修好：连续 3 次都对")


def test_a_released_profile_that_can_not_be_used_is_told_and_the_device_is_read_as_before(
    world: "World",
) -> None:
    world.home.profiles.mkdir()
    world.open()
    gun = Device(name="gun-1", driver="simulated", address="", profile="test-gun")
    given = GivenProfile(version=9)
    station = msgspec.structs.replace(
        world.station(), version=2, devices=(gun,), profiles={"test-gun": given}
    )
    release = ProfileRelease(id="test-gun/9", version=1, content="family = 1")
    world.central_says(("station", "S1", station), ("scanner-profile", "test-gun/9", release))
    world.until(lambda: len(world.readers) == 2)
    technician(world)
    world.press("scanner")
    assert world.said("不能用 test-gun/9，照旧读取")


def lose_separators(world: "World") -> None:
    """The gun reads three boxes and loses the separator between lot and serial number."""
    for number in (1, 2, 3):
        read = b"]d2010690123450003510L26101%d-TG-05-NIGHT\x1d21Z0004%d" % (number, number)
        world.scan(without_separators(read))
    assert len(world.entries("refusal")) == 3


def test_a_gun_that_loses_separators_in_ordinary_work_is_suspected_and_another_one_asked_for(
    world: "World", assert_nothing_clipped: Callable[[QWidget], None]
) -> None:
    world.open()
    technician(world)
    world.press("step-assembly")
    world.press("order-WO26-1122-07")
    lose_separators(world)
    world.until(lambda: world.said("丢失 GS"))
    assert world.said("这支枪可能丢分隔符，请换一支枪")
    assert_nothing_clipped(world.window)
    world.until(lambda: len(world.entries("device-suspected")) == 1)
    world.press("scanner")
    assert world.said("最近 3 次读取中有 3 次")
    assert_nothing_clipped(world.window)
    world.press("action-examine")
    for _ in range(3):
        scan_shown(world)
    assert not world.said("丢失 GS"), "proved to be right"


def plug_in(world: "World", *names: str) -> None:
    """Guns are plugged in, each at a port of its own."""
    for port, name in enumerate(names, len(world.plugged) + 1):
        properties = {
            "ID_BUS": "usb",
            "ID_VENDOR": "Test",
            "ID_VENDOR_ID": "1234",
            "ID_MODEL": name,
            "ID_MODEL_ID": MODEL_IDS[name],
            "ID_PATH": f"pci-0000:00:14.0-usb-0:{port}:1.0",
        }
        world.plugged.append(Attached(driver="serial", node=f"/dev/ttyACM{port}", properties=properties))


def learn(world: "World") -> LearnModel:
    """Begin to learn a device, as a technician."""
    world.open()
    technician(world)
    world.press("scanner")
    world.press("action-learn")
    screen = world.window.shell.screen
    assert isinstance(screen, LearnModel)
    return screen


def answer(world: "World", screen: LearnModel, send: Callable[[bytes], bytes] = bytes) -> None:
    """Scan the code on the screen with the newest gun; returns once the read is judged."""
    learning = screen._learning
    assert learning is not None
    screen._quiet.setInterval(QUIET_MS)
    code, before = shown_code(world), len(learning.reads)
    world.readers[-1].scan(send(code.symbology.value.encode() + code.content))
    world.until(lambda: len(learning.reads) > before)


def test_a_learnt_device_works(world: "World") -> None:
    screen = learn(world)
    assert world.said("插上新设备")
    plug_in(world, "NewGun")
    screen._look_for()
    world.draw()
    assert world.said("用 Test NewGun 扫这个码")
    for _ in range(3):
        answer(world, screen)
    assert world.said("学会了 Test NewGun")
    world.press("action-use-device")
    world.until(lambda: world.said("gun-2 已是本站的设备"))
    setups = [kept.entry.body for kept in world.entries("device-set-up")]
    assert [body.device.name for body in setups if isinstance(body, DeviceSetUp)] == ["gun-2"]
    assert [path.name for path in world.home.profiles.glob("learnt-test-newgun-*.toml")]
    world.press("action-back")
    world.until(lambda: len(world.readers) == 3)
    assert "device-gun-2" in world.names()
    world.press("action-back")
    world.readers[-1].scan(b"]C0WO26-1122-09")
    world.until(lambda: isinstance(world.window.shell.screen, WorkModel))


def test_a_device_of_a_known_family_is_recognised_and_named(world: "World") -> None:
    world.home.profiles.mkdir()
    (world.home.profiles / "test-gun.toml").write_text(PROFILE, encoding="utf-8")
    screen = learn(world)
    plug_in(world, "NewGun")
    screen._look_for()
    world.draw()
    for _ in range(3):
        answer(world, screen)
    assert world.said("这是 Test Gun")
    world.press("action-rename")
    for key in "GUN-7":
        world.press(f"keypad-{key}")
    world.press("keypad-confirm")
    assert world.said("GUN-7")
    world.press("action-use-device")
    world.until(lambda: world.said("GUN-7 已是本站的设备"))


def test_of_several_families_with_one_number_the_technician_says_which_it_is(world: "World") -> None:
    world.home.profiles.mkdir()
    for family, vendor in (("test-gun", "Test"), ("twin-gun", "Twin")):
        profile = PROFILE.replace("test-gun", family).replace('vendor = "Test"', f'vendor = "{vendor}"')
        (world.home.profiles / f"{family}.toml").write_text(profile, encoding="utf-8")
    screen = learn(world)
    plug_in(world, "NewGun")
    screen._look_for()
    world.draw()
    for _ in range(3):
        answer(world, screen)
    assert world.said("这是 Test Gun")
    world.press("action-other-profile")
    assert world.said("这是 Twin Gun")
    world.press("action-use-device")
    world.until(lambda: bool(world.entries("device-set-up")))
    body = world.entries("device-set-up")[0].entry.body
    assert isinstance(body, DeviceSetUp)
    assert body.device.profile == "twin-gun/3"


def test_a_name_that_is_taken_is_not_given_again(world: "World") -> None:
    screen = learn(world)
    plug_in(world, "NewGun")
    screen._look_for()
    world.draw()
    for _ in range(3):
        answer(world, screen)
    world.press("action-rename")
    screen.call_it("gun-1")
    assert world.said("已有这个名字")
    world.press("action-back")
    assert world.said("gun-2")


def test_nothing_plugged_in_after_ten_seconds_says_what_to_try(world: "World") -> None:
    screen = learn(world)
    assert screen._patience.interval() == 10_000
    screen._patience.setInterval(1)
    world.until(lambda: world.said("10 秒了，没看到新设备"))


def test_two_new_devices_at_once_are_named_and_one_is_chosen(world: "World") -> None:
    screen = learn(world)
    plug_in(world, "NewGun", "OtherGun")
    screen._look_for()
    world.draw()
    assert world.said("一次只插一个新设备")
    assert world.said("Test NewGun")
    world.press("action-learn-this:/dev/ttyACM2")
    assert world.said("用 Test OtherGun 扫这个码")


def test_another_code_than_the_one_shown_teaches_nothing(world: "World") -> None:
    screen = learn(world)
    plug_in(world, "NewGun")
    screen._look_for()
    world.draw()
    asked = shown_code(world)
    answer(world, screen, lambda _: b"]E06901234567892")
    assert world.said("读到的不像屏幕上的码")
    assert shown_code(world) == asked


def test_what_is_still_wrong_with_a_learnt_device_is_told(world: "World") -> None:
    screen = learn(world)
    plug_in(world, "NewGun")
    screen._look_for()
    world.draw()
    for _ in range(3):
        answer(world, screen, without_separators)
    assert world.said("丢掉了分隔符 GS")


def test_a_profile_that_can_not_be_kept_is_told_and_nothing_is_set_up(world: "World") -> None:
    screen = learn(world)
    world.home.profiles.write_text("in the way", encoding="utf-8")
    plug_in(world, "NewGun")
    screen._look_for()
    world.draw()
    for _ in range(3):
        answer(world, screen)
    world.press("action-use-device")
    assert world.said("配置文件没有存下")
    assert not world.entries("device-set-up")


PROFILE = """
schema = 1
family = "test-gun"
version = 3
vendor = "Test"
models = ["Gun"]
kind = "handheld"

[[interfaces]]
name = "usb-serial"
connection = "usb-serial"
match = [{ ID_VENDOR_ID = "1234", ID_MODEL_ID = "4e47" }]

[interfaces.evidence]
match = { source = "made for this test", confidence = "high" }

[cures.separator-lost]
setting = "Function Key Mapping"
from = "Disable"
to = "Enable"
codes = ["map"]
source = "made for this test"
confidence = "high"

[set_up.map]
purpose = { zh = "打开功能键映射", en = "Turn on function key mapping" }
content = "FKM-ON"
function_3 = true
source = "made for this test"
confidence = "high"
"""
