import base64
import hashlib
import json
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from station.journal.export import exported
from station.journal.reading import JournalReader
from station.ports import JournalUnavailable
from tests.simulation.unreliable_disk import unreliable_disk
from tests.unit.station.journal.made import DEADLINE_S, open_journal, reading


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with closing(open_journal(tmp_path / "j.db")) as journal:
        futures = [journal.append(reading(piece=str(number))) for number in range(50)]
        futures[-1].result(DEADLINE_S)
    return tmp_path / "j.db"


def test_an_export_holds_every_entry_and_is_checked_by_what_it_says_of_itself(path: Path) -> None:
    about, *lines = map(json.loads, exported(path))
    assert about["link"].startswith("SHA-256 of the link before")
    with closing(JournalReader(path)) as journal:
        kept = journal.after(0, 100)
    assert [base64.b64decode(line["entry"]) for line in lines] == [each.canonical for each in kept]
    link = bytes(32)
    for line in lines:
        link = hashlib.sha256(link + hashlib.sha256(base64.b64decode(line["entry"])).digest()).digest()
        assert line["link"] == link.hex()


def test_a_disk_that_does_not_answer_ends_the_export(path: Path) -> None:
    with unreliable_disk("unreadable") as disk:
        lines = exported(path)
        next(lines)

        def unreadable(_act: str, _path: str) -> None:
            raise apsw.exception_for(apsw.SQLITE_IOERR_READ)

        disk.fault = unreadable
        with pytest.raises(JournalUnavailable, match="input-output"):
            list(lines)
