"""Guns on pseudo-terminals in a process of their own, so that their scanning takes nothing from the screen's.

Prints the word `ready`; for the line `badge` the first gun shows the operator's badge; for a line of two numbers, scans
a second of each gun and seconds, all guns scan at once, evenly spread. The answer is a JSON object: `sent`, a list of
[perf_counter seconds, raw] in order. `python -m benchmarks.programs.guns GUN...`
"""

import json
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from benchmarks.rigs.labels import board_scans
from benchmarks.rigs.operator import BADGE
from demo.guns import PtyGun


def main(links: list[Path]) -> None:
    """Serve scans as asked on standard input."""
    with ExitStack() as opened:
        guns = [opened.enter_context(PtyGun(link)) for link in links]
        scans = board_scans(first=1)
        print("ready", flush=True)
        for line in sys.stdin:
            sent: list[tuple[float, str]] = []
            if line.strip() == "badge":
                guns[0].scan(BADGE)
            else:
                rate, seconds = map(int, line.split())
                begin = time.perf_counter()
                for number in range(rate * seconds * len(guns)):
                    scan = next(scans)
                    time.sleep(max(0.0, begin + number / (rate * len(guns)) - time.perf_counter()))
                    sent.append((time.perf_counter(), scan.decode().rstrip("\r\n")))
                    guns[number % len(guns)].send(scan)
            print(json.dumps({"sent": sent}), flush=True)


if __name__ == "__main__":
    main([Path(each) for each in sys.argv[1:]])
