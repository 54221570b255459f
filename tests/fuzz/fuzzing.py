"""Running the fuzzing programs as what they are: processes of their own that search until their time is up."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec

ROOT = Path(__file__).parents[2]
_DATA = ROOT / "tests" / "data"
PROGRAMS = ("codes", "framing")


def seeds(program: str) -> list[bytes]:
    """Where a search begins: the official vectors of codes, the recorded streams of guns."""
    if program == "framing":
        return [
            line for path in sorted(_DATA.rglob("streams.jsonl")) for line in path.read_bytes().splitlines()
        ]
    rows = [
        msgspec.json.decode(line.replace(b"\\udc", b"\\u00"))
        for path in sorted((_DATA / "gs1").glob("*.jsonl"))
        if path.name != "linters.jsonl"
        for line in path.read_bytes().splitlines()
    ]
    texts = [str(row.get("scan") or row.get("input") or "") for row in rows]
    return [b"\x00" + text.replace("^", "\x1d").encode() for text in texts]


def fuzz(program: str, seconds: int, corpus: Path) -> subprocess.CompletedProcess[str]:
    """Search for `seconds`; `corpus` keeps what was found to lead anywhere, so that the next search goes on there.

    Exit status 0: nothing found. Else the output names the input, kept beside the corpus as `crash-…`; give that
    file to the program to play it again.
    """
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(program)):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = [
        f"-max_total_time={seconds}",
        "-timeout=10",
        "-max_len=512",
        f"-artifact_prefix={corpus.parent}/",
    ]
    # Measuring coverage inside would slow the search by an order, and the search measures its own.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    return subprocess.run(
        [sys.executable, "-m", f"tests.fuzz.{program}_program", *options, str(corpus)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=seconds + 60,
    )
