"""Codes that were before a camera together: those the form wants are taken one after another, the rest is told."""

from collections.abc import Callable

import msgspec

from station.ports import RawScan
from station.workflows.commands import command_of


class Views:
    """Brings the scans of one view together again: they come one by one, others' scans between them."""

    def __init__(self) -> None:
        self._begun: dict[str, list[RawScan]] = {}

    def add(self, raw: RawScan) -> tuple[RawScan, ...]:
        """All codes of the view when this is its last one; none while some are still to come."""
        begun = self._begun.setdefault(raw.device, [])
        if begun and begun[0].received_ns != raw.received_ns:
            begun.clear()  # the rest of that view went to the screen before this one
        begun.append(raw)
        return tuple(self._begun.pop(raw.device)) if len(begun) >= raw.among else ()


def counted_without_commands(view: tuple[RawScan, ...]) -> tuple[RawScan, ...]:
    """The codes of a view; the labels in it are counted alone: a command code is obeyed and no part of the form."""
    labels = sum(command_of(raw) is None for raw in view)
    return tuple(msgspec.structs.replace(raw, among=labels) for raw in view)


class View:
    """One view being dealt with, for one piece."""

    def __init__(self, codes: tuple[RawScan, ...], piece: str) -> None:
        self.rest = codes
        """What was not taken, in the order it came."""
        self._piece = piece
        self._taken = False

    def next(
        self, piece: str, fits: Callable[[RawScan], bool], accepted: Callable[[RawScan], bool]
    ) -> RawScan | None:
        """The code to take now, given the open piece; None when the view is dealt with.

        As long as the piece is open, the first one accepted is taken. Where none ever was one is handed out all the
        same, to be refused: one that fits the form rather than any, for its reason says more.
        """
        wanted = [raw for raw in self.rest if piece == self._piece and accepted(raw)]
        if not wanted and not self._taken:
            wanted = [raw for raw in self.rest if fits(raw)] or list(self.rest)
            self.rest = ()
        if not wanted:
            return None
        self._taken = True
        self.rest = tuple(raw for raw in self.rest if raw is not wanted[0])
        return wanted[0]
