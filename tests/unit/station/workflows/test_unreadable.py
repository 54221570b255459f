"""A code that can't be read: typed twice alike, or with a lead beside; and what the journal says of it for ever."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec
import pytest

from station.ports import RawScan
from station.workflows.sign_in import SignInPhase
from station.workflows.unreadable import ByHand, Confirmation
from station.workflows.work import Work
from station.workflows.work_state import Phase
from traceability.acts import EventRecorded, Reading, SignInFailed
from traceability.entries import Origin
from traceability.people import Assignment, Person, Role
from traceability.process.model import Unreadable
from traceability.records import WorkOrder

if TYPE_CHECKING:
    from tests.unit.station.workflows.conftest import Stage

BOARD = b"TC300-26K-004127"
LEAD = Person(
    id="p9",
    name="张伟",
    badge=sha256(b"BADGE-9").hexdigest(),
    assignments=(Assignment(Role.SHIFT_LEAD, plant="P1"),),
    rights=3,
    pin="verifier",
)


class Pins:
    """Knows one PIN."""

    def pin_is_right(self, verifier: str, pin: str) -> bool:
        return (verifier, pin) == ("verifier", "2580")


class Hands:
    """A person at the form, typing what can't be read."""

    def __init__(self, stage: "Stage", work: Work, operator: Person, workers: Executor) -> None:
        self.stage = stage
        self.work = work
        self._operator = operator
        self._workers = workers
        self.done: list[tuple[str, str | None]] = []

    def take(self, key: str) -> ByHand:
        state = self.work.state
        field = state.step.field(key)

        def done(text: str, lead: str | None) -> None:
            self.done.append((text, lead))
            self.work.enter_code(key, text, lead)

        return ByHand(self._confirmation, field, state.pack.unreadable(field), self.stage.changed, done)

    def settle(self) -> None:
        self.stage.run_until(lambda: not self.work.busy)

    def badge(self, by_hand: ByHand, raw: bytes = b"]C0BADGE-9") -> str | None:
        before = by_hand.state
        by_hand.scan(RawScan(device="gun-1", raw=raw, received_ns=0, complete=True))
        self.stage.run_until(lambda: by_hand.state is not before)
        assert by_hand.state.lead is not None
        return by_hand.state.lead.failure

    def pin(self, by_hand: ByHand, digits: str) -> None:
        by_hand.enter_pin(digits)
        assert by_hand.state.lead is not None
        assert by_hand.state.lead.phase is SignInPhase.CHECKING
        self.stage.run_until(lambda: bool(self.done) or not _checking(by_hand))
        self.settle()

    def _confirmation(self, changed: Callable[[], None]) -> Confirmation:
        return Confirmation(
            self.stage.outside, Pins(), self._workers, changed, operator=self._operator, step="assembly"
        )


def _checking(by_hand: ByHand) -> bool:
    return by_hand.state.lead is not None and by_hand.state.lead.phase is SignInPhase.CHECKING


