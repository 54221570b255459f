"""A person at a station: scans with a real line, touches the real screen, believes only what the journal holds.

When the window's process dies under the hands, the person does what people do: waits for the screen, signs in again,
chooses the work again, looks what counted, and goes on from there.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from demo.goods import Label
from demo.guns import PtyGun, Symbology
from demo.people.remote import Finger
from demo.plant.processes import Watched
from demo.plant.watching import TooLate, until
from station.journal.reading import JournalReader
from station.ports import Kept
from station.workflows.commands import Command, Deed
from traceability.acts import Act, EventRecorded, Reading, Refusal, SignedIn

_AGAIN_S = 1.0
_T = TypeVar("_T")


class Place(msgspec.Struct, frozen=True):
    """What the person chose to work on."""

    step: str
    order: str | None = None


class Account(msgspec.Struct, frozen=True):
    """What a person signs in with: the badge's text and the PIN."""

    badge: str
    pin: str


class Operator:
    """One person, one station, one gun."""

    def __init__(
        self, account: Account, gun: PtyGun, finger: Finger, window: Watched, journal: JournalReader
    ) -> None:
        self._account = account
        self._gun = gun
        self.finger = finger
        self._window = window
        self._journal = journal
        self._starts = 0
        self._place: Place | None = None

    def work(self, step: str, order: str | None = None) -> None:
        """Sign in where needed and choose a step and its order."""
        place = Place(step, order)
        if place == self._place:
            return
        if self._place is not None and self._starts == self._window.starts:
            self.press("action-other-work")
        self._place = place
        self._get_ready()

    def scan(self, label: Label) -> Kept:
        """Scan a label until the station took or refused it: the entry of its reading or refusal."""
        raw = self._gun.sent_for(label.data, label.symbology)
        return self._act(
            lambda: self._gun.scan(label.data, label.symbology),
            lambda kept: (
                isinstance(kept.entry.body, Reading | Refusal)
                and any(source.raw == raw for source in kept.entry.sources)
            ),
        )

    def refused(self, label: Label) -> tuple[Kept, str]:
        """Scan a label the station must refuse: the entry, and the words on the screen."""

        def attempt() -> tuple[Kept, str] | None:
            kept = self.scan(label)
            words = self._from_screen(self.finger.verdict)
            return (kept, words) if words else None

        return until("the refusal on the screen", attempt, 60.0)

    def see(self, screen: str) -> None:
        """Wait until the screen is the one whose model has this name."""

        def look() -> bool | None:
            return True if self._from_screen(self.finger.screen) == screen else None

        until(f"{screen} on the screen", look)

    def strip_says(self, segment: str) -> str | None:
        """What the strip says there; None when the window is away."""
        return self._from_screen(lambda: self.finger.words(segment))

    def acknowledge(self) -> None:
        """Touch a refusal away; a screen that died has none."""
        self._from_screen(lambda: self.finger.touch("action-acknowledge"))

    def picture(self, path: Path) -> None:
        """Keep a picture of the screen, if there is one just now."""
        self._from_screen(lambda: self.finger.picture(path))

    def touch(self, button: str, made: type[Act]) -> Kept:
        """Touch a button until an act of this kind is in the journal."""
        return self._act(lambda: self.press(button), lambda kept: isinstance(kept.entry.body, made))

    def type_quantity(self, digits: str) -> Kept:
        """Type a quantity on the keypad."""

        def type_it() -> None:
            for digit in digits:
                self.press(f"keypad-{digit}")
            self.press("keypad-confirm")

        return self._act(type_it, lambda kept: isinstance(kept.entry.body, Reading))

    def command_quantity(self, digits: str) -> Kept:
        """Enter a quantity with the printed sheet of command codes: its digits one by one, then Confirm."""
        commands = (*(Command(Deed.DIGIT, digit) for digit in digits), Command(Deed.CONFIRM))

        def scan_them() -> None:
            self.finger.words("keypad-confirm")  # the keypad is there
            for command in commands:
                self._gun.scan(command.code.encode(), Symbology.CODE_128)

        return self._act(scan_them, lambda kept: isinstance(kept.entry.body, Reading))

    def sign_out(self) -> None:
        """Leave the station to the next person by a command code, until it asks for a badge."""

        def attempt() -> bool | None:
            if self._from_screen(self.finger.screen) != "SignInModel":
                self._gun.scan(Command(Deed.SIGN_OUT).code.encode(), Symbology.CODE_128)
            self._try(lambda: self.see("SignInModel"))
            return True if self._from_screen(self.finger.screen) == "SignInModel" else None

        until("the station to ask for a badge", attempt, 60.0)
        self._place, self._starts = None, 0

    def saved(self, reading: Kept) -> Kept:
        """The event of the piece a reading belongs to."""
        body = reading.entry.body
        piece = body.piece if isinstance(body, Reading) else ""

        def look() -> Kept | None:
            self._back_to_work()
            return self._found(
                0, lambda kept: isinstance(kept.entry.body, EventRecorded) and kept.entry.body.piece == piece
            )

        return until("the piece to be saved", look)

    # -- believing the journal --

    def _act(self, do: Callable[[], None], counts: Callable[[Kept], bool]) -> Kept:
        """Do something and wait for its entry; do it again only when the window died and the journal has none."""
        before = self._journal.head()
        self._back_to_work()
        starts = -1

        def look() -> Kept | None:
            nonlocal starts
            found = self._found(before, counts)
            if found is None and starts != self._window.starts:
                self._back_to_work()
                if (found := self._found(before, counts)) is None:
                    starts = self._window.starts
                    self._try(do)
            return found

        return until("an entry for what was just done", look, 40.0)

    def _found(self, after: int, counts: Callable[[Kept], bool]) -> Kept | None:
        return next((kept for kept in self._journal.after(after, 1000) if counts(kept)), None)

    def _try(self, do: Callable[[], None]) -> None:
        try:
            do()
        except (OSError, TooLate):
            return

    def _from_screen(self, ask: Callable[[], _T]) -> _T | None:
        try:
            return ask()
        except OSError:
            return None

    def get_ready(self) -> bool:
        """Sign in where the window is another one now; whether it was, and the place left is lost."""
        if self._starts == self._window.starts:
            return False
        self._get_ready()
        return True

    def press(self, name: str) -> None:
        """Touch a button once. Raises TooLate when it does not show."""
        if not self.finger.touch(name):
            raise TooLate(f"{name} on the screen")

    def _back_to_work(self) -> None:
        if self._place is not None:
            self.get_ready()

    def _get_ready(self) -> None:
        """Sign in and choose the work, from whatever the screen shows, however often the window dies meanwhile."""

        def attempt() -> bool | None:
            starts = self._window.starts
            try:
                if starts != self._starts:
                    self._sign_in()
                self._choose()
            except (OSError, TooLate):
                return None
            self._starts = starts
            return True

        until("the station to be ready to work", attempt, 60.0)

    def _sign_in(self) -> None:
        self.see("SignInModel")
        before = self._journal.head()
        self._gun.scan(self._account.badge.encode())
        for digit in self._account.pin:
            self.press(f"keypad-{digit}")
        self.press("keypad-confirm")
        until(
            "signing in",
            lambda: self._found(before, lambda kept: isinstance(kept.entry.body, SignedIn)),
            _AGAIN_S * 5,
        )

    def _choose(self) -> None:
        if self._place is None:
            return
        self.see("ChooseModel")
        self.press(f"step-{self._place.step}")
        if self._place.order is not None:
            self.press(f"order-{self._place.order}")
        self.see("WorkModel")
