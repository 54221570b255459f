"""The newest picture crosses from a camera's thread; older ones nobody has seen yet are replaced, never queued."""

import threading
from collections.abc import Callable

from station.ports import CameraPicture


class Newest:
    """Called with every picture on the camera's thread; `seen` hears the newest on the thread `post` leads to."""

    def __init__(
        self, post: Callable[[Callable[[], None]], None], seen: Callable[[CameraPicture], None]
    ) -> None:
        self._post = post
        self._seen = seen
        self._lock = threading.Lock()
        self._waiting: CameraPicture | None = None

    def __call__(self, picture: CameraPicture) -> None:
        """Take a picture; at most one is on its way."""
        with self._lock:
            on_its_way = self._waiting is not None
            self._waiting = picture
        if not on_its_way:
            self._post(self._hand_over)

    def _hand_over(self) -> None:
        with self._lock:
            picture, self._waiting = self._waiting, None
        if picture is not None:
            self._seen(picture)
