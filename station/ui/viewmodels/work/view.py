"""What the screen of a step shows, as one value, and what it takes to work it."""

from collections.abc import Callable

import msgspec

from station.ui.viewmodels.work.typing import Typing
from station.ui.views.camera import CameraWords
from station.ui.views.frame import Action
from station.ui.views.work import Offline, Progress, Prompt, Reading, Recent, StepCell, Verdict
from station.workflows.devices.readers import Readers
from station.workflows.unreadable import Confirmation


class WorkMeans(msgspec.Struct, frozen=True, kw_only=True):
    """What work needs besides the ports of workflows.

    Attributes:
        readers: the devices; a camera's picture is shown.
        confirmation: a lead's confirmation of a typed code, given what to call when it changes.
    """

    readers: Readers
    confirmation: Callable[[Callable[[], None]], Confirmation]


class WorkView(msgspec.Struct, frozen=True, kw_only=True):
    """All the screen of a step shows."""

    prompt: Prompt
    choices: tuple[Action, ...]
    reading: Reading
    cells: tuple[StepCell, ...]
    verdict: Verdict | None
    progress: Progress
    recent_title: str
    recent: tuple[Recent, ...]
    offline: Offline | None
    typing: Typing | None
    camera: CameraWords | None
    enlarged: bool


class Answer(msgspec.Struct, frozen=True):
    """What an operator waits to see after an input."""

    reading: Reading
    verdict: Verdict | None
