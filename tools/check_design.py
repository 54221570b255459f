"""Checks that both sides draw with the same design: tokens and shared icons are byte-equal copies.

`python -m tools.check_design` prints what differs and returns 1. Station and central never import each other, so each
carries its own copy.
"""

import sys
from pathlib import Path

STATION = Path("station/ui/theme")
CENTRAL = Path("central/web")


def differences(repository: Path) -> list[str]:
    """Return the files of central that are not as the station has them."""
    pairs = [(CENTRAL / "tokens.json", STATION / "tokens.json")]
    icons = sorted((repository / CENTRAL / "static" / "icons").glob("*.svg"))
    pairs += [(icon.relative_to(repository), STATION / "icons" / icon.name) for icon in icons]
    return [
        f"{ours} differs from {theirs}"
        for ours, theirs in pairs
        if not (repository / theirs).is_file()
        or (repository / ours).read_bytes() != (repository / theirs).read_bytes()
    ]


def main() -> int:
    """Print the differences; return 1 when there are any."""
    found = differences(Path(__file__).parent.parent)
    print(*found or ["the design is the same on both sides"], sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
