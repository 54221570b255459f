"""Any process may die at any moment: nothing is lost, nothing is there twice."""

import random
from pathlib import Path

import pytest

from tests.end2end.killing import shift_under_fire

KILLS = 20
RUNS = 3


@pytest.mark.timeout(900)
def test_twenty_sudden_deaths_lose_and_double_nothing(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(2**32)
    killed: list[str] = []
    for run in range(RUNS):
        folder = tmp_path / f"shift-{run}"
        folder.mkdir()
        died, found = shift_under_fire(folder, seed + run, KILLS - len(killed), print)
        killed += died
        assert found == [], f"seed {seed + run}, killed {died}"
        if len(killed) >= KILLS:
            return
    pytest.fail(f"only {len(killed)} processes were killed in {RUNS} shifts")
