"""Codes in camera frames: ours against zxing-cpp on the whole frame and zbar, all looking for the same symbologies.

Every frame is a first frame: nothing is tracked. A frame is misread when anything but its value comes out.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

import cv2

from benchmarks.report import Result, compared
from benchmarks.rigs.photographs import Frame, cluttered, leaning
from station.drivers.camera.code import Code
from station.drivers.camera.decoders import Picture, read_first, read_second
from station.drivers.camera.frames import FrameDecoder
from station.profiles.device import LABELS

_SEEDS = (1, 2, 3)
_LEAN = 30.0
Read = Callable[[Picture], Sequence[Code]]


class _Score(NamedTuple):
    reads: int
    not_misread: int
    median_ms: float


def _ours(picture: Picture) -> Sequence[Code]:
    return FrameDecoder().decode(picture, LABELS)


def _whole_frame(picture: Picture) -> Sequence[Code]:
    return read_first(picture, LABELS)


def _zbar(picture: Picture) -> Sequence[Code]:
    return read_second(picture, LABELS)


_READERS = (_ours, _whole_frame, _zbar)


def run() -> list[Result]:
    """Cluttered frames of 720 lines from three seeds; linear codes that lean by 30 degrees to either side."""
    cv2.setNumThreads(1)  # as at the station
    clutter = [cluttered(seed) for seed in _SEEDS]
    lean = [leaning(sign * _LEAN) for sign in (1, -1)]
    ours, zxing, zbar = zip(*map(_scores, clutter), strict=True)
    leaning_ours, leaning_zxing, leaning_zbar = zip(*map(_scores, lean), strict=True)
    size, leaning_size = len(clutter[0]), len(lean[0])
    return [
        _reads(f"cluttered 720p of {size}, zxing-cpp", ours, zxing, "≥ 1.04"),
        _time("cluttered 720p, zxing-cpp", ours, zxing),
        _misreads("cluttered 720p, zxing-cpp", ours, zxing),
        _reads(f"cluttered 720p of {size}, zbar", ours, zbar, "≥ 1.04"),
        _time("cluttered 720p, zbar", ours, zbar),
        _misreads("cluttered 720p, zbar", ours, zbar),
        _reads(f"linear at 30° of {leaning_size}, zxing-cpp", leaning_ours, leaning_zxing, "≥ 4"),
        _misreads("linear at 30°, zxing-cpp", leaning_ours, leaning_zxing),
        _reads(f"linear at 30° of {leaning_size}, zbar", leaning_ours, leaning_zbar, "≥ 2"),
    ]


def _scores(frames: Sequence[Frame]) -> list[_Score]:
    """What each reader makes of the frames, all of them on one frame before any on the next, in turn the first."""
    reads, not_misread = [0] * len(_READERS), [0] * len(_READERS)
    times: list[list[float]] = [[] for _ in _READERS]
    for number, frame in enumerate(frames):
        for turn in range(len(_READERS)):
            which = (number + turn) % len(_READERS)
            begin = time.perf_counter()
            codes = _READERS[which](frame.picture)
            times[which].append((time.perf_counter() - begin) * 1000)
            found = {code.raw.strip() for code in codes}
            reads[which] += frame.value in found
            not_misread[which] += found <= {frame.value}
    medians = map(statistics.median, times)
    return [_Score(*each) for each in zip(reads, not_misread, medians, strict=True)]


def _reads(name: str, ours: Sequence[_Score], peer: Sequence[_Score], goal: str) -> Result:
    pairs = [(own.reads, other.reads) for own, other in zip(ours, peer, strict=True)]
    return compared(f"{name}: read", pairs, unit="frames", goal=goal)


def _misreads(name: str, ours: Sequence[_Score], peer: Sequence[_Score]) -> Result:
    pairs = [(own.not_misread, other.not_misread) for own, other in zip(ours, peer, strict=True)]
    return compared(f"{name}: not misread", pairs, unit="frames", goal="≥ 1")


def _time(name: str, ours: Sequence[_Score], peer: Sequence[_Score]) -> Result:
    pairs = [(own.median_ms, other.median_ms) for own, other in zip(ours, peer, strict=True)]
    return compared(f"{name}: median", pairs, unit="ms/frame", goal="≤ 0.5")
