"""`python -m station.ui.gallery --out DIR`: write every example frame as a PNG."""

import argparse
import os
import sys
from pathlib import Path

from station.ui.gallery.samples_chinese import CHINESE
from station.ui.gallery.samples_english import ENGLISH

_LANGUAGES = {"zh_CN": CHINESE, "en": ENGLISH}


def main() -> int:
    """Write the frames; 0 when all were written."""
    parser = argparse.ArgumentParser(prog="python -m station.ui.gallery", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder to write PNG files into")
    parser.add_argument("--size", default="1024x768", help="width x height of the window in pixels")
    parser.add_argument("--dpi", type=float, default=85, help="density of the panel")
    parser.add_argument("--dark", action="store_true", help="the night shift's colours")
    parser.add_argument("--language", choices=sorted(_LANGUAGES), default="zh_CN")
    options = parser.parse_args()
    width, height = (int(part) for part in options.size.split("x"))
    # Before Qt is loaded: pictures need no screen.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - the platform is chosen above

    from station.ui.gallery.frames import FRAMES  # noqa: PLC0415 - needs Qt
    from station.ui.theme.scale import scale_for  # noqa: PLC0415 - needs Qt
    from station.ui.theme.theme import Theme  # noqa: PLC0415 - needs Qt

    _application = QApplication(sys.argv[:1])
    theme = Theme(scale_for(width, height, options.dpi), dark=options.dark)
    options.out.mkdir(parents=True, exist_ok=True)
    for name, build in FRAMES.items():
        frame = build(theme, _LANGUAGES[options.language])
        frame.resize(width, height)
        colours = "dark" if options.dark else "light"
        frame.grab().save(str(options.out / f"{name}-{options.language}-{options.size}-{colours}.png"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
