"""The real journal on a disk that loses power at any moment: what was acknowledged is there, and it is sound."""

import random
from contextlib import closing, suppress
from pathlib import Path

import apsw
import pytest

from station.journal import writing
from station.journal.reading import JournalReader
from station.journal.verify import verify
from station.ports import JournalUnavailable, Kept
from station.problems import Problem
from tests.simulation.unreliable_disk import unreliable_disk
from tests.unit.station.journal.made import DEADLINE_S, open_journal, reading

CUTS_PER_JOURNAL = 5


class PowerCut:
    """Ends all work of a disk at its `at`-th change or sync."""

    def __init__(self, at: int) -> None:
        self.left = at

    def __call__(self, act: str, _path: str) -> None:
        self.left -= act != "read"
        if self.left <= 0:
            raise apsw.exception_for(apsw.SQLITE_IOERR)


def append_until_the_power_goes(path: Path, chance: random.Random) -> list[Kept]:
    """Append in bursts of 1 to 40; return what was acknowledged."""
    acknowledged: list[Kept] = []
    with suppress(JournalUnavailable), closing(open_journal(path)) as journal:
        while True:
            burst = [journal.append(reading()) for _ in range(chance.choice((1, 1, 2, 40)))]
            acknowledged += (future.result(DEADLINE_S) for future in burst)
    return acknowledged


def kept_by(path: Path) -> list[Kept]:
    """All entries of a journal found sound; none where the power went before there was one."""
    try:
        assert verify(path).faults == ()
    except Problem:
        return []
    with closing(JournalReader(path)) as journal:
        return list(journal.after(0, 1_000_000))


def cut_the_power(seed: int, path: Path) -> None:
    """Cut the power under one journal some times, with everything a cut may lose or tear chosen by the seed."""
    chance = random.Random(seed)
    expected: list[Kept] = []
    for number in range(CUTS_PER_JOURNAL):
        with unreliable_disk(f"power-{seed}-{number}") as disk:
            disk.fault = PowerCut(chance.randrange(1, 600))
            expected += append_until_the_power_goes(path, chance)
            disk.cut(chance)
        found = kept_by(path)
        assert found[: len(expected)] == expected, f"seed {seed}, cut {number}"
        expected = found
    assert expected, f"seed {seed}"


@pytest.mark.parametrize("seed", range(60))
def test_nothing_acknowledged_is_lost_and_nothing_is_damaged_by_power_cuts(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "CHECKPOINT_PAGES", 20)  # so that cuts fall into checkpoints, too
    cut_the_power(seed, tmp_path / "journal.db")
