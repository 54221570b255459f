"""Promises of the design tokens, the scale, the icons and the step pictures."""

import pytest
from PySide6.QtGui import QColor, QImage

from station.ui.theme.scale import Scale, least_target, scale_for
from station.ui.theme.theme import Theme
from station.ui.theme.tokens import FOLDER, Palette, tokens

_PALETTES = {"light": tokens().light, "dark": tokens().dark}
_FILLS = ("accent", "ok", "warn", "lead", "refuse", "offline", "training")


def _luminance(value: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(value[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(palette: Palette, front: str, back: str) -> float:
    low, high = sorted(_luminance(palette.colour[role]) for role in (front, back))
    return (high + 0.05) / (low + 0.05)


_PAIRS = [
    (name, *pair.split("/"), least)
    for name, palette in _PALETTES.items()
    for pair, least in palette.contrast.items()
]


@pytest.mark.parametrize(("name", "front", "back", "least"), _PAIRS)
def test_every_pair_of_roles_has_the_contrast_the_guide_promises(
    name: str, front: str, back: str, least: float
) -> None:
    assert round(_contrast(_PALETTES[name], front, back), 1) >= least


@pytest.mark.parametrize("name", _PALETTES)
def test_words_are_readable_on_every_ground_they_stand_on(name: str) -> None:
    pairs = [("text", g) for g in ("bg", "surface", "inset", "oksoft", "offlinesoft", "accentsoft")]
    pairs += [("muted", g) for g in ("bg", "surface", "inset", "accentsoft")]
    pairs += [("striptext", "strip"), ("stripmuted", "strip"), ("accenttext", "accentsoft")]
    pairs += [(f"on{role}", role) for role in _FILLS] + [(f"{role}text", f"{role}soft") for role in _FILLS]
    pairs += [(f"{role}text", "accentsoft") for role in ("ok", "warn", "lead", "refuse", "offline")]
    pairs += [(role, f"on{role}") for role in ("refuse", "lead", "warn")]
    too_weak = [pair for pair in pairs if _contrast(_PALETTES[name], *pair) < 4.5]
    assert not too_weak


@pytest.mark.parametrize("name", _PALETTES)
def test_fills_stand_out_and_light_amber_gets_an_edge_that_does(name: str) -> None:
    palette = _PALETTES[name]
    for role in _FILLS:
        seen = "warntext" if role == "warn" else role
        assert min(_contrast(palette, seen, ground) for ground in ("surface", "bg")) >= 3.0


@pytest.mark.parametrize(
    ("width", "height", "k", "wide"),
    [
        (1024, 768, 1.0, False),
        (1280, 800, 1.042, False),
        (1280, 1024, 1.25, False),
        (1366, 768, 1.0, True),
        (1920, 1080, 1.375, True),
        (800, 600, 1.0, False),
    ],
)
def test_the_scale_follows_the_window_between_its_bounds(
    width: int, height: int, k: float, *, wide: bool
) -> None:
    scale = scale_for(width, height)
    assert round(scale.k, 3) == k
    assert scale.wide is wide


@pytest.mark.parametrize(
    ("name", "small", "large"),
    [
        ("label", (18, 24), (25, 33)),
        ("body", (20, 28), (28, 39)),
        ("action", (22, 28), (30, 39)),
        ("title", (28, 36), (39, 50)),
        ("code", (40, 48), (69, 83)),
        ("sentence", (40, 52), (61, 77)),
        ("prompt", (56, 68), (88, 110)),
        ("verdict", (64, 80), (88, 110)),
        ("count", (76, 80), (105, 110)),
    ],
)
def test_type_has_the_guides_sizes_on_both_reference_screens(
    name: str, small: tuple[int, int], large: tuple[int, int]
) -> None:
    for scale, wanted in ((scale_for(1024, 768), small), (scale_for(1920, 1080), large)):
        step = scale.type(name)
        assert (step.px, step.line) == pytest.approx(wanted, abs=1)


@pytest.mark.parametrize(
    ("dots_per_inch", "pixels"), [(85, 40), (106, 50), (123, 58), (102, 48), (141, 67), (224, 106)]
)
def test_twelve_millimetres_are_the_guides_pixels(dots_per_inch: float, pixels: int) -> None:
    assert least_target(dots_per_inch) == pixels


def test_a_dense_panel_raises_the_scale_and_then_the_controls() -> None:
    scale = scale_for(1920, 1200, 224)
    assert scale == Scale(k=1200 / 768, wide=False, control=72)


def _opaque_colours(image: QImage) -> set[str]:
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    colours = (image.pixelColor(x, y) for x, y in points)
    return {colour.name().upper() for colour in colours if colour.alpha() == 255}


def test_an_icon_has_its_roles_colour_and_no_other(qapp: object) -> None:
    theme = Theme(scale_for(1024, 768))
    image = theme.icon("refuse", 92, "refusetext").toImage()
    assert _opaque_colours(image) == {theme.colour("refusetext").name().upper()}


def test_every_icon_draws_something(qapp: object) -> None:
    theme = Theme(scale_for(1024, 768))
    for path in (FOLDER / "icons").glob("*.svg"):
        assert _opaque_colours(theme.icon(path.stem, 48, "text").toImage()), path.name


@pytest.mark.parametrize("dark", [False, True])
def test_every_picture_frames_its_label_in_the_themes_accent(qapp: object, *, dark: bool) -> None:
    theme = Theme(scale_for(1024, 768), dark=dark)
    other: QColor = Theme(scale_for(1024, 768), dark=not dark).colour("accent")
    for path in (FOLDER / "pictures").glob("*.svg"):
        colours = _opaque_colours(theme.picture(path.stem, 172).toImage())
        assert theme.colour("accent").name().upper() in colours, path.name
        assert other.name().upper() not in colours, path.name
