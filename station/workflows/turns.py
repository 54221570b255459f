"""One input at a time: while an entry is on its way to the disk, the inputs after it wait, so none overtakes."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import NamedTuple

from station.ports import Feedback, Journal, JournalUnavailable, Kept, NewEntry


class _Turn(NamedTuple):
    act: Callable[[], None]
    device: str


class Turns:
    """The inputs of one form. All methods are called on one thread; the journal's answers come back through `post`."""

    def __init__(
        self,
        journal: Journal,
        post: Callable[[Callable[[], None]], None],
        tell: Callable[[str, Feedback], None],
        not_kept: Callable[[JournalUnavailable], None],
    ) -> None:
        """Begin; `not_kept` hears of an entry the journal did not take.

        What waits behind it is forgotten then, and its devices are told that it is refused.
        """
        self._journal = journal
        self._post = post
        self._not_kept = not_kept
        self._tell = tell
        self._waiting: deque[_Turn] = deque()
        self._busy = False
        self.device = ""
        """Where the input whose turn it is came from; empty for hands."""

    @property
    def busy(self) -> bool:
        """Whether an entry is on its way to the disk."""
        return self._busy

    @property
    def is_crowded(self) -> bool:
        """Whether inputs wait behind the one whose turn it is."""
        return bool(self._waiting)

    def take(self, act: Callable[[], None], device: str = "") -> None:
        """Call `act` when its turn comes. It may raise JournalUnavailable."""
        self._waiting.append(_Turn(act, device))
        self._next()

    def append(self, entry: NewEntry, then: Callable[[Kept], None]) -> None:
        """Journal an entry; `then` is called once it is durable, and before the next input's turn."""
        self._busy = True

        def answered(future: Future[Kept]) -> None:
            self._post(lambda: self._answered(future, then))

        self._journal.append(entry).add_done_callback(answered)

    def end(self, then: Callable[[], None]) -> None:
        """Call `then` when all that came before is dealt with; what comes after is not taken any more.

        Where the journal takes nothing, `then` is not called: the person stays to see it.
        """

        def ended() -> None:
            self._forget()
            then()

        self.take(ended)

    def _next(self) -> None:
        while self._waiting and not self._busy:
            act, self.device = self._waiting.popleft()
            try:
                act()
            except JournalUnavailable as unavailable:
                self._failed(unavailable)

    def _answered(self, future: Future[Kept], then: Callable[[Kept], None]) -> None:
        self._busy = False
        try:
            kept = future.result()
        except JournalUnavailable as unavailable:
            self._failed(unavailable)
            return
        then(kept)
        self._next()

    def _failed(self, unavailable: JournalUnavailable) -> None:
        """Nothing was acknowledged; what waits was not either, and is scanned again."""
        self._forget()
        self._not_kept(unavailable)

    def _forget(self) -> None:
        while self._waiting:
            self._tell(self._waiting.popleft().device, Feedback.REFUSED)
