"""Other looks at one picture: larger, smaller, clearer, turned. What is found is told in the first picture's pixels."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import cv2
import msgspec
import numpy as np
import numpy.typing as npt

from station.drivers.camera.code import Code, Point
from station.drivers.camera.decoders import Picture
from station.ports import CameraPicture, Outline

SHOWN_WIDTH = 640
_LARGE = 1600
"""A picture with a longer side than this, in pixels, is not made larger: its bars are wide enough."""
_SMALL = 96
_LARGEST = 2400
"""Pixels of the longer side; the looks at a larger picture, after the first, are at this size or would take minutes."""


class Look(NamedTuple):
    """A picture made from another.

    Attributes:
        back: the affine map, 2 by 3, from this picture's pixels to those of the first.
    """

    picture: Picture
    back: npt.NDArray[np.float64]

    def in_first(self, code: Code) -> Code:
        """A code found in this look, with its outline in the first picture."""
        corners = np.array(code.outline, dtype=np.float64).reshape(-1, 2)
        moved = corners @ self.back[:, :2].T + self.back[:, 2]
        outline = tuple(Point(round(x), round(y)) for x, y in moved.tolist())
        return msgspec.structs.replace(code, outline=outline)


def scaled(picture: Picture, across: float, down: float | None = None) -> Look:
    """The picture, larger or smaller."""
    down = across if down is None else down
    how = cv2.INTER_CUBIC if across * down > 1 else cv2.INTER_AREA
    resized = cv2.resize(picture, None, fx=across, fy=down, interpolation=how)
    return Look(_picture(resized), np.array([[1 / across, 0, 0], [0, 1 / down, 0]], dtype=np.float64))


def turned(picture: Picture, degrees: float) -> Look:
    """The whole picture, turned against the clock, its edges continued outward."""
    rows, columns = picture.shape
    turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), degrees, 1)
    cosine, sine = abs(turn[0, 0]), abs(turn[0, 1])
    width, height = int(rows * sine + columns * cosine), int(rows * cosine + columns * sine)
    turn[:, 2] += ((width - columns) / 2, (height - rows) / 2)
    rotated = cv2.warpAffine(
        picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    back = cv2.invertAffineTransform(turn)
    return Look(_picture(rotated), np.asarray(back, dtype=np.float64))


def cut(picture: Picture, left: int, top: int, right: int, bottom: int) -> Look:
    """A part of the picture; the sides may lie outside."""
    left, top = max(left, 0), max(top, 0)
    part = np.ascontiguousarray(picture[top:bottom, left:right])
    return Look(part, np.array([[1, 0, left], [0, 1, top]], dtype=np.float64))


def then(first: Look, second: Look) -> Look:
    """A look at a look."""
    linear, shift = first.back[:, :2], first.back[:, 2]
    back = np.column_stack((linear @ second.back[:, :2], linear @ second.back[:, 2] + shift))
    return Look(second.picture, back)


def shown(device: str, picture: Picture, codes: Iterable[Code]) -> CameraPicture:
    """The picture for people: small enough to be painted at every frame."""
    rows, columns = picture.shape
    size = min(1.0, SHOWN_WIDTH / columns)
    width, height = round(columns * size), round(rows * size)
    outlines = (
        Outline(
            tuple((round(point.x * size), round(point.y * size)) for point in code.outline), code.verified
        )
        for code in codes
    )
    pixels = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA) if size < 1 else picture
    return CameraPicture(
        device=device, width=width, height=height, pixels=pixels.tobytes(), outlines=tuple(outlines)
    )


def patient_looks(picture: Picture) -> Iterator[Look]:
    """All the looks that are worth while where time is no matter; the picture as it is comes first."""
    yield _same(picture)
    shrink = _LARGEST / max(picture.shape)
    base = scaled(picture, shrink) if shrink < 1 <= shrink * min(picture.shape) else _same(picture)
    yield from (then(base, look) for look in _further_looks(base.picture))


def _further_looks(picture: Picture) -> Iterator[Look]:
    yield _same(clearer(picture))
    yield from (_same(change(picture)) for change in _CHANGES)
    longer = max(picture.shape)
    if longer <= _LARGE:
        twice = scaled(picture, 2)
        yield twice
        yield twice._replace(picture=clearer(twice.picture))
        yield twice._replace(picture=_sharper(twice.picture))
        yield scaled(picture, 3)
        yield scaled(picture, 2, 1)
    if longer >= _SMALL and min(picture.shape) > 1:
        yield scaled(picture, 0.5)
    yield from (turned(picture, degrees) for degrees in (-30, -15, 15, 30, 45))


def _same(picture: Picture) -> Look:
    return Look(picture, np.array([[1, 0, 0], [0, 1, 0]], dtype=np.float64))


def clearer(picture: Picture) -> Picture:
    """Contrast evened out: a code in shadow or glare."""
    return _picture(cv2.createCLAHE(3, (4, 4)).apply(picture))


def _sharper(picture: Picture) -> Picture:
    """Edges raised against their surroundings: a code out of focus."""
    return _picture(cv2.addWeighted(picture, 2.5, cv2.GaussianBlur(picture, (0, 0), 2), -1.5, 0))


def _softer(picture: Picture) -> Picture:
    """Noise and the pattern of a screen smoothed away."""
    return _picture(cv2.GaussianBlur(picture, (0, 0), 1))


def cleaner(picture: Picture) -> Picture:
    """Single pixels out of place removed."""
    return _picture(cv2.medianBlur(picture, 3))


def _joined(picture: Picture) -> Picture:
    """Dark dots grown together: dot-peened or badly printed codes."""
    return _picture(cv2.erode(picture, np.ones((3, 3), np.uint8)))


_CHANGES: tuple[Callable[[Picture], Picture], ...] = (_sharper, _softer, cleaner, _joined)


def _picture(made: object) -> Picture:
    return np.ascontiguousarray(made, dtype=np.uint8)
