"""How large everything is on a given panel."""

import math

import msgspec

from station.ui.theme.tokens import Type, tokens

_BASE_WIDTH, _BASE_HEIGHT = 1024, 768
_LARGEST_USUAL = 1.375
_WIDE_FROM = 1280
_LARGE_CONTROL = 72
_MM_PER_INCH = 25.4
# Wide screens have room for larger words where the narrow ones wrap.
_WIDE_TYPE = {"prompt": Type(64, 80), "code": Type(50, 60), "sentence": Type(44, 56)}


class Scale(msgspec.Struct, frozen=True, kw_only=True):
    """The measures of one window on one panel.

    Attributes:
        k: factor on every length of the design.
        wide: whether the wide layout and type apply.
        control: least height of a touch control, in pixels at k = 1.
    """

    k: float
    wide: bool
    control: int

    def px(self, length: float) -> int:
        """A design length in whole pixels of this window, halves rounded up."""
        return math.floor(length * self.k + 0.5)

    def type(self, name: str) -> Type:
        """Glyph size and line height in pixels of this window."""
        step = _WIDE_TYPE.get(name) if self.wide else None
        step = step or tokens().type[name]
        return Type(self.px(step.px), self.px(step.line))

    @property
    def side_width(self) -> int:
        """Width of the right column in pixels."""
        return self.px(420 if self.wide else 324)


def least_target(dots_per_inch: float) -> int:
    """The pixels of the smallest allowed touch target, 12 mm, to the nearest pixel."""
    return round(tokens().target.min_mm * dots_per_inch / _MM_PER_INCH)


def scale_for(width: int, height: int, dots_per_inch: float = 85) -> Scale:
    """The scale of a `width` x `height` window on a panel of the given density.

    The density comes from set-up: panels often report a wrong size. Where 12 mm need it, the factor
    rises up to `height / 768`, then controls grow.
    """
    k = min(max(min(width / _BASE_WIDTH, height / _BASE_HEIGHT), 1.0), _LARGEST_USUAL)
    control = tokens().target.control
    needed = least_target(dots_per_inch)
    if control * k < needed:
        k = max(k, min(needed / control, height / _BASE_HEIGHT, width / _BASE_WIDTH))
    if math.floor(control * k + 0.5) < needed:
        control = _LARGE_CONTROL
    return Scale(k=k, wide=width / k >= _WIDE_FROM, control=control)
