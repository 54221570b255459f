"""Texts of `./run`."""

import string

import pytest

from installer import sentences
from installer.sentences import Sentence, language_of

ALL = {name: value for name, value in vars(sentences).items() if isinstance(value, Sentence)}


@pytest.mark.parametrize("name", ALL)
def test_both_languages_name_the_same_values(name: str) -> None:
    def names(text: str) -> set[str | None]:
        return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}

    assert names(ALL[name].zh) == names(ALL[name].en)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
    ],
)
def test_the_language_is_chosen_as_posix_does(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language
