"""The steps of the set-up as data, and the pure decision which of them are still to do."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from installer import sentences
from installer.machine import Machine
from installer.packages import missing
from installer.sentences import Sentence

APT = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300", "--yes")


@dataclass(frozen=True)
class Step:
    """Work that is done once per state of its inputs. Paths and globs are relative to the repository."""

    title: Sentence
    inputs: tuple[str, ...]
    """Globs of files whose content makes the step stale; without any such file there is nothing to do."""
    products: tuple[str, ...]
    """Files the step leaves behind; one missing makes it stale."""
    stamp: str
    """File that says for which inputs and groups the step was done; beside the products, so it goes with them."""
    commands: tuple[tuple[str, ...], ...]
    """`{python}` is the interpreter; a word `{groups}` becomes one `--group NAME` per dependency group."""


@dataclass(frozen=True)
class Standing:
    """How a step stands on this disk."""

    digest: str
    """Of the inputs; empty when there are none."""
    stamp: str
    """What was written when the step was last done; empty when it never was."""
    complete: bool
    """Whether all products are there."""


@dataclass(frozen=True)
class Task:
    """One piece of work to carry out: commands in order, then its stamp."""

    title: Sentence
    commands: tuple[tuple[str, ...], ...]
    values: Mapping[str, object] = field(default_factory=dict)
    stamp: str | None = None
    """File to write when done."""
    mark: str = ""
    """What to write there."""


UV = Step(
    title=sentences.PRIVATE_UV,
    inputs=("installer/uv.txt",),
    products=(".uv/bin/uv",),
    stamp=".uv/setup",
    commands=(
        ("{python}", "-m", "venv", "--clear", ".uv"),
        (
            *(".uv/bin/python", "-m", "pip", "install", "--disable-pip-version-check", "--no-deps"),
            *("--only-binary", ":all:", "--require-hashes", "--requirement", "installer/uv.txt"),
        ),
    ),
)
PYTHON = Step(
    title=sentences.PYTHON_PACKAGES,
    inputs=("uv.lock", "pyproject.toml"),
    products=(".venv/bin/python", ".venv/bin/station", ".venv/bin/central"),
    stamp=".venv/setup",
    commands=(
        (
            *(".uv/bin/uv", "sync", "--locked", "--no-progress", "--python", "{python}"),
            # What another verb asked for stays: the demo must not take the tests' tools away.
            *("--inexact", "--all-extras", "--no-default-groups", "{groups}"),
        ),
    ),
)
NODE = Step(
    title=sentences.NODE_PACKAGES,
    inputs=("benchmarks/peers/package-lock.json",),
    products=(),
    stamp="benchmarks/peers/node_modules/setup",
    commands=(("npm", "ci", "--prefix", "benchmarks/peers", "--no-audit", "--no-fund"),),
)

GUEST = Step(
    title=sentences.GUEST,
    inputs=("tests/hardware/vm/make_root.sh", "tests/hardware/vm/root/**/tracepost*"),
    products=(".cache/hardware/root.ext2", ".cache/hardware/kernel", ".cache/hardware/initrd"),
    stamp=".cache/hardware/setup",
    commands=(("sh", "tests/hardware/vm/make_root.sh"),),
)


def as_administrator(command: tuple[str, ...], machine: Machine) -> tuple[str, ...]:
    """Prefix `command` with sudo unless we are root."""
    return command if machine.root else ("sudo", *command)


def package_tasks(wanted: Sequence[str], machine: Machine) -> tuple[Task, ...]:
    """Install what is missing of `wanted`; nothing missing needs no rights at all."""
    names = missing(wanted, machine)
    if not names:
        return ()
    shown = ", ".join(names) if len(names) <= 3 else f"{', '.join(names[:3])}, … ({len(names)})"
    # One task, because apt-get update succeeds without a network and only the installation fails.
    commands = ((*APT, "update"), (*APT, "install", "--no-install-recommends", *names))
    return (
        Task(
            sentences.SYSTEM_PACKAGES,
            tuple(as_administrator(command, machine) for command in commands),
            values={"names": shown},
        ),
    )


def step_task(step: Step, standing: Standing, groups: Sequence[str], python: str) -> Task | None:
    """Return the work a step needs, or None.

    Groups installed for the same inputs stay, so that verbs do not undo each other.
    """
    if not standing.digest:
        return None
    done_for, _, done_groups = standing.stamp.partition(" ")
    kept = sorted({*groups, *(done_groups.split() if done_for == standing.digest else ())})
    mark = " ".join([standing.digest, *kept])
    if standing.complete and mark == standing.stamp:
        return None
    options = tuple(word for name in kept for word in ("--group", name))
    commands = tuple(
        tuple(
            filled
            for word in command
            for filled in (options if word == "{groups}" else (word.format(python=python),))
        )
        for command in step.commands
    )
    return Task(step.title, commands, stamp=step.stamp, mark=mark)


def look_at(step: Step, root: Path, python: str) -> Standing:
    """Read how `step` stands under `root`."""
    files = sorted(path for pattern in step.inputs for path in root.glob(pattern))
    digest = hashlib.sha256(python.encode())
    for path in files:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    stamp = root / step.stamp
    return Standing(
        digest=digest.hexdigest() if files else "",
        stamp=stamp.read_text(encoding="utf-8") if stamp.is_file() else "",
        complete=all((root / product).exists() for product in step.products),
    )
