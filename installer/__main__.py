"""`./run`: choose the verb, set up what it needs, do it."""

import os
import sys
from pathlib import Path
from typing import NoReturn

if not __package__:  # run as a folder: the repository, not the caller's folder, is where modules come from
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from installer import sentences
from installer.deploy import install
from installer.sentences import Language, Refusal, language_of
from installer.setup import prepare
from installer.stages import run_stages
from installer.verbs import VERBS, Verb


def listing(language: Language) -> str:
    """Return the list of verbs, one line each."""
    width = max(len(verb.name) for verb in VERBS)
    lines = (f"  {verb.name:<{width}}  {verb.line.render(language)}" for verb in VERBS)
    return "\n".join([sentences.USAGE.render(language), *lines])


def hand_over(command: list[str]) -> NoReturn:
    """Become the program: it gets our signals and its exit code is ours."""
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606  an argument list without a shell


def perform(verb: Verb, arguments: list[str], root: Path, language: Language) -> int | Refusal:
    """Set up and do `verb`; does not return where another program takes over."""
    if verb.name == "install":
        return install(arguments, root, language)
    refusal = prepare(verb.needs, root, language)
    if refusal is not None:
        return refusal
    if verb.name == "test":
        return run_stages(arguments, root, language)
    hand_over([word.format(root=root) for word in verb.command] + arguments)


def main(arguments: list[str]) -> int:
    """Do what the command line asks for; return the exit code."""
    language = language_of(os.environ)
    root = Path(__file__).resolve().parent.parent
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(listing(language))
        return 0
    verb = next((verb for verb in VERBS if verb.name == arguments[0]), None)
    if verb is None:
        print(sentences.UNKNOWN_VERB.render(language, verb=arguments[0]), file=sys.stderr)
        return 2
    try:
        outcome = perform(verb, arguments[1:], root, language)
    except KeyboardInterrupt:
        print("\n" + sentences.INTERRUPTED.render(language), file=sys.stderr)
        return 130
    if isinstance(outcome, Refusal):
        print(outcome.render(language), file=sys.stderr)
        return 1
    return outcome


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
