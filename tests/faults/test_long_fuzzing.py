"""Ten minutes of fuzzing: `./run faults`. What a search learnt is kept, and the next one goes on from there."""

import pytest

from tests.fuzz.fuzzing import PROGRAMS, ROOT, fuzz

SECONDS = 300
_KEPT = ROOT / ".cache" / "fuzz"


@pytest.mark.timeout(SECONDS + 90)
@pytest.mark.parametrize("program", PROGRAMS)
def test_five_minutes_of_fuzzing_find_nothing_in(program: str) -> None:
    ended = fuzz(program, SECONDS, _KEPT / program / "corpus")
    assert ended.returncode == 0, ended.stdout + ended.stderr
