"""Work that only one process of a station may do at a time."""

import fcntl
from pathlib import Path
from typing import IO


def claimed(path: Path) -> IO[bytes] | None:
    """Hold the file at `path`, made where there is none, until it is closed or the process ends.

    None while another process holds it. Raises OSError.
    """
    claim = path.open("ab")
    try:
        fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        claim.close()
        return None
    return claim
