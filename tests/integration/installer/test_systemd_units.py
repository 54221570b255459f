"""The units, judged by systemd itself."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
UNITS = sorted((ROOT / "installer/systemd").glob("*.service"))
PROGRAMS = ("opt/tracepost/bin/station", "opt/tracepost/bin/central", "usr/bin/cage")

# systemd's exposure in tenths: services that only speak HTTP are "OK" well below the screen, which needs devices.
HIGHEST_EXPOSURE = {"tracepost-central": 20, "tracepost-sync": 20, "tracepost-screen": 45}


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Return a root folder with systemd's own units, ours, and the programs they start."""
    shutil.copytree("/usr/lib/systemd/system", tmp_path / "usr/lib/systemd/system", symlinks=True)
    for unit in UNITS:
        target = tmp_path / "etc/systemd/system" / unit.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(unit, target)
    for name in PROGRAMS:
        program = tmp_path / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text("#!/bin/sh\n", encoding="utf-8")
        program.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("unit", [unit.name for unit in UNITS])
def test_systemd_has_nothing_to_say_about_a_unit(unit: str, machine: Path) -> None:
    done = subprocess.run(
        ["systemd-analyze", "verify", f"--root={machine}", "--man=no", unit],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if "tracepost" in line]
    assert (done.returncode, ours) == (0, []), done.stderr


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_service_may_do_no_more_than_it_must(unit: Path, machine: Path) -> None:
    done = subprocess.run(
        [
            *("systemd-analyze", "security", "--offline=true", f"--root={machine}", "--no-pager"),
            *(f"--threshold={HIGHEST_EXPOSURE[unit.stem]}", "--json=short", unit.name),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    exposed = [check["name"] for check in json.loads(done.stdout) if not check["set"]]
    assert done.returncode == 0, exposed


def test_every_unit_runs_as_a_user_the_installer_creates() -> None:
    created = (ROOT / "installer/systemd/tracepost.sysusers.conf").read_text(encoding="utf-8")
    users = {line.split()[1] for line in created.splitlines() if line.startswith("u ")}
    for unit in UNITS:
        settings = dict(
            line.split("=", 1) for line in unit.read_text(encoding="utf-8").splitlines() if "=" in line
        )
        assert settings["User"] in users
        assert settings["StateDirectory"] == f"tracepost/{settings['User'].removeprefix('tracepost-')}"


def environment_of(unit: str, state: Path) -> dict[str, str]:
    """What systemd gives the unit's program when services keep their state under `state`."""
    lines = (ROOT / f"installer/systemd/{unit}.service").read_text(encoding="utf-8").splitlines()
    settings = [line.split("=", 1) for line in lines if "=" in line and not line.startswith("#")]
    folder = state / next(value for name, value in settings if name == "StateDirectory")
    folder.mkdir(parents=True)
    given = (
        value.replace("%S", str(state)).split("=", 1) for name, value in settings if name == "Environment"
    )
    return {"LANG": "C.UTF-8", "STATE_DIRECTORY": str(folder), **dict(given)}


def run(command: str, *words: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    program = str(Path(sys.executable).with_name(command))
    return subprocess.run(
        [program, *words], env=environment, capture_output=True, text=True, check=False, timeout=60
    )


def test_central_makes_itself_in_the_folder_systemd_keeps_for_it(tmp_path: Path) -> None:
    unit = (ROOT / "installer/systemd/tracepost-central.service").read_text(encoding="utf-8")
    assert "ExecStartPre=/opt/tracepost/bin/central init\nExecStart=/opt/tracepost/bin/central serve" in unit
    environment = environment_of("tracepost-central", tmp_path)
    for _ in range(2):  # at every start
        assert run("central", "init", environment=environment).returncode == 0
    assert (tmp_path / "tracepost/central/central.db").is_file()


@pytest.mark.parametrize("unit", ["tracepost-sync", "tracepost-screen"])
def test_a_station_looks_into_the_folder_systemd_keeps_for_it(unit: str, tmp_path: Path) -> None:
    done = run("station", "sync", environment=environment_of(unit, tmp_path))
    assert (done.returncode, done.stderr.split(";")[0]) == (3, "This station is not enrolled")
