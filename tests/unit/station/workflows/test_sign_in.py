"""Signing in: a badge, a PIN, and an entry for every attempt."""

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import TYPE_CHECKING

import msgspec
import pytest
from argon2.exceptions import InvalidHashError

from station.credentials.pins import PinCheck
from station.ports import Feedback, RawScan
from station.problems import Problem
from station.workflows.sign_in import SignIn, SignInPhase
from traceability.acts import SignInFailed
from traceability.language import Text
from traceability.people import Assignment, Person, Role

if TYPE_CHECKING:
    from tests.unit.station.workflows.conftest import Stage


class Pins:
    """Knows one PIN; may be without its pepper."""

    peppered = True

    def pin_is_right(self, verifier: str, pin: str) -> bool:
        if not self.peppered:
            raise Problem(Text("没有", "none"), {})
        return (verifier, pin) == ("verifier", "2580")


@pytest.fixture
def workers() -> Iterator[Executor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


@pytest.fixture
def pins() -> Pins:
    return Pins()


@pytest.fixture
def sign_in(stage: "Stage", workers: Executor, pins: Pins) -> SignIn:
    return SignIn(stage.outside, pins, workers, stage.changed)


def badge(stage: "Stage", sign_in: SignIn, raw: bytes = b"]C0BADGE-1") -> None:
    before = sign_in.state
    sign_in.scan(RawScan(device="gun-1", raw=raw, received_ns=0, complete=True))
    stage.run_until(lambda: sign_in.state is not before)


def pin(stage: "Stage", sign_in: SignIn, digits: str) -> None:
    sign_in.enter_pin(digits)
    assert sign_in.state.phase is SignInPhase.CHECKING
    stage.run_until(lambda: sign_in.state.phase is not SignInPhase.CHECKING)


def failures(stage: "Stage") -> list[str]:
    bodies = (kept.entry.body for kept in stage.journal.after(0, 100))
    return [body.reason for body in bodies if isinstance(body, SignInFailed)]


def test_badge_and_pin_sign_in_with_an_entry(stage: "Stage", sign_in: SignIn, person: Person) -> None:
    badge(stage, sign_in)
    assert sign_in.state.person == person
    assert stage.kinds() == []
    pin(stage, sign_in, "2580")
    assert sign_in.state.phase is SignInPhase.SIGNED_IN
    assert sign_in.state.person == person
    assert stage.kinds() == ["signed-in"]


def test_a_wrong_pin_is_journaled_and_asked_for_again(stage: "Stage", sign_in: SignIn) -> None:
    badge(stage, sign_in)
    pin(stage, sign_in, "1111")
    assert (sign_in.state.phase, sign_in.state.failure) == (SignInPhase.PIN, "wrong-pin")
    assert failures(stage) == ["wrong-pin"]
    assert stage.newest().entry.actor == "p1"


@pytest.mark.parametrize("change", [{"active": False}, {"pin": None}, {"badge": "0" * 64}])
def test_somebody_who_may_not_use_a_station_is_an_unknown_badge(
    stage: "Stage", sign_in: SignIn, person: Person, change: dict[str, object]
) -> None:
    stage.said.say("person", "p1", msgspec.structs.replace(person, **change))
    badge(stage, sign_in)
    assert (sign_in.state.phase, sign_in.state.failure) == (SignInPhase.BADGE, "unknown-badge")
    assert failures(stage) == ["unknown-badge"]


def test_somebody_without_a_right_at_this_station_is_told_so(
    stage: "Stage", sign_in: SignIn, person: Person
) -> None:
    elsewhere = (Assignment(Role.OPERATOR, plant="P2"), Assignment(Role.AUDITOR))
    stage.said.say("person", "p1", msgspec.structs.replace(person, assignments=elsewhere))
    badge(stage, sign_in)
    assert sign_in.state.failure == "no-right"
    assert failures(stage) == ["no-right"]


def test_another_badge_changes_the_person_while_a_pin_is_asked_for(
    stage: "Stage", sign_in: SignIn, person: Person
) -> None:
    from hashlib import sha256  # noqa: PLC0415 -- one badge of this test alone

    other = msgspec.structs.replace(person, id="p2", badge=sha256(b"BADGE-2").hexdigest())
    stage.said.say("person", "p2", other)
    badge(stage, sign_in)
    badge(stage, sign_in, b"BADGE-2")
    assert sign_in.state.person == other


def test_going_back_forgets_the_person(stage: "Stage", sign_in: SignIn) -> None:
    badge(stage, sign_in)
    sign_in.cancel()
    assert (sign_in.state.phase, sign_in.state.person) == (SignInPhase.BADGE, None)


def test_nobody_gets_in_without_a_trace(stage: "Stage", sign_in: SignIn) -> None:
    badge(stage, sign_in)
    stage.journal.full = True
    pin(stage, sign_in, "2580")
    assert (sign_in.state.phase, sign_in.state.failure) == (SignInPhase.BADGE, "unwritable")


def test_a_pin_that_can_not_be_checked_is_not_called_wrong(
    stage: "Stage", sign_in: SignIn, pins: Pins
) -> None:
    pins.peppered = False
    badge(stage, sign_in)
    pin(stage, sign_in, "2580")
    assert (sign_in.state.phase, sign_in.state.failure) == (SignInPhase.BADGE, "no-check")
    assert failures(stage) == ["no-check"]


def test_a_badge_scanned_while_a_pin_is_checked_changes_nothing(stage: "Stage", sign_in: SignIn) -> None:
    badge(stage, sign_in)
    sign_in.enter_pin("2580")
    sign_in.scan(RawScan(device="gun-1", raw=b"NOBODY", received_ns=0, complete=True))
    stage.run_until(lambda: sign_in.state.phase is SignInPhase.SIGNED_IN)
    assert failures(stage) == []


def test_signing_out_is_an_entry_and_asks_for_a_badge(stage: "Stage", sign_in: SignIn) -> None:
    badge(stage, sign_in)
    pin(stage, sign_in, "2580")
    sign_in.sign_out()
    assert sign_in.state.phase is SignInPhase.BADGE
    stage.journal.close()
    assert stage.kinds() == ["signed-in", "signed-out"]


def test_a_verifier_that_is_none_lets_nobody_in_and_leaves_the_screen_usable(
    stage: "Stage", workers: Executor
) -> None:
    sign_in = SignIn(stage.outside, PinCheck(lambda: bytes(32)), workers, stage.changed)
    badge(stage, sign_in)
    with pytest.raises(InvalidHashError):
        pin(stage, sign_in, "2580")
    stage.run_until(lambda: sign_in.state.phase is not SignInPhase.CHECKING)
    assert (sign_in.state.phase, sign_in.state.failure) == (SignInPhase.BADGE, "no-check")


def test_the_gun_hears_whether_its_badge_was_known_and_a_refusal_only_once_it_is_durable(
    stage: "Stage", sign_in: SignIn
) -> None:
    sign_in.scan(RawScan(device="gun-1", raw=b"]C0NOBODY", received_ns=0, complete=True))
    assert stage.told == []
    stage.run_until(lambda: sign_in.state.failure == "unknown-badge")
    assert stage.told == [("gun-1", Feedback.REFUSED)]
    badge(stage, sign_in)
    assert stage.told[1:] == [("gun-1", Feedback.TAKEN)]


def test_a_badge_nobody_waits_for_is_refused(stage: "Stage", sign_in: SignIn) -> None:
    badge(stage, sign_in)
    pin(stage, sign_in, "2580")
    sign_in.scan(RawScan(device="gun-2", raw=b"]C0BADGE-1", received_ns=0, complete=True))
    assert stage.told[-1] == ("gun-2", Feedback.REFUSED)
