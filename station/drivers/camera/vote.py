"""Which codes of a camera's view are handed over: each once while it stays, weak readings when frames agree.

Pure: what frames show comes in with its time, codes to hand over come out.
"""

from collections.abc import Iterable

import msgspec

from station.drivers.camera.code import Code

AGREEING = 2
"""Frames a weak reading must be ahead of every other reading of its place: a misreading seldom comes twice alike."""
LEFT_AFTER_NS = 1_000_000_000
"""A code unseen for so long has left the view; coming back it is read anew."""
SETTLE_NS = 400_000_000
"""How long the codes of one view wait for a weak one among them."""


class _Candidate:
    def __init__(self, code: Code, now_ns: int) -> None:
        self.code = code
        self.since_ns = now_ns
        self.seen_ns = now_ns
        self.frames = 0
        self.delivered = False

    def saw(self, code: Code, now_ns: int) -> None:
        self.seen_ns = now_ns
        self.frames += 1
        if code.aim or not self.code.aim:
            self.code = msgspec.structs.replace(code, verified=code.verified or self.code.verified)

    def opposed_by(self, other: "_Candidate") -> bool:
        """Whether the other reads this one's place otherwise; what was gone before this one came does not count."""
        if other is self or other.seen_ns < self.since_ns:
            return False
        return other.code.same_place(self.code)


class Vote:
    """The codes in the view of one camera."""

    def __init__(self) -> None:
        self._candidates: list[_Candidate] = []

    def seen(self, codes: Iterable[Code], now_ns: int) -> tuple[Code, ...]:
        """Count a frame's codes; return those that became certain, together as one view, all of them verified.

        A code stays certain as long as it is in view. One view's codes wait `SETTLE_NS` at most for one another; a
        weak reading no second frame agrees with is never handed over.
        """
        self._candidates = [each for each in self._candidates if now_ns - each.seen_ns < LEFT_AFTER_NS]
        for code in codes:
            self._candidate(code, now_ns).saw(code, now_ns)
        waiting = [each for each in self._candidates if not each.delivered]
        certain = [each for each in waiting if self._certain(each)]
        doubtful = [
            each for each in waiting if each not in certain and not any(map(each.opposed_by, certain))
        ]
        overdue = any(now_ns - each.since_ns >= SETTLE_NS for each in certain)
        if doubtful and not overdue:
            return ()
        for each in certain:
            each.delivered = True
        return tuple(msgspec.structs.replace(each.code, verified=True) for each in certain)

    def _candidate(self, code: Code, now_ns: int) -> _Candidate:
        for each in self._candidates:
            if each.code.agrees(code):
                return each
        self._candidates.append(_Candidate(code, now_ns))
        return self._candidates[-1]

    def _certain(self, candidate: _Candidate) -> bool:
        if candidate.code.verified:
            return True
        against = [each for each in self._candidates if candidate.opposed_by(each)]
        if any(each.code.verified for each in against):
            return False
        return candidate.frames - max((each.frames for each in against), default=0) >= AGREEING
