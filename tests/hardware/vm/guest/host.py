"""The guest's side of the channel to the bench."""

from typing import BinaryIO

import msgspec

from tests.hardware.vm.messages import Answer, Request


class BenchError(Exception):
    """The bench could not do what was asked."""


class Host:
    """Asks the bench and tells it; one thread at a time."""

    def __init__(self, port: BinaryIO) -> None:
        """Take the open port, unbuffered."""
        self._port = port

    def ask(self, request: Request) -> bytes:
        """Ask and wait for the answer's data. Raises BenchError."""
        line = msgspec.json.encode(request) + b"\n"
        while line:
            line = line[self._port.write(line) or 0 :]
        answer = msgspec.json.decode(self._port.readline(), type=Answer)
        if answer.error:
            raise BenchError(answer.error)
        return answer.data
