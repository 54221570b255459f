"""The half that takes: state records, page by page, then waiting at central for the next change."""

from collections.abc import Callable
from typing import Protocol

from station.ports import Clock, Direction, ReplicaStore, ReplicaUnavailable, Trouble
from station.sync.plan import WAIT_S, Failed, Pulling, Rest, next_pull, pull_failed, pulled
from station.sync.report import report
from traceability.wire import Pull, Pulled


class Source(Protocol):
    """Central, as far as pulling goes; see `station.sync.client.Central`."""

    def pull(self, pull: Pull) -> Pulled | Failed:
        """Ask for the next page of state records."""


class Puller:
    """Takes over what central says, one transaction a page. Interrupted anywhere, it goes on from the last page."""

    def __init__(
        self,
        writer: str,
        store: ReplicaStore,
        central: Source,
        clock: Clock,
        fraction: Callable[[], float],
        on_new_epoch: Callable[[], None],
        longest_wait_s: int = WAIT_S,
    ) -> None:
        """`fraction` gives random numbers in [0, 1); `on_new_epoch`: central began a log anew or lost part of it."""
        self._writer = writer
        self._store = store
        self._central = central
        self._clock = clock
        self._fraction = fraction
        self._on_new_epoch = on_new_epoch
        self._longest_wait_s = longest_wait_s
        self._state = Pulling()

    @property
    def trouble(self) -> Trouble | None:
        """Why the last attempt brought nothing."""
        return self._state.trouble

    def is_done(self) -> bool:
        """Whether the last page held all that central has."""
        return self._state.caught_up

    def step(self) -> float:
        """Do the one thing that is due; returns how many seconds nothing is due after it."""
        asked_at = self._now()
        due = next_pull(self._state, asked_at, self._longest_wait_s)
        if isinstance(due, Rest):
            return due.seconds
        try:
            cursor = self._store.cursor()
            answer = self._central.pull(Pull(writer=self._writer, cursor=cursor, wait_s=due.wait_s))
            if isinstance(answer, Failed):
                self._failed(answer)
                return 0.0
            self._store.keep_page(self._writer, answer, self._clock.now().isoformat(timespec="milliseconds"))
        except ReplicaUnavailable as error:
            self._turn(self._after(Failed(Trouble.DISK)), str(error))
            return 0.0
        if answer.reset or (cursor is not None and cursor.epoch != answer.cursor.epoch):
            report("new-epoch", epoch=answer.cursor.epoch)
            self._on_new_epoch()
        if not self._state.caught_up:
            report("pulled", records=len(answer.records), gsn=answer.cursor.gsn, settled=answer.settled or 0)
        self._turn(pulled(answer, asked_at))
        return 0.0

    def _failed(self, failed: Failed) -> None:
        self._turn(self._after(failed), failed.detail)
        self._store.keep_trouble(Direction.PULL, failed.trouble)

    def _after(self, failed: Failed) -> Pulling:
        return pull_failed(self._state, failed, self._now(), self._fraction())

    def _turn(self, state: Pulling, detail: str = "") -> None:
        if state.trouble is not self._state.trouble:
            report("pulling", trouble=state.trouble or "none", detail=detail)
        self._state = state

    def _now(self) -> float:
        return self._clock.monotonic_ns() / 1e9
