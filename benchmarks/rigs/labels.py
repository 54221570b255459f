"""Labels an assembly worker scans, board by board, and the million lots they come from."""

import random
from collections.abc import Iterator
from itertools import count
from typing import Final

from demo.guns import Symbology, gs1
from traceability.identity import Lot

LOTS_PER_MATERIAL: Final = 250_000
SCANS_PER_BOARD: Final = 6
EXPIRY: Final = "2031-06-30"
MATERIALS: Final = {
    "PCB-300": ("HUAXIN", "06901234500011", "PX"),
    "RL24-10A": ("HENGTAI", "06901234500028", "HT"),
    "TG-200": ("BEICHEN", "06901234500035", "TG"),
    "HS-40": ("LUXIN", "06901234500042", "LX"),
}
TERMINAL_BLOCKS: Final = Lot("QD", "CB-12", "L26-000001")


def lots() -> Iterator[Lot]:
    """All lots central knows."""
    yield TERMINAL_BLOCKS
    for material, (issuer, _, prefix) in MATERIALS.items():
        for number in range(LOTS_PER_MATERIAL):
            yield Lot(issuer, material, f"{prefix}{number:06}")


def board_scans(first: int) -> Iterator[bytes]:
    """Scan after scan with its CR LF: a board's code, then its five lots, each time other ones; `first` numbers the boards."""
    chance = random.Random(first)  # noqa: S311 -- reproducible work, no secret
    for number in count(first):
        yield b"]Q1TC300-26K-%06d\r\n" % number
        for _, gtin, prefix in MATERIALS.values():
            lot = f"{prefix}{chance.randrange(LOTS_PER_MATERIAL):06}"
            label = gs1(("01", gtin), ("10", lot), ("17", EXPIRY[2:].replace("-", "")))
            yield Symbology.GS1_DATA_MATRIX.value + label + b"\r\n"
        blocks = TERMINAL_BLOCKS
        yield f"]C0{blocks.material}/{blocks.issuer}/{blocks.number}\r\n".encode()
