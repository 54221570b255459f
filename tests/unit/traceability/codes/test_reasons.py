"""The reasons against a reading, as people read them."""

import ast
import re
from pathlib import Path

import msgspec
import pytest

from traceability import codes
from traceability.codes import ReadingError
from traceability.codes.sentences import SENTENCES, reason
from traceability.language import Language

_LINTERS = Path(__file__).parents[3] / "data" / "gs1" / "linters.jsonl"
_READERS = (
    "__init__.py", "plain.py", "hibc.py", "chinese.py", "iso15434/messages.py", "gs1/element_strings.py",
    "gs1/digital_link.py", "gs1/judgement.py", "gs1/composite.py", "gs1/associations.py",
)  # fmt: skip
"""The modules whose every hyphenated word is a reason."""

_FACTS = {"identifier": "01", "value": "3", "other": "10"}


class Case(msgspec.Struct):
    """An official test of a linter."""

    error: str | None = None


def _said_by(module: str) -> set[str]:
    tree = ast.parse((Path(str(codes.__file__)).parent / module).read_text(encoding="utf-8"))
    words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {each for each in words if isinstance(each, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", each)}


def test_every_reason_a_reader_gives_has_a_sentence() -> None:
    said = set().union(*map(_said_by, _READERS))
    assert {"hibc-link-character", "message-trailer-missing", "not-utf-8"} <= said
    assert said <= SENTENCES.keys()


@pytest.mark.parametrize("language", Language)
def test_every_official_error_has_a_sentence(language: Language) -> None:
    cases = [msgspec.json.decode(line, type=Case) for line in _LINTERS.read_bytes().splitlines()]
    errors = {case.error for case in cases if case.error}
    assert len(errors) > 50
    for error in errors:
        code = error.removeprefix("GS1_LINTER_").lower().replace("_", "-")
        assert reason(code, _FACTS, language), code


def test_a_sentence_has_the_same_places_in_each_language() -> None:
    for code, text in SENTENCES.items():
        chinese, english = (sorted(re.findall(r"{(\w+)}", words)) for words in (text.zh, text.en))
        assert chinese == english, code
        assert set(chinese) <= _FACTS.keys(), code


def test_a_sentence_is_short_and_blames_nobody() -> None:
    for code, text in SENTENCES.items():
        assert 0 < len(re.findall("[\u4e00-\u9fff]", text.zh)) <= 16, code
        assert not re.search("非法|错误|失败|[。！!]$", text.zh), code
        assert not re.search(r"[“”’…]|(illegal|invalid|error|failed)|[.!]$", text.en), code


def test_a_reason_is_said_with_its_facts_in_each_language() -> None:
    wrong = ReadingError("incorrect-check-digit", 15, "01", "3")
    assert wrong.sentence(Language.CHINESE) == "AI (01) 的校验码不对"
    assert wrong.sentence(Language.ENGLISH) == "The check digit of AI (01) is wrong"
    assert (
        reason("coupon-truncated-gcp", wrong.facts, Language.ENGLISH) == "The coupon in AI (01) is not valid"
    )


def test_what_nobody_sees_in_a_value_stays_visible_and_a_long_one_is_cut() -> None:
    hidden = ReadingError("data-after-message", 0, value="\x1d\u202eA")
    assert hidden.sentence(Language.ENGLISH) == '"\\x1d\\u202eA" follows where the message should end'
    long = ReadingError("unknown-format", 0, value="7" * 500)
    assert long.sentence(Language.CHINESE) == f"“{'7' * 20}…”不是 ISO/IEC 15434 的格式"
    assert long.sentence(Language.ENGLISH) == f'"{"7" * 20}..." is no format of ISO/IEC 15434'
    several = ReadingError("association-missing", 0, "10", "", "01, 02, 03, 8006, 8026")
    assert several.sentence(Language.CHINESE) == "AI (10) 要和 AI (01, 02, 03, 8006, 8026) 一起出现"


def test_a_reason_of_another_release_is_no_sentence() -> None:
    assert not reason("never-heard-of", _FACTS, Language.ENGLISH)
    assert not reason("incorrect-check-digit", {}, Language.ENGLISH)
