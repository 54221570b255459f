"""Setting up what a verb needs: look, decide, refuse or carry out. Nothing to do costs milliseconds."""

import fcntl
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from installer import packages, sentences, steps
from installer.machine import Machine, look, objection
from installer.progress import carry_out
from installer.sentences import Language, Refusal
from installer.steps import Standing, Step, Task

# Measured on a bare Debian 12: 650 MB in .venv, as much again in uv's cache where it lies on another disk.
MEGABYTES_FROM_NOTHING = 1500
MEGABYTES_FOR_A_CHANGE = 200


@dataclass(frozen=True)
class Needs:
    """What a verb needs before it can run."""

    packages: tuple[str, ...] = ()
    """Debian packages besides those of the set-up itself."""
    groups: tuple[str, ...] = ()
    """Dependency groups of pyproject.toml; both extras are always there."""
    further: tuple[Step, ...] = ()
    """Steps besides the private uv and the Python packages."""

    def steps(self) -> tuple[Step, ...]:
        """Return the steps in the order they are carried out."""
        return (steps.UV, steps.PYTHON, *self.further)


def plan(
    needs: Needs, machine: Machine, standings: dict[str, Standing], python: str
) -> tuple[Task, ...] | Refusal:
    """Decide what is to do, or why nothing can be done. `standings` has one entry per stamp of a step."""
    refusal = objection(machine)
    if refusal is not None:
        return refusal
    wanted = (*packages.SETUP, *needs.packages)
    tasks = [*steps.package_tasks(wanted, machine)]
    if tasks and not (machine.root or machine.sudo):
        return Refusal(sentences.NO_SUDO, {"names": " ".join(packages.missing(wanted, machine))})
    for step in needs.steps():
        groups = needs.groups if step is steps.PYTHON else ()
        task = steps.step_task(step, standings[step.stamp], groups, python)
        if task is not None:
            tasks.append(task)
    return tuple(tasks)


def lack_of_room(machine: Machine, root: Path) -> Refusal | None:
    """Say why the set-up cannot write under `root`, or None."""
    kept = (root, root / ".cache", root / ".uv", root / ".venv")
    for folder in kept:
        if folder.exists() and not os.access(folder, os.W_OK):
            return Refusal(sentences.NOT_WRITABLE, {"folder": folder})
    needed = MEGABYTES_FOR_A_CHANGE if (root / ".venv").exists() else MEGABYTES_FROM_NOTHING
    if machine.free_megabytes < needed:
        values = {"folder": root, "free": machine.free_megabytes, "needed": needed}
        return Refusal(sentences.NO_SPACE_LEFT, values)
    return None


def prepare(needs: Needs, root: Path, language: Language) -> Refusal | None:
    """Do what is still to do for `needs`; return why that was not possible, or None."""

    def decide() -> tuple[Task, ...] | Refusal:
        python = os.path.realpath(sys.executable)
        standings = {step.stamp: steps.look_at(step, root, python) for step in needs.steps()}
        machine = look(root, frozenset(packages.COMMANDS.values()))
        tasks = plan(needs, machine, standings, python)
        if isinstance(tasks, Refusal) or not tasks:
            return tasks
        return lack_of_room(machine, root) or tasks

    tasks = decide()
    if isinstance(tasks, Refusal):
        return tasks
    if not tasks:
        return None
    (root / ".cache").mkdir(exist_ok=True)
    with (root / ".cache" / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(sentences.WAITING.render(language), flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
            tasks = decide()  # the other one has probably done it
            if isinstance(tasks, Refusal):
                return tasks
        ask_rights(tasks, language)
        return carry_out(tasks, root, language)


def ask_rights(tasks: tuple[Task, ...], language: Language) -> None:
    """Let sudo ask for the password before any progress line is drawn; a refusal shows when it is used."""
    if any(command[0] == "sudo" for task in tasks for command in task.commands):
        print(sentences.ASKING_RIGHTS.render(language), flush=True)
        subprocess.run(["sudo", "--validate"], check=False)
