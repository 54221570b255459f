"""Small files that are either there whole, also after a power cut, or not at all."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def replace_file(path: Path, content: bytes, *, mode: int) -> None:
    """Put `content` at `path` with these permissions, in place of what was there. Raises OSError."""
    _put(path, content, mode, os.replace)


def make_file(path: Path, content: bytes, *, mode: int) -> bool:
    """Put `content` at `path` with these permissions; False when a file is there already. Raises OSError."""
    try:
        _put(path, content, mode, os.link)
    except FileExistsError:
        return False
    return True


def _put(path: Path, content: bytes, mode: int, give_name: Callable[[Path, Path], None]) -> None:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
        with open(descriptor, "wb") as file:  # noqa: PTH123 -- a descriptor, not a path
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        give_name(draft, path)
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    finally:
        draft.unlink(missing_ok=True)
