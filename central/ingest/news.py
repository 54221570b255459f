"""Telling waiting pulls that something is new, from any thread."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class News:
    """A bell: whoever listens hears every ring from the moment of listening on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}

    def ring(self) -> None:
        """Wake everyone who listens."""
        with self._lock:
            for event, loop in self._listeners.items():
                loop.call_soon_threadsafe(event.set)

    @contextmanager
    def listening(self) -> Iterator[asyncio.Event]:
        """An event of the running loop that every ring sets; clear it before looking, wait on it after."""
        event = asyncio.Event()
        with self._lock:
            self._listeners[event] = asyncio.get_running_loop()
        try:
            yield event
        finally:
            with self._lock:
                del self._listeners[event]
