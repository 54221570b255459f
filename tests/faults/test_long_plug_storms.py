"""A thousand plugs pulled while scanning: `./run faults`. A failure names its seed."""

import random

import pytest

from tests.hardware.on_mock_kernel import run_on_mock_kernel

PROCESSES, ROUNDS = 10, 100
"""The mock kernel leaks a socket with every plug, so the storm is spread over processes."""


@pytest.mark.timeout(PROCESSES * 200)
def test_a_thousand_plugs_pulled_while_scanning_lose_and_double_nothing() -> None:
    first = random.SystemRandom().randrange(2**32)
    for seed in range(first, first + PROCESSES):
        run_on_mock_kernel(
            "umockdev_storms.py", timeout_s=180, STORM_SEED=str(seed), STORM_ROUNDS=str(ROUNDS)
        )
