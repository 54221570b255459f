"""`./run install`: what is done on a real machine, decided from facts."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from installer.deploy import CENTRAL, ROLES, STATION, Role, install, install_tasks
from installer.machine import Machine
from installer.steps import Task
from station.profile_files import PACKAGED, read_folder

ROOT = Path(__file__).parents[3]
MACHINE = Machine(
    system="linux",
    architecture="x86_64",
    python=(3, 13),
    apt=True,
    root=True,
    sudo=False,
    free_megabytes=50_000,
    packages=frozenset(),
    commands=frozenset(),
)


def commands(tasks: tuple[Task, ...]) -> list[tuple[str, ...]]:
    return [command for task in tasks for command in task.commands]


@pytest.mark.parametrize("role", ROLES.values(), ids=ROLES)
def test_every_file_it_puts_in_place_exists(role: Role) -> None:
    placed = [
        word
        for word in commands(install_tasks(role, MACHINE, "python3", systemd_runs=True))
        if word[0] == "install"
    ]
    assert len(placed) == 1 + len(role.rules) + len(role.units)
    assert all((ROOT / command[-2]).is_file() for command in placed)


def test_building_needs_no_rights_and_changing_the_system_does() -> None:
    machine = replace(MACHINE, root=False, sudo=True)
    for command in commands(install_tasks(STATION, machine, "python3", systemd_runs=True)):
        words = " ".join(command)
        changes_system = re.search(r"/opt|/etc|systemctl|udevadm", words) is not None
        assert (command[0] == "sudo") == changes_system, words


def test_nothing_is_started_where_systemd_does_not_run() -> None:
    words = [
        " ".join(command)
        for command in commands(install_tasks(STATION, MACHINE, "python3", systemd_runs=False))
    ]
    assert not [line for line in words if "restart" in line or "udevadm" in line]
    assert [line for line in words if line.startswith("systemctl enable")]


def test_only_locked_packages_with_known_hashes_are_installed() -> None:
    words = [
        " ".join(command)
        for command in commands(install_tasks(CENTRAL, MACHINE, "python3", systemd_runs=True))
    ]
    installs = [line for line in words if "pip install" in line]
    assert len(installs) == 2
    assert all("--require-hashes" in line or "--no-index" in line for line in installs)
    assert any("export --locked" in line and "--extra central" in line for line in words)


@pytest.mark.parametrize("arguments", [[], ["printer"], ["station", "central"]])
def test_an_unclear_wish_installs_nothing(arguments: list[str], tmp_path: Path) -> None:
    assert install(arguments, tmp_path, "en") == 2
    assert not list(tmp_path.iterdir())


def _numbers_let_through() -> tuple[set[str], set[tuple[str, str]]]:
    """Vendors whose every product the udev rules open to the readers' group, and single products of others."""
    rules = (ROOT / "installer/udev/91-tracepost-scanners.rules").read_text(encoding="utf-8")
    named = re.findall(r'ATTRS\{idVendor\}=="([^"]+)"(?:, ATTRS\{idProduct\}=="([^"]+)")?', rules)
    whole = {vendor for names, products in named if not products for vendor in names.split("|")}
    single = {(vendor, product) for vendor, products in named if products for product in products.split("|")}
    return whole, single


def test_the_rules_name_every_scanner_vendor_and_of_keyboard_makers_only_the_gun() -> None:
    table = (ROOT / "installer/udev/usb_scanner_vendors.tsv").read_text(encoding="utf-8")
    vendors = {line.split("\t")[0] for line in table.splitlines()[1:]}
    whole, single = _numbers_let_through()
    makers_of_other_things = {vendor for vendor, _ in single}
    assert whole <= vendors <= whole | makers_of_other_things
    assert not whole & makers_of_other_things
    assert {product for vendor, product in single if vendor == "24ae"} == {"0197"}


def test_every_device_a_profile_can_read_is_let_through() -> None:
    whole, single = _numbers_let_through()
    numbers = {
        (wanted["ID_VENDOR_ID"], wanted["ID_MODEL_ID"])
        for profile in read_folder(PACKAGED).profiles.values()
        for interface in profile.interfaces
        for wanted in interface.match
        if interface.driver
    }
    assert {number for number in numbers if number[0] not in whole} == single
