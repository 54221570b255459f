"""What synchronisation does next, given what it knows: pure decisions, no clock, network or randomness.

Pushing and pulling each keep one small state. Every answer and every failure turns it into the next; `next_push` and
`next_pull` say what to do. Moments are monotonic seconds; a fraction is a random number in [0, 1).
"""

import msgspec

from station.ports import Trouble
from traceability.wire import MOST_ENTRIES, Pulled, Pushed, Welcome

LOOK_EVERY_S = 0.25
"""How often the journal is looked at for something new."""

WAIT_S = 45
"""How long a pull waits at central: a longer wait finds a dead line later, a shorter one costs an idle station more."""

GREET_EVERY_S = 900.0
"""How often central hears of clock and backlog though nothing is new."""

PULL_EVERY_S = 0.5
"""Two pulls begin at least this far apart, however much is going on at central, unless pages are left to take."""

_FIRST_DELAY_S = 1.0
_LONGEST_DELAY_S = 5.0
_DENSE_MARKS = 8
_MORE_ENTRIES = 50


class Failed(msgspec.Struct, frozen=True):
    """An attempt that brought nothing: why, and in whose own words (English, for the technician)."""

    trouble: Trouble
    detail: str = ""


class Rest(msgspec.Struct, frozen=True):
    """Nothing to do for so many seconds."""

    seconds: float


class SayHello(msgspec.Struct, frozen=True):
    """Ask central where to resume."""


class PushAfter(msgspec.Struct, frozen=True):
    """Send at most `most` own entries following `seq`."""

    seq: int
    most: int


class Pull(msgspec.Struct, frozen=True):
    """Ask for the next page, waiting at central up to `wait_s` seconds for something new."""

    wait_s: int


class Pushing(msgspec.Struct, frozen=True):
    """How pushing stands.

    Attributes:
        known: own entries up to this seq are durable at central.
        most: entries in the next batch at the most.
        greet_at: when to say hello next.
        rest_until: nothing is tried before.
        failures: attempts in a row that brought nothing.
        trouble: why, None after a success.
    """

    known: int = 0
    most: int = MOST_ENTRIES
    greet_at: float = 0.0
    rest_until: float = 0.0
    failures: int = 0
    trouble: Trouble | None = None


class Pulling(msgspec.Struct, frozen=True):
    """How pulling stands; `caught_up`: the last answer had nothing behind it. The rest as in `Pushing`."""

    caught_up: bool = False
    rest_until: float = 0.0
    failures: int = 0
    trouble: Trouble | None = None


def mark_seqs(head: int, known: int) -> tuple[int, ...]:
    """The seqs whose links a hello shows, newest first: dense at the head, then doubling the step, `known`, and 1.

    With `known` among them the usual answer is exact and nothing is sent twice.
    """
    seqs = {seq for seq in (1, known) if 0 < seq <= head}
    step, seq = 1, head
    while seq > 0:
        seqs.add(seq)
        if head - seq >= _DENSE_MARKS:
            step *= 2
        seq -= step
    return tuple(sorted(seqs, reverse=True))


def delay_s(failures: int, fraction: float) -> float:
    """How long to rest after so many failures in a row: doubling, at most 5 s, spread over its upper half."""
    longest = min(_LONGEST_DELAY_S, _FIRST_DELAY_S * 2.0 ** min(failures - 1, 16))
    return longest * (0.5 + fraction / 2)


def next_push(pushing: Pushing, head: int, now: float) -> Rest | SayHello | PushAfter:
    """What the pushing half does next, the newest own entry being `head`."""
    if now < pushing.rest_until:
        return Rest(pushing.rest_until - now)
    if now >= pushing.greet_at:
        return SayHello()
    if pushing.known < head:
        return PushAfter(pushing.known, pushing.most)
    return Rest(LOOK_EVERY_S)


def welcomed(pushing: Pushing, welcome: Welcome, head: int, now: float, fraction: float) -> Pushing:
    """After central said where to resume.

    Chains that part (`forked`), entries at central this station lost (`ahead`, or more known than there are): pushing on
    would set two entries on one place. Nothing is sent until that is resolved; central is asked again on the timer.
    """
    if welcome.forked:
        return push_failed(pushing, Failed(Trouble.FORKED), now, fraction)
    if welcome.ahead or welcome.known > head:
        return push_failed(pushing, Failed(Trouble.AHEAD), now, fraction)
    resumed = Pushing(known=welcome.known, most=pushing.most, greet_at=now + GREET_EVERY_S)
    if welcome.known == head:
        return resumed
    # Only a batch that is taken ends a run of failures: a central that greets and then fails must not be hurried.
    return msgspec.structs.replace(resumed, failures=pushing.failures, trouble=pushing.trouble)


def pushed(pushing: Pushing, sent: PushAfter, answer: Pushed, now: float, fraction: float) -> Pushing:
    """After central answered a batch: go on behind it, with a larger one; after a gap say hello again.

    Batches grow by a step and shrink by half, as TCP's window does (RFC 5681): most of them then fit.
    """
    if answer.gap or answer.known <= sent.seq:
        return push_failed(pushing, Failed(Trouble.GAP), now, fraction)
    return Pushing(
        known=answer.known, most=min(MOST_ENTRIES, sent.most + _MORE_ENTRIES), greet_at=pushing.greet_at
    )


def push_failed(pushing: Pushing, failed: Failed, now: float, fraction: float) -> Pushing:
    """After an attempt that brought nothing: rest, then say hello again. Nothing is ever given up.

    A batch that was too large or took too long is halved; one that was only too large is tried again at once.
    """
    most, failures = pushing.most, pushing.failures + 1
    if failed.trouble in {Trouble.TOO_LARGE, Trouble.TIMEOUT}:
        most = max(1, most // 2)
    if failed.trouble is Trouble.TOO_LARGE and pushing.most > 1:
        return msgspec.structs.replace(pushing, most=most)
    rest_until = now + delay_s(failures, fraction)
    return Pushing(
        known=pushing.known,
        most=most,
        greet_at=rest_until,
        rest_until=rest_until,
        failures=failures,
        trouble=failed.trouble,
    )


def greet_now(pushing: Pushing, now: float) -> Pushing:
    """Central is not what it was (a new epoch): ask where to resume before anything else."""
    return msgspec.structs.replace(pushing, greet_at=min(now, pushing.greet_at))


def all_sent(pushing: Pushing, head: int) -> bool:
    """Whether central said that it holds every own entry up to `head`."""
    return pushing.greet_at > 0 and pushing.trouble is None and pushing.known >= head


def next_pull(pulling: Pulling, now: float, longest_wait_s: int = WAIT_S) -> Rest | Pull:
    """What the pulling half does next; a shorter wait suits proxies that end quiet connections."""
    if now < pulling.rest_until:
        return Rest(pulling.rest_until - now)
    return Pull(longest_wait_s if pulling.caught_up else 0)


def pulled(page: Pulled, asked_at: float) -> Pulling:
    """After a page was taken over."""
    if page.more:
        return Pulling()
    return Pulling(caught_up=True, rest_until=asked_at + PULL_EVERY_S)


def pull_failed(pulling: Pulling, failed: Failed, now: float, fraction: float) -> Pulling:
    """After an attempt that brought nothing: rest, then ask again without waiting at central."""
    failures = pulling.failures + 1
    return Pulling(rest_until=now + delay_s(failures, fraction), failures=failures, trouble=failed.trouble)
