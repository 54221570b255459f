"""`central init [FOLDER]`: make a new central; one that is there stays as it is."""

import argparse
from pathlib import Path

from central.bootstrap.parts import create
from central.cli.options import Subparsers, folder_or_default
from central.cli.sentences import MADE
from traceability.language import Language


def add_to(subparsers: Subparsers) -> None:
    """Add the command."""
    parser = subparsers.add_parser("init")
    parser.add_argument("folder", metavar="FOLDER", type=Path, nargs="?")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, language: Language) -> int:
    """Make the folder, its keys and its database."""
    folder = folder_or_default(arguments.folder)
    create(folder)
    print(MADE.in_language(language, {"folder": str(folder)}))
    return 0
