"""A device that is unwell is heard, and named in the strip by what ails it."""

from typing import TYPE_CHECKING

import pytest

from station.ports import Cue
from traceability.language import Language

if TYPE_CHECKING:
    from tests.ui.screens.conftest import World


@pytest.mark.parametrize(
    ("language", "word"), [(Language.CHINESE, "扫描不完整"), (Language.ENGLISH, "incomplete")]
)
def test_a_gun_whose_scans_arrive_incomplete_is_named_until_they_are_whole_again(
    world: "World", language: Language, word: str
) -> None:
    world.open(language=language)
    devices = world.window.shell.context.standing.devices
    for number in range(1, 5):
        assert not world.said(word)
        world.readers[-1].gun.send(b"HALF A BADGE")
        world.until(lambda count=number: devices.health("gun-1").incomplete == count)  # type: ignore[misc]  # bound now
    assert world.said(word)
    assert Cue.WARN in world.sounds.cues
    for _ in range(100):  # as many as the share is taken of
        world.readers[-1].scan(b"BADGE-10386")
    world.until(lambda: devices.health("gun-1").alarm is None)
    assert not world.said(word)
