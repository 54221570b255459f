"""A disk under SQLite that can lose power or refuse work: an apsw VFS that becomes the process's default.

Writes go to the real file, so that every connection sees them; beside it the disk remembers what it held at the last
sync and every write since. After `cut`, some of those since are kept, some lost, one in a while torn at a 512-byte
sector; a file never synced may be gone altogether.
"""

# ruff: noqa: N802 -- the names are SQLite's

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import apsw

SECTOR = 512


class _Change(NamedTuple):
    """A write at an offset, or (`data` None) a cut to a length."""

    offset: int
    data: bytes | None


class _Platter:
    """One file as it would be found after a power cut."""

    def __init__(self, held: bytes | None) -> None:
        self.held = bytearray(held or b"")
        self.named = held is not None
        self.pending: list[_Change] = []

    def apply(self, change: _Change) -> None:
        if change.data is None:
            del self.held[change.offset :]
            return
        end = change.offset + len(change.data)
        self.held.extend(bytes(max(0, end - len(self.held))))
        self.held[change.offset : end] = change.data

    def sync(self) -> None:
        for change in self.pending:
            self.apply(change)
        self.pending.clear()
        self.named = True


class UnreliableDisk(apsw.VFS):
    """See the module. `fault` is asked before every read, write, cut and sync, and raises what the disk answers."""

    def __init__(self, name: str) -> None:
        self.fault: Callable[[str, str], None] = lambda _act, _path: None
        self.platters: dict[str, _Platter] = {}
        super().__init__(name, "unix", makedefault=True)

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return _File(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self.fault("delete", filename)
        super().xDelete(filename, syncdir)
        self.platters.pop(filename, None)

    def platter(self, path: str) -> _Platter:
        if path not in self.platters:
            file = Path(path)
            self.platters[path] = _Platter(file.read_bytes() if file.exists() else None)
        return self.platters[path]

    def cut(self, chance: random.Random) -> None:
        """Leave on the real disk what a power cut now would leave."""
        for path, platter in self.platters.items():
            for change in _surviving(platter.pending, chance):
                platter.apply(change)
            file = Path(path)
            if platter.named or (platter.pending and chance.random() < 0.5):
                file.write_bytes(platter.held)
            else:
                file.unlink(missing_ok=True)
            shared = Path(f"{path}-shm")
            shared.unlink(missing_ok=True)  # memory shared by processes that are no more
        self.platters.clear()


def _surviving(pending: list[_Change], chance: random.Random) -> Iterator[_Change]:
    """What of the unsynced changes reached the disk: nothing, all, those up to one, or any of them."""
    style = chance.choice(("none", "all", "prefix", "any", "any"))
    limit = chance.randrange(len(pending) + 1)
    for number, change in enumerate(pending):
        kept = {"none": False, "all": True, "prefix": number < limit, "any": chance.random() < 0.5}[style]
        if not kept:
            continue
        if change.data is not None and len(change.data) > SECTOR and chance.random() < 0.15:
            sectors = chance.randrange(len(change.data) // SECTOR + 1)
            yield _Change(change.offset, change.data[: sectors * SECTOR])
        else:
            yield change


class _File(apsw.VFSFile):
    def __init__(self, disk: UnreliableDisk, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        self._disk = disk
        self._path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        self._platter = disk.platter(self._path)
        super().__init__("unix", name, flags)

    def xRead(self, amount: int, offset: int) -> bytes:
        self._disk.fault("read", self._path)
        return super().xRead(amount, offset)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.fault("write", self._path)
        super().xWrite(data, offset)
        self._platter.pending.append(_Change(offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:
        self._disk.fault("truncate", self._path)
        super().xTruncate(newsize)
        self._platter.pending.append(_Change(newsize, None))

    def xSync(self, _flags: int) -> None:
        self._disk.fault("sync", self._path)
        self._platter.sync()


@contextmanager
def unreliable_disk(name: str) -> Iterator[UnreliableDisk]:
    """The disk under every SQLite file this process opens meanwhile."""
    disk = UnreliableDisk(name)
    try:
        yield disk
    finally:
        disk.unregister()
