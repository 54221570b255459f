"""A profile of the station's own: put in place whole, with the one before it kept for one step back."""

from enum import Enum
from pathlib import Path
from typing import Final

import msgspec

from station.durable import replace_file
from station.profile_files import SAMPLES, read_samples_of
from station.profiles.profile import Profile
from station.profiles.reading.corpus import Difference, regressions
from station.profiles.reading.mistakes import ProfileMistake
from station.profiles.reading.read import read_profile
from traceability.language import Language
from traceability.records import PROFILE_FAMILY

_NOTHING: Final = b""
"""The content of a kept file that says: there was none before."""


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Why a profile can't be used: it has mistakes, or no longer reads what was recorded."""

    mistakes: tuple[ProfileMistake, ...] = ()
    differences: tuple[Difference, ...] = ()


class Stepped(Enum):
    """What one step back came to."""

    BEFORE = "before"
    """The file that was there before is back."""
    NONE_OF_ITS_OWN = "none-of-its-own"
    """The station has no profile of its own any more: central's or the packaged one holds."""
    NOTHING_TO_STEP_BACK = "nothing"


def usable(content: str, name: str) -> Profile | Refusal:
    """The profile in a text, if it has no mistake and still reads all that was recorded of its family."""
    profile = read_profile(content, name)
    if not isinstance(profile, Profile):
        return Refusal(mistakes=profile)
    differences = regressions(profile, read_samples_of(SAMPLES, profile.family))
    return Refusal(differences=differences) if differences else profile


def reasons(refusal: Refusal) -> tuple[str, ...]:
    """Why, in English, for entries that technicians read."""
    mistakes = (mistake.sentence(Language.ENGLISH) for mistake in refusal.mistakes)
    otherwise = (
        f"sample {each.sample}, scan {each.position + 1} comes out otherwise" for each in refusal.differences
    )
    return (*mistakes, *otherwise)


def deploy(folder: Path, family: str, content: str) -> None:
    """Have the station use this profile of a family. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / f"{family}.toml"
    before = target.read_bytes() if target.exists() else _NOTHING
    replace_file(_kept(folder, family), before, mode=0o600)
    replace_file(target, content.encode(), mode=0o600)


def step_back(folder: Path, family: str) -> Stepped:
    """Have the station use what it used before the last deployment, once. Raises OSError."""
    kept = _kept(folder, family)
    if not PROFILE_FAMILY.fullmatch(family) or not kept.exists():
        return Stepped.NOTHING_TO_STEP_BACK
    target, before = folder / f"{family}.toml", kept.read_bytes()
    if before:
        replace_file(target, before, mode=0o600)
    else:
        target.unlink(missing_ok=True)
    kept.unlink()
    return Stepped.BEFORE if before else Stepped.NONE_OF_ITS_OWN


def _kept(folder: Path, family: str) -> Path:
    return folder / f"{family}.toml.before"
