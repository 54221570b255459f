"""What synchronisation says, to technicians and in its log."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from station.ports import Trouble
from station.sync.report import line
from station.sync.sentences import WHY


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_has_a_sentence_in_both_languages(trouble: Trouble) -> None:
    assert WHY[trouble].zh.endswith("。")
    assert WHY[trouble].en.endswith(".")


def test_a_line_is_an_event_and_its_facts() -> None:
    assert line("pushed", first=1, known=120, epoch="e1") == "pushed first=1 known=120 epoch=e1"


@given(st.text())
@example("\x7f")
def test_no_value_can_make_a_second_line_or_a_second_fact(value: str) -> None:
    said = line("pulling", detail=value, known=3)
    assert said.isascii()
    assert said.isprintable()
    told = said.removeprefix("pulling detail=").removesuffix(" known=3")
    assert value in (told, json.loads(told) if told.startswith('"') else told)
    assert told.startswith('"') or not set(told) & {" ", "=", '"'}
