from collections.abc import Callable

import pytest

from central.web.views.answer import Names
from central.web.words import Words
from tests.unit.central.web.small_plant import NAMES, Plant, shift
from traceability.identity import LogisticUnit, Lot, Unit
from traceability.language import Language


@pytest.fixture
def plant() -> Plant:
    return Plant()


@pytest.fixture
def names() -> Names:
    return NAMES


@pytest.fixture
def work_a_shift(plant: Plant) -> Callable[[int], tuple[Lot, Unit, LogisticUnit]]:
    return lambda boards: shift(plant, boards)


@pytest.fixture(params=list(Language), ids=lambda language: language.value)
def words(request: pytest.FixtureRequest) -> Words:
    return Words(request.param)
