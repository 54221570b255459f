"""A station in each state a shift can bring it into, photographed in both languages at two sizes."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from demo import goods
from demo.goods import Label, board_label, lot_label, own_label
from demo.guns import Symbology
from demo.people.operator import Operator
from demo.people.remote import Finger
from demo.plant.factory import SIZE, TECHNICIAN, Factory, Site
from demo.plant.processes import PYTHON, Watched
from demo.plant.watching import TooLate, until
from demo.shift import ORDER
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

SIZES = ((1024, 768), (1920, 1080))
LANGUAGES = ("zh", "en")
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


class Stations:
    """Brings a station into each state and photographs it there."""

    def __init__(self, factory: Factory, pictures: Path) -> None:
        self._factory = factory
        self._pictures = pictures
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
            [PYTHON, "-m", "demo.plant.window", str(folder), str(folder / "hand"), SIZE, "0"],
            folder / "window.log",
            OFFSCREEN,
        )
        finger = Finger(folder / "hand")
        until("the new station's window", lambda: True if (folder / "hand").exists() else None)
        self._photograph(finger, "waiting")
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
        self._photograph(operator.finger, name)

    def _photograph(self, finger: Finger, name: str) -> None:
        """Both languages at both sizes; afterwards the screen is as it was."""
        for language, (width, height) in itertools.product(LANGUAGES, SIZES):
            finger.resize(width, height)
            finger.picture(self._pictures / f"station-{name}-{language}-{width}x{height}.png")
            if (width, height) == SIZES[-1] and not finger.touch("language"):
                raise TooLate("the language switch")
        finger.resize(*SIZES[0])

    @contextmanager
    def _dark(self) -> Iterator[None]:
        self._switch_light()
        yield
        self._switch_light()

    def _switch_light(self) -> None:
        self._line.press("action-more")
        self._line.press("action-light")
        self._line.press("action-back-to-scan")
