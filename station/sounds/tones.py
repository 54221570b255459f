"""The cues as PCM. Operators tell them apart by the count of tones, so that no good ear for pitch is needed."""

import math
import struct
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from station.ports import Cue

RATE: Final = 48_000
"""Frames per second: what sound cards take without resampling."""

_LOUDNESS: Final = 0.5 * 32_767
_EDGE_S: Final = 0.004
"""Rise and fall of each tone: without them it begins and ends with a click."""
_GAP_S: Final = 0.04
"""Silence between two tones, so that equal ones can be counted."""


class Tone(NamedTuple):
    """A frequency in hertz for some seconds; square waves sound harsher than sines."""

    hertz: int
    seconds: float
    square: bool = False


CUES: Final[Mapping[Cue, tuple[Tone, ...]]] = MappingProxyType(
    {
        Cue.READ: (Tone(1_000, 0.06),),
        Cue.SAVED: (Tone(1_000, 0.07), Tone(1_500, 0.11)),
        Cue.PROVISIONAL: (Tone(1_000, 0.06), Tone(800, 0.06)),
        Cue.WARN: (Tone(700, 0.12), Tone(700, 0.12)),
        Cue.LEAD: (Tone(600, 0.12), Tone(800, 0.12), Tone(600, 0.12)),
        Cue.REFUSE: (Tone(300, 0.18, square=True),) * 3,
    }
)


def pcm(cue: Cue) -> bytes:
    """A cue as 16-bit little-endian mono frames at `RATE`."""
    return silence(_GAP_S).join(_sounded(tone) for tone in CUES[cue])


def silence(seconds: float) -> bytes:
    """Nothing to hear, in the same form."""
    return bytes(2 * round(seconds * RATE))


def _sounded(tone: Tone) -> bytes:
    # The wave is worked out once and repeated: frame by frame, all cues took 35 ms of the screen's start.
    period = RATE // math.gcd(RATE, tone.hertz)
    shape: Callable[[float], float] = _square if tone.square else math.sin
    wave = [_LOUDNESS * shape(2 * math.pi * tone.hertz / RATE * frame) for frame in range(period)]
    frames, edge = round(tone.seconds * RATE), round(_EDGE_S * RATE)
    rise = [wave[frame % period] * frame / edge for frame in range(edge)]
    fall = [wave[frame % period] * (frames - frame) / edge for frame in range(frames - edge, frames)]
    steady = _packed(wave) * (frames // period + 1)
    return _packed(rise) + steady[2 * edge : 2 * (frames - edge)] + _packed(fall)


def _packed(heights: Sequence[float]) -> bytes:
    return struct.pack(f"<{len(heights)}h", *map(round, heights))


def _square(angle: float) -> float:
    # Half as loud as a sine of the same height would be taken for.
    return math.copysign(0.5, math.sin(angle))
