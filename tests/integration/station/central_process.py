"""A real central in a process of its own: `central_process.py FOLDER PORT`; says its port when it listens."""

import asyncio
import socket
import sys
from pathlib import Path

import uvicorn

from central.bootstrap.parts import opened
from central.bootstrap.server import application


async def serve(folder: Path, port: int) -> None:
    with opened(folder) as context, socket.create_server(("127.0.0.1", port)) as listener:
        configuration = uvicorn.Config(application(context), log_level="warning", lifespan="on")
        print(listener.getsockname()[1], flush=True)  # noqa: T201 -- read by the test
        await uvicorn.Server(configuration).serve([listener])


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2])))
