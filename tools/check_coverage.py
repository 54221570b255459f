"""Checks that modules which were once covered completely stay so: a ratchet, not an average.

`python -m tools.check_coverage REPORT RATCHET`: REPORT is what `coverage json` wrote; RATCHET has one path or glob
per line, relative to the repository, `#` begins a comment.
"""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

SHOWN = 12
"""How many lines and branches of one module are named."""


def patterns(text: str) -> tuple[str, ...]:
    """Read the ratchet list."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def gaps(files: Mapping[str, Any], held: Iterable[str]) -> list[str]:
    """Return one line per module of `held` that is not covered completely, and per pattern without a module."""
    found: list[str] = []
    for pattern in held:
        modules = sorted(name for name in files if fnmatchcase(name, pattern))
        if not modules:
            found.append(f"{pattern}: matches no measured module")
        for name in modules:
            lines = files[name]["missing_lines"]
            branches = files[name].get("missing_branches", [])
            places = [*map(str, lines), *(f"{start}->{end}" for start, end in branches)]
            if places:
                more = f" and {len(places) - SHOWN} more" if len(places) > SHOWN else ""
                found.append(f"{name}: not covered: {', '.join(places[:SHOWN])}{more}")
    return found


def main(arguments: Sequence[str]) -> int:
    """Print the gaps and the total; return 1 when there are gaps."""
    report_path, ratchet_path = arguments
    report = json.loads(Path(report_path).read_text(encoding="utf-8"))
    found = gaps(report["files"], patterns(Path(ratchet_path).read_text(encoding="utf-8")))
    print(*found, f"coverage: {report['totals']['percent_covered']:.1f} % of lines and branches", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
