"""The half that sends: hello, then own entries in batches, one in flight while the next is made."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Event
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from station.ports import (
    Clock,
    Direction,
    JournalUnavailable,
    Kept,
    ReplicaStore,
    ReplicaUnavailable,
    Trouble,
)
from station.sync.client import packed
from station.sync.plan import (
    Failed,
    PushAfter,
    Pushing,
    Rest,
    SayHello,
    all_sent,
    greet_now,
    mark_seqs,
    next_push,
    push_failed,
    pushed,
    welcomed,
)
from station.sync.report import report
from traceability.entries import FIRST_LINK, decode_head
from traceability.signing import sign_head
from traceability.wire import MOST_BYTES, PROTOCOL, Hello, Mark, Push, Pushed, Welcome


class OwnEntries(Protocol):
    """The journal as synchronisation reads it; see `station.ports.Journal`. All raise JournalUnavailable."""

    @property
    def writer(self) -> str:
        """The id under which the journal writes."""

    def head(self) -> int:
        """The seq of the newest entry."""

    def after(self, seq: int, most: int) -> tuple[Kept, ...]:
        """At most `most` own entries following `seq`, in order."""


class Receiver(Protocol):
    """Central, as far as pushing goes; see `station.sync.client.Central`."""

    def hello(self, hello: Hello) -> Welcome | Failed:
        """Ask where to resume."""

    def push(self, batch: bytes) -> Pushed | Failed:
        """Send a batch."""


class Pusher:
    """Sends what the journal holds and central does not. Interrupted anywhere, it resumes where central says."""

    def __init__(
        self,
        journal: OwnEntries,
        store: ReplicaStore,
        central: Receiver,
        key: Ed25519PrivateKey,
        clock: Clock,
        fraction: Callable[[], float],
    ) -> None:
        """Raises ReplicaUnavailable. `fraction` gives random numbers in [0, 1)."""
        self._journal = journal
        self._store = store
        self._central = central
        self._key = key
        self._clock = clock
        self._fraction = fraction
        self._greet = Event()
        self._ahead: tuple[PushAfter, Future[tuple[PushAfter, bytes]]] | None = None
        self._state = Pushing(known=store.known(journal.writer))

    @property
    def trouble(self) -> Trouble | None:
        """Why the last attempt brought nothing."""
        return self._state.trouble

    def is_done(self) -> bool:
        """Whether central said that it holds everything. Raises JournalUnavailable."""
        return all_sent(self._state, self._journal.head())

    def greet(self) -> None:
        """Say hello before anything else is sent; from any thread."""
        self._greet.set()

    def step(self) -> float:
        """Do the one thing that is due; returns how many seconds nothing is due after it."""
        if self._greet.is_set():
            self._greet.clear()
            self._state = greet_now(self._state, self._now())
        try:
            head = self._journal.head()
            match next_push(self._state, head, self._now()):
                case Rest(seconds):
                    return seconds
                case SayHello():
                    self._say_hello(head)
                case PushAfter() as due:
                    self._push(due, head)
        except (JournalUnavailable, ReplicaUnavailable) as error:
            with suppress(ReplicaUnavailable):
                self._failed(Failed(Trouble.DISK, str(error)))
        return 0.0

    def _say_hello(self, head: int) -> None:
        writer, known, wall = self._journal.writer, self._state.known, self._clock.now()
        oldest = self._journal.after(known, 1)
        answer = self._central.hello(
            Hello(
                protocol=PROTOCOL,
                writer=writer,
                marks=tuple(self._mark(seq) for seq in mark_seqs(head, known)),
                wall_ms=int(wall.timestamp() * 1000),
                boot=self._clock.boot_id(),
                backlog=max(0, head - known),
                oldest=decode_head(oldest[0].canonical).recorded if oldest else None,
                cursor=self._store.cursor(),
            )
        )
        if isinstance(answer, Failed):
            self._failed(answer)
            return
        state = welcomed(self._state, answer, head, self._now(), self._fraction())
        if state.trouble is None:
            report("welcomed", epoch=answer.epoch, known=answer.known, head=head, offset_ms=answer.offset_ms)
        self._advance(state)

    def _push(self, due: PushAfter, head: int) -> None:
        sent, batch = self._made(due)
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="batch") as beside:
            upcoming = self._upcoming(sent, head)
            if upcoming is not None:
                self._ahead = upcoming, beside.submit(self._packed, upcoming)
            answer = self._central.push(batch)
        if isinstance(answer, Failed):
            self._failed(answer)
            return
        report("pushed", first=sent.seq + 1, bytes=len(batch), known=answer.known)
        self._advance(pushed(self._state, sent, answer, self._now(), self._fraction()))

    def _upcoming(self, sent: PushAfter, head: int) -> PushAfter | None:
        """What is due once central has taken all that is sent; None when that is nothing."""
        now = self._now()
        taken = pushed(self._state, sent, Pushed(known=sent.seq + sent.most), now, 0.0)
        due = next_push(taken, head, now)
        return due if isinstance(due, PushAfter) else None

    def _made(self, due: PushAfter) -> tuple[PushAfter, bytes]:
        """The batch: made ahead where it was foreseen, for own entries never change; else made now."""
        ahead, self._ahead = self._ahead, None
        return ahead[1].result() if ahead is not None and ahead[0] == due else self._packed(due)

    def _packed(self, due: PushAfter) -> tuple[PushAfter, bytes]:
        # The entry before the first comes along for its link.
        before = 1 if due.seq else 0
        kept = self._journal.after(due.seq - before, due.most + before)
        link = kept[0].link if before else FIRST_LINK
        entries, writer = kept[before:], self._journal.writer
        while True:
            batch = packed(
                Push(
                    writer=writer,
                    first=due.seq + 1,
                    link=link,
                    entries=tuple(entry.canonical for entry in entries),
                    signature=sign_head(self._key, writer, due.seq + len(entries), entries[-1].link),
                )
            )
            if len(batch) <= MOST_BYTES or len(entries) == 1:
                return due, batch
            entries = entries[: len(entries) // 2]
            due = PushAfter(due.seq, len(entries))

    def _mark(self, seq: int) -> Mark:
        [kept] = self._journal.after(seq - 1, 1)
        return Mark(seq=seq, link=kept.link)

    def _advance(self, state: Pushing) -> None:
        at = self._clock.now().isoformat(timespec="milliseconds")
        self._store.keep_known(self._journal.writer, state.known, at, state.trouble)
        self._turn(state)

    def _failed(self, failed: Failed) -> None:
        self._turn(push_failed(self._state, failed, self._now(), self._fraction()), failed.detail)
        if self._state.trouble is not None:
            self._store.keep_trouble(Direction.PUSH, self._state.trouble)

    def _turn(self, state: Pushing, detail: str = "") -> None:
        if state.trouble is not self._state.trouble:
            report("pushing", trouble=state.trouble or "none", known=state.known, detail=detail)
        self._state = state

    def _now(self) -> float:
        return self._clock.monotonic_ns() / 1e9
