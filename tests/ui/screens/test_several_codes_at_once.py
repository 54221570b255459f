"""A fixed scanner reads all codes on a thing at one trigger and sends them one after another; the form takes its own."""

from typing import TYPE_CHECKING

import msgspec
import pytest

from station.ui.viewmodels.sign_in import SignInModel
from traceability.acts import Reading

if TYPE_CHECKING:
    from tests.ui.screens.conftest import World


@pytest.fixture
def gate(world: "World") -> "World":
    """A station at work whose scanner sends bursts."""
    world.open()
    world.work()
    [gun] = world.station().devices
    bursting = msgspec.structs.replace(gun, options={"burst_ms": 200})
    station = msgspec.structs.replace(world.station(), version=2, devices=(bursting,))
    world.central_says(("station", "S1", station))
    world.until(lambda: len(world.readers) == 2)
    return world


def trigger(world: "World", *codes: bytes) -> None:
    gun = world.readers[-1].gun
    gun.send(b"".join(b"]C0" + code + b"\r\n" for code in codes))


def test_of_three_codes_of_a_trigger_the_wanted_one_is_taken_and_two_are_named(gate: "World") -> None:
    trigger(gate, b"BOX-7", gate.board, b"TAG-12")
    gate.until(lambda: gate.said("同时读到"))
    [reading] = gate.entries("reading")
    assert isinstance(reading.entry.body, Reading)
    assert [source.raw for source in reading.entry.sources] == [b"]C0" + gate.board]
    assert gate.said("BOX-7、TAG-12")
    assert gate.entries("refusal") == []


def test_a_command_in_a_burst_is_obeyed_and_holds_no_label_back(gate: "World") -> None:
    trigger(gate, gate.board, b"TPDO NEXT")
    gate.until(lambda: len(gate.entries("reading")) == 1)
    trigger(gate, b"TPDO SIGN OUT", b"BOX-7")
    gate.until(lambda: isinstance(gate.window.shell.screen, SignInModel))
    assert gate.entries("refusal") == []
