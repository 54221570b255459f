"""Suspecting devices from ordinary work: traces are counted, three different ones are a suspicion, journaled once.

A reading is never altered or judged otherwise for it. What is suspected stands until a technician has examined the
device or set it up anew.
"""

import datetime as dt
from collections import deque
from collections.abc import Callable, Mapping
from string import ascii_lowercase, digits
from typing import Final

import msgspec

from station.ports import Journal, NewEntry, RawScan
from station.profiles.doctor.traces import Sent, compared, is_right, traces
from station.profiles.doctor.visible import visible
from station.profiles.faults import Fault
from traceability.acts import DeviceSuspected
from traceability.language import Text
from traceability.people import SYSTEM

ENOUGH: Final = 3
"""Different codes that must show a fault: a damaged label is scanned over and over, three labels are not damaged alike."""
RECENT: Final = 20
"""Readings of a device among which they are counted: what happens less often is a label's fault or chance."""
_BOUNCE_NS = 500_000_000  # a gun that is right sends the same symbol again after 0.5 s at the earliest (DS4308 parameter 137)
_KEPT = (ascii_lowercase + digits).encode()
_WITH_IDENTIFIER = 5  # readings with an AIM identifier after which its absence counts

TAKE_ANOTHER: Final[Mapping[Fault, Text]] = {
    Fault.SEPARATOR_LOST: Text(
        "这支枪可能丢分隔符，请换一支枪", "This gun may lose separators. Take another gun."
    ),
    Fault.SEPARATOR_REPLACED: Text(
        "这支枪可能改了分隔符，请换一支枪", "This gun may change separators. Take another gun."
    ),
    Fault.LAYOUT_WRONG: Text(
        "这支枪键盘布局可能不对，请换枪", "This gun's keyboard layout may be wrong. Take another."
    ),
    Fault.CASE_LOST: Text(
        "这支枪可能丢了大小写，请换一支枪", "This gun may lose letter case. Take another gun."
    ),
    Fault.CASE_FLIPPED: Text(
        "这支枪可能颠倒大小写，请换一支枪", "This gun may flip letter case. Take another gun."
    ),
    Fault.SPECIAL_CHARACTERS_LOST: Text(
        "这支枪可能丢字符，请换一支枪", "This gun may lose characters. Take another gun."
    ),
    Fault.OUTPUT_DOUBLED: Text(
        "这支枪可能重复发送，请换一支枪", "This gun may send twice. Take another gun."
    ),
    Fault.TERMINATOR_MISSING: Text(
        "这支枪可能没有结束符，请换一支枪", "This gun may lack its suffix. Take another gun."
    ),
    Fault.INPUT_METHOD: Text(
        "输入法可能改了读数，请换一支枪", "An input method may interfere. Take another gun."
    ),
    Fault.AIM_IDENTIFIER_MISSING: Text(
        "这支枪不再发码制标识，请换一支枪", "This gun stopped sending identifiers. Take another."
    ),
}
"""What the operator is told, for each fault that ordinary work can show."""


class Suspicion(msgspec.Struct, frozen=True, kw_only=True):
    """What one device is suspected of.

    Attributes:
        evidence: readings that show it, control characters by name; the newest last, `ENOUGH` at most.
        seen, of: how many of the device's recent readings show it.
    """

    device: str
    fault: Fault
    evidence: tuple[str, ...]
    seen: int
    of: int

    @property
    def sentence(self) -> Text:
        """What the operator is told."""
        return TAKE_ANOTHER[self.fault]


class _Reading(msgspec.Struct, frozen=True):
    sent: Sent
    received_ns: int
    key: bytes
    """Letters in one case and digits: what is never lost, so that other devices' readings of the code are found."""
    told: bool
    """Whether it came with a symbology identifier."""
    faults: frozenset[Fault]


