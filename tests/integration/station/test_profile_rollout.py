"""A released profile on its way: central gives it, the gun is read by it between two scans, central sees who has which.

Central, synchronisation and screen are real processes; the gun is a pseudo-terminal.
"""

import html
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
import requests

from central.bootstrap.parts import opened
from central.people.directory import NewPerson, put_person
from central.stations.define import define_station
from central.store.records import newest
from demo.guns import Ending, PtyGun
from station.settings import Home
from tests.integration.station.real_central import DEADLINE_S, ROOT, Central, command, station, until
from traceability.people import Assignment, Role
from traceability.records import Device, Station

FAMILY = "zebra-symbol-code-ids"
PASSWORD = "long enough"  # noqa: S105 -- made for this test


def text(version: int, terminators: str = "") -> str:
    """The packaged profile as another version; with a terminator it no longer reads what was recorded."""
    content = (ROOT / "hardware-profiles" / f"{FAMILY}.toml").read_text(encoding="utf-8")
    content = content.replace("version = 1\n", f"version = {version}\n", 1)
    return content.replace('terminators = ""', f'terminators = "{terminators}"', 1)


@pytest.fixture
def gun(tmp_path: Path) -> Iterator[PtyGun]:
    with PtyGun(tmp_path / "gun-1", Ending.NOTHING) as gun:
        yield gun


@contextmanager
def running(*words: str) -> Iterator[None]:
    process = subprocess.Popen(
        words, cwd=ROOT, stderr=subprocess.PIPE, text=True, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    )
    try:
        yield
        assert process.poll() is None, process.communicate(timeout=DEADLINE_S)[1]
    finally:
        process.kill()
        process.communicate(timeout=DEADLINE_S)


class Technician:
    """Who releases and gives at central's command line, and looks at its page."""

    def __init__(self, central: Central, folder: Path) -> None:
        self._central = central
        self._folder = folder
        self._pages = requests.Session()
        login = self._pages.get(f"{central.address}/login", timeout=DEADLINE_S)
        found = re.search(r'name="_csrf_token" value="([^"]+)"', login.text)
        assert found
        form = {"name": "P-1", "password": PASSWORD, "_csrf_token": found[1]}
        self._pages.post(f"{central.address}/login", data=form, timeout=DEADLINE_S)

    def release(self, content: str) -> None:
        file = self._folder / "sent.toml"
        file.write_text(content, encoding="utf-8")
        self.does("release", str(file))

    def does(self, act: str, *words: str) -> None:
        """`central profile ACT`."""
        program = "import sys; from central.cli import main; sys.exit(main())"
        done = subprocess.run(
            [sys.executable, "-c", program, "profile", act, str(self._central.folder), *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=DEADLINE_S,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    def sees(self) -> list[str]:
        """The cells of the gun on central's page: station, device, state, what it is read by, what it was given."""
        page = self._pages.get(f"{self._central.address}/profiles", timeout=DEADLINE_S).text
        rows = re.findall(r"<tr>(.*?)</tr>", page.partition('id="devices"')[2], re.DOTALL)
        cells = [re.findall(r"<td.*?>(.*?)</td>", row, re.DOTALL) for row in rows]
        plain = [
            [" ".join(html.unescape(re.sub("<.*?>", "", cell)).split()) for cell in row] for row in cells
        ]
        return next((row[:5] for row in plain if "gun-1" in row), [])


@pytest.fixture
def technician(central: Central, code: str, gun: PtyGun, tmp_path: Path) -> Technician:
    with opened(central.folder) as context:
        person = NewPerson(
            id="P-1", name="n", badge="B-1", password=PASSWORD, assignments=(Assignment(Role.ADMINISTRATOR),)
        )
        put_person(context, person)
        with context.database.reading() as connection:
            defined = newest(connection, "station", "goods-in-1")
        assert isinstance(defined, Station)
        device = Device(name="gun-1", driver="serial", address=str(gun.link), profile=FAMILY)
        define_station(context, msgspec.structs.replace(defined, devices=(device,)))
    central.start()
    return Technician(central, tmp_path)


def test_a_released_profile_reaches_the_gun_and_central_sees_it_both_ways(
    technician: Technician, central: Central, code: str, home: Home
) -> None:
    def shows(state: str, used: int, given: str) -> bool:
        return technician.sees()[2:] == [state, f"{FAMILY}/{used}", given]

    assert station(home, "enrol", central.address, code).returncode == 0
    screen = command(home, "screen", "--windowed", "1024x768")
    with running(*command(home, "sync")), running(*screen):
        until(lambda: shows("正常", 1, "站点自带"))
        technician.release(text(2))
        technician.does("give", f"{FAMILY}/2", "goods-in-1")
        until(lambda: shows("正常", 2, f"{FAMILY}/2"))
        # What would read worse than before is refused where it arrives; the gun goes on by what it had.
        technician.release(text(3, terminators="A"))
        technician.does("give", f"{FAMILY}/3", "goods-in-1")
        until(lambda: shows("站点不能用新版，仍用旧的", 2, f"{FAMILY}/3"))
        technician.does("back", FAMILY, "goods-in-1")
        until(lambda: shows("正常", 2, f"{FAMILY}/2"))
        technician.does("back", FAMILY, "goods-in-1")
        until(lambda: shows("正常", 1, "站点自带"))
        # The station's own deployment is checked alike, wins over central's, and is undone alike.
        own = home.folder / f"{FAMILY}.toml"
        own.write_text(text(4, terminators="A"), encoding="utf-8")
        assert deploying(home, "deploy", str(own)).returncode == 3
        own.write_text(text(4), encoding="utf-8")
        deployed = deploying(home, "deploy", str(own))
        assert deployed.returncode == 0, deployed.stderr
        until(lambda: shows("正常", 4, "站点自带"))
        assert deploying(home, "rollback", FAMILY).returncode == 0
        until(lambda: shows("正常", 1, "站点自带"))


def deploying(home: Home, act: str, what: str) -> subprocess.CompletedProcess[str]:
    program = "import sys; from station.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", program, "profile", act, "--home", str(home.folder), what],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )
