"""The one place that decides whether the environment failed or we have a mistake, by SQLite's result code."""

import errno
from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Final

import apsw
import msgspec

from station.ports import JournalUnavailable

_CAUSES: Final[Mapping[int, str]] = MappingProxyType(
    {
        apsw.SQLITE_FULL: "full",
        apsw.SQLITE_IOERR: "input-output",
        apsw.SQLITE_CORRUPT: "input-output",
        apsw.SQLITE_NOTADB: "input-output",
        apsw.SQLITE_CANTOPEN: "input-output",
        apsw.SQLITE_READONLY: "read-only",
        apsw.SQLITE_PERM: "read-only",
        apsw.SQLITE_BUSY: "busy",
        apsw.SQLITE_LOCKED: "busy",
        apsw.SQLITE_PROTOCOL: "busy",
    }
)
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_RIGHT: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def let_go(connection: apsw.Connection) -> None:
    """Close a connection whatever the disk says to it: all that was acknowledged is in the file or its log."""
    with suppress(apsw.Error):
        connection.close(force=True)


def given_up(connection: apsw.Connection | None, error: Exception) -> Exception:
    """Close a connection that failed; return what its caller is to be told.

    That is JournalUnavailable when the outside failed us, and `error` itself when the mistake is ours. A new connection
    finds out how the file really stands. SQLite calls an exceeded quota or file size an input/output error, and a full
    or read-only disk under the log or its index too: the operating system's error number tells.
    """
    number = 0
    if connection is not None:
        number = connection.system_errno
        let_go(connection)
    code = getattr(error, "extendedresult", apsw.SQLITE_OK)  # no attribute where SQLite did not speak
    cause = _CAUSES.get(code & 0xFF)
    if isinstance(error, msgspec.DecodeError):
        cause = "input-output"  # the bytes of the newest entry are not what was written
    if cause is None:
        return error
    if cause == "input-output":
        if number in _NO_ROOM or code == apsw.SQLITE_IOERR_SHMSIZE:
            cause = "full"
        elif number in _NO_RIGHT:
            cause = "read-only"
    return JournalUnavailable(cause)