class Suspicions:
    """What is suspected of every device; `changed` is called after each change. One thread."""

    def __init__(
        self,
        journal: Journal,
        today: Callable[[], dt.date],
        layout_of: Callable[[str], str],
        changed: Callable[[], None],
    ) -> None:
        """Begin with none.

        Args:
            journal: keeps each suspicion.
            today: the day two-digit years are seen from.
            layout_of: the keyboard layout a device is read with; empty where it is no keyboard.
            changed: called after each change.
        """
        self._journal = journal
        self._today = today
        self._layout_of = layout_of
        self._changed = changed
        self._readings: dict[str, deque[_Reading]] = {}
        self._current: dict[str, Suspicion] = {}

    @property
    def current(self) -> Mapping[str, Suspicion]:
        """Device name to what it is suspected of."""
        return self._current

    def clear(self, device: str) -> None:
        """The device was examined or set up anew: what it sent before says nothing any more."""
        self._readings.pop(device, None)
        if self._current.pop(device, None) is not None:
            self._changed()

    def scanned(self, raw: RawScan) -> None:
        """Look at a scan of ordinary work, after it was answered."""
        sent = Sent(
            raw=raw.raw,
            code_ids=raw.code_ids,
            symbology=raw.symbology,
            layout=self._layout_of(raw.device),
        )
        today = self._today()
        readings = self._readings.setdefault(raw.device, deque(maxlen=RECENT))
        scan = sent.read(today)
        key = bytes(byte for byte in scan.data.lower() if byte in _KEPT)
        told = scan.symbology is not None
        faults = self._seen_by_itself(raw, sent, told=told) | self._seen_beside_others(raw.device, sent, key)
        readings.append(_Reading(sent, raw.received_ns, key, told, frozenset(faults)))
        for fault in sorted(faults, key=list(Fault).index):
            self._weigh(raw.device, fault)

    def _seen_by_itself(self, raw: RawScan, sent: Sent, *, told: bool) -> set[Fault]:
        """What the reading shows, alone and after those of the same device."""
        before, today = self._readings[raw.device], self._today()
        found = set(traces(sent, today))
        last = before[-1] if before else None
        if last and last.sent.raw == sent.raw and raw.received_ns - last.received_ns < _BOUNCE_NS:
            found.add(Fault.OUTPUT_DOUBLED)
        if not raw.complete and is_right(sent.read(today)):
            found.add(Fault.TERMINATOR_MISSING)
        if not told and not found and sum(each.told for each in before) >= _WITH_IDENTIFIER:
            found.add(Fault.AIM_IDENTIFIER_MISSING)
        return found

    def _seen_beside_others(self, device: str, sent: Sent, key: bytes) -> set[Fault]:
        """What this device lost of a code that another device read whole."""
        today = self._today()
        others = (
            reading.sent
            for other, theirs in self._readings.items()
            for reading in theirs
            if other != device and key and reading.key == key and not reading.faults
            if reading.sent.raw != sent.raw  # as most are: read alike, nothing was lost
        )
        return {fault for other in others if (fault := compared(sent, other, today))}

    def _weigh(self, device: str, fault: Fault) -> None:
        readings = self._readings[device]
        showing = [reading.sent.raw for reading in readings if fault in reading.faults]
        different = tuple(dict.fromkeys(raw for raw in showing if not self._is_the_labels(device, raw)))
        before = self._current.get(device)
        if len(different) < ENOUGH or (before is not None and before.fault is not fault):
            return
        self._current[device] = Suspicion(
            device=device,
            fault=fault,
            evidence=tuple(map(visible, different[-ENOUGH:])),
            seen=len(showing),
            of=len(readings),
        )
        if before is None:
            body = DeviceSuspected(device=device, fault=fault.value, evidence=self._current[device].evidence)
            self._journal.append(NewEntry(actor=SYSTEM, body=body))
        self._changed()

    def _is_the_labels(self, device: str, raw: bytes) -> bool:
        """Whether another device reads the very same."""
        return any(
            reading.sent.raw == raw
            for other, theirs in self._readings.items()
            for reading in theirs
            if other != device
        )
