"""Where a station keeps its files, and to which central it belongs."""

import itertools
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import msgspec

from station.durable import replace_file
from station.ports import Membership
from station.problems import Problem
from traceability.language import Text

DEFAULT_FOLDER: Final = "/var/lib/tracepost/station"
VARIABLE: Final = "TRACEPOST_HOME"

_NO_FOLDER = Text(
    "没有数据目录 {path}；请建好它，或用 --home 或 TRACEPOST_HOME 指明别处。",
    "There is no data folder {path}; make it, or name another with --home or TRACEPOST_HOME.",
)
_NOT_READABLE = Text(
    "读不了 {path}：{detail}；请用 station enrol 重新登记。",
    "{path} can't be read: {detail}; enrol the station again with station enrol.",
)
_ADDRESS = Text(
    "{path} 里中心的地址 {value} 不对：要写成 https://主机 或 https://主机:端口。",
    "{path}: central's address {value} is not of the form https://host or https://host:port.",
)
_STATION = Text(
    "{path} 里站点编号 {value} 不对：只能有字母、数字、点、横线和下划线。",
    "{path}: the station's id {value} may have letters, digits, dots, dashes and underscores only.",
)
_KEY = Text(
    "{path} 里中心的公钥不对：要有 64 位十六进制数字。",
    "{path}: central's public key must have 64 hexadecimal digits.",
)

_PLAIN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_PUBLIC_KEY = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Home(msgspec.Struct, frozen=True):
    """A station's data folder and the files in it."""

    folder: Path

    @property
    def journal(self) -> Path:
        """What this station says."""
        return self.folder / "journal.db"

    @property
    def replica(self) -> Path:
        """What central said."""
        return self.folder / "replica.db"

    @property
    def station_key(self) -> Path:
        """The key that signs for this station."""
        return self.folder / "station.key"

    @property
    def pepper(self) -> Path:
        """The plant's PIN pepper."""
        return self.folder / "pepper"

    @property
    def screen_claim(self) -> Path:
        """Held by the one process that shows the screen."""
        return self.folder / "screen.lock"

    @property
    def enrolment(self) -> Path:
        """To which central the station belongs."""
        return self.folder / "enrolment.toml"

    @property
    def profiles(self) -> Path:
        """The station's own scanner profiles, over those it was told and brought along."""
        return self.folder / "profiles"

    @property
    def reports(self) -> Path:
        """Reports a technician exported."""
        return self.folder / "reports"


def find_home(named: str | None, environment: Mapping[str, str]) -> Home:
    """The data folder: as `named` on the command line, else TRACEPOST_HOME, else the default. Raises Problem."""
    folder = Path(named or environment.get(VARIABLE) or DEFAULT_FOLDER).absolute()
    if not folder.is_dir():
        raise Problem(_NO_FOLDER, {"path": str(folder)})
    return Home(folder)


class MembershipFile:
    """The `MembershipStore` port on `enrolment.toml`. Every call raises Problem for values that can't be right."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def membership(self) -> Membership | None:
        """The membership, None before enrolment."""
        try:
            values = tomllib.loads(self._path.read_text(encoding="utf-8"))
            return self._checked(msgspec.convert(values, Membership))
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
            raise Problem(_NOT_READABLE, {"path": str(self._path), "detail": str(error)}) from error

    def keep_membership(self, membership: Membership) -> None:
        """Remember it durably; replaces an earlier one. Raises OSError when the disk does not take it."""
        values = msgspec.structs.asdict(self._checked(membership))
        # None of the checked values holds a character that TOML would want escaped.
        content = "".join(f'{name} = "{value}"\n' for name, value in values.items())
        replace_file(self._path, content.encode(), mode=0o600)

    def _checked(self, membership: Membership) -> Membership:
        wrong = None
        if not _is_address(membership.central):
            wrong = (_ADDRESS, membership.central)
        elif not _PLAIN_ID.fullmatch(membership.station):
            wrong = (_STATION, membership.station)
        elif not _PUBLIC_KEY.fullmatch(membership.central_key):
            wrong = (_KEY, membership.central_key)
        if wrong:
            raise Problem(wrong[0], {"path": str(self._path), "value": repr(wrong[1])})
        return membership


class ReportFiles:
    """The `Reports` port on a folder, which is made with the first report."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, name: str, content: str) -> str:
        """See the port; a number makes the file's name its own."""
        self._folder.mkdir(parents=True, exist_ok=True)
        plain = re.sub(r"[^\w.-]", "_", name)
        for number in itertools.count(1):
            path = self._folder / f"{plain}-{number}.txt"
            try:
                with path.open("x", encoding="utf-8") as file:
                    file.write(content)
            except FileExistsError:
                continue
            return str(path)
        raise AssertionError("numbers never end")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        port_is_right = parts.port is None or parts.port > 0
    except ValueError:
        return False
    plain = f"{parts.scheme}://{parts.netloc}"
    return (
        parts.scheme in {"http", "https"}
        and bool(parts.hostname)
        and port_is_right
        and parts.username is None
        and text.rstrip("/") == plain
        and re.fullmatch(r"[A-Za-z0-9.:\[\]-]+", parts.netloc, re.ASCII) is not None
    )
