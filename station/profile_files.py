"""Profiles on disk: those this program brought along, and those of a station's own folder."""

import fnmatch
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from station.profiles.profile import Profile
from station.profiles.reading.corpus import Sample, read_samples
from station.profiles.reading.mistakes import ProfileMistake, filled
from station.profiles.reading.read import read_profile
from traceability.language import Text
from traceability.records import LONGEST_PROFILE

PACKAGED: Final = Path(__file__).parents[1] / "hardware-profiles"
"""Beside the packages, in a checkout as in an installation."""
SAMPLES: Final = PACKAGED / "samples"

_UNREADABLE: Final = Text("读不了：{detail}", "can't be read: {detail}")


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """What a folder's files hold: the profiles by family, and the mistakes of the files that are none."""

    profiles: dict[str, Profile]
    mistakes: tuple[ProfileMistake, ...] = ()


def read_file(path: Path) -> Profile | tuple[ProfileMistake, ...]:
    """The profile in a file, or its mistakes."""
    try:
        content = read_text(path)
    except (OSError, UnicodeDecodeError) as error:
        detail = str(error.strerror if isinstance(error, OSError) else error)
        what = filled(_UNREADABLE, detail=detail)
        return (ProfileMistake(path=str(path), line=1, where="", what=what),)
    return read_profile(content, str(path))


def read_text(path: Path) -> str:
    """What stands in a profile's file, of one that is too long no more than shows it. Raises OSError, UnicodeDecodeError."""
    with path.open(encoding="utf-8", newline="\n") as file:
        return file.read(LONGEST_PROFILE + 1)


def read_folder(folder: Path, family: str = "*") -> Read:
    """The profiles of a folder, or of one family in it; a folder that is not there holds none."""
    profiles: dict[str, Profile] = {}
    mistakes: list[ProfileMistake] = []
    for path in _files(folder, family):
        read = read_file(path)
        if isinstance(read, Profile):
            profiles[read.family] = read
        else:
            mistakes += read
    return Read(profiles=profiles, mistakes=tuple(mistakes))


def _files(folder: Path, family: str) -> Iterator[Path]:
    """The folder's TOML files in the order of their names."""
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    yield from (folder / name for name in fnmatch.filter(names, f"{family}.toml"))


def read_samples_of(folder: Path, family: str) -> tuple[Sample, ...]:
    """The recorded scans of a family, by file name; none where there are none.

    Raises ValueError that names the file, the line and its mistake, and OSError for a file that can't be read.
    """
    paths = sorted((folder / family).glob("*.jsonl"))
    samples: list[Sample] = []
    for path in paths:
        try:
            samples += read_samples(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from error
    return tuple(samples)
