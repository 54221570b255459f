"""On which line of a TOML text a value stands, which `tomllib` does not say."""

import re
from typing import Final

Path = tuple[str | int, ...]
"""Keys and list indices from the document's root."""

_TOKEN: Final = re.compile(
    r'''
      """(?:\\.|[^\\])*?"{3,5} | \'{3}.*?\'{3,5}  # strings of several lines
    | "(?:\\.|[^"\\])*" | '[^']*'
    | \#[^\n]*
    | [\[\]{},=.\n]
    | [^\s\[\]{},=.\#"']+
    ''',
    re.VERBOSE | re.DOTALL,
)
_NO_NAMES: Final = frozenset("[].")
_END_OF_SCALAR: Final = frozenset(",]}\n")


class Lines:
    """The lines of all tables, keys and list items of a text that `tomllib` reads."""

    def __init__(self, content: str) -> None:
        self._lines: dict[Path, int] = {}
        self._lists: dict[Path, int] = {}
        self._tokens = [
            (token[0], content.count("\n", 0, token.start()) + 1)
            for token in _TOKEN.finditer(content)
            if not token[0].startswith("#")
        ]
        self._at = 0
        table: Path = ()
        while self._skip_newlines():
            table = self._header() if self._sees("[") else self._pair(table)

    def of(self, path: Path) -> int:
        """The line, from 1, of the value at `path` or of the nearest one around it."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def _header(self) -> Path:
        """Take `[name]` or `[[name]]`; returns the path of what follows it."""
        line = self._tokens[self._at][1]
        is_list = self._tokens[self._at + 1][0] == "["
        path: Path = ()
        names = self._names_until("\n")
        for depth, name in enumerate(names, 1):
            path = (*path, name)
            if is_list and depth == len(names):
                self._lists[path] = self._lists.get(path, -1) + 1
            if path in self._lists:
                path = (*path, self._lists[path])
        self._lines.setdefault(path, line)
        return path

    def _pair(self, table: Path) -> Path:
        """Take `key = value`; returns the table."""
        line = self._tokens[self._at][1]
        names = self._names_until("=")
        for depth in range(1, len(names) + 1):
            self._lines.setdefault((*table, *names[:depth]), line)
        self._value((*table, *names))
        return table

    def _value(self, path: Path) -> None:
        if self._sees("["):
            self._list(path)
        elif self._sees("{"):
            self._at += 1
            while not self._ends("}"):
                self._pair(path)
        else:
            while self._at < len(self._tokens) and self._tokens[self._at][0] not in _END_OF_SCALAR:
                self._at += 1

    def _list(self, path: Path) -> None:
        self._at += 1
        index = 0
        while not self._ends("]"):
            self._lines.setdefault((*path, index), self._tokens[self._at][1])
            self._value((*path, index))
            index += 1

    def _names_until(self, end: str) -> Path:
        names = []
        while self._at < len(self._tokens) and not self._sees(end):
            if (token := self._tokens[self._at][0]) not in _NO_NAMES:
                names.append(token.strip("\"'"))
            self._at += 1
        self._at += 1
        return tuple(names)

    def _ends(self, bracket: str) -> bool:
        """Pass over what separates items, and over the bracket that closes them where it follows."""
        while self._sees(",") or self._sees("\n"):
            self._at += 1
        if not self._sees(bracket):
            return False
        self._at += 1
        return True

    def _skip_newlines(self) -> bool:
        """Whether another statement follows."""
        while self._sees("\n"):
            self._at += 1
        return self._at < len(self._tokens)

    def _sees(self, token: str) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at][0] == token
