"""`station screen`: the operator's screen."""

import argparse
import os
import re

from station.cli.options import CommandLine, add_command, language_of
from station.settings import Home
from traceability.language import Language, Text

_SCREEN = Text("打开操作工界面", "open the operator's screen")
_WINDOWED = Text(
    "窗口大小，如 1024x768；不写则全屏", "size of the window, such as 1024x768; full screen without it"
)
_DARK = Text("夜班颜色", "the night shift's colours")
_LANGUAGE = Text("开始时的语言；不写则按本站设置", "language to begin with; the station's own without it")
_DPI = Text("屏幕密度（每英寸点数）", "density of the panel in dots per inch")
_SIZE = Text("大小要写成 1024x768", "a size reads 1024x768")
_SMALLEST = (1024, 768)


def add_to(subparsers: "argparse._SubParsersAction[CommandLine]") -> None:
    """Add `screen`."""
    language = language_of(os.environ)
    parser = add_command(subparsers, "screen", _SCREEN, run)
    parser.add_argument("--windowed", metavar="WxH", type=_size, help=_WINDOWED.in_language(language))
    parser.add_argument("--dark", action="store_true", help=_DARK.in_language(language))
    parser.add_argument("--dpi", type=float, default=85, help=_DPI.in_language(language))
    names = [each.value for each in Language]
    parser.add_argument("--language", choices=names, help=_LANGUAGE.in_language(language))


def run(arguments: argparse.Namespace, home: Home, language: Language) -> int:  # noqa: ARG001 -- messages say theirs
    """Show the screen until it is closed; 0."""
    from station.bootstrap.screen import open_screen  # noqa: PLC0415 -- loads Qt, which `--help` does not need
    from station.ui.application import show  # noqa: PLC0415 -- loads Qt
    from station.ui.translations import Wording  # noqa: PLC0415 -- loads the texts

    wished = Language(arguments.language) if arguments.language else None
    return show(
        lambda: open_screen(home, language=wished, dark=arguments.dark, dots_per_inch=arguments.dpi),
        arguments.windowed,
        Wording(wished or Language.CHINESE),
    )


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{3,5})x(\d{3,5})", text)
    if match is None or int(match[1]) < _SMALLEST[0] or int(match[2]) < _SMALLEST[1]:
        raise argparse.ArgumentTypeError(_SIZE.in_language(language_of(os.environ)))
    return int(match[1]), int(match[2])
