"""The traces input methods leave in what a gun typed, and the text without them."""

import re
import unicodedata
from itertools import groupby

from station.profiles.doctor.explaining.match import Cell

_PUNCTUATION = {
    "。": ".", "、": "\\", "【": "[", "】": "]", "《": "<", "》": ">", "「": "{", "」": "}",
    "“": '"', "”": '"', "‘": "'", "’": "'", "……": "^", "…": "^", "——": "_", "—": "_", "￥": "$",
}  # fmt: skip
"""Keys of a pinyin input method in Chinese punctuation."""

_IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_FULL_WIDTH = re.compile("[\u3000\uff01-\uff5e]")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_EATEN = re.compile(r"([A-Za-z]+[0-9]?)+")


def undone(text: str) -> tuple[str, str]:
    """The text as the gun typed it, as far as that can be told, and what was done to it.

    That is `composed` for Chinese characters and punctuation, `full-width`, or empty for nothing.
    """
    plain = _IDEOGRAPH.sub("", text)
    for chinese, typed in _PUNCTUATION.items():
        plain = plain.replace(chinese, typed)
    if plain != text:
        return _narrow(plain), "composed"
    narrow = _narrow(text)
    return narrow, "full-width" if narrow != text else ""


def is_private(text: str) -> bool:
    """Whether it holds characters of Unicode's private-use area, as some keyboard drivers make of control keys."""
    return _PRIVATE_USE.search(text) is not None


def ate(cells: tuple[Cell, ...], came: tuple[str, ...]) -> bool:
    """Whether what is missing is what pinyin takes: letters, and the one digit behind them that chooses a word."""
    pairs = [(cell, arrived) for cell, arrived in zip(cells, came, strict=True) if arrived or cell.is_edible]
    runs = [
        "".join(cell.output[0] for cell, _ in run)  # doubled or not
        for missing, run in groupby(pairs, key=lambda pair: not pair[1])
        if missing
    ]
    left = sum(1 for _, arrived in pairs if arrived)
    return bool(runs) and all(_EATEN.fullmatch(run) for run in runs) and 2 * left >= len(cells)


def _narrow(text: str) -> str:
    return _FULL_WIDTH.sub(lambda wide: unicodedata.normalize("NFKC", wide[0]), text)
