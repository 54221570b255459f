"""What this machine is, looked up in milliseconds, and whether Tracepost can run on it."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from installer import sentences
from installer.sentences import Refusal

# The lock file has wheels of pysqlite3 for x86_64 only; built elsewhere it would link Debian's
# SQLite, which is in the range of the WAL-reset corruption bug.
ARCHITECTURE = "x86_64"
OLDEST_PYTHON = (3, 11)
NEWEST_PYTHON = (3, 13)


@dataclass(frozen=True)
class Machine:
    """The facts every decision of the set-up rests on."""

    system: str
    architecture: str
    python: tuple[int, int]
    apt: bool
    root: bool
    sudo: bool
    free_megabytes: int
    packages: frozenset[str]
    """Names of installed Debian packages and of what they provide."""
    commands: frozenset[str]
    """Which of the commands asked for are on PATH."""


def objection(machine: Machine) -> Refusal | None:
    """Say why Tracepost cannot be set up here, or None."""
    if machine.system != "linux":
        return Refusal(sentences.WRONG_SYSTEM, {"system": machine.system})
    if machine.architecture != ARCHITECTURE:
        return Refusal(sentences.WRONG_ARCHITECTURE, {"machine": machine.architecture})
    if not OLDEST_PYTHON <= machine.python <= NEWEST_PYTHON:
        return Refusal(sentences.WRONG_PYTHON, {"found": "{}.{}".format(*machine.python)})
    if not machine.apt:
        return Refusal(sentences.NO_APT, {})
    return None


def installed_packages(listing: str) -> frozenset[str]:
    """Read dpkg-query's lines `status TAB package TAB provides` into the names that are there.

    `Provides` counts, so that libglib2.0-0 is found under Debian 13's libglib2.0-0t64.
    """
    names: set[str] = set()
    for line in listing.splitlines():
        status, package, provides = line.split("\t")
        if status.startswith("ii"):
            names.add(package)
            names.update(word.split()[0] for word in provides.split(",") if word.strip())
    return frozenset(names)


def look(folder: Path, commands: frozenset[str]) -> Machine:
    """Look this machine up; `folder` is where the set-up will write."""
    apt = shutil.which("apt-get") is not None
    listing = ""
    if apt:
        query = ["dpkg-query", "--show", "--showformat", "${db:Status-Abbrev}\t${Package}\t${Provides}\n"]
        listing = subprocess.run(query, capture_output=True, text=True, check=True).stdout
    return Machine(
        system=sys.platform,
        architecture=os.uname().machine,
        python=sys.version_info[:2],
        apt=apt,
        root=os.geteuid() == 0,
        sudo=shutil.which("sudo") is not None,
        free_megabytes=shutil.disk_usage(folder).free // 1_000_000,
        packages=installed_packages(listing),
        commands=frozenset(name for name in commands if shutil.which(name)),
    )
