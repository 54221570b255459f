"""Camera frames from photographs of codes: laid somewhere on a cluttered picture of 720 lines, or turned.

The photographs are those of `photographs.txt`, from `tests/data/photos`; place and clutter come from a seed.
"""

import random
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

from station.drivers.camera.decoders import Picture
from station.drivers.camera.looks import turned
from station.drivers.camera.pictures import read_picture

PHOTOS = Path(__file__).parents[2] / "tests/data/photos"
_WIDTH, _HEIGHT = 1280, 720
_BORDER = 8


class Frame(NamedTuple):
    """A picture and the bytes of the code it shows."""

    picture: Picture
    value: bytes


def cluttered(seed: int) -> list[Frame]:
    """Every photograph of the list on clutter, in its own size where that fits."""
    chance = random.Random(seed)  # noqa: S311  frames that can be made again, no secret
    clutter = _clutter()
    return [
        Frame(_laid_on(chance.choice(clutter), read_picture(path), chance), _value(path))
        for path in _listed("clutter")
    ]


def leaning(degrees: float) -> list[Frame]:
    """Every linear code of the list, turned on paper of its own brightness."""
    return [
        Frame(turned(_on_paper(read_picture(path)), degrees).picture, _value(path))
        for path in _listed("turned")
    ]


def _listed(kind: str) -> list[Path]:
    lines = Path(__file__).with_name("photographs.txt").read_text(encoding="utf-8").splitlines()
    return [PHOTOS / line.removeprefix(f"{kind} ") for line in lines if line.startswith(f"{kind} ")]


def _value(path: Path) -> bytes:
    return path.with_suffix(".txt").read_bytes().strip()


def _clutter() -> list[Picture]:
    """Pictures without a code, filling a frame."""
    folders = (PHOTOS / "falsepositives-1", PHOTOS / "falsepositives-2")
    paths = (path for folder in folders for path in sorted(folder.iterdir()))
    return [_filling(read_picture(path)) for path in paths if path.name != "1x1.webp"]


def _filling(picture: Picture) -> Picture:
    rows, columns = picture.shape
    size = max(_WIDTH / columns, _HEIGHT / rows)
    width, height = max(_WIDTH, round(columns * size)), max(_HEIGHT, round(rows * size))
    grown = cv2.resize(picture, (width, height), interpolation=cv2.INTER_CUBIC)
    left, top = (width - _WIDTH) // 2, (height - _HEIGHT) // 2
    return np.ascontiguousarray(grown[top : top + _HEIGHT, left : left + _WIDTH], dtype=np.uint8)


def _on_paper(photo: Picture) -> Picture:
    """With a margin, so that turning shows paper at the corners and does not lengthen the bars."""
    margin = max(photo.shape) // 4
    sides = (margin,) * 4
    paper = int(np.percentile(photo, 90))
    return np.asarray(cv2.copyMakeBorder(photo, *sides, cv2.BORDER_CONSTANT, value=paper), dtype=np.uint8)


def _laid_on(clutter: Picture, photo: Picture, chance: random.Random) -> Picture:
    rows, columns = photo.shape
    size = min(1.0, (_WIDTH - 80) / columns, (_HEIGHT - 40) / rows)
    if size < 1:
        photo = np.asarray(
            cv2.resize(photo, None, fx=size, fy=size, interpolation=cv2.INTER_AREA), dtype=np.uint8
        )
        rows, columns = photo.shape
    left = chance.randrange(_BORDER, _WIDTH - columns - _BORDER + 1)
    top = chance.randrange(_BORDER, _HEIGHT - rows - _BORDER + 1)
    frame = clutter.copy()
    paper = int(np.percentile(photo, 90))
    frame[top - _BORDER : top + rows + _BORDER, left - _BORDER : left + columns + _BORDER] = paper
    frame[top : top + rows, left : left + columns] = photo
    return frame
