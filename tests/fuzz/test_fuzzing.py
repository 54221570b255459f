"""A short search by the fuzzer on every run; `./run faults` searches longer."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.fuzz.fuzzing import PROGRAMS, fuzz

SECONDS = 30


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is built for Linux on x86_64 only")
@pytest.mark.timeout(SECONDS + 90)
@pytest.mark.parametrize("program", PROGRAMS)
def test_the_fuzzer_finds_nothing_in(program: str, tmp_path: Path) -> None:
    ended = fuzz(program, SECONDS, tmp_path / "corpus")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    runs = re.search(r"Done ([0-9]+) runs", ended.stderr)
    assert runs is not None, ended.stderr
    assert int(runs[1]) > 1000
    assert not list(tmp_path.glob("crash-*"))
