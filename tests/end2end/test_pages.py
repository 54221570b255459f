"""The pages as people use them, in a real browser over a real central."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.end2end.pages_central import ADMINISTRATOR, LEAD, OPERATOR, PASSWORD, QUALITY, Served
from tests.unit.central.web.small_plant import ASSEMBLY, GOODS_IN, shift
from tests.unit.central.web.small_plant import Plant as Work
from traceability.acts import DeviceChanged
from traceability.identity import LogisticUnit, Lot, Thing, Unit


def sign_in(tab: Page, person: str, password: str = PASSWORD) -> None:
    tab.goto("/login")
    tab.get_by_label("工号").fill(person)
    tab.get_by_label("密码").fill(password)
    tab.get_by_role("button", name="登录").click()


def page_of(thing: Thing) -> str:
    return f"/thing?key={quote(thing.uri, safe='')}"


@pytest.fixture
def shipped(central: Served) -> tuple[Lot, Unit, LogisticUnit]:
    work = Work()
    things = shift(work, boards=6)
    central.push(work)
    central.hello(GOODS_IN)
    central.hello(ASSEMBLY)
    return things


def test_a_stranger_is_sent_to_sign_in_and_comes_back_to_the_page_asked_for(
    tab: Page, shipped: tuple[Lot, Unit, LogisticUnit]
) -> None:
    relay, _, _ = shipped
    tab.goto(page_of(relay))
    expect(tab.get_by_role("heading", name="登录")).to_be_visible()
    tab.get_by_label("工号").fill(QUALITY)
    tab.get_by_label("密码").fill(PASSWORD)
    tab.get_by_role("button", name="登录").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text(relay.number)
    tab.get_by_role("button", name="退出").click()
    tab.goto("/stations")
    expect(tab.get_by_role("heading", name="登录")).to_be_visible()


def test_a_wrong_password_says_what_to_do(tab: Page, central: Served) -> None:
    sign_in(tab, QUALITY, "wrong")
    expect(tab.get_by_role("alert")).to_contain_text("工号或密码不对")


def test_the_list_narrows_while_one_types_and_leads_to_the_lot(
    tab: Page, shipped: tuple[Lot, Unit, LogisticUnit]
) -> None:
    relay, board, _ = shipped
    sign_in(tab, QUALITY)
    found = tab.locator("#found tbody tr")
    expect(found).to_have_count(11)
    search = tab.get_by_role("main").get_by_role("searchbox")
    search.press_sequentially("TC300")
    expect(found).to_have_count(6)
    expect(found.first).to_contain_text(board.serial)
    search.fill("继电")
    expect(found).to_have_count(1)
    found.get_by_role("link").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text(relay.number)


def test_both_traces_of_a_lot_are_drawn_and_told_with_who_and_where(
    tab: Page, shipped: tuple[Lot, Unit, LogisticUnit]
) -> None:
    relay, board, box = shipped
    sign_in(tab, QUALITY)
    tab.goto(page_of(relay))
    expect(tab.locator("section.banner")).to_contain_text("已到齐")
    flow, details = tab.locator("svg.flow"), tab.locator("#details tbody")
    for label in ("恒泰继电器", board.serial, box.sscc, "海川电器"):
        expect(flow).to_contain_text(label)
        expect(details).to_contain_text(label)
    first = details.get_by_role("row").filter(has_text=board.serial)
    for told in ("去向 1", "2 个", "插件装配", "WO26-1122-07", "gun-1", "装配 3 号站", "已核对"):
        expect(first).to_contain_text(told)
    tab.get_by_role("link", name="只看来源").click()
    expect(flow).not_to_contain_text(board.serial)
    expect(flow).to_contain_text("恒泰继电器")
    tab.goto(page_of(box))
    expect(flow).to_contain_text(relay.number)
    expect(details.get_by_role("row").filter(has_text="来源 2").filter(has_text=relay.number)).to_have_count(
        4
    )


def test_a_hold_is_placed_with_a_reason_and_lifted_by_quality_only(
    tab: Page, shipped: tuple[Lot, Unit, LogisticUnit]
) -> None:
    relay, _, _ = shipped
    sign_in(tab, LEAD)
    tab.goto(page_of(relay))
    tab.locator("summary", has_text="冻结").click()
    tab.get_by_label("原因").fill("触点粘连 <b>K1</b>")
    tab.get_by_role("button", name="冻结这一件").click()
    expect(tab.get_by_role("status").filter(has_text="冻结已记下")).to_be_visible()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("已冻结")
    expect(tab.locator("#history")).to_contain_text("触点粘连 <b>K1</b>")
    expect(tab.locator("#history")).to_contain_text("张伟")
    expect(tab.locator("summary", has_text="解除冻结")).to_have_count(0)
    sign_in(tab, QUALITY)
    tab.goto(page_of(relay))
    tab.locator("summary", has_text="解除冻结").click()
    tab.get_by_label("原因").last.fill("复检合格")
    tab.locator("form[action='/holds/lift'] button").click()
    expect(tab.get_by_role("status").filter(has_text="解除已记下")).to_be_visible()
    expect(tab.get_by_role("heading", level=1)).not_to_contain_text("已冻结")
    expect(tab.locator("#history")).to_contain_text("复检合格")


def test_a_station_that_holds_entries_back_makes_the_answer_incomplete(
    tab: Page, central: Served, shipped: tuple[Lot, Unit, LogisticUnit]
) -> None:
    central.hello(ASSEMBLY, backlog=218)
    sign_in(tab, QUALITY)
    tab.goto(page_of(shipped[0]))
    expect(tab.locator("section.banner")).to_contain_text("这个答案还可能变：1 处没有到齐")
    expect(tab.locator("section.banner")).to_contain_text("装配 3 号站")
    expect(tab.locator("section.banner")).to_contain_text("约差 218 条")


def test_language_and_colours_follow_the_person_and_stay(
    tab: Page, shipped: tuple[Lot, Unit, LogisticUnit]
) -> None:
    sign_in(tab, QUALITY)
    tab.goto(page_of(shipped[0]))
    tab.get_by_role("button", name="English").click()
    expect(tab.locator("html")).to_have_attribute("lang", "en")
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Lot")
    expect(tab.get_by_role("link", name="Sources only")).to_be_visible()
    tab.get_by_role("button", name="Dark").click()
    expect(tab.locator("html")).to_have_attribute("data-theme", "dark")
    expect(tab.locator("body")).to_have_css("background-color", "rgb(14, 20, 26)")
    tab.goto("/stations")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Stations")


def test_a_picture_of_many_boards_stacks_them_and_opens_on_click(tab: Page, central: Served) -> None:
    work = Work()
    relay, _, _ = shift(work, boards=40)
    central.push(work)
    sign_in(tab, QUALITY)
    tab.goto(page_of(relay))
    nodes = tab.locator("svg.flow .node")
    expect(tab.locator("svg.flow")).to_contain_text("40 件 · 点开")
    before = nodes.count()
    tab.locator("svg.flow a.unit.stacked").click()
    expect(tab.locator("svg.flow")).to_contain_text("TC300-26K-000003")
    assert before < nodes.count() <= 60
    tab.get_by_role("link", name="收起打开的堆").click()
    expect(nodes).to_have_count(before)


HOSTILE = (
    '<img src=x onerror="document.title=1">',
    "LOT\u202e123\u2066",
    "A\x1dB\nC\x00D",
    "../%2F?&#;'\"",
    "9" * 200,
    "批次 א'",
)


def test_no_lot_number_can_change_the_page_around_it(tab: Page, central: Served) -> None:
    work = Work()
    lots = [Lot("HENGTAI", "RL24-10A", number) for number in HOSTILE]
    for lot in lots:
        work.receive(lot, "1")
    work.assemble(Unit("TC-300", "TC300-26K-000001"), *lots)
    central.push(work)
    sign_in(tab, QUALITY)
    expect(tab.locator("#found tbody tr")).to_have_count(len(lots) + 1)
    for lot in lots:
        tab.goto(page_of(lot))
        expect(tab.locator("#details tbody tr")).to_have_count(2)
        assert tab.locator("img").count() == 0
        assert tab.evaluate("document.documentElement.scrollWidth") <= 1440
        shown = tab.locator("h1 bdi").inner_text()
        assert not re.search("[\x00-\x1f\u202a-\u202e\u2066-\u2069]", shown)
    tab.goto(page_of(lots[1]))
    expect(tab.locator("h1 bdi")).to_have_text("LOT⟨U+202E⟩123⟨U+2066⟩")


def test_the_stations_page_puts_trouble_first_and_gives_codes_to_those_who_may(
    tab: Page, central: Served, shipped: tuple[Lot, Unit, LogisticUnit]
) -> None:
    central.hello(ASSEMBLY, backlog=3, slow_ms=372_000)
    sign_in(tab, QUALITY)
    tab.get_by_role("link", name="站点").click()
    rows = tab.locator("#stations tbody tr")
    expect(rows.first).to_contain_text("装配 3 号站")
    expect(rows.first).to_contain_text("时钟偏 6 分钟")
    expect(rows.nth(1)).to_contain_text("已同步")
    expect(tab.get_by_role("button", name="登记码")).to_have_count(0)
    sign_in(tab, ADMINISTRATOR)
    tab.goto("/stations")
    tab.get_by_role("button", name="登记码").first.click()
    expect(tab.get_by_role("img", name="登记二维码")).to_be_visible()
    expect(tab.locator("dd.big")).to_have_text(re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}"))


@pytest.mark.parametrize(
    ("person", "path", "status", "matter"),
    [
        (OPERATOR, "/", 403, "你没有这个权限"),
        (QUALITY, "/nothing/here", 404, "没有这一页"),
        (QUALITY, "/thing?key=urn:tracepost:lot:A:B:C", 404, "没有这一页"),
        (QUALITY, "/thing?key=x&sides=up", 400, "这个请求看不懂"),
    ],
)
def test_what_cannot_be_shown_says_so_and_how_to_go_on(
    tab: Page, central: Served, person: str, path: str, status: int, matter: str
) -> None:
    sign_in(tab, person)
    answer = tab.goto(path)
    assert answer is not None
    assert answer.status == status
    expect(tab.get_by_role("alert")).to_contain_text(matter)


def test_a_form_without_its_secret_changes_nothing(
    tab: Page, central: Served, shipped: tuple[Lot, Unit, LogisticUnit]
) -> None:
    sign_in(tab, QUALITY)
    tab.goto(page_of(shipped[0]))
    answer = tab.request.post("/holds", form={"key": shipped[0].uri, "reason": "forged"})
    assert answer.status == 403
    assert "页面开得太久了" in answer.text()
    central.settle()
    tab.reload()
    expect(tab.get_by_role("heading", level=1)).not_to_contain_text("已冻结")


def test_the_session_is_out_of_reach_of_scripts_and_of_other_sites(tab: Page, central: Served) -> None:
    sign_in(tab, QUALITY)
    expect(tab.get_by_role("heading", name="追溯")).to_be_visible()
    (session,) = [cookie for cookie in tab.context.cookies() if cookie["name"] == "session"]
    assert session["httpOnly"]
    assert session["sameSite"] == "Lax"
    answer = tab.goto("/stations")
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy


def test_signing_in_is_slowed_down_for_who_tries_too_often(tab: Page, central: Served) -> None:
    tab.goto("/login")
    token = tab.locator("form[action='/login'] input[name=_csrf_token]").input_value()
    tries: dict[str, str | float | bool] = {"name": "nobody", "password": "guess", "_csrf_token": token}
    answers = [tab.request.post("/login", form=tries) for _ in range(21)]
    assert [answer.status for answer in answers] == [401] * 20 + [429]
    assert "等一分钟再登录" in answers[-1].text()


def test_a_long_table_is_turned_page_by_page(tab: Page, central: Served) -> None:
    work = Work()
    relay, _, _ = shift(work, boards=90)
    central.push(work)
    sign_in(tab, QUALITY)
    tab.goto(page_of(relay))
    rows = tab.locator("#details tbody tr")
    expect(rows).to_have_count(100)
    tab.get_by_role("link", name="后面的行").click()
    expect(rows).to_have_count(82)
    expect(tab.locator("#details")).to_contain_text("第 101 到 182 行，共 182 行")
    tab.get_by_role("link", name="前面的行").click()
    expect(rows).to_have_count(100)
    tab.goto("/?kind=unit")
    expect(tab.locator("#found tbody tr")).to_have_count(50)
    tab.get_by_role("link", name="下一页").click()
    expect(tab.locator("#found tbody tr")).to_have_count(40)
    expect(tab.locator("#found tbody tr").last).to_contain_text("TC300-26K-000001")


PROFILE = 'family = "zebra-ds"\nversion = {version}\n'


def test_a_technician_has_one_station_try_a_profile_then_gives_it_to_others_and_steps_back(
    tab: Page, central: Served, tmp_path: Path
) -> None:
    sign_in(tab, ADMINISTRATOR)
    tab.goto("/profiles")
    expect(tab.locator("#versions")).to_contain_text("还没有发布过配置")
    file = tmp_path / "zebra-ds.toml"
    for version in (1, 2):
        file.write_text(PROFILE.format(version=version), encoding="utf-8")
        tab.locator("summary").click()
        tab.locator("input[type=file]").set_input_files(file)
        tab.get_by_role("button", name="发布新版本").click()
        first = tab.locator("#versions tbody tr").first
        expect(first).to_contain_text(f"zebra-ds/{version}")
    first.get_by_label("装配 3 号站").check()
    first.get_by_role("button", name="给一个站点试用").click()
    expect(first.get_by_label("装配 3 号站")).to_be_checked()
    work = Work()
    work.write(DeviceChanged(device="gun-1", state="ready", profile="zebra-ds/2"), writer=ASSEMBLY, step=None)
    central.push(work)
    tab.reload()
    device = tab.locator("#devices tbody tr")
    expect(device).to_contain_text("装配 3 号站")
    expect(device).to_contain_text("正常")
    first.get_by_label("收货 1 号站").check()
    first.get_by_role("button", name="给选中的站点").click()
    expect(first.get_by_label("收货 1 号站")).to_be_checked()
    device.get_by_role("button", name="退回上一版").click()
    expect(first.get_by_label("装配 3 号站")).not_to_be_checked()
    expect(device).to_contain_text("站点自带")


def test_a_version_released_with_another_text_is_refused_with_the_way_on(
    tab: Page, central: Served, tmp_path: Path
) -> None:
    sign_in(tab, ADMINISTRATOR)
    for text in ("", "# changed\n"):
        file = tmp_path / "zebra-ds.toml"
        file.write_text(PROFILE.format(version=1) + text, encoding="utf-8")
        tab.goto("/profiles")
        tab.locator("summary").click()
        tab.locator("input[type=file]").set_input_files(file)
        tab.get_by_role("button", name="发布新版本").click()
    expect(tab.get_by_role("alert")).to_contain_text("请把 version 加大")
