"""`./run screenshots`: every screen and page in both languages, as the running product shows them.

Stations are photographed at two sizes, pages in a browser at 1440 pixels; the pictures go to `docs/screenshots`.
"""

import itertools
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page, sync_playwright

from demo import goods
from demo.factory import SIZE, TECHNICIAN, Factory, Site
from demo.goods import Label, board_label, lot_label, own_label
from demo.guns import Symbology
from demo.operator import Operator
from demo.processes import PYTHON, Watched, program, run
from demo.remote import Finger
from demo.shift import ORDER, Shift
from demo.watching import TooLate, until
from station.profiles.doctor.damage import Planted
from station.profiles.doctor.test_codes import (
    CHARACTERS_CODE,
    ELEMENTS_CODE,
    ENVELOPE_CODE,
    TEST_CODES,
    TestCode,
)
from station.profiles.faults import Fault
from traceability.acts import Reading
from traceability.identity import Thing

PICTURES = Path("docs/screenshots")
PROFILES = Path(__file__).parents[1] / "hardware-profiles"
SIZES = ((1024, 768), (1920, 1080))
LANGUAGES = ("zh", "en")
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
CHROMIUM = "/usr/bin/chromium"
_CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def main() -> int:
    """Make all pictures anew."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tracepost-pictures-") as folder:
        with Factory(Path(folder), PICTURES.absolute(), OFFSCREEN) as factory:
            _Stations(factory).photograph()
        print(f"stations: {len(list(PICTURES.glob('station-*.png')))} pictures", flush=True)
    with tempfile.TemporaryDirectory(prefix="tracepost-pictures-") as folder:
        with Factory(Path(folder), Path(folder) / "shift", OFFSCREEN) as factory:
            shift = Shift(factory, lambda _: None)
            shift.play()
            _release(factory)
            _photograph_pages(factory.address, shift)
        print(f"pages: {len(list(PICTURES.glob('page-*.png')))} pictures", flush=True)
    return 0


class _Stations:
    """Brings a station into each state and photographs it there."""

    def __init__(self, factory: Factory) -> None:
        self._factory = factory
        self._goods_in: Operator = factory.goods_in.operator
        self._line: Operator = factory.line.operator

    def photograph(self) -> None:
        """All states, in an order that a shift can have."""
        self._wait_for_enrolment()
        self._suspect(self._factory.line)
        self._examine(self._factory.line)
        self._sign_in(self._factory.line)
        self._receive()
        self._line.work("assembly", ORDER)
        self._picture(self._line, "scan")
        self._read_and_refuse()
        self._finish_a_board()
        self._look_around()
        self._choose_and_look_up()
        self._inspect()
        self._work_offline()

    def _wait_for_enrolment(self) -> None:
        folder = self._factory.folder / "new"
        folder.mkdir()
        window = Watched(
            "new window",
            [PYTHON, "-m", "demo.window", str(folder), str(folder / "hand"), SIZE, "0"],
            folder / "window.log",
            OFFSCREEN,
        )
        finger = Finger(folder / "hand")
        until("the new station's window", lambda: True if (folder / "hand").exists() else None)
        _picture(finger, "waiting")
        window.stop()

    def _sign_in(self, site: Site) -> None:
        site.operator.see("SignInModel")
        self._picture(site.operator, "sign-in")
        site.gun.scan(b"BADGE-1002")
        self._line.press("keypad-2")
        self._picture(site.operator, "pin")
        self._line.press("action-other-person")

    def _suspect(self, site: Site) -> None:
        """The gun loses its separators: what it reads is refused, and it is suspected."""
        self._line.work("assembly", ORDER)
        site.gun.faults = (Planted(Fault.SEPARATOR_LOST),)
        for label in goods.LONG_LABELS:
            self._line.refused(label)
        self._picture(self._line, "unreadable")
        self._line.acknowledge()
        self._picture(self._line, "suspected")
        self._line.sign_out()

    def _examine(self, site: Site) -> None:
        """A technician finds that the gun loses its separators, and sees it repaired."""
        self._line.see("SignInModel")
        site.gun.scan(TECHNICIAN.badge.encode())
        for key in (*TECHNICIAN.pin, "confirm"):
            self._line.press(f"keypad-{key}")
        self._line.see("ChooseModel")
        self._line.press("scanner")
        self._line.press("action-examine")
        self._picture(self._line, "doctor")
        for code in TEST_CODES:
            self._read_off_the_screen(site, code)
        self._line.press("device-gun-1")
        self._picture(self._line, "doctor-finding")
        site.gun.faults = ()
        self._line.press("action-test-again")
        for code in (ELEMENTS_CODE, ENVELOPE_CODE, CHARACTERS_CODE):
            self._read_off_the_screen(site, code)
        self._line.press("device-gun-1")
        self._picture(self._line, "doctor-repaired")
        self._line.press("action-back")
        self._line.press("action-learn")
        self._picture(self._line, "learn")
        self._line.press("action-back")
        self._line.press("action-back")
        self._line.press("action-sign-out")

    def _read_off_the_screen(self, site: Site, code: TestCode) -> None:
        self._line.press(f"code-{code.id}")  # it is shown
        site.gun.scan(code.content, Symbology(code.symbology.encode()))

    def _receive(self) -> None:
        self._goods_in.work("receiving")
        for delivery in goods.FIRST_DELIVERY:
            self._goods_in.scan(Label(b"DN-4471"))
            reading = self._goods_in.scan(delivery.label)
            if delivery.lot == goods.GREASE:
                self._picture(self._goods_in, "keypad")
            if quantity := delivery.typed or delivery.commanded:
                self._goods_in.type_quantity(quantity)
            self._goods_in.saved(reading)
        self._picture(self._goods_in, "received")
        self._factory.wait_until_synchronised()

    def _read_and_refuse(self) -> None:
        self._line.scan(board_label(1))
        self._line.scan(lot_label(goods.PCB, 100))
        self._line.scan(lot_label(goods.RELAYS, 50, goods.GOOD))
        self._picture(self._line, "read")
        self._line.refused(lot_label(goods.UNKNOWN_SINKS, 80, symbology=Symbology.GS1_128))
        self._picture(self._line, "refused")
        self._line.acknowledge()

    def _finish_a_board(self) -> None:
        for label in (own_label(goods.GREASE), lot_label(goods.SINKS, 80), Label(b"CB-12/P1/L26-000001")):
            reading = self._line.scan(label)
        self._line.saved(reading)
        self._factory.wait_until_synchronised()
        self._picture(self._line, "saved")
        with self._dark():
            self._picture(self._line, "saved-dark")

    def _look_around(self) -> None:
        self._line.press("action-more")
        self._line.press("action-history")
        self._picture(self._line, "history")
        self._line.press("action-back")
        self._line.press("action-devices")
        self._picture(self._line, "devices")
        self._line.press("action-back")
        self._line.press("action-back-to-scan")

    def _choose_and_look_up(self) -> None:
        self._line.press("action-other-work")
        self._line.press("step-assembly")
        self._picture(self._line, "choose")
        self._factory.line.gun.scan(board_label(1).data, Symbology.QR_CODE)
        self._line.see("ChooseModel")
        self._picture(self._line, "look-up")
        self._line.press("action-close")
        self._line.press(f"order-{ORDER}")

    def _inspect(self) -> None:
        self._line.work("inspection", ORDER)
        self._line.scan(board_label(1))
        self._picture(self._line, "choice")
        self._line.touch("choice-PASS", Reading)

    def _work_offline(self) -> None:
        self._factory.cut_network()
        self._line.work("assembly", ORDER)
        self._line.scan(board_label(2))
        self._factory.line.wait_until_stale()
        self._line.scan(lot_label(goods.NEW_RELAYS, 50, goods.GOOD))
        self._picture(self._line, "provisional")

    def _picture(self, operator: Operator, name: str) -> None:
        _picture(operator.finger, name)

    @contextmanager
    def _dark(self) -> Iterator[None]:
        self._switch_light()
        yield
        self._switch_light()

    def _switch_light(self) -> None:
        self._line.press("action-more")
        self._line.press("action-light")
        self._line.press("action-back-to-scan")


def _picture(finger: Finger, name: str) -> None:
    """Both languages at both sizes; afterwards the screen is as it was."""
    for language, (width, height) in itertools.product(LANGUAGES, SIZES):
        finger.resize(width, height)
        finger.picture(PICTURES.absolute() / f"station-{name}-{language}-{width}x{height}.png")
        if (width, height) == SIZES[-1] and not finger.touch("language"):
            raise TooLate("the language switch")
    finger.resize(*SIZES[0])


def _release(factory: Factory) -> None:
    """A second version of the guns' profile is released and tried at the line."""
    profile = (PROFILES / "honeywell-xenon.toml").read_text().replace("\nversion = 1\n", "\nversion = 2\n")
    file = factory.folder / "honeywell-xenon.toml"
    file.write_text(profile)
    central = str(factory.central_folder)
    run([program("central"), "profile", "release", central, str(file)])
    run([program("central"), "profile", "give", central, "honeywell-xenon/2", "line"])
    factory.wait_until_told("gun-1", "正常 honeywell-xenon/2 honeywell-xenon/2")


