"""The command `central`: words of the command line to the use they ask for.

Exit status: 0 done · 1 done, and something is wrong (verification failed, nothing found) · 2 the command line is not
understood · 3 it could not be done, a sentence on standard error says why · 130 interrupted.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final

from central.cli.sentences import ABOUT, NO_CENTRAL, NOT_A_DATABASE, NOT_ALLOWED, Problem, language_of
from central.folder import FolderMissing
from central.store.database import DatabaseError
from traceability.language import Language

COMMANDS: Final = ("init", "serve", "seed", "station", "profile", "verify", "trace")
"""Modules of this package, each with `add_to(subparsers)`; only the one asked for is imported."""


def main(words: Sequence[str] | None = None) -> int:
    """Do what the words ask for; return the exit status."""
    words = sys.argv[1:] if words is None else words
    language = language_of(os.environ)
    parser = argparse.ArgumentParser(prog="central", description=ABOUT.in_language(language))
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    asked = tuple(name for name in COMMANDS if name in words[:1])
    for name in asked or COMMANDS:
        import_module(f"{__name__}.{name}").add_to(subparsers)
    arguments = parser.parse_args(words)
    try:
        status: int = arguments.run(arguments, language)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except (Problem, FolderMissing, DatabaseError, PermissionError) as error:
        print(_sentence(error, language), file=sys.stderr)
        return 3
    return status


def _sentence(error: Problem | FolderMissing | DatabaseError | PermissionError, language: Language) -> str:
    match error:
        case Problem():
            return error.sentence(language)
        case FolderMissing():
            return NO_CENTRAL.in_language(language, {"folder": str(error.path)})
        case DatabaseError():
            return NOT_A_DATABASE.in_language(language, {"why": str(error)})
        case _:
            return NOT_ALLOWED.in_language(language, {"file": str(error.filename)})
