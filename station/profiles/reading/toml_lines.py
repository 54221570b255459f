"""On which line of a TOML text a value stands, which `tomllib` does not say."""

import re
from typing import Final

Path = tuple[str | int, ...]
"""Keys and list indices from the document's root."""

_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_DOTTED: Final = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER: Final = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?")
_KEY: Final = re.compile(rf"\s*({_DOTTED})\s*=")
_NAMES: Final = re.compile(_NAME)


class Lines:
    """The lines of one text's tables and keys. What stands inside a value is found on the line where that begins."""

    def __init__(self, content: str) -> None:
        self._lines: dict[Path, int] = {}
        self._lists: dict[Path, int] = {}
        table: Path = ()
        in_string = False
        for number, line in enumerate(content.split("\n"), 1):
            if not in_string:
                if header := _HEADER.fullmatch(line):
                    table = self._table(_names(header[2]), is_list=header[1] == "[[")
                    self._lines.setdefault(table, number)
                elif key := _KEY.match(line):
                    names = _names(key[1])
                    for depth in range(1, len(names) + 1):
                        self._lines.setdefault((*table, *names[:depth]), number)
            in_string ^= (line.count('"""') + line.count("'''")) % 2 == 1

    def of(self, path: Path) -> int:
        """The line, from 1, of the value at `path` or of the nearest one around it."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def _table(self, names: Path, *, is_list: bool) -> Path:
        path: Path = ()
        for depth, name in enumerate(names, 1):
            path = (*path, name)
            if is_list and depth == len(names):
                self._lists[path] = self._lists.get(path, -1) + 1
            if path in self._lists:
                path = (*path, self._lists[path])
        return path


def _names(dotted: str) -> Path:
    return tuple(name.strip("\"'") for name in _NAMES.findall(dotted))
