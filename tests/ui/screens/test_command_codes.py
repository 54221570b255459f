"""A whole shift's work without a touch: command codes on every screen, and that none of them is ever a reading."""

from typing import TYPE_CHECKING

import pytest

from station.drivers.simulated import SimulatedReader
from station.drivers.waiting import Surroundings
from station.ports import Cue, Feedback
from station.profiles.device import DeviceConfig
from station.ui.viewmodels.choose.model import ChooseModel
from station.ui.viewmodels.history import HistoryModel
from station.ui.viewmodels.sign_in import SignInModel
from station.ui.viewmodels.work.model import WorkModel
from station.workflows.commands import Command, Deed, quantity_command
from traceability.acts import EventRecorded, Outcome
from traceability.language import Language
from traceability.records import Device

if TYPE_CHECKING:
    from tests.ui.screens.conftest import World

OK, UNDO, NEXT = Command(Deed.CONFIRM), Command(Deed.UNDO), Command(Deed.NEXT)
SIGN_OUT, OTHER_WORK, POINT = Command(Deed.SIGN_OUT), Command(Deed.OTHER_WORK), Command(Deed.POINT)


class CountedGun(SimulatedReader):
    """A gun that is answered once for each scan."""

    scans = 0

    def scan(self, raw: bytes) -> None:
        self.scans += 1
        super().scan(raw)


@pytest.fixture(autouse=True)
def _a_gun_that_hears(world: "World", monkeypatch: pytest.MonkeyPatch) -> None:
    def build(device: Device) -> SimulatedReader:
        commands = {feedback.value: feedback.value.encode() for feedback in Feedback}
        configuration = DeviceConfig(
            name=device.name, driver=device.driver, address=device.address, feedback=commands
        )
        world.readers.append(CountedGun(configuration, Surroundings(lambda: 0.5)))
        return world.readers[-1]

    monkeypatch.setattr(world, "_build_reader", build)


def choice(number: int) -> Command:
    return Command(Deed.CHOICE, str(number))


def command(world: "World", given: Command | str) -> Feedback:
    """Scan a command code; what the gun hears of it."""
    gun = world.readers[-1]
    assert isinstance(gun, CountedGun)
    gun.scan((given if isinstance(given, str) else given.code).encode())
    world.until(lambda: len(gun.gun.told(0)) == gun.scans)
    world.settled()
    return Feedback(gun.gun.told(0)[-1].decode())


def shown(world: "World") -> type:
    return type(world.window.shell.screen)


def digits(world: "World", number: str) -> None:
    for digit in number:
        separator = digit in ".-"
        assert command(world, POINT if separator else Command(Deed.DIGIT, digit)) is Feedback.TAKEN


def event_of(world: "World") -> EventRecorded:
    body = world.entries("event")[-1].entry.body
    assert isinstance(body, EventRecorded)
    return body


def test_a_refusal_is_acknowledged_by_a_command(world: "World") -> None:
    world.open()
    world.work()
    world.scan(world.board)
    world.scan(world.label("expired"))
    entries = world.acts()
    assert command(world, OK) is Feedback.TAKEN
    assert not world.said("不能用")
    assert world.said("印制板批次")
    assert world.acts() == entries


def test_the_last_reading_is_taken_back_by_a_command(world: "World") -> None:
    world.open()
    world.work()
    world.scan(world.board)
    assert command(world, UNDO) is Feedback.TAKEN
    assert len(world.entries("withdrawal")) == 1
    assert world.said("主板序列号")
    assert command(world, UNDO) is Feedback.ATTENTION  # nothing is left to take back


def test_an_answer_is_chosen_by_its_place(world: "World") -> None:
    world.open()
    world.work()
    for label in (world.board, *map(world.label, ("pcb", "relay", "grease", "sink", "terminal"))):
        world.scan(label)
    assert command(world, OTHER_WORK) is Feedback.TAKEN
    world.press("step-inspection")
    assert command(world, choice(1)) is Feedback.TAKEN
    world.scan(world.board)
    assert command(world, choice(9)) is Feedback.ATTENTION
    assert command(world, choice(2)) is Feedback.TAKEN
    assert event_of(world).outcome is Outcome.REWORK


