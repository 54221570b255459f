import cmath
import math
import struct

import pytest

from station.ports import Cue
from station.sounds.tones import RATE, pcm

# The guide's table: frequency and milliseconds of each tone.
GUIDE = {
    Cue.READ: [(1000, 60)],
    Cue.SAVED: [(1000, 70), (1500, 110)],
    Cue.PROVISIONAL: [(1000, 60), (800, 60)],
    Cue.WARN: [(700, 120), (700, 120)],
    Cue.LEAD: [(600, 120), (800, 120), (600, 120)],
    Cue.REFUSE: [(300, 180), (300, 180), (300, 180)],
}


def samples(cue: Cue) -> tuple[int, ...]:
    content = pcm(cue)
    return struct.unpack(f"<{len(content) // 2}h", content)


def tones(heard: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Parts between silences of at least 20 ms."""
    parts: list[list[int]] = [[]]
    quiet = 0
    for height in heard:
        quiet = quiet + 1 if height == 0 else 0
        if quiet > RATE // 50:
            if parts[-1]:
                parts.append([])
        else:
            parts[-1].append(height)
    return [tuple(part) for part in parts if any(part)]


def strength(heard: tuple[int, ...], hertz: int) -> float:
    return abs(
        sum(height * cmath.exp(-2j * math.pi * hertz * at / RATE) for at, height in enumerate(heard))
    ) / len(heard)


@pytest.mark.parametrize("cue", list(Cue))
def test_each_cue_sounds_as_the_guide_says(cue: Cue) -> None:
    heard = tones(samples(cue))
    assert len(heard) == len(GUIDE[cue])
    for part, (hertz, milliseconds) in zip(heard, GUIDE[cue], strict=True):
        assert len(part) / RATE * 1000 == pytest.approx(milliseconds, abs=21)
        assert max(range(200, 1600, 50), key=lambda each: strength(part, each)) == hertz


@pytest.mark.parametrize("cue", list(Cue))
def test_no_cue_begins_ends_or_clips_with_a_click(cue: Cue) -> None:
    heard = samples(cue)
    assert max(abs(heard[0]), abs(heard[-1])) < 300
    assert max(map(abs, heard)) < 32_000


def test_only_a_refusal_sounds_harsh() -> None:
    def harmonics(cue: Cue, hertz: int) -> float:
        first = tones(samples(cue))[0]
        return strength(first, 3 * hertz) / strength(first, hertz)

    assert harmonics(Cue.REFUSE, 300) > 0.25
    assert harmonics(Cue.WARN, 700) < 0.01
