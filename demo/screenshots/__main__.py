"""`./run screenshots`: every screen and page in both languages, as the running product shows them.

Stations are photographed at two sizes, pages in a browser at 1440 pixels.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from demo.plant.factory import Factory
from demo.screenshots.pages import photograph_pages
from demo.screenshots.stations import OFFSCREEN, Stations
from demo.shift import Shift


def main(words: list[str]) -> int:
    """Make all pictures anew."""
    parser = argparse.ArgumentParser(prog="./run screenshots", description=__doc__)
    parser.add_argument(
        "--output", type=Path, default=Path("docs/screenshots"), help="folder for pictures (docs/screenshots)"
    )
    pictures = parser.parse_args(words).output.absolute()
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tracepost-pictures-") as folder:
        with Factory(Path(folder), pictures, OFFSCREEN) as factory:
            Stations(factory, pictures).photograph()
        print(f"stations: {len(list(pictures.glob('station-*.png')))} pictures", flush=True)
    with tempfile.TemporaryDirectory(prefix="tracepost-pictures-") as folder:
        with Factory(Path(folder), Path(folder) / "shift", OFFSCREEN) as factory:
            shift = Shift(factory, lambda _: None)
            shift.play()
            photograph_pages(factory, shift, pictures)
        print(f"pages: {len(list(pictures.glob('page-*.png')))} pictures", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
