"""Many scans waiting: 64 handed in together against the same journal taking them one by one."""

from itertools import count

from benchmarks.journal_scans import journal_on_disk, scan, seconds_until_durable
from benchmarks.report import Result, compare

_TOGETHER = 64
_GROUPS = 20
_SINGLES = 100


def run() -> list[Result]:
    """Rows a second."""
    numbers = count(1_000_000)
    with journal_on_disk() as journal:

        def together() -> float:
            groups = [[scan(next(numbers)) for _ in range(_TOGETHER)] for _ in range(_GROUPS)]
            return _TOGETHER * _GROUPS / sum(seconds_until_durable(journal, group) for group in groups)

        def singly() -> float:
            entries = [scan(next(numbers)) for _ in range(_SINGLES)]
            return _SINGLES / sum(seconds_until_durable(journal, [entry]) for entry in entries)

        return [
            compare(
                "64 waiting scans / one by one",
                together,
                singly,
                unit="rows/s",
                goal="≥ 15",
                ratio="ours/peer",
            )
        ]
