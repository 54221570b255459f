"""The hand on a station's touchscreen: touches buttons by name, reads what they say, takes pictures.

It works inside the demo's own window process and on nothing but real widgets; the product has no such door.
"""

import json
import socket
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from station.ui.widgets.work.verdict_panel import VerdictPanel
from station.ui.window import Window

_LOOK_EVERY_MS = 10
_PATIENCE_MS = 8_000


class Hand(QObject):
    """Serves one request a line on a local socket: `click`, `screen`, `verdict`, `picture`, `resize` or `language`."""

    def __init__(self, window: Window, socket_path: Path) -> None:
        super().__init__(window)
        self._window = window
        self._server = QLocalServer(self)
        QLocalServer.removeServer(str(socket_path))
        if not self._server.listen(str(socket_path)):
            raise RuntimeError(f"no door at {socket_path}: {self._server.errorString()}")
        self._server.newConnection.connect(self._greet)

    def _greet(self) -> None:
        caller = self._server.nextPendingConnection()
        caller.readyRead.connect(lambda: self._hear(caller))

    def _hear(self, caller: QLocalSocket) -> None:
        while caller.canReadLine():
            request = json.loads(bytes(caller.readLine().data()))
            self._try(caller, request, _PATIENCE_MS)

    def _try(self, caller: QLocalSocket, request: dict[str, Any], left_ms: int) -> None:
        """Do what is asked as soon as the screen has it; say no after a while."""
        answer = self._do(request)
        if answer is None and left_ms > 0:
            QTimer.singleShot(_LOOK_EVERY_MS, lambda: self._try(caller, request, left_ms - _LOOK_EVERY_MS))
            return
        caller.write(json.dumps({"answer": answer}).encode() + b"\n")
        caller.flush()

    def _do(self, request: dict[str, Any]) -> str | None:
        match request:
            case {"picture": path}:
                return "taken" if self._window.grab().save(path) else None
            case {"resize": [width, height]}:
                self._window.resize(width, height)
                return "resized"
            case {"screen": _}:
                return type(self._window.shell.screen).__name__
            case {"verdict": _}:
                panels = [each for each in self._window.findChildren(VerdictPanel) if each.isVisible()]
                return panels[0].accessibleDescription() if panels else None
            case {"click": name}:
                return self._click(name)
        raise ValueError(f"not a request: {request}")

    def _click(self, name: str) -> str | None:
        widget = self._visible(name)
        if widget is None or not widget.isEnabled():
            return None
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        return "clicked"

    def _visible(self, name: str) -> QWidget | None:
        found = [each for each in self._window.findChildren(QWidget, name) if each.isVisible()]
        return found[0] if found else None


class Finger:
    """The other end: a person outside the window's process."""

    def __init__(self, socket_path: Path) -> None:
        self._path = socket_path

    def touch(self, name: str) -> bool:
        """Touch the named button when it shows; False when it never does."""
        return self._ask({"click": name}) == "clicked"

    def screen(self) -> str | None:
        """The name of the screen's model, for example `SignInModel`."""
        return self._ask({"screen": True})

    def verdict(self) -> str | None:
        """What the verdict on the screen says, with its way on; None when there is none."""
        return self._ask({"verdict": True})

    def picture(self, path: Path) -> bool:
        """Keep a picture of the window."""
        return self._ask({"picture": str(path)}) == "taken"

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self._ask({"resize": [width, height]})

    def _ask(self, request: dict[str, Any]) -> str | None:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(_PATIENCE_MS / 1000 + 2)
            line.connect(str(self._path))
            line.sendall(json.dumps(request).encode() + b"\n")
            with line.makefile("rb") as answers:
                answer = answers.readline()
        if not answer:
            raise ConnectionError("the window went away")
        heard = json.loads(answer)["answer"]
        return heard if isinstance(heard, str) else None