@pytest.fixture
def workers() -> Iterator[Executor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


@pytest.fixture
def hands(stage: "Stage", person: Person, workers: Executor) -> Hands:
    stage.said.say("person", "p9", LEAD)
    return Hands(stage, stage.work(), person, workers)


def failures(stage: "Stage") -> list[tuple[str, str]]:
    entries = [kept.entry for kept in stage.journal.after(0, 100)]
    return [(entry.actor, entry.body.reason) for entry in entries if isinstance(entry.body, SignInFailed)]


def test_a_lot_typed_twice_alike_is_a_reading_marked_as_typed(stage: "Stage", hands: Hands) -> None:
    stage.scan(hands.work, BOARD)
    by_hand = hands.take("pcb")
    by_hand.enter("PC-01")
    assert (by_hand.state.text, stage.kinds()) == ("PC-01", ["reading"])
    by_hand.enter("PC-01")
    hands.settle()
    entry = stage.newest().entry
    assert isinstance(entry.body, Reading)
    assert [(value.field, value.thing) for value in entry.body.values] == [
        ("pcb", "urn:tracepost:lot:HUAXIN:PCB-300:PC-01")
    ]
    [source] = entry.sources
    assert (source.origin, source.verified, source.confirmed_by) == (Origin.TYPED, False, None)
    assert (source.raw, source.device) == (b"PC-01", None)
    assert hands.work.state.phase is Phase.READ


def test_typed_differently_nothing_is_kept_and_it_begins_again(stage: "Stage", hands: Hands) -> None:
    by_hand = hands.take("pcb")
    turns = [by_hand.state.turn]
    for text in ("PC-01", "PC-07"):
        by_hand.enter(text)
        turns.append(by_hand.state.turn)
    assert (by_hand.state.text, by_hand.state.differed) == (None, True)
    assert turns == sorted(set(turns))
    assert (hands.done, stage.kinds()) == ([], [])
    by_hand.enter("PC-01")
    assert not by_hand.state.differed
    by_hand.enter("PC-01")
    assert hands.done == [("PC-01", None)]


def test_with_a_lead_the_reading_says_who_confirmed(stage: "Stage", hands: Hands) -> None:
    by_hand = hands.take("board")
    by_hand.enter(BOARD.decode())
    assert by_hand.wants_badge
    assert hands.badge(by_hand) is None
    assert by_hand.state.lead is not None
    assert by_hand.state.lead.person == LEAD
    assert stage.kinds() == []
    hands.pin(by_hand, "2580")
    entry = stage.newest().entry
    assert (entry.kind, entry.actor) == ("reading", "p1")
    assert [(each.origin, each.confirmed_by) for each in entry.sources] == [(Origin.TYPED, "p9")]


def test_a_leads_wrong_pin_is_journaled_and_asked_for_again(stage: "Stage", hands: Hands) -> None:
    by_hand = hands.take("board")
    by_hand.enter(BOARD.decode())
    hands.badge(by_hand)
    hands.pin(by_hand, "1111")
    assert by_hand.state.lead is not None
    assert (by_hand.state.lead.phase, by_hand.state.lead.failure) == (SignInPhase.PIN, "wrong-pin")
    assert (failures(stage), hands.done) == ([("p9", "wrong-pin")], [])
    hands.pin(by_hand, "2580")
    assert hands.done == [(BOARD.decode(), "p9")]


def test_the_operator_confirms_nothing_himself_even_as_a_lead(stage: "Stage", person: Person) -> None:
    lead = msgspec.structs.replace(person, assignments=(Assignment(Role.SHIFT_LEAD),))
    stage.said.say("person", "p1", lead)
    with ThreadPoolExecutor(1) as workers:
        hands = Hands(stage, stage.work(), lead, workers)
        by_hand = hands.take("board")
        by_hand.enter(BOARD.decode())
        assert hands.badge(by_hand, b"]C0BADGE-1") == "yourself"
    assert failures(stage) == [("p1", "yourself")]


@pytest.mark.parametrize(
    "assignment",
    [
        Assignment(Role.OPERATOR),
        Assignment(Role.SHIFT_LEAD, plant="P2"),
        Assignment(Role.SHIFT_LEAD, step="packing"),
    ],
)
def test_who_is_no_lead_here_confirms_nothing(stage: "Stage", hands: Hands, assignment: Assignment) -> None:
    stage.said.say("person", "p9", msgspec.structs.replace(LEAD, assignments=(assignment,)))
    by_hand = hands.take("board")
    by_hand.enter(BOARD.decode())
    assert hands.badge(by_hand) == "no-right"
    assert failures(stage) == [("p9", "no-right")]


def test_what_is_no_badge_confirms_nothing(stage: "Stage", hands: Hands) -> None:
    by_hand = hands.take("board")
    by_hand.enter(BOARD.decode())
    assert hands.badge(by_hand, b"]C0PC-01") == "unknown-badge"
    assert hands.done == []


def test_a_pin_checked_after_the_typing_was_given_up_confirms_nothing(stage: "Stage", hands: Hands) -> None:
    by_hand = hands.take("board")
    by_hand.enter(BOARD.decode())
    hands.badge(by_hand)
    by_hand.enter_pin("2580")
    by_hand.cancel()
    stage.queue.get(timeout=5)()
    assert (hands.done, stage.kinds()) == ([], [])


def test_where_the_journal_takes_nothing_a_failed_confirmation_is_told(stage: "Stage", hands: Hands) -> None:
    by_hand = hands.take("board")
    by_hand.enter(BOARD.decode())
    stage.journal.full = True
    assert hands.badge(by_hand, b"]C0NOBODY") == "unwritable"


@pytest.mark.parametrize(("field", "lead"), [("board", None), ("pcb", None), ("pcb", "p9")])
def test_what_the_pack_does_not_allow_is_not_taken(
    stage: "Stage", hands: Hands, field: str, lead: str | None
) -> None:
    state = hands.work.state
    limits = msgspec.structs.replace(state.pack.limits, unreadable=Unreadable.NEVER)
    hands.work.state = msgspec.structs.replace(state, pack=msgspec.structs.replace(state.pack, limits=limits))
    hands.work.enter_code(field, "PC-01", lead)
    hands.settle()
    assert stage.kinds() == []


def test_a_field_that_is_filled_takes_no_typed_code(stage: "Stage", hands: Hands) -> None:
    stage.scan(hands.work, BOARD)
    hands.work.enter_code("board", "TC300-26K-004128", "p9")
    hands.settle()
    assert stage.kinds() == ["reading"]


def test_a_typed_lot_on_hold_is_refused_like_a_scanned_one(stage: "Stage", hands: Hands) -> None:
    hands.work.enter_code("grease", "TG-09", None)
    hands.settle()
    assert hands.work.state.phase is Phase.REFUSED
    assert [outcome.rule for outcome in hands.work.state.verdict.rules] == ["thing.on-hold"]
    assert stage.newest().entry.sources[0].is_typed_code


def test_a_text_that_names_nothing_is_refused_and_kept_as_typed(stage: "Stage", hands: Hands) -> None:
    hands.work.enter_code("terminal", "NO-SUCH-LOT", None)
    hands.settle()
    assert [outcome.rule for outcome in hands.work.state.verdict.rules] == ["typed.issuer-unclear"]
    entry = stage.newest().entry
    assert (entry.kind, [source.raw for source in entry.sources]) == ("refusal", [b"NO-SUCH-LOT"])


def test_the_plants_own_lot_is_known_by_its_number_alone(
    stage: "Stage", hands: Hands, lots: dict[str, bytes]
) -> None:
    hands.work.enter_code("terminal", "L26-000003", None)
    hands.settle()
    body = stage.newest().entry.body
    assert isinstance(body, Reading)
    assert body.values[0].thing == "urn:tracepost:lot:P1:CB-12:L26-000003"
    assert lots["terminal"].endswith(b"L26-000003")


def test_the_saved_piece_names_what_of_it_was_typed(
    stage: "Stage", hands: Hands, lots: dict[str, bytes], order: WorkOrder
) -> None:
    hands.work.enter_code("board", BOARD.decode(), "p9")
    hands.work.enter_code("relay", "K1-018", None)
    hands.settle()
    for name in ("pcb", "grease", "sink", "terminal"):
        stage.scan(hands.work, lots[name])
    entry = stage.newest().entry
    assert isinstance(entry.body, EventRecorded)
    assert entry.documents[0].id == order.id
    assert [(source.field, source.confirmed_by) for source in entry.sources] == [
        ("board", "p9"),
        ("relay", None),
    ]
