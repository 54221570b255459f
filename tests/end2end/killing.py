"""A shift during which processes die without warning."""

import random
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Self

from demo.check import differences
from demo.plant.factory import Factory
from demo.plant.processes import program, run
from demo.shift import Shift

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


class Killer:
    """Kills one process after the other, any of them, at random moments, until it killed enough."""

    def __init__(self, factory: Factory, chance: random.Random, most: int) -> None:
        self.killed: list[str] = []
        self._factory = factory
        self._chance = chance
        self._most = most
        self._enough = threading.Event()
        self._thread = threading.Thread(target=self._kill, name="killer")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        self._thread.join()

    def _kill(self) -> None:
        while len(self.killed) < self._most and not self._enough.wait(self._chance.uniform(0.2, 2.5)):
            victim = self._chance.choice(self._factory.processes)
            victim.kill()
            self.killed.append(victim.name)


def shift_under_fire(
    folder: Path, seed: int, kills: int, say: Callable[[str], None]
) -> tuple[list[str], list[str]]:
    """Play a shift while processes are killed: who died, and everything that is not as planned."""
    chance = random.Random(seed)
    with Factory(folder, folder / "pictures", OFFSCREEN) as factory:
        shift = Shift(factory, say)
        with Killer(factory, chance, kills) as killer:
            shift.play()
        found = differences(factory.central_folder, factory.sites, shift)
        for site in factory.sites:
            run([program("station"), "journal", "verify", "--home", str(site.home.folder)])
        run([program("central"), "verify", str(factory.central_folder)])
    return killer.killed, found
