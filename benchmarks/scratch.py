"""A folder for what is measured, beside the repository's other caches: on a real disk, where `/tmp` may be memory."""

from pathlib import Path
from tempfile import TemporaryDirectory

_CACHE = Path(__file__).parent.parent / ".cache"


def scratch() -> "TemporaryDirectory[str]":
    """A new empty folder, removed in the end."""
    _CACHE.mkdir(exist_ok=True)
    return TemporaryDirectory(prefix="bench-", dir=_CACHE)
