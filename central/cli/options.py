"""What the commands share of the command line."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from central.cli.sentences import NO_FOLDER, Problem

if TYPE_CHECKING:
    Subparsers: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  argparse names it so
else:
    Subparsers = object


def add_folder(parser: argparse.ArgumentParser) -> None:
    """The data folder, first in the line."""
    parser.add_argument("folder", metavar="FOLDER", type=Path)


def folder_or_default(given: Path | None) -> Path:
    """The folder given, else the one systemd keeps for the service. Raises Problem."""
    if given is not None:
        return given
    if kept := os.environ.get("STATE_DIRECTORY"):
        return Path(kept)
    raise Problem(NO_FOLDER)
