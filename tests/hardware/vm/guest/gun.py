"""A gun on the bench and the reader that reads it, as a check drives them."""

from collections.abc import Callable, Iterable
from typing import Any

from station.drivers.registry import create_reader
from station.drivers.waiting import Surroundings
from station.ports import DeviceState
from station.profiles.device import DeviceConfig
from station.profiles.framing import Framing
from tests.contract.reader_contract import Begun, Log, Plug, Step
from tests.hardware.vm.devices import KEYBOARDS, QUEUED_KEYS, id_path
from tests.hardware.vm.guest.host import Host
from tests.hardware.vm.guest.plugging import plug
from tests.hardware.vm.keys import Stroke, pieces, typed
from tests.hardware.vm.messages import Press, Receive, Send, Unplug

MakeGun = Callable[..., "Gun"]
"""Takes what `Gun` takes but the host; a check's guns are stopped after it, however it ends."""

SLOW = Surroundings(random=lambda: 2_000.0)
"""Back-off far longer than any check: only udev's news can bring a device back in time."""
QUICK = Surroundings(random=lambda: 0.0)
"""Shortest back-off, for what udev does not tell: that another program has let go."""


def configuration(device: str, **settings: Any) -> DeviceConfig:  # noqa: ANN401  # DeviceConfig's
    """How the station's record tells of `device`: unless `settings` say otherwise, by the socket it is plugged into."""
    usual = {
        "name": "gun-1",
        "driver": "keyboard" if device in KEYBOARDS else "serial",
        "address": f"udev:ID_PATH={id_path(device)}",
        "framing": Framing(gap_ms=5000),  # an emulated machine must not end a scan by its own slowness
    }
    return DeviceConfig(**(usual | settings))


class Gun:
    """One gun, plugged in or not, and its reader. Also a `Bench` of the readers' contract."""

    def __init__(
        self,
        host: Host,
        device: str,
        log: Log | None = None,
        surroundings: Surroundings = SLOW,
        **settings: Any,  # noqa: ANN401  # DeviceConfig's
    ) -> None:
        """Take settings of a `DeviceConfig`; one that is not there has a station's usual value."""
        self.log = Log() if log is None else log
        self._host = host
        self._device = device
        self._sent = 0
        self._plugged = False
        self.reader = create_reader(configuration(device, **settings), surroundings)
        self.reader.tap(self.log.on_chunk)

    def plug(self) -> None:
        """Put the gun into its socket; return when udev has told of it."""
        plug(self._host, self._device)
        self._plugged = True

    def unplug(self) -> None:
        """Pull it out."""
        self._host.ask(Unplug(self._device))
        self._plugged = False

    def start(self) -> None:
        """Start the reader."""
        self.reader.start(self.log.on_scan, self.log.on_report)

    def be_ready(self) -> None:
        """Plug the gun in, start its reader and wait until it reads."""
        self.plug()
        self.start()
        self.log.wait_for_state(DeviceState.READY)

    def scanned(self, count: int = 1) -> list[tuple[bytes, bool]]:
        """The first `count` scans the reader made of what the gun sent, each with whether it is complete."""
        self.log.wait_for_scans(count)
        return [(scan.raw, scan.complete) for scan in self.log.scans]

    def send(self, data: bytes) -> None:
        """Have the gun send `data`."""
        if self._device in KEYBOARDS:
            self.press(typed(character) for character in data.decode())
        else:
            self._do(Send(self._device, data), len(data))

    def press(self, characters: Iterable[list[Stroke]]) -> None:
        """Have the gun press the strokes of characters, as fast as its queue lets it."""
        for count, strokes in pieces(characters, QUEUED_KEYS):
            self._do(Press(self._device, tuple(strokes)), count)

    def wait_until_received(self) -> None:
        """Wait until the driver has every byte that was sent."""
        self.log.wait(lambda: len(self.log.received) >= self._sent)

    def perform(self, step: Step) -> None:
        """See `tests.contract.reader_contract.Bench`."""
        if step is Plug.PULLED:
            self.unplug()
        elif step is Plug.PUT_BACK:
            self.plug()
        else:
            self.send(step.raw if isinstance(step, Begun) else step + b"\r")

    def told(self, count: int) -> bytes | None:
        """See `tests.contract.reader_contract.Bench`; what a keyboard is told are lights nobody can read back."""
        return None if self._device in KEYBOARDS else self._host.ask(Receive(self._device, count))

    def close(self) -> None:
        """See `tests.contract.reader_contract.Bench`."""
        if self._plugged:
            self.unplug()

    def _do(self, deed: Press | Send, count: int) -> None:
        """Send a piece of `count` bytes once the pieces before it have been received: the gun's queue is short."""
        self.wait_until_received()
        self._host.ask(deed)
        self._sent += count
