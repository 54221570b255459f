"""Central's pages after the shift, photographed in a browser in both languages."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

from demo import goods
from demo.plant.factory import QUALITY, Factory
from demo.plant.processes import program, run
from demo.shift import Shift
from traceability.identity import Thing

LANGUAGES = ("zh", "en")
CHROMIUM = "/usr/bin/chromium"
ADMINISTRATOR = ("admin", "demo-admin")
_PROFILE = Path(__file__).parents[2] / "hardware-profiles" / "honeywell-xenon.toml"
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_Photographer = Callable[[str], None]


def photograph_pages(factory: Factory, shift: Shift, pictures: Path) -> None:
    """All pages as quality sees them, and the scanner profiles as the administrator does."""
    _release(factory)
    things: dict[str, Thing] = {
        "lot": goods.RELAYS,
        "unit": goods.board(1),
        "box": shift.boxes[0],
        "held": goods.HELD_SINKS,
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        for language in LANGUAGES:
            page, picture = _opened(browser, language, pictures)
            _sign_in(page, factory.address, language, QUALITY, picture)
            page.wait_for_selector("#found")
            picture("things")
            for name, thing in things.items():
                page.goto(f"{factory.address}/thing?key={quote(thing.uri, safe='')}")
                picture(name)
            page.goto(f"{factory.address}/stations")
            picture("stations")
            page.context.close()
            page, picture = _opened(browser, language, pictures)
            _sign_in(page, factory.address, language, ADMINISTRATOR)
            page.goto(f"{factory.address}/profiles")
            picture("profiles")
            page.context.close()
        browser.close()


def _release(factory: Factory) -> None:
    """A second version of the guns' profile is released and tried at the line."""
    file = factory.folder / _PROFILE.name
    file.write_text(_PROFILE.read_text().replace("\nversion = 1\n", "\nversion = 2\n"))
    central = str(factory.central_folder)
    run([program("central"), "profile", "release", central, str(file)])
    run([program("central"), "profile", "give", central, "honeywell-xenon/2", "line"])
    factory.wait_until_told("gun-1", "正常 honeywell-xenon/2 honeywell-xenon/2")


def _opened(browser: Browser, language: str, pictures: Path) -> tuple[Page, _Photographer]:
    """A page in a browser of this language, and what photographs it under a name."""
    page = browser.new_context(viewport={"width": 1440, "height": 1130}, locale=language).new_page()

    def photograph(name: str) -> None:
        page.screenshot(path=str(pictures / f"page-{name}-{language}.png"), full_page=True)

    return page, photograph


def _sign_in(
    page: Page, address: str, language: str, who: tuple[str, str], picture: _Photographer | None = None
) -> None:
    page.goto(f"{address}/login")
    if picture is not None:
        picture("login")
    name, password = who
    page.fill("#name", name)
    page.fill("#password", password)
    page.click("main button")
    page.wait_for_selector("button[name=language]")
    if not str(page.get_attribute("html", "lang")).startswith(language):
        with page.expect_navigation():
            page.click("button[name=language]")
