"""Key files: made with mode 0600, refused when others can read them."""

import os
import stat
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from station.durable import make_file, replace_file
from station.problems import Problem
from traceability.language import Text

_OWNER_ONLY: Final = 0o600

_OTHERS_CAN_READ = Text(
    "密钥文件 {path} 别人也能读，没有用它；请运行 chmod 600 {path}，并告诉中心管理员。",
    "The key file {path} can be read by others and was not used; run chmod 600 {path} and tell central's administrator.",
)
_NOT_OURS = Text(
    "密钥文件 {path} 不属于运行本程序的用户，没有用它；请把它改归该用户。",
    "The key file {path} belongs to another user and was not used; make it belong to the user this runs as.",
)
_NOT_READABLE = Text(
    "读不了密钥文件 {path}：{detail}；请从备份恢复它，或重新登记本站。",
    "The key file {path} can't be read: {detail}; restore it from a backup or enrol the station again.",
)
_NO_PEPPER = Text(
    "还没有口令密钥 {path}；请先用 station enrol 登记本站。",
    "There is no PIN pepper {path} yet; enrol the station first with station enrol.",
)


class KeyFiles:
    """The `KeyStore` port: the station's Ed25519 key (PEM, PKCS #8: RFC 8410) and the plant's pepper, a file each.

    Every question raises Problem for a file others can read or that is damaged; making one raises OSError.
    """

    def __init__(self, station_key: Path, pepper: Path) -> None:
        self._station_key = station_key
        self._pepper = pepper

    def station_key(self) -> Ed25519PrivateKey:
        """The key that signs for this station; made and durable before it is first returned."""
        if not self._station_key.exists():
            new = Ed25519PrivateKey.generate()
            pem = new.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            make_file(
                self._station_key, pem, mode=_OWNER_ONLY
            )  # another process may be quicker: its key counts
        pem = _read_secret(self._station_key)
        try:
            key = load_pem_private_key(pem, password=None)
        except (ValueError, TypeError) as error:
            raise _unreadable(self._station_key, "no PEM private key") from error
        if not isinstance(key, Ed25519PrivateKey):
            raise _unreadable(self._station_key, "no Ed25519 key")
        return key

    def keep_pepper(self, pepper: bytes) -> None:
        """Seal the plant's PIN pepper; replaces an earlier one."""
        replace_file(self._pepper, pepper, mode=_OWNER_ONLY)

    def pepper(self) -> bytes:
        """The plant's PIN pepper. Raises Problem before enrolment, too."""
        if not self._pepper.exists():
            raise Problem(_NO_PEPPER, {"path": str(self._pepper)})
        return _read_secret(self._pepper)


def _read_secret(path: Path) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error
    with open(descriptor, "rb") as file:  # noqa: PTH123 -- a descriptor: what was checked is what is read
        status = os.fstat(descriptor)
        if stat.S_IMODE(status.st_mode) & 0o077:
            raise Problem(_OTHERS_CAN_READ, {"path": str(path)})
        if status.st_uid != os.geteuid():
            raise Problem(_NOT_OURS, {"path": str(path)})
        return file.read()


def _unreadable(path: Path, detail: str) -> Problem:
    return Problem(_NOT_READABLE, {"path": str(path), "detail": detail})
