"""Many scans waiting: 64 that wait when a transaction ends, against the same journal taking them one by one.

One by one means that the next scan is handed in when the one before is answered, as one gun does.
"""

from itertools import count

from benchmarks.journal_scans import (
    journal_on_disk,
    scan,
    seconds_behind_a_transaction,
    seconds_from_hand_in,
)
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
            return _TOGETHER * _GROUPS / sum(seconds_behind_a_transaction(journal, group) for group in groups)

        def singly() -> float:
            entries = [scan(next(numbers)) for _ in range(_SINGLES)]
            return _SINGLES / sum(seconds_from_hand_in(journal, entry) for entry in entries)

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
