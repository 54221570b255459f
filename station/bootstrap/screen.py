"""The operator's screen, put together. What only a device or a PIN needs is loaded when one is there."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from functools import partial
from typing import IO

import msgspec

from station.bootstrap.profiles import ProfilesOf
from station.claim import claimed
from station.journal.file import JournalFile
from station.ports import Attached, Clock, Membership, Reader, Sounds
from station.problems import Problem
from station.replica.reader import ReplicaReader
from station.settings import Home, MembershipFile, ReportFiles
from station.sounds.player import AplaySounds
from station.system import SystemClock, SystemIds
from station.ui.garbage import Garbage
from station.ui.translations import Wording
from station.ui.viewmodels.devices.means import DeviceMeans
from station.ui.viewmodels.posting import Post
from station.ui.viewmodels.screen import Context, Look
from station.ui.viewmodels.shell import Means, Shell
from station.ui.viewmodels.standing import Standing
from station.ui.window import Window
from station.workflows.devices.last_reads import LastReads
from station.workflows.devices.readers import Readers
from station.workflows.knowledge import Knowledge
from station.workflows.outside import Outside
from traceability.entries import Whereabouts
from traceability.language import Language, Text
from traceability.records import Device

_ALREADY_OPEN = Text(
    "本站的界面已经打开，这次没有再开；请用已经打开的那一个。",
    "This station's screen is open already and was not opened again; use the one that is open.",
)
_NOT_WRITABLE = Text(
    "数据目录 {path} 不能写：{detail}；请检查硬盘和权限。",
    "The data folder {path} can't be written: {detail}; check the disk and its permissions.",
)


class Hardware(msgspec.Struct, frozen=True, kw_only=True):
    """The reading devices: `build` makes one's reader, `attached` tells what is plugged in."""

    build: Callable[[Device], Reader]
    attached: Callable[[], tuple[Attached, ...]]


def open_screen(
    home: Home,
    *,
    clock: Clock | None = None,
    sounds: Sounds | None = None,
    language: Language | None = None,
    dark: bool = False,
    dots_per_inch: float = 85,
    hardware: Hardware | None = None,
) -> Window:
    """The window of the station at `home`, not shown yet; closing it lets go of everything.

    Needs a QApplication. Raises Problem and JournalUnavailable where the station's files can't be used.

    Args:
        home: the station's data folder.
        clock: the time; the machine's unless given.
        sounds: the loudspeaker; the machine's unless given.
        language: the language until somebody chooses another; the station's own unless given.
        dark: whether to begin in the night shift's colours.
        dots_per_inch: of the panel.
        hardware: the reading devices; the machine's unless given.
    """
    with ExitStack() as opened:
        garbage = Garbage()
        garbage.start()
        opened.callback(garbage.stop)
        opened.enter_context(_claimed(home))
        station = opened.enter_context(closing(_Files(home, clock or SystemClock())))
        post = Post()
        profiles = ProfilesOf(home, station.knowledge.given_profiles, station.knowledge.given_families)
        hardware = hardware or Hardware(build=partial(_reader, profiles), attached=_attached)
        readers = Readers(hardware.build, post, profiles)
        outside = Outside(
            journal=station.journal,
            knowledge=station.knowledge,
            clock=station.clock,
            ids=SystemIds(),
            sounds=sounds or opened.enter_context(closing(AplaySounds())),
            tell=readers.give,
            post=post,
        )
        words = Wording(language or Language.CHINESE)
        standing = Standing(outside, station.replica, words, readers.layout)
        means = Means(
            credentials=_PinsWhenAsked(home),
            workers=opened.enter_context(ThreadPoolExecutor(max_workers=1, thread_name_prefix="pin")),
            devices=DeviceMeans(
                readers=readers,
                reads=LastReads(readers, station.clock.now),
                reports=ReportFiles(home.reports),
                profile=profiles.of,
                refused=profiles.refused,
                profiles=profiles.all,
                keep_profile=profiles.keep,
                attached=hardware.attached,
                build=hardware.build,
            ),
            enrolled=lambda: bool(station.enrolment.station()),
            language=language,
        )
        shell = Shell(Context(outside=outside, words=words, standing=standing, look=Look(dark=dark)), means)
        opened.callback(post.close)
        opened.callback(shell.stop)
        shell.start()
        return Window(shell, dots_per_inch=dots_per_inch, closed=opened.pop_all().close)


def _attached() -> tuple[Attached, ...]:
    from station.drivers.udev import attached  # noqa: PLC0415 -- loads slowly, needed late

    return attached()


def _claimed(home: Home) -> IO[bytes]:
    """The right to show this station's screen: two would draw the same numbers and work on the same piece."""
    try:
        claim = claimed(home.screen_claim)
    except OSError as error:
        raise Problem(
            _NOT_WRITABLE, {"path": str(home.folder), "detail": error.strerror or str(error)}
        ) from error
    if claim is None:
        raise Problem(_ALREADY_OPEN, {})
    return claim


class _Files:
    """What the screen reads and writes."""

    def __init__(self, home: Home, clock: Clock) -> None:
        self.clock = clock
        self.enrolment = _Enrolment(MembershipFile(home.enrolment))
        self.replica = ReplicaReader(home.replica)
        self.journal = JournalFile(home.journal, clock, SystemIds(), self._whereabouts)
        self.knowledge = Knowledge(self.journal, self.replica, clock, self.enrolment.station)

    def close(self) -> None:
        self.journal.close()
        self.replica.close()

    def _whereabouts(self) -> Whereabouts:
        station = self.knowledge.station()
        return Whereabouts(station.plant, station.place) if station else Whereabouts("", "")


class _Enrolment:
    """Which station this is, as soon as it is known."""

    def __init__(self, store: MembershipFile) -> None:
        self._store = store
        self._membership: Membership | None = store.membership()

    def station(self) -> str:
        """The station's id; empty before it is enrolled, and while the file can't be read: enrolling mends both."""
        if self._membership is None:
            try:
                self._membership = self._store.membership()
            except Problem:
                return ""
        return self._membership.station if self._membership else ""


class _PinsWhenAsked:
    """The `Credentials` port, loading argon2 with the first PIN."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def pin_is_right(self, verifier: str, pin: str) -> bool:
        """See `station.credentials.pins`."""
        from station.credentials.keys import KeyFiles  # noqa: PLC0415 -- loads slowly, needed late
        from station.credentials.pins import PinCheck  # noqa: PLC0415 -- loads slowly, needed late

        keys = KeyFiles(self._home.station_key, self._home.pepper)
        return PinCheck(keys.pepper).pin_is_right(verifier, pin)


def _reader(profiles: ProfilesOf, device: Device) -> Reader:
    from station.drivers.registry import create_reader  # noqa: PLC0415 -- loads slowly, needed late
    from station.drivers.waiting import Surroundings  # noqa: PLC0415 -- loads slowly, needed late
    from station.profiles.configuration import configuration  # noqa: PLC0415 -- loads slowly, needed late

    configured = configuration(device, profiles.of(device))
    return create_reader(configured, Surroundings(random.SystemRandom().random))
