"""Run the benchmarks: `python -m benchmarks [--json FILE] [NAME]`; exit status 1 when a goal is missed."""

import argparse
import importlib
import sys
from pathlib import Path

import msgspec

from benchmarks.report import Result, table

# Name on the command line → module with `run() -> list[Result]`; peers are heavy, so imported only when asked.
BENCHMARKS = {
    "gs1": "benchmarks.gs1_parse",
    "commit": "benchmarks.commit",
    "group-commit": "benchmarks.group_commit",
    "push": "benchmarks.push",
    "scan-to-paint": "benchmarks.scan_to_paint",
    "ten-guns": "benchmarks.ten_guns",
    "start": "benchmarks.start",
    "memory": "benchmarks.memory",
    "camera": "benchmarks.camera",
}


def main() -> int:
    """Run one benchmark or all, print the table, write JSON where asked."""
    parser = argparse.ArgumentParser(
        prog="benchmarks", description="Ours against peers, in pairs, in one run."
    )
    parser.add_argument("name", nargs="?", choices=sorted(BENCHMARKS), metavar="NAME", help="only this one")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the results there")
    arguments = parser.parse_args()
    results: list[Result] = []
    for name, module in BENCHMARKS.items():
        if arguments.name in (None, name):
            print(f"{name} …", file=sys.stderr, flush=True)
            results += importlib.import_module(module).run()
    print(table(results))
    if arguments.json is not None:
        arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=2) + b"\n")
    return 0 if all(result.met for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
