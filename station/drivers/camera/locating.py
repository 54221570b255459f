"""Where in a picture codes may be, and how they lean: from the edges, which codes have many of, close together."""

import math
from typing import NamedTuple

import cv2
import numpy as np

from station.drivers.camera.decoders import Picture

_SIDE = 320
"""Columns of the map of edges: fine enough to part neighbours, coarse enough to be quick."""
_FEWEST = 60
"""Cells of the map a place needs; a smaller one holds no code that could be read."""
_UPRIGHT = 4.0
"""Degrees a linear code may lean without harm."""


class Place(NamedTuple):
    """A rectangle of a picture, right and bottom excluded."""

    left: int
    top: int
    right: int
    bottom: int

    def widened(self, share: float, least: int = 8) -> "Place":
        """With a margin: codes need the quiet zone around them."""
        across = int((self.right - self.left) * share) + least
        down = int((self.bottom - self.top) * share) + least
        return Place(
            max(self.left - across, 0), max(self.top - down, 0), self.right + across, self.bottom + down
        )


def likely_places(picture: Picture, most: int) -> list[Place]:
    """Where edges stand close together, the likeliest first, at most `most` places."""
    rows, columns = picture.shape
    cell = max(columns / _SIDE, 1.0)
    size = (max(round(columns / cell), 1), max(round(rows / cell), 1))
    edges = cv2.resize(_edges(picture), size, interpolation=cv2.INTER_AREA)
    crowd = cv2.blur(edges, (9, 9))
    threshold = max(12.0, float(np.percentile(crowd, 80)))
    crowded = (crowd > threshold).astype(np.uint8)
    joined = cv2.morphologyEx(crowded, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    _, _, found, _ = cv2.connectedComponentsWithStats(joined)
    ranked = []
    for left, top, width, height, area in found[1:].tolist():
        if area >= _FEWEST:
            density = float(crowd[top : top + height, left : left + width].mean())
            sides = (left * cell, top * cell, (left + width) * cell, (top + height) * cell)
            ranked.append((density * math.sqrt(area), Place(*(int(side) for side in sides))))
    ranked.sort(reverse=True)
    return [place for _, place in ranked[:most]]


def lean(picture: Picture) -> float:
    """Degrees against the clock to turn the picture by so that most of its edges stand upright or lie flat; 0 if they do.

    From the structure tensor of the strongest edges: the double angle makes both sides of a bar one direction.
    """
    smooth = cv2.GaussianBlur(picture, (0, 0), 1.0)
    across = np.asarray(cv2.Sobel(smooth, cv2.CV_32F, 1, 0), dtype=np.float32)
    down = np.asarray(cv2.Sobel(smooth, cv2.CV_32F, 0, 1), dtype=np.float32)
    squares, other = across * across, down * down
    strength = squares + other
    strong = strength > np.percentile(strength, 90)
    twice = math.atan2(2 * float((across * down)[strong].sum()), float((squares - other)[strong].sum()))
    degrees = math.degrees(twice) / 2
    from_axis = degrees - 90 * round(degrees / 90)
    return 0.0 if abs(from_axis) < _UPRIGHT else degrees


def _edges(picture: Picture) -> Picture:
    across = cv2.convertScaleAbs(cv2.Sobel(picture, cv2.CV_16S, 1, 0, ksize=1))
    down = cv2.convertScaleAbs(cv2.Sobel(picture, cv2.CV_16S, 0, 1, ksize=1))
    return np.asarray(cv2.max(across, down), dtype=np.uint8)
