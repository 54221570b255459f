"""TOML's plain data become a Struct, with every mistake found at once, where msgspec stops at the first."""

from collections.abc import Mapping
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, cast, get_args, get_origin

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


def converted(data: Mapping[str, object], kind: type[S]) -> tuple[S, Found]:
    """The data as `kind`, and all mistakes in it: what is wrong is as if left out, or empty where it is needed."""
    found: Found = []
    return cast("S", _value(data, kind, (), found)), found


def _value(data: object, kind: Any, path: Path, found: Found) -> object:  # noqa: ANN401 -- a type or a generic alias
    """The value of one kind; an empty one after a mistake."""
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
    return _empty(kind)


def _several(data: object, origin: type, inner: tuple[type, ...], path: Path, found: Found) -> object:
    """A list as a tuple, or a table as a mapping."""
    if origin is tuple and isinstance(data, list):
        return tuple(_value(item, inner[0], (*path, index), found) for index, item in enumerate(data))
    if origin is Mapping and isinstance(data, dict):
        pairs = [
            (_key(key, inner[0], (*path, key), found), _value(item, inner[1], (*path, key), found))
            for key, item in data.items()
        ]
        return {key: item for key, item in pairs if key is not None}
    found.append((path, _wrong_type(list if origin is tuple else dict, data)))
    return origin() if origin is tuple else {}


def _key(key: str, kind: Any, path: Path, found: Found) -> object:  # noqa: ANN401 -- as above
    """The key of a table; None after a mistake."""
    before = len(found)
    value = _value(key, kind, path, found)
    return value if len(found) == before else None


def _choice(data: object, kind: type[Enum], path: Path, found: Found) -> object:
    values = [str(each.value) for each in kind]
    if isinstance(data, str) and data in values:
        return kind(data)
    found.append((path, mistakes.unknown(data, values) if isinstance(data, str) else _wrong_type(str, data)))
    return _empty(kind)


def _struct(data: object, kind: type[msgspec.Struct], path: Path, found: Found) -> object:
    if not isinstance(data, dict):
        found.append((path, _wrong_type(dict, data)))
        return _empty(kind)
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    found.extend(((*path, key), mistakes.unknown(key, fields)) for key in data if key not in fields)
    values = {}
    for key, field in fields.items():
        here, before = (*path, key), len(found)
        if key in data:
            value = _value(data[key], field.type, here, found)
            if field.required or here not in [where for where, _ in found[before:]]:
                values[field.name] = value
        elif field.required:
            found.append((here, mistakes.MISSING))
            values[field.name] = _empty(field.type)
    try:
        return kind(**values)
    except ValueError as error:
        found.append((path, mistakes.filled(mistakes.REFUSED, detail=str(error))))
        return _empty(kind)


def _empty(kind: Any) -> object:  # noqa: ANN401 -- as above
    """What stands for a value that is wrong, so that the others are looked at all the same."""
    origin = get_origin(kind)
    if origin is not None:
        return () if origin is tuple else {}
    if issubclass(kind, Enum):
        return next(iter(kind))
    if issubclass(kind, msgspec.Struct):
        fields = msgspec.structs.fields(kind)
        return kind(**{field.name: _empty(field.type) for field in fields if field.required})
    return kind()


def _is_a(data: object, kind: type) -> bool:
    if kind is float:
        return isinstance(data, int | float) and not isinstance(data, bool)
    return isinstance(data, kind) and (kind is bool or not isinstance(data, bool))


def _wrong_type(kind: type, data: object) -> Text:
    wanted, found = _KINDS[kind], _KINDS.get(type(data), _OTHER)
    return mistakes.filled(
        mistakes.WRONG_TYPE, wanted=wanted.en, found=found.en, wanted_zh=wanted.zh, found_zh=found.zh
    )
