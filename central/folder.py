"""Central's data folder: the database, its key and the plant's pepper, each made once and readable by us alone."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_KEY, _PEPPER, _DATABASE = "central.key", "pepper", "central.db"
_PEPPER_BYTES = 32


class FolderMissing(Exception):  # noqa: N818 -- a state of the world, said as one
    """There is no central in this folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"no central in {path}")
        self.path = path


class DataFolder(msgspec.Struct, frozen=True):
    """Where central keeps everything it has."""

    path: Path

    @property
    def database(self) -> Path:
        """The database file."""
        return self.path / _DATABASE

    @property
    def exists(self) -> bool:
        """Whether `make` ran to its end here."""
        return self.database.exists() and (self.path / _KEY).exists() and (self.path / _PEPPER).exists()

    def make(self) -> None:
        """Make the folder and its secrets; what is there stays as it is."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(self.path / _KEY, Ed25519PrivateKey.generate().private_bytes_raw())
        _write_once(self.path / _PEPPER, secrets.token_bytes(_PEPPER_BYTES))
        # SQLite gives its other files the rights of the first.
        self.database.touch(mode=0o600)

    def key(self) -> Ed25519PrivateKey:
        """Central's signing key."""
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self._secret(_KEY)))

    def pepper(self) -> bytes:
        """What every PIN of the plant is mixed with."""
        return bytes.fromhex(self._secret(_PEPPER))

    def _secret(self, name: str) -> str:
        try:
            return (self.path / name).read_text(encoding="ascii").strip()
        except FileNotFoundError as error:
            raise FolderMissing(self.path) from error


def _write_once(path: Path, secret: bytes) -> None:
    if path.exists():
        return
    # Under its name only when whole: a power cut must not leave half a key behind.
    with NamedTemporaryFile("w", encoding="ascii", dir=path.parent, prefix=".") as file:
        file.write(secret.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(file.name, path)
    folder = os.open(path.parent, os.O_DIRECTORY)
    os.fsync(folder)
    os.close(folder)