def test_quantity_and_date_are_entered_digit_by_digit_and_corrected(world: "World") -> None:
    world.open()
    world.work(step="receiving")
    world.scan(b"DN-20261")
    world.scan(world.label("unknown"))
    assert command(world, OK) is Feedback.ATTENTION  # nothing is typed yet
    assert command(world, NEXT) is Feedback.TAKEN
    digits(world, "2027-04-13")
    assert command(world, UNDO) is Feedback.TAKEN
    digits(world, "2")
    assert command(world, OK) is Feedback.TAKEN
    digits(world, "50.59")
    assert command(world, UNDO) is Feedback.TAKEN
    assert command(world, OK) is Feedback.TAKEN
    values = {value.field: value for value in event_of(world).values}
    assert values["expiry"].text == "2027-04-12"
    assert values["quantity"].quantity is not None
    assert values["quantity"].quantity.value == "50.5"


def test_a_printed_quantity_is_entered_at_once(world: "World") -> None:
    world.open()
    world.work(step="receiving")
    world.scan(b"DN-20261")
    world.scan(world.label("unknown"))
    assert command(world, quantity_command("120")) is Feedback.TAKEN
    values = {value.field: value for value in event_of(world).values}
    assert values["quantity"].quantity is not None
    assert values["quantity"].quantity.value == "120"


def test_a_keypad_that_was_asked_for_is_closed_again(world: "World") -> None:
    world.open()
    world.work(step="receiving")
    assert command(world, NEXT) is Feedback.TAKEN
    assert "keypad-confirm" in world.names()
    assert command(world, UNDO) is Feedback.TAKEN
    assert "keypad-confirm" not in world.names()


def test_step_and_order_are_chosen_by_their_place_and_left_again(world: "World") -> None:
    world.open()
    world.sign_in()
    assert command(world, choice(1)) is Feedback.TAKEN
    screen = world.window.shell.screen
    assert isinstance(screen, WorkModel)
    assert screen.order is not None
    assert command(world, OTHER_WORK) is Feedback.TAKEN
    assert shown(world) is ChooseModel
    assert command(world, Command(Deed.DIGIT, "0")) is Feedback.ATTENTION
    assert command(world, Command(Deed.DIGIT, "1")) is Feedback.TAKEN
    assert world.window.shell.screen.step == "receiving"
    assert command(world, SIGN_OUT) is Feedback.TAKEN
    assert shown(world) is SignInModel


def test_a_card_looked_at_is_closed_by_a_command(world: "World") -> None:
    world.open()
    world.sign_in()
    world.scan(world.label("pcb"))
    assert "action-close" in world.names()
    assert command(world, UNDO) is Feedback.TAKEN
    assert "action-close" not in world.names()


def test_a_command_reaches_the_work_also_while_something_else_is_looked_at(world: "World") -> None:
    world.open()
    world.work()
    world.scan(world.board)
    world.press("action-more")
    world.press("action-history")
    assert shown(world) is HistoryModel
    assert command(world, UNDO) is Feedback.TAKEN
    assert shown(world) is WorkModel
    assert len(world.entries("withdrawal")) == 1


def test_the_wrong_person_goes_back_to_the_badge_and_no_pin_is_scanned(world: "World") -> None:
    world.open()
    assert command(world, SIGN_OUT) is Feedback.ATTENTION
    world.scan(b"BADGE-10386")
    assert command(world, Command(Deed.DIGIT, "1")) is Feedback.ATTENTION
    assert command(world, UNDO) is Feedback.TAKEN
    assert "keypad-1" not in world.names()


@pytest.mark.parametrize(
    ("language", "idle", "unknown"),
    [
        (Language.CHINESE, "“撤销”在此不起作用", "不认识的命令码"),
        (Language.ENGLISH, "Undo does nothing here", "Unknown command code"),
    ],
)
def test_a_command_that_does_nothing_says_so_and_is_no_refusal(
    world: "World", language: Language, idle: str, unknown: str
) -> None:
    world.open(language=language)
    world.work()
    entries = world.acts()
    for given, words in ((UNDO, idle), ("TPDO NONSENSE", unknown)):
        assert command(world, given) is Feedback.ATTENTION
        assert world.said(words)
    assert world.acts() == entries
    assert world.sounds.cues == [Cue.WARN, Cue.WARN]
    world.scan(world.board)
    assert not world.said(unknown)
