"""TOML's plain data become a Struct, with every mistake found at once, where msgspec stops at the first."""

from collections.abc import Mapping
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, get_args, get_origin

import msgspec

from station.profiles.reading import mistakes
from station.profiles.reading.toml_lines import Path
from traceability.language import Text

S = TypeVar("S", bound=msgspec.Struct)
Found = list[tuple[Path, Text]]
"""Where a mistake is, and what."""

_KINDS: Final[dict[type, Text]] = {
    str: Text("文字", "a string"),
    bool: Text("true 或 false", "true or false"),
    int: Text("整数", "a whole number"),
    float: Text("数字", "a number"),
    list: Text("列表", "a list"),
    dict: Text("表", "a table"),
}
_OTHER: Final = Text("日期或时间", "a date or time")
_NOTHING: Final = object()


def converted(data: Mapping[str, object], kind: type[S]) -> tuple[S | None, Found]:
    """The data as `kind`, or None and all mistakes in it."""
    found: Found = []
    value = _value(data, kind, (), found)
    return (value if isinstance(value, kind) else None), found


def _value(data: object, kind: Any, path: Path, found: Found) -> object:  # noqa: ANN401 -- a type or a generic alias
    """The value of one kind; `_NOTHING` after a mistake."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        (kind,) = (each for each in inner if each is not NoneType)
        return _value(data, kind, path, found)
    if origin is not None:
        return _several(data, origin, inner, path, found)
    if issubclass(kind, Enum):
        return _choice(data, kind, path, found)
    if issubclass(kind, msgspec.Struct):
        return _struct(data, kind, path, found)
    if _is_a(data, kind):
        return data
    found.append((path, _wrong_type(kind, data)))
    return _NOTHING


def _several(data: object, origin: type, inner: tuple[type, ...], path: Path, found: Found) -> object:
    """A list as a tuple, or a table as a mapping."""
    if origin is tuple and isinstance(data, list):
        return tuple(_value(item, inner[0], (*path, index), found) for index, item in enumerate(data))
    if origin is Mapping and isinstance(data, dict):
        return {
            _value(key, inner[0], (*path, key), found): _value(item, inner[1], (*path, key), found)
            for key, item in data.items()
        }
    found.append((path, _wrong_type(list if origin is tuple else dict, data)))
    return _NOTHING


def _choice(data: object, kind: type[Enum], path: Path, found: Found) -> object:
    values = [str(each.value) for each in kind]
    if isinstance(data, str) and data in values:
        return kind(data)
    found.append((path, mistakes.unknown(data, values) if isinstance(data, str) else _wrong_type(str, data)))
    return _NOTHING


def _struct(data: object, kind: type[msgspec.Struct], path: Path, found: Found) -> object:
    if not isinstance(data, dict):
        found.append((path, _wrong_type(dict, data)))
        return _NOTHING
    before = len(found)
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    found.extend(((*path, key), mistakes.unknown(key, fields)) for key in data if key not in fields)
    values = {}
    for key, field in fields.items():
        if key in data:
            values[field.name] = _value(data[key], field.type, (*path, key), found)
        elif field.required:
            found.append((path, mistakes.filled(mistakes.MISSING, key=key)))
    if len(found) > before:
        return _NOTHING
    try:
        return kind(**values)
    except ValueError as error:
        found.append((path, mistakes.filled(mistakes.REFUSED, detail=str(error))))
        return _NOTHING


def _is_a(data: object, kind: type) -> bool:
    if kind is float:
        return isinstance(data, int | float) and not isinstance(data, bool)
    return isinstance(data, kind) and (kind is bool or not isinstance(data, bool))


def _wrong_type(kind: type, data: object) -> Text:
    wanted, found = _KINDS[kind], _KINDS.get(type(data), _OTHER)
    return mistakes.filled(
        mistakes.WRONG_TYPE, wanted=wanted.en, found=found.en, wanted_zh=wanted.zh, found_zh=found.zh
    )
