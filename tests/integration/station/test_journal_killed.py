import random
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from station.journal.reading import JournalReader
from station.journal.verify import verify
from tests.unit.station.journal.made import DEADLINE_S, open_journal, reading

APPENDS = """
import sys
from pathlib import Path
from tests.unit.station.journal.made import open_journal, reading

journal = open_journal(Path(sys.argv[1]))
while True:
    for future in [journal.append(reading()) for _ in range(5)]:
        sys.stdout.write(future.result(30).id + "\\n")
        sys.stdout.flush()
"""


def killed_at_a_random_moment(path: Path, chance: random.Random) -> list[str]:
    """Ids a real process printed as acknowledged before it was killed."""
    with subprocess.Popen(
        [sys.executable, "-c", APPENDS, str(path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        seen = [process.stdout.readline().strip() for _ in range(chance.randrange(1, 200))]
        process.send_signal(signal.SIGKILL)
        seen += (line.strip() for line in process.stdout if line.endswith("\n"))
    return seen


def test_a_killed_program_loses_nothing_it_acknowledged_and_doubles_nothing(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    chance = random.Random(7)
    acknowledged: list[str] = []
    for _ in range(8):
        acknowledged += killed_at_a_random_moment(path, chance)
    with closing(open_journal(path)) as journal:
        journal.append(reading()).result(DEADLINE_S)
    with closing(JournalReader(path)) as journal:
        kept = [entry.id for entry in journal.after(0, 1_000_000)]
    assert len(kept) == len(set(kept))
    assert [each for each in kept if each in set(acknowledged)] == acknowledged
    assert verify(path).sound
