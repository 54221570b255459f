"""One scan made durable: our journal, with chain, hash and indexes, against the disk and against sqlite-utils.

Ours is the journal's own work on a scan that waits: chain, hash, transaction, answer. Waking its thread for a scan that
comes alone is part of the way from the gun to the screen, and measured there. The disk's own limit is an 8 KB overwrite with fdatasync. sqlite-utils inserts the same entry's bytes as it comes, in a
table of its own; its default is a rollback journal with full synchronisation: as durable as ours.
"""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from sqlite_utils import Database

from benchmarks.journal_scans import journal_on_disk, scan, seconds_behind_a_transaction
from benchmarks.report import Result, compare
from benchmarks.scratch import scratch

_SCANS = 60
_BLOCK = b"x" * 8_192
_BLOCKS = 2_000


def _median_us(once: Callable[[], float]) -> float:
    return statistics.median(once() for _ in range(_SCANS)) * 1e6


@contextmanager
def _overwriting() -> Iterator[Callable[[], float]]:
    with scratch() as folder:
        descriptor = os.open(Path(folder) / "blocks", os.O_RDWR | os.O_CREAT)
        os.write(descriptor, _BLOCK * _BLOCKS)
        os.fsync(descriptor)
        numbers = count()

        def once() -> float:
            begin = time.perf_counter()
            os.pwrite(descriptor, _BLOCK, next(numbers) % _BLOCKS * len(_BLOCK))
            os.fdatasync(descriptor)
            return time.perf_counter() - begin

        yield once
        os.close(descriptor)


@contextmanager
def _inserting(canonical: bytes) -> Iterator[Callable[[], float]]:
    with scratch() as folder, closing(Database(Path(folder) / "peer.db")) as database:
        table = database.table("entries", pk="seq")
        numbers = count(1)

        def once() -> float:
            row = {"seq": next(numbers), "entry": canonical}
            begin = time.perf_counter()
            table.insert(row)
            return time.perf_counter() - begin

        once()
        yield once


def run() -> list[Result]:
    """Median time of one durable scan against both."""
    numbers = count(1_000_000)
    with journal_on_disk() as journal, _overwriting() as overwrite:
        (sample,) = journal.newest(1)

        def ours() -> float:
            return _median_us(lambda: seconds_behind_a_transaction(journal, [scan(next(numbers))]))

        with _inserting(sample.canonical) as insert:
            return [
                compare(
                    "durable scan / 8 KB fdatasync",
                    ours,
                    lambda: _median_us(overwrite),
                    unit="µs",
                    goal="≤ 1.8",
                    ratio="ours/peer",
                ),
                compare(
                    "durable scan / sqlite-utils insert",
                    ours,
                    lambda: _median_us(insert),
                    unit="µs",
                    goal="≤ 0.35",
                    ratio="ours/peer",
                ),
            ]
