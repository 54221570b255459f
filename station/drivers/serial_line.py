"""Guns and fixed scanners on a serial line: USB-CDC, USB adapters, RS-232."""

import termios
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from station.drivers.connection import DeviceLostError, News, read_when_ready, write_at_once
from station.drivers.lifecycle import ConnectedReader
from station.drivers.registry import driver
from station.drivers.udev import UdevAddress
from station.drivers.waiting import Surroundings, Waiter
from station.ports import DeviceState, Reader
from station.profiles.device import DeviceConfig, FlowControl, LineSettings, Parity
from station.profiles.device_cause import DeviceCause

if TYPE_CHECKING:
    import serial

_SUBSYSTEM = "tty"
_CMSPAR = 0o10000000000  # Linux' asm-generic/termbits.h: parity does not change with the byte; Python has no name for it
_DATA_BITS = {termios.CS5: 5, termios.CS6: 6, termios.CS7: 7, termios.CS8: 8}
_PARITIES = {
    0: Parity.EVEN,
    termios.PARODD: Parity.ODD,
    _CMSPAR: Parity.SPACE,
    _CMSPAR | termios.PARODD: Parity.MARK,
}


class SerialConnection:
    """An open line; pyserial sets it up, the reader waits on its descriptor."""

    def __init__(self, line: "serial.Serial") -> None:
        self._line = line
        self._descriptor = line.fileno()

    def receive(self, waiter: Waiter, until_ns: int | None) -> bytes:
        """See `Connection.receive`."""
        return read_when_ready(self._descriptor, waiter, until_ns, DeviceCause.UNPLUGGED)

    def send(self, data: bytes) -> None:
        """See `Connection.send`."""
        write_at_once(self._descriptor, data)

    def close(self) -> None:
        """Close the line."""
        self._line.close()


class SerialSource:
    """Opens the line by its path or its udev properties."""

    def __init__(self, configuration: DeviceConfig) -> None:
        self._settings = configuration.line
        self._address = UdevAddress(configuration, _SUBSYSTEM)

    def open(self, waiter: Waiter) -> SerialConnection:  # noqa: ARG002  # opening a line does not wait
        """See `Source.open`."""
        import serial  # noqa: PLC0415  # late: the screen starts without it

        settings = self._settings
        node = self._address.node()
        try:
            line = serial.Serial(
                node,
                baudrate=settings.baud_rate,
                bytesize=settings.data_bits,
                parity=settings.parity.value,
                stopbits=settings.stop_bits,
                rtscts=settings.flow_control is FlowControl.RTS_CTS,
                xonxoff=settings.flow_control is FlowControl.XON_XOFF,
                timeout=0,
                exclusive=True,
            )
        except (termios.error, ValueError) as error:  # a setting this line cannot have
            raise DeviceLostError(
                DeviceState.FAULTY, DeviceCause.SETTINGS_REFUSED, f"{node} {settings}: {error}"
            ) from error
        except serial.SerialException as error:
            if isinstance(error.__context__, termios.error):  # the number is lost in pyserial's message
                raise OSError(*error.__context__.args) from error
            raise
        connection = SerialConnection(line)
        if not _keeps(line.fileno(), settings):
            connection.close()
            raise DeviceLostError(
                DeviceState.FAULTY, DeviceCause.SETTINGS_REFUSED, f"{node} {settings}: ignored by the line"
            )
        return connection

    def news(self) -> AbstractContextManager[News | None]:
        """See `Source.news`."""
        return self._address.news()

    def close(self) -> None:
        """Nothing stays open between connections."""


def _keeps(descriptor: int, settings: LineSettings) -> bool:
    """Whether the line took data bits and parity: the kernel lets drivers ignore them without a word."""
    flags: int = termios.tcgetattr(descriptor)[2]
    data_bits = _DATA_BITS[flags & termios.CSIZE]
    parity = _PARITIES[flags & (termios.PARODD | _CMSPAR)] if flags & termios.PARENB else Parity.NONE
    return (data_bits, parity) == (settings.data_bits, settings.parity)


@driver("serial")
def serial_reader(configuration: DeviceConfig, surroundings: Surroundings) -> Reader:
    """A reader on a serial line. Raises ValueError for an address that is no line."""
    if not configuration.udev_properties and not configuration.address.startswith("/"):
        raise ValueError(f"a serial device's address is a path or udev:…, not {configuration.address!r}")
    return ConnectedReader(configuration, SerialSource(configuration), surroundings)
