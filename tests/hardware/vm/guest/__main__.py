"""Runs the guest's checks and tells the bench how each ended."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.hardware.vm.devices import DEVICES
from tests.hardware.vm.guest.gun import Gun, MakeGun
from tests.hardware.vm.guest.host import BenchError, Host
from tests.hardware.vm.messages import PORT, Checked, Done, Ready, Unplug

CHECKS = "tests/hardware/vm/guest"
OPTIONS = (
    *("--config-file=/dev/null", "--rootdir=.", "--import-mode=importlib", "-p", "no:cacheprovider"),
    *("--override-ini=python_files=checks_*.py", "--override-ini=filterwarnings=error", "--tb=short"),
    *("--quiet", "--no-summary", "--color=no"),  # the bench prints what there is to say
)


class Telling:
    """Pytest plugin: tells the bench each check as it ends, and lends the checks the channel."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._seconds = 0.0
        self._failure = ""
        self.trouble = ""
        """What kept checks from being made."""

    @pytest.fixture
    def host(self) -> Host:
        """The channel to the bench."""
        return self._host

    @pytest.fixture
    def exits(self) -> Iterator[ExitStack]:
        """What is to be done after a check, however it ends."""
        with ExitStack() as exits:
            yield exits

    @pytest.fixture
    def make_gun(self, host: Host, exits: ExitStack) -> MakeGun:
        """See `MakeGun`."""

        def make(device: str, **settings: Any) -> Gun:  # noqa: ANN401  # a DeviceConfig's
            gun = Gun(host, device, **settings)
            exits.callback(gun.reader.stop)
            return gun

        return make

    @pytest.fixture(autouse=True)
    def _nothing_stays_plugged(self) -> Iterator[None]:
        """Each check begins with a bare bench."""
        yield
        for device in DEVICES:
            try:
                self._host.ask(Unplug(device))
            except BenchError:  # it was not plugged in
                continue

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep why a file of checks could not be read."""
        if report.failed:
            self.trouble += f"{report.nodeid}: {report.longreprtext}\n"

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add up set-up, call and tear-down of one check; the last of them tells."""
        self._seconds += report.duration
        if report.failed:
            self._failure += f"({report.when}) {report.longreprtext}\n{report.capstdout}{report.capstderr}"
        if report.when == "teardown":
            self._host.ask(_checked(report.nodeid, self._seconds, self._failure))
            self._seconds, self._failure = 0.0, ""


def _checked(node: str, seconds: float, failure: str) -> Checked:
    """A check's row: its file says the group, its name the promise."""
    file, *_, name = node.split("::")
    group = file.rpartition("checks_")[2].removesuffix(".py")
    return Checked(group, name.removeprefix("test_").replace("_", " "), seconds, failure)


def main(host: Host) -> None:
    """Make the checks and tell how each ended."""
    chosen = msgspec.json.decode(host.ask(Ready()), type=list[str])
    telling = Telling(host)
    code = pytest.main([*OPTIONS, CHECKS, *chosen], plugins=[telling])
    if code not in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}:
        telling.trouble += f"pytest in the guest: {pytest.ExitCode(code).name}"
    host.ask(Done(telling.trouble))


if __name__ == "__main__":
    with Path(f"/dev/virtio-ports/{PORT}").open("r+b", buffering=0) as port:
        main(Host(port))
    os._exit(0)  # a reader that a failed check left running must not keep the guest up
