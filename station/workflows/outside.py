"""The ports every workflow works with, in one value."""

from collections.abc import Callable

import msgspec

from station.ports import Clock, Ids, Journal, Sounds
from station.workflows.knowledge import Knowledge


class Outside(msgspec.Struct, frozen=True, kw_only=True):
    """The ports a workflow works with. `post` brings a call back to the workflow's thread."""

    journal: Journal
    knowledge: Knowledge
    clock: Clock
    ids: Ids
    sounds: Sounds
    post: Callable[[Callable[[], None]], None]
