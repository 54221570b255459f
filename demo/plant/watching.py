"""Waiting for something to become true, with an end."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")
_LOOK_EVERY_S = 0.01


class TooLate(Exception):  # noqa: N818 -- says what was waited for
    """What was waited for did not come."""


def until(what: str, look: Callable[[], _T | None], patience_s: float = 20.0) -> _T:
    """The first answer of `look` that is something. Raises TooLate, naming `what`, when none comes in time."""
    end = time.monotonic() + patience_s
    pause = threading.Event()
    while (found := look()) is None:
        if time.monotonic() > end:
            raise TooLate(what)
        pause.wait(_LOOK_EVERY_S)
    return found
