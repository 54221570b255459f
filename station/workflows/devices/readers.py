"""The station's reading devices as its record says: built, replaced when the record changes, their words posted on."""

from collections.abc import Callable, Collection, Hashable

from station.ports import (
    Camera,
    CameraPicture,
    Chunk,
    DeviceReport,
    DeviceState,
    Feedback,
    Profiles,
    RawScan,
    Reader,
)
from station.profiles.device import ConfigurationError, DeviceConfig
from station.profiles.device_cause import DeviceCause
from station.workflows.commands import SYMBOLOGY
from station.workflows.devices.devices import Devices
from station.workflows.devices.newest import Newest
from station.workflows.view import Views, counted_without_commands
from traceability.records import Device


class Readers:
    """All readers of the station. Every method is called on the workflow's thread."""

    def __init__(
        self,
        build: Callable[[Device], Reader],
        post: Callable[[Callable[[], None]], None],
        profiles: Profiles | None = None,
    ) -> None:
        """Begin without a device.

        Args:
            build: makes a device's reader; raises ConfigurationError.
            post: brings a call from a device's thread to the workflow's.
            profiles: by which `build` reads each device; None: all by their own options alone.
        """
        self._build = build
        self._post = post
        self._profiles = profiles
        self._configured: tuple[Device, ...] = ()
        self._editions: dict[str, tuple[Device, Hashable]] = {}
        self._running: list[Reader] = []
        self._taps: dict[str, list[Callable[[Chunk], None]]] = {}
        self._viewer: Callable[[CameraPicture], None] | None = None
        self._views = Views()
        self._expected: frozenset[str] = frozenset()

    @property
    def configured(self) -> tuple[Device, ...]:
        """The devices in use."""
        return self._configured

    def pass_on(self, devices: Devices, scanned: Callable[[RawScan], None]) -> None:
        """From the first device on `devices` hears every report and `scanned` every scan, those of one view together."""
        self._devices = devices
        self._scanned = scanned

    def use(self, configured: tuple[Device, ...]) -> None:
        """Read with these devices; nothing happens to those that are in use already, in the same way."""
        editions = {
            device.name: (device, self._profiles.edition(device) if self._profiles else None)
            for device in configured
        }
        if (configured, editions) == (self._configured, self._editions):
            return
        kept = {name for name, edition in editions.items() if self._editions.get(name) == edition}
        for reader in self._running:
            if reader.name not in kept:
                reader.stop()
        self._running = [reader for reader in self._running if reader.name in kept]
        self._configured, self._editions = configured, editions
        self._devices.keep_only(set(editions))
        for device in configured:
            if device.name not in kept:
                self._start(device)

    def configuration(self, device: str) -> DeviceConfig | None:
        """How a device in use is read; None where its settings can't be used."""
        return next((reader.configuration for reader in self._running if reader.name == device), None)

    def layout(self, device: str) -> str:
        """The keyboard layout a device in use is read with; empty where it is no keyboard."""
        configuration = self.configuration(device)
        return configuration.layout if configuration and configuration.driver == "keyboard" else ""

    def give(self, device: str, feedback: Feedback) -> None:
        """Tell the person at a device what came of its scan; nothing where it is in use no more."""
        for reader in self._running:
            if reader.name == device:
                reader.give(feedback)
        if feedback is Feedback.REFUSED:
            self._devices.refused(device)

    def tap(self, device: str, on_chunk: Callable[[Chunk], None]) -> Callable[[], None]:
        """Hand over every byte of a device as it comes, before its scans, also after it was replaced.

        Returns what ends it; afterwards `on_chunk` is not called any more.
        """
        listeners = self._taps.setdefault(device, [])
        listeners.append(on_chunk)
        self._listen(device)

        def end() -> None:
            if on_chunk in listeners:
                listeners.remove(on_chunk)
                self._listen(device)

        return end

    @property
    def has_camera(self) -> bool:
        """Whether a device in use can be looked through."""
        return any(isinstance(reader, Camera) for reader in self._running)

    def watch(self, on_picture: Callable[[CameraPicture], None]) -> Callable[[], None]:
        """Hand over the pictures of every camera as they come, also after it was replaced; one nobody took in time goes.

        One watches at a time. Returns what ends it; afterwards `on_picture` is not called any more.
        """
        self._viewer = on_picture
        self._look()

        def end() -> None:
            if self._viewer is on_picture:
                self._viewer = None
                self._look()

        return end

    def expect(self, symbologies: Collection[str]) -> None:
        """Have the cameras look for these codes only, also those that come later; command codes are always looked for.

        Empty: for all that each one's record names.
        """
        self._expected = frozenset((*symbologies, SYMBOLOGY)) if symbologies else frozenset()
        for reader in self._running:
            if isinstance(reader, Camera):
                reader.expect(self._expected)

    def stop(self) -> None:
        """Let go of every device and wait for its thread."""
        for reader in self._running:
            reader.stop()
        self._running = []
        self._configured = ()
        self._editions = {}

    def _start(self, device: Device) -> None:
        try:
            reader = self._build(device)
        except ConfigurationError as error:
            self._devices.report(
                DeviceReport(
                    device=device.name,
                    state=DeviceState.FAULTY,
                    cause=DeviceCause.SETTINGS_REFUSED,
                    detail=str(error),
                )
            )
            return
        if self._profiles and (refused := self._profiles.refused(device)):
            self._devices.profile_refused(device.name, refused)
        self._running.append(reader)
        self._devices.watch(reader.configuration)
        self._listen(device.name)
        self._look()
        if isinstance(reader, Camera):
            reader.expect(self._expected)
        reader.start(
            lambda scan: self._post(lambda: self._took(reader, scan)),
            lambda report: self._post(lambda: self._heard(reader, report)),
        )

    def _listen(self, device: str) -> None:
        listeners = self._taps.get(device, [])

        def heard(chunk: Chunk) -> None:
            for listener in tuple(listeners):
                listener(chunk)

        for reader in self._running:
            if reader.name == device:
                reader.tap((lambda chunk: self._post(lambda: heard(chunk))) if listeners else None)

    def _look(self) -> None:
        for reader in self._running:
            if isinstance(reader, Camera):
                reader.watch(Newest(self._post, self._seen) if self._viewer else None)

    def _seen(self, picture: CameraPicture) -> None:
        if self._viewer is not None:
            self._viewer(picture)

    def _took(self, reader: Reader, scan: RawScan) -> None:
        """Take a scan, also one that was on its way when its device was let go: it was made."""
        self._devices.scanned(reader.name, complete=scan.complete)
        for each in counted_without_commands(self._views.add(scan)):
            self._scanned(each)

    def _heard(self, reader: Reader, report: DeviceReport) -> None:
        if reader in self._running:
            self._devices.report(report)