def _photograph_pages(address: str, shift: Shift) -> None:
    things: dict[str, Thing] = {
        "lot": goods.RELAYS,
        "unit": goods.board(1),
        "box": shift.boxes[0],
        "held": goods.HELD_SINKS,
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_CHROMIUM_ARGUMENTS)
        for language in LANGUAGES:
            context = browser.new_context(viewport={"width": 1440, "height": 1130}, locale=language)
            page = context.new_page()
            picture = _photographer(page, language)
            page.goto(f"{address}/login")
            picture("login")
            page.fill("#name", "chen")
            page.fill("#password", "demo-quality")
            page.click("main button")
            page.wait_for_selector("#found")
            if not str(page.get_attribute("html", "lang")).startswith(language):
                page.click("button[name=language]")
                page.wait_for_selector("#found")
            picture("things")
            for name, thing in things.items():
                page.goto(f"{address}/thing?key={quote(thing.uri, safe='')}")
                picture(name)
            page.goto(f"{address}/stations")
            picture("stations")
            page.goto(f"{address}/profiles")
            picture("profiles")
            context.close()
        browser.close()


def _photographer(page: Page, language: str) -> Callable[[str], None]:
    def photograph(name: str) -> None:
        page.screenshot(path=str(PICTURES / f"page-{name}-{language}.png"), full_page=True)

    return photograph


if __name__ == "__main__":
    sys.exit(main())
