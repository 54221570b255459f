"""`central serve`: the server, one process."""

import argparse
import socket
from pathlib import Path

import uvicorn

from central.bootstrap.parts import opened
from central.bootstrap.server import application
from central.cli.options import Subparsers, folder_or_default
from central.cli.sentences import PORT_TAKEN, SERVING, Problem
from traceability.language import Language

_PORT, _LAST_PORT = 8443, 65_535
_BACKLOG = 512
_GRACE_S = 3
"""Seconds a waiting pull may hold up the end; stations ask again."""


def add_to(subparsers: Subparsers) -> None:
    """Add the command."""
    parser = subparsers.add_parser("serve")
    parser.add_argument("--data", metavar="FOLDER", type=Path)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=_port, default=_PORT)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, language: Language) -> int:
    """Serve until a signal ends it."""
    with (
        opened(folder_or_default(arguments.data)) as context,
        _listening(arguments.host, arguments.port) as at,
    ):
        host, port = at.getsockname()[:2]
        print(SERVING.in_language(language, {"address": f"http://{host}:{port}"}), flush=True)
        config = uvicorn.Config(
            application(context),
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE_S,
        )
        uvicorn.Server(config).run([at])
    return 0


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= _LAST_PORT:
        raise argparse.ArgumentTypeError(f"0 to {_LAST_PORT}")
    return port


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise Problem(PORT_TAKEN, address=f"{host}:{port}", why=str(error)) from error
    # Inherited by every connection. asyncio sets it only on sockets it made itself; without it the second write of an
    # answer waits for the acknowledgement of the first, 40 ms or more.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
