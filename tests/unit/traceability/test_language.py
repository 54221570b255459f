"""Texts in every language."""

import pytest

from traceability.language import Language, Text

_STEP = Text("工序", "step")


def test_a_fact_that_is_a_text_is_in_the_language_of_its_sentence() -> None:
    sentence = Text("没有{kind}“{name}”", 'there is no {kind} "{name}"')
    facts: dict[str, str | Text] = {"kind": _STEP, "name": "x"}
    assert sentence.in_language(Language.CHINESE, facts) == "没有工序“x”"
    assert sentence.in_language(Language.ENGLISH, facts) == 'there is no step "x"'
    assert sentence.filled(facts) == Text("没有工序“x”", 'there is no step "x"')


def test_a_fact_that_looks_like_a_place_stays_as_it_is() -> None:
    assert Text("{a}", "{a}").filled({"a": "{b}"}) == Text("{b}", "{b}")


def test_a_place_without_a_fact_is_our_mistake() -> None:
    with pytest.raises(KeyError, match="name"):
        Text("{name}", "{name}").in_language(Language.ENGLISH, {})
