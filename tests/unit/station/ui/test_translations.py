"""The catalogue of the screens' texts: complete, without leftovers, in both languages."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from station.ui.translations import FAMILIES, Wording, catalogue
from traceability.language import Language
from traceability.quantity import Quantity

SOURCES = Path("station/ui")


def keys_in_code() -> Iterator[tuple[str, str]]:
    """Every key a call names, and where."""
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from ((key, str(path)) for key in _keys_of(node))


def _keys_of(call: ast.Call) -> Iterator[str]:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    first = call.args[0] if call.args else None
    for constant in ast.walk(first) if first is not None else ():
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
            if name == "say" and not constant.value.endswith("."):
                yield constant.value
            elif name == "action":
                yield f"action.{constant.value}"


def family_keys() -> set[str]:
    return {f"{family}.{value}" for family, values in FAMILIES.items() for value in values}


def constants_in_code() -> set[str]:
    """Keys may be chosen first and said later."""
    return {
        node.value
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_key_named_in_code_exists() -> None:
    missing = [(key, where) for key, where in keys_in_code() if key not in catalogue()]
    assert not missing


def test_every_value_of_a_family_has_its_text() -> None:
    assert family_keys() <= set(catalogue())


def test_no_text_is_unused() -> None:
    used = {key for key, _ in keys_in_code()} | family_keys() | constants_in_code()
    assert not sorted(set(catalogue()) - used)


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_a_text_is_there_in_both_languages_with_the_same_places(key: str) -> None:
    text = catalogue()[key]
    assert text.zh.strip()
    assert text.en.strip()
    assert _places(text.zh) == _places(text.en)


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_english_has_no_character_the_typeface_draws_full_width(key: str) -> None:
    assert not set(catalogue()[key].en) & set("’‘“”…'")


@pytest.mark.parametrize(
    ("seconds", "chinese", "english"),
    [
        (-3, "0 秒", "0 s"),
        (59.9, "59 秒", "59 s"),
        (60, "1 分钟", "1 min"),
        (4320, "1 小时 12 分钟", "1 h 12 min"),
        (86400, "1 天", "1 d"),
        (9 * 86400, "9 天", "9 d"),
    ],
)
def test_an_age_is_said_in_its_largest_units(seconds: float, chinese: str, english: str) -> None:
    words = Wording(Language.CHINESE)
    assert words.age(seconds) == chinese
    words.language = Language.ENGLISH
    assert words.age(seconds) == english


def test_number_and_unit_stay_together_and_an_unknown_unit_is_its_code() -> None:
    words = Wording(Language.CHINESE)
    assert words.amount(Quantity("374", "H87")) == "374\u00a0件"
    assert words.amount(Quantity("2", "XBX")) == "2\u00a0XBX"


def _places(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}
