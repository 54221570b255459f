"""What is too long for every day: `./run faults`. A failure names its seed, with which it can be played again."""

import random
from pathlib import Path

import pytest

from station.journal import writing
from tests.end2end.killing import shift_under_fire
from tests.simulation.test_journal_power_cuts import cut_the_power

SHIFTS, KILLS_A_SHIFT = 10, 20
JOURNALS = 2_000


@pytest.mark.timeout(SHIFTS * 300)
def test_two_hundred_sudden_deaths_lose_and_double_nothing(tmp_path: Path) -> None:
    first = random.SystemRandom().randrange(2**32)
    killed = 0
    for seed in range(first, first + SHIFTS):
        folder = tmp_path / str(seed)
        folder.mkdir()
        died, found = shift_under_fire(folder, seed, KILLS_A_SHIFT, lambda _: None)
        killed += len(died)
        assert found == [], f"seed {seed}, killed {died}"
    assert killed >= SHIFTS * KILLS_A_SHIFT // 2


@pytest.mark.timeout(7200)
def test_ten_thousand_power_cuts_lose_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "CHECKPOINT_PAGES", 20)
    first = random.SystemRandom().randrange(2**32)
    for seed in range(first, first + JOURNALS):
        cut_the_power(seed, tmp_path / f"{seed}.db")
