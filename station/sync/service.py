"""The loop: pushing and polling, a thread each, so that a new entry never waits for a poll to end."""

from collections.abc import Callable
from threading import Event, Thread

from station.ports import Trouble
from station.sync.puller import Puller
from station.sync.pusher import Pusher

STOP_S = 2.0
"""How long a stop waits for both halves. A poll that waits at central longer is left behind; it keeps nothing more."""


class Service:
    """Synchronisation of one station, until it is stopped.

    `on_broken` is called from the half that came upon a mistake of ours; `stop` then raises it.
    """

    def __init__(self, pusher: Pusher, puller: Puller, on_broken: Callable[[], None]) -> None:
        self._on_broken = on_broken
        self._stopping = Event()
        self._broken: BaseException | None = None
        self._threads = [
            # Daemons: the end of the process must not wait for an answer of central.
            Thread(target=self._run, args=(half.step,), name=name, daemon=True)
            for half, name in ((pusher, "push"), (puller, "pull"))
        ]

    def start(self) -> None:
        """Begin, and return at once."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End both halves; whatever was under way is done or never happened. Raises what broke one of them."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(STOP_S)
        if self._broken is not None:
            raise self._broken

    def _run(self, step: Callable[[], float]) -> None:
        try:
            while not self._stopping.is_set():
                self._stopping.wait(step())
        except BaseException as error:  # noqa: BLE001 -- raised again by `stop`, in the thread that can answer for it
            self._broken = error
            self._on_broken()


def synchronise_once(pusher: Pusher, puller: Puller) -> Trouble | None:
    """Push and pull until nothing is left; the first trouble that kept one of them from it, else None.

    Raises JournalUnavailable.
    """
    for half in (pusher, puller):
        while not half.is_done():
            half.step()
            if half.trouble is not None:
                return half.trouble
    return None
