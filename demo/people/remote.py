"""The hand on a station's touchscreen: touches buttons by name, reads what they say, takes pictures.

It works inside the demo's own window process and on nothing but real widgets; the product has no such door.
"""

import json
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from station.ui.widgets.devices.examined_card import ExaminedCard
from station.ui.widgets.work.verdict_panel import VerdictPanel
from station.ui.window import Window

_LOOK_EVERY_MS = 10
_PATIENCE_MS = 8_000


class Hand(QObject):
    """Serves one request a line on a local socket: `_do` has them all."""

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
            case {"click": name}:
                answer = self._click(name)
            case {"screen": _}:
                answer = type(self._window.shell.screen).__name__
            case {"verdict": _}:
                answer = self._said_by(VerdictPanel)
            case {"examined": _}:
                answer = self._said_by(ExaminedCard)
            case {"words": name}:
                answer = self._words(name)
            case {"which": names}:
                answer = next((name for name in names if self._visible(name)), "")
            case {"picture": path}:
                answer = "taken" if self._window.grab().save(path) else None
            case {"resize": [width, height]}:
                self._window.resize(width, height)
                answer = "resized"
            case _:
                raise ValueError(f"not a request: {request}")
        return answer

    def _said_by(self, kind: type[QWidget]) -> str | None:
        """What the panel of this kind says: its title, then the rest in lines."""
        shown = [each for each in self._window.findChildren(kind) if each.isVisible()]
        return f"{shown[0].accessibleName()}\n{shown[0].accessibleDescription()}" if shown else None

    def _words(self, name: str) -> str | None:
        widget = self._visible(name)
        return widget.accessibleDescription() if widget else None

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
        said = self._ask({"verdict": True})
        return said.partition("\n")[2] if said else None

    def examined(self) -> str | None:
        """What the technician's card says: its title, then a line for each fact; None when there is no card."""
        return self._ask({"examined": True})

    def words(self, name: str) -> str | None:
        """What the named part of the screen says; None when it never shows."""
        return self._ask({"words": name})

    def which(self, names: Sequence[str]) -> str | None:
        """The first of these that shows just now; empty when none does."""
        return self._ask({"which": [*names]})

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
