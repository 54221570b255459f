"""The ports every workflow works with, in one value."""

from collections.abc import Callable

import msgspec

from station.ports import Clock, Feedback, Ids, Journal, Sounds
from station.workflows.knowledge import Knowledge


class Outside(msgspec.Struct, frozen=True, kw_only=True):
    """The ports a workflow works with.

    Attributes:
        tell: tells the person at a reading device what came of its scan; nothing where it can't, or for no device.
        post: brings a call back to the workflow's thread.
    """

    journal: Journal
    knowledge: Knowledge
    clock: Clock
    ids: Ids
    sounds: Sounds
    tell: Callable[[str, Feedback], None]
    post: Callable[[Callable[[], None]], None]
