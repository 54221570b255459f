"""What is printed: one row for each promise, then the failures, then the totals in pytest's words."""

from collections.abc import Sequence

from tests.hardware.vm.messages import Checked

_GROUP_WIDTH = 8


def row(check: Checked) -> str:
    """One promise."""
    mark = "FAILED" if check.failure else "passed"
    return f"{mark}  {check.seconds:6.1f} s  {check.group:<{_GROUP_WIDTH}}  {check.promise}"


def summary(checks: Sequence[Checked], boot_seconds: float | None, seconds: float) -> str:
    """The failures in full and the line of totals."""
    broken = [check for check in checks if check.failure]
    told = [f"\n---- {check.group}: {check.promise} ----\n{check.failure}" for check in broken]
    counts = [f"{len(broken)} failed"] if broken else []
    counts.append(f"{len(checks) - len(broken)} passed")
    boot = "the guest did not boot" if boot_seconds is None else f"boot {boot_seconds:.1f} s"
    return "\n".join([*told, f"==== {', '.join(counts)} in {seconds:.1f} s ({boot}) ===="])
