"""Codes in the frames of a camera, where time counts: the cheap looks first, the dear ones where those find nothing."""

from collections.abc import Callable, Iterable, Iterator

from station.drivers.camera.code import Code
from station.drivers.camera.decoders import Effort, Picture, read_first, read_second
from station.drivers.camera.locating import Place, lean, likely_places
from station.drivers.camera.looks import Look, cleaner, clearer, cut, scaled, then, turned

_PLACES = 3
_WHOLE_EVERY = 4
"""Every so many frames the whole picture is looked at although codes are found where they were: others may have come."""


_REST = 6
"""Frames that are only looked at quickly after a thorough search found nothing: an empty table must not cost a core."""


class FrameDecoder:
    """Reads one frame after another and looks first where the last one had its codes."""

    def __init__(self) -> None:
        self._formats: tuple[str, ...] = ()
        self._last: tuple[Place, ...] = ()
        self._since_whole = 0
        self._resting = 0

    def decode(self, picture: Picture, formats: Iterable[str]) -> tuple[Code, ...]:
        """The codes of a frame in these formats, `decoders.FORMATS`; weak symbologies and all of zbar's are not verified."""
        wanted = tuple(formats)
        if wanted != self._formats:  # where codes were, there may be none of the others
            self._formats, self._last, self._resting = wanted, (), 0
        self._since_whole = (self._since_whole + 1) % _WHOLE_EVERY
        codes = self._tracked(picture) if self._last and self._since_whole else []
        codes = codes or read_first(picture, self._formats, Effort.FAST)
        if not codes and self._resting:
            self._resting -= 1
        elif not codes:
            codes = next((found for found in self._searches(picture) if found), [])
            self._resting = 0 if codes else _REST
        self._last = tuple(Place(*code.bounds).widened(0.25, 24) for code in codes)
        return tuple(codes)

    def _tracked(self, picture: Picture) -> list[Code]:
        """The codes of the last frame, where they were or nearby; none unless all are still there."""
        looks = [cut(picture, *place) for place in self._last]
        found = [self._first(look) or self._upright(look) for look in looks]
        return [codes[0] for codes in found] if all(found) else []

    def _searches(self, picture: Picture) -> Iterator[list[Code]]:
        """What each thorough search finds, the cheapest first."""
        looks = [cut(picture, *place.widened(0.15)) for place in likely_places(picture, _PLACES)]
        yield self._anywhere(looks, self._first)
        yield self._anywhere(looks, self._upright)
        yield read_first(picture, self._formats)
        yield self._anywhere(looks, self._second)

    def _anywhere(self, looks: list[Look], search: Callable[[Look], list[Code]]) -> list[Code]:
        return next((found for look in looks if (found := search(look))), [])

    def _first(self, look: Look) -> list[Code]:
        return [look.in_first(code) for code in read_first(look.picture, self._formats)]

    def _upright(self, look: Look) -> list[Code]:
        """Turned so that the bars stand upright: zxing-cpp reads linear codes along rows and columns only."""
        degrees = lean(look.picture)
        return self._first(then(look, turned(look.picture, degrees))) if degrees else []

    def _second(self, look: Look) -> list[Code]:
        """What zbar reads here, again in twice the size, and again made clearer or cleaner: misreadings seldom do all."""
        found = read_second(look.picture, self._formats)
        if found:
            larger = self._values(scaled(look.picture, 2).picture)
            changed = self._values(clearer(look.picture)) | self._values(cleaner(look.picture))
            found = [code for code in found if code.raw in larger & changed]
        return [look.in_first(code) for code in found]

    def _values(self, picture: Picture) -> set[bytes]:
        return {code.raw for code in read_second(picture, self._formats)}
