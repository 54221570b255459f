"""Codes in a picture file, where time is no matter: many looks, each reading weighed against the others."""

from collections.abc import Callable, Iterable
from pathlib import Path

import cv2
import msgspec
import numpy as np

from station.drivers.camera.code import Code
from station.drivers.camera.decoders import FORMATS, Effort, Picture, read_first, read_second
from station.drivers.camera.looks import patient_looks

_ENOUGH = 4
"""As many looks find every code of a good picture."""
_NO_CHECK = frozenset("AFI")
"""AIM code characters of symbologies without a check character: zbar sees them in anything striped."""


class _Reading:
    """One value and how often each reader saw it."""

    def __init__(self, code: Code) -> None:
        self.code = code
        self.first = 0
        self.second = 0
        self.plainly = False

    @property
    def credible(self) -> bool:
        """Strong symbologies prove themselves; others need the picture as it is, two looks, or both readers."""
        if self.first:
            return self.code.strong or self.plainly or self.first > 1 or self.second > 0
        return self.second > 1 and self.code.aim[1:2] not in _NO_CHECK

    @property
    def proven(self) -> bool:
        """Whether the symbology or the other reader vouches for it."""
        return self.code.strong or bool(self.first and self.second)

    def yields_to(self, other: "_Reading") -> bool:
        """Whether the other is rather what stands there: another reading of the place, or the bars read better."""
        if self.code.strong or other is self:
            return False
        if self.code.same_place(other.code):
            return (other.first, other.second) >= (self.first, self.second)
        return self._resembles(other) and (other.first, other.second) > (2 * self.first, 2 * self.second)

    def _resembles(self, other: "_Reading") -> bool:
        """Half the characters are the same: some of the same bars misread, a little above or below."""
        own, others = self.code.raw, other.code.raw
        same = sum(a == b for a, b in zip(own, others, strict=False))
        return len(own) == len(others) and 2 * same >= len(own)


def decode_file(path: str | Path) -> tuple[Code, ...]:
    """All codes of a picture file; see `decode_picture`.

    Raises OSError when the file cannot be read, ValueError when it is no picture.
    """
    return decode_picture(read_picture(Path(path)))


def decode_picture(
    picture: Picture, formats: Iterable[str] = tuple(FORMATS), is_enough: Callable[[], bool] = lambda: False
) -> tuple[Code, ...]:
    """All codes of a picture, from the top left to the bottom right, equal ones once.

    Where readings of one place differ the one seen more often stands, a tie for none. One picture cannot confirm
    itself: codes of weak symbologies are verified only where both readers agree. `is_enough` is asked before each
    further look: a large picture takes seconds.
    """
    wanted = tuple(formats)
    readings: list[_Reading] = []
    for number, look in enumerate(patient_looks(picture)):
        if number >= _ENOUGH and readings and all(each.proven for each in readings):
            break
        if number and is_enough():
            break
        for code in read_first(look.picture, wanted) or read_first(look.picture, wanted, Effort.OTHER):
            reading = _counted(readings, look.in_first(code))
            reading.first += 1
            reading.plainly = reading.plainly or number == 0
        for code in read_second(look.picture, wanted):
            _counted(readings, look.in_first(code)).second += 1
    credible = [each for each in readings if each.credible]
    codes = (
        msgspec.structs.replace(each.code, verified=each.proven)
        for each in credible
        if not any(each.yields_to(other) for other in readings)
    )
    return tuple(sorted(codes, key=lambda code: (code.bounds[1], code.bounds[0])))


def read_picture(path: Path) -> Picture:
    """The brightness of a picture file, transparent parts as white paper.

    Raises OSError when the file cannot be read, ValueError when it is no picture.
    """
    # OpenCV takes a WebP shorter than its largest header for none; what follows a picture's end is ignored
    data = np.frombuffer(path.read_bytes().ljust(32, b"\0"), dtype=np.uint8)
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # what is wrong is told below
    try:
        image = cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
    except cv2.error:  # more pixels than OpenCV takes
        image = None
    if image is None or image.dtype not in (np.uint8, np.uint16):
        raise ValueError(f"{path} is not a picture that can be read")
    image = (image // 256 if image.dtype == np.uint16 else image).astype(np.uint8)
    if image.ndim == 3 and image.shape[2] == 4:
        darkness = cv2.bitwise_not(cv2.cvtColor(image, cv2.COLOR_BGRA2GRAY))
        image = cv2.bitwise_not(cv2.multiply(darkness, image[..., 3], scale=1 / 255))
    elif image.ndim == 3:
        image = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    return np.ascontiguousarray(image, dtype=np.uint8)


def _counted(readings: list[_Reading], code: Code) -> _Reading:
    """Where this reading is counted. What one reader names and the other cannot keeps its name."""
    for each in readings:
        if each.code.agrees(code):
            if code.aim and not each.code.aim:
                each.code = code
            return each
    readings.append(_Reading(code))
    return readings[-1]
