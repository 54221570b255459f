"""Keyboard and serial guns on a mock kernel: the contract, hot-plug, and fifty plugs pulled while scanning."""

import random

from tests.hardware.on_mock_kernel import run_on_mock_kernel


def test_guns_on_a_mock_kernel() -> None:
    run_on_mock_kernel("umockdev_guns.py", timeout_s=110)


def test_fifty_plugs_pulled_while_scanning_lose_and_double_nothing() -> None:
    seed = random.SystemRandom().randrange(2**32)
    run_on_mock_kernel("umockdev_storms.py", timeout_s=110, STORM_SEED=str(seed), STORM_ROUNDS="50")
