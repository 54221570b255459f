"""Recorded raw scans of a family, and whether a profile still reads them as what they are."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from station.profiles.configuration import settings_of
from station.profiles.device import DeviceConfig
from station.profiles.framing import Frame, Framer
from station.profiles.keyboard import KeyboardDecoder
from station.profiles.profile import Profile
from traceability.codes.code_ids import split


class Expected(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One scan as it must come out.

    Attributes:
        data: what the symbol holds, without identifiers and framing; each character a byte.
        symbology: the AIM identifier told by the device or meant by its code identifier; empty where none is.
        complete: False for a scan that is known to be cut short.
        no_read: True for a word that says that nothing was read; it is no scan.
    """

    data: str
    symbology: str = ""
    complete: bool = True
    no_read: bool = False


class Sample(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A recorded stream of one device.

    Attributes:
        id: unique in its file.
        interface: the profile's interface it was recorded on.
        chunks: milliseconds from the start and the bytes that came together, each character a byte.
        keys: of a keyboard gun: milliseconds, key code of Linux' input-event-codes.h, 1 pressed or 0 released.
        expect: the scans, in order.
        source: who measured it or which document says it.
        note: what it is there for.
    """

    id: str
    interface: str
    expect: tuple[Expected, ...]
    source: str
    chunks: tuple[tuple[float, str], ...] = ()
    keys: tuple[tuple[float, int, int], ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a sample that holds nothing to replay, or runs backwards. Raises ValueError."""
        if bool(self.chunks) == bool(self.keys):
            raise ValueError(f"sample {self.id!r} needs either chunks or keys")
        times = [moment[0] for moment in (*self.chunks, *self.keys)]
        if times != sorted(times):
            raise ValueError(f"sample {self.id!r} runs backwards in time")
        if not all(text.isascii() or max(text) <= "\xff" for _, text in self.chunks):
            raise ValueError(f"sample {self.id!r} has a character that is no byte")


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One scan of a sample that came out otherwise; None where there is none on that side."""

    sample: str
    position: int
    expected: Expected | None
    got: Expected | None


def read_samples(content: str) -> tuple[Sample, ...]:
    """The samples in JSON lines. Raises ValueError that names the line and its mistake."""
    samples = []
    for number, line in enumerate(content.splitlines(), 1):
        try:
            samples.append(msgspec.json.decode(line, type=Sample))
        except msgspec.DecodeError as error:
            raise ValueError(f"line {number}: {error}") from error
    return tuple(samples)


def regressions(profile: Profile, samples: Iterable[Sample]) -> tuple[Difference, ...]:
    """Where the profile no longer reads the samples as they must be; empty when all is well.

    A sample of an interface the profile does not have, or does not read, loses all its scans.
    """
    return tuple(difference for sample in samples for difference in _compared(profile, sample))


def _compared(profile: Profile, sample: Sample) -> Iterator[Difference]:
    got = replayed(profile, sample)
    for position in range(max(len(sample.expect), len(got))):
        expected = sample.expect[position] if position < len(sample.expect) else None
        found = got[position] if position < len(got) else None
        if expected != found:
            yield Difference(sample=sample.id, position=position, expected=expected, got=found)


def replayed(profile: Profile, sample: Sample) -> tuple[Expected, ...]:
    """The scans a profile makes of a sample."""
    interface = profile.interface(sample.interface)
    if interface is None or interface.driver is None:
        return ()
    settings = settings_of(interface, name=sample.id, driver=interface.driver, profile=profile.id)
    frames = _frames(settings, _bytes(settings, sample))
    return tuple(_outcome(frame, settings) for frame in frames)


def _bytes(settings: DeviceConfig, sample: Sample) -> Iterator[tuple[int, bytes]]:
    """The stream with its times in nanoseconds."""
    for at_ms, text in sample.chunks:
        yield round(at_ms * 1e6), text.encode("latin-1")
    decoder = KeyboardDecoder(settings.layout)
    for at_ms, code, value in sample.keys:
        yield round(at_ms * 1e6), decoder.key(code, value)


def _frames(settings: DeviceConfig, stream: Iterable[tuple[int, bytes]]) -> Sequence[Frame]:
    framer = Framer(settings.framing)
    frames: list[Frame] = []
    now_ns = 0
    for now_ns, data in stream:
        frames += framer.expire(now_ns)
        frames += framer.feed(data, now_ns)
    silence_ns = framer.deadline_ns or now_ns
    return (*frames, *framer.expire(silence_ns))


def _outcome(frame: Frame, settings: DeviceConfig) -> Expected:
    if frame.data.decode("latin-1") in settings.no_read_words:
        return Expected(data=frame.data.decode("latin-1"), no_read=True)
    symbology, start = split(frame.data, settings.code_ids)
    return Expected(
        data=frame.data[start:].decode("latin-1"),
        symbology=symbology.identifier if symbology else "",
        complete=frame.complete,
    )
