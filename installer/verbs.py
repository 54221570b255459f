"""The verbs of `./run` as data."""

from dataclasses import dataclass

from installer import packages, sentences, steps
from installer.sentences import Sentence
from installer.setup import Needs

PYTHON = "{root}/.venv/bin/python"


@dataclass(frozen=True)
class Verb:
    """One verb: its line in the list, what it needs, and the program that does it."""

    name: str
    line: Sentence
    needs: Needs
    command: tuple[str, ...] = ()
    """Program the arguments are handed to; `{root}` is the repository. Empty: done by the installer itself."""


DEVELOPER = Needs(packages=(*packages.SCREEN, *packages.TEST), groups=("bench", "dev"))

VERBS = (
    Verb("demo", sentences.VERB_DEMO, Needs(packages.SCREEN), (PYTHON, "-m", "demo")),
    Verb("test", sentences.VERB_TEST, DEVELOPER),
    Verb(
        "bench",
        sentences.VERB_BENCH,
        Needs((*packages.SCREEN, *packages.NODE), ("bench",), (steps.NODE,)),
        (PYTHON, "-m", "benchmarks"),
    ),
    Verb("faults", sentences.VERB_FAULTS, DEVELOPER, (PYTHON, "-m", "pytest", "-s", "{root}/tests/faults")),
    Verb(
        "hardware",
        sentences.VERB_HARDWARE,
        Needs(packages.VIRTUAL_MACHINE, ("dev",), (steps.GUEST,)),
        (PYTHON, "-m", "tests.hardware.vm"),
    ),
    Verb(
        "screenshots",
        sentences.VERB_SCREENSHOTS,
        Needs((*packages.SCREEN, *packages.BROWSER), ("dev",)),
        (PYTHON, "-m", "demo.screenshots"),
    ),
    Verb("station", sentences.VERB_STATION, Needs(packages.SCREEN), ("{root}/.venv/bin/station",)),
    Verb("central", sentences.VERB_CENTRAL, Needs(), ("{root}/.venv/bin/central",)),
    Verb("install", sentences.VERB_INSTALL, Needs()),
)
