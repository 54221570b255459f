import ast
import re
from string import Formatter

import pytest

from central.web.words import CATALOGUE, Words, catalogue
from traceability.language import Language

WEB = CATALOGUE.parent
_IN_TEMPLATE = re.compile(r"""\bt\(\s*["']([a-z.-]+)["']""")


def _used() -> set[str]:
    used = {key for path in (WEB / "templates").iterdir() for key in _IN_TEMPLATE.findall(path.read_text())}
    for path in WEB.rglob("*.py"):
        constants = (
            node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant)
        )
        used |= {text for text in constants if isinstance(text, str) and text in catalogue()}
    return used


def _asked_for() -> set[str]:
    """Keys in the first argument of calls of `words`, `self.words` and `naming.words`."""
    asked = {key for path in (WEB / "templates").iterdir() for key in _IN_TEMPLATE.findall(path.read_text())}
    for path in WEB.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "words" and node.args:
                first = node.args[0]
                asked |= (
                    {first.value}
                    if isinstance(first, ast.Constant) and isinstance(first.value, str)
                    else set()
                )
    return asked


def test_every_text_asked_for_exists() -> None:
    assert _asked_for() <= set(catalogue())


def test_no_text_is_kept_that_nothing_shows() -> None:
    assert set(catalogue()) - _used() == set()


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_both_languages_have_the_same_places_for_facts(key: str) -> None:
    phrase = catalogue()[key]
    places = {name for _, name, _, _ in Formatter().parse(phrase.zh) if name}
    assert places == {name for _, name, _, _ in Formatter().parse(phrase.en) if name}
    one = {name for _, name, _, _ in Formatter().parse(phrase.one or "") if name}
    assert phrase.one is None or one == places - {"count"}
    assert phrase.zh
    assert phrase.en


def test_english_speaks_of_one_entry_and_of_two_entries() -> None:
    english = Words(Language.ENGLISH)
    assert english("banner.quarantined", count=1) == "1 entry in quarantine"
    assert english("banner.quarantined", count=2) == "2 entries in quarantine"


def test_the_same_icons_are_shipped_that_are_shown() -> None:
    text = "".join(path.read_text() for path in (*(WEB / "templates").iterdir(), *WEB.rglob("*.py")))
    for path in (WEB / "static" / "icons").iterdir():
        assert f'"{path.stem}"' in text, f"{path.name} is shown nowhere"
