"""Plug storms on a mock kernel, run under `umockdev-wrapper`; seed and rounds come in by the environment."""

import os

import pytest

from tests.hardware.mock_kernel import MockKernel
from tests.hardware.plug_storm import LineGun, TypingGun, storm

SEED, ROUNDS = int(os.environ["STORM_SEED"]), int(os.environ["STORM_ROUNDS"])


@pytest.mark.timeout(60 + ROUNDS)
@pytest.mark.parametrize("kind", [TypingGun, LineGun])
def test_plugs_pulled_while_scanning_lose_and_double_nothing(
    tmp_path_factory: pytest.TempPathFactory, kind: type[TypingGun | LineGun]
) -> None:
    kernel = MockKernel(tmp_path_factory.mktemp("kernel"))
    storm(kernel, (kind(1), kind(2)), SEED, ROUNDS)
