"""What `./run hardware` prints."""

from tests.hardware.vm.messages import Checked
from tests.hardware.vm.table import row, summary

KEPT = Checked(group="keyboard", promise="a gs is kept", seconds=1.26, failure="")
BROKEN = Checked(
    group="serial", promise="a plug is noticed", seconds=20.0, failure="AssertionError: it was not"
)


def test_a_promise_is_one_row_with_its_outcome_and_its_time() -> None:
    assert row(KEPT).split() == ["passed", "1.3", "s", "keyboard", "a", "gs", "is", "kept"]
    assert row(BROKEN).startswith("FAILED")


def test_the_summary_counts_as_pytest_does_and_shows_every_failure() -> None:
    told = summary([KEPT, BROKEN, KEPT], boot_seconds=24.94, seconds=61.0)
    assert told.splitlines()[-1] == "==== 1 failed, 2 passed in 61.0 s (boot 24.9 s) ===="
    assert BROKEN.failure in told
    assert KEPT.promise not in told


def test_where_all_were_kept_there_is_one_line() -> None:
    assert summary([KEPT], boot_seconds=20.0, seconds=30.0) == "==== 1 passed in 30.0 s (boot 20.0 s) ===="


def test_a_guest_that_never_came_up_is_not_counted_as_quick() -> None:
    assert "the guest did not boot" in summary([], boot_seconds=None, seconds=300.0)
