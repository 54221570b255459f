"""A technician at a station: looks what is wrong with its gun, reads the test codes, sees the repair proved."""

from collections.abc import Callable
from pathlib import Path

from demo.guns import PtyGun, Symbology
from demo.people.operator import Operator
from demo.plant.watching import TooLate, until
from station.journal.reading import JournalReader
from station.ports import Kept
from station.profiles.doctor.test_codes import TEST_CODES, TestCode
from traceability.acts import DeviceExamined

_CODES = {f"code-{code.id}": code for code in TEST_CODES}


class Technician:
    """One technician with the station's only gun."""

    def __init__(self, operator: Operator, gun: PtyGun, journal: JournalReader) -> None:
        """`operator` signs in as the technician."""
        self._operator = operator
        self._gun = gun
        self._journal = journal

    def examine(self) -> tuple[Kept, str]:
        """Sign in, open the devices, read all test codes: what was found, and what the card says of it."""
        return self._until_examined(self._begin)

    def prove(self) -> tuple[Kept, str]:
        """Read the test codes again after the repair; all anew where the station died meanwhile."""

        def again() -> None:
            if self._operator.get_ready() or self._operator.finger.screen() != "DevicesModel":
                self._begin()
            else:
                self._operator.press("action-test-again")

        return self._until_examined(again)

    def picture(self, path: Path) -> None:
        """Keep a picture of the screen."""
        self._operator.picture(path)

    def leave(self) -> None:
        """End the examination, which keeps the gun's scans to itself, and sign out."""

        def attempt() -> bool | None:
            try:
                self._close()
            except (OSError, TooLate):
                return None
            return True

        until("the technician to close the devices", attempt, 60.0)
        self._operator.sign_out()

    def _close(self) -> None:
        """From wherever the screen is, to where work is chosen."""
        self._operator.get_ready()
        while self._operator.finger.screen() != "ChooseModel":
            self._operator.press("action-back")

    def _begin(self) -> None:
        self._close()
        self._operator.press("scanner")
        self._operator.press("action-examine")

    def _until_examined(self, begin: Callable[[], None]) -> tuple[Kept, str]:
        before = self._journal.head()

        def attempt() -> tuple[Kept, str] | None:
            try:
                begin()
                self._read_codes()
                words = self._operator.finger.examined() or ""
            except (OSError, TooLate):
                return None
            kept = [each for each in self._journal.after(before, 1000) if _is_examination(each)]
            return (kept[-1], words) if kept else None

        return until("the examination", attempt, 60.0)

    def _read_codes(self) -> None:
        """Scan each code the screen asks for, until it asks for none."""
        shown = self._asked_after("")
        while shown:
            self._read(_CODES[shown])
            shown = self._asked_after(shown)

    def _asked_after(self, last: str) -> str:
        """The code that is asked for next; empty: none is, the result is there."""

        def look() -> str | None:
            shown = self._operator.finger.which([*_CODES])
            return None if shown == last else shown

        return until("the next test code on the screen", look, 5.0)

    def _read(self, code: TestCode) -> None:
        self._gun.scan(code.content, Symbology(code.symbology.encode()))


def _is_examination(kept: Kept) -> bool:
    return isinstance(kept.entry.body, DeviceExamined)
