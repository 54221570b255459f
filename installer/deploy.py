"""`./run install station|central`: the program, its users, rules and services on a real machine."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from installer import packages, sentences
from installer.machine import Machine, look
from installer.progress import carry_out
from installer.sentences import Language, Refusal
from installer.setup import Needs, ask_rights, prepare
from installer.steps import Task, as_administrator

PROGRAM = "/opt/tracepost"
BUILT = ".cache/install"


@dataclass(frozen=True)
class Role:
    """What one kind of machine gets besides the program."""

    name: str
    """Also the extra of the distribution and the folder under /var/lib/tracepost."""
    packages: tuple[str, ...]
    units: tuple[str, ...]
    rules: tuple[str, ...] = ()


STATION = Role(
    name="station",
    packages=(*packages.SCREEN, *packages.KIOSK, "systemd", "udev"),
    units=("tracepost-sync.service", "tracepost-screen.service"),
    rules=("91-tracepost-scanners.rules",),
)
CENTRAL = Role(name="central", packages=("systemd",), units=("tracepost-central.service",))
ROLES = {role.name: role for role in (STATION, CENTRAL)}


def put(source: str, target: str) -> tuple[str, ...]:
    """Return the command that copies a file of the repository to its place in the system."""
    return ("install", "-D", "--mode=644", source, target)


def program_task(role: Role, machine: Machine, python: str) -> tuple[Task, ...]:
    """Build the wheel as the caller; install it and the locked packages as administrator."""
    uv_install = (
        *(".uv/bin/uv", "pip", "install", "--no-progress", "--python", f"{PROGRAM}/bin/python"),
        # Copies, so that root's program shares no file with a user's cache; bytecode, because services cannot write it.
        *("--link-mode", "copy", "--compile-bytecode"),
    )
    installing = (
        (".uv/bin/uv", "venv", "--quiet", "--allow-existing", "--python", python, PROGRAM),
        (*uv_install, "--require-hashes", "--requirements", f"{BUILT}/requirements.txt"),
        (*uv_install, "--no-index", "--find-links", BUILT, "--no-deps", "--reinstall", "tracepost"),
    )
    return (
        Task(
            sentences.INSTALL_REQUIREMENTS,
            (
                ("rm", "-rf", BUILT),
                (
                    *(
                        ".uv/bin/uv",
                        "export",
                        "--locked",
                        "--quiet",
                        "--no-default-groups",
                        "--no-emit-project",
                    ),
                    *("--extra", role.name, "--output-file", f"{BUILT}/requirements.txt"),
                ),
            ),
        ),
        Task(sentences.INSTALL_WHEEL, ((".uv/bin/uv", "build", "--wheel", "--out-dir", BUILT),)),
        Task(
            sentences.INSTALL_ENVIRONMENT,
            tuple(as_administrator(command, machine) for command in installing),
        ),
    )


def install_tasks(role: Role, machine: Machine, python: str, *, systemd_runs: bool) -> tuple[Task, ...]:
    """Decide the work after the set-up; every command may be repeated."""
    accounts = (
        put("installer/systemd/tracepost.sysusers.conf", "/etc/sysusers.d/tracepost.conf"),
        ("systemd-sysusers", "/etc/sysusers.d/tracepost.conf"),
    )
    rules = (
        *(put(f"installer/udev/{name}", f"/etc/udev/rules.d/{name}") for name in role.rules),
        *(
            (("udevadm", "control", "--reload"), ("udevadm", "trigger", "--action=add"))
            if systemd_runs
            else ()
        ),
    )
    units = (
        *(put(f"installer/systemd/{name}", f"/etc/systemd/system/{name}") for name in role.units),
        ("systemctl", "enable", *role.units),
    )
    starting = (("systemctl", "daemon-reload"), ("systemctl", "restart", *role.units))
    privileged = (
        (sentences.INSTALL_ACCOUNTS, accounts),
        *(((sentences.INSTALL_RULES, rules),) if role.rules else ()),
        (sentences.INSTALL_UNITS, units),
        *(((sentences.INSTALL_START, starting),) if systemd_runs else ()),
    )
    return (
        *program_task(role, machine, python),
        *(
            Task(title, tuple(as_administrator(command, machine) for command in commands))
            for title, commands in privileged
        ),
    )


def install(arguments: Sequence[str], root: Path, language: Language) -> int | Refusal:
    """Install the role named by `arguments`; return the exit code or why it was not possible."""
    role = ROLES.get(arguments[0]) if len(arguments) == 1 else None
    if role is None:
        print(sentences.INSTALL_USAGE.render(language), file=sys.stderr)
        return 2
    refusal = prepare(Needs(role.packages), root, language)
    if refusal is not None:
        return refusal
    systemd_runs = Path("/run/systemd/system").is_dir()
    machine = look(root, frozenset())
    tasks = install_tasks(role, machine, os.path.realpath(sys.executable), systemd_runs=systemd_runs)
    ask_rights(tasks, language)
    refusal = carry_out(tasks, root, language)
    if refusal is not None:
        return refusal
    sentence = sentences.INSTALLED if systemd_runs else sentences.INSTALLED_NOT_STARTED
    print(sentence.render(language, units=", ".join(role.units), state=f"/var/lib/tracepost/{role.name}"))
    return 0
