"""What a faulty device sends for a code: for training, demonstrations, and to try the doctor."""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate
from typing import Final

import msgspec

from station.profiles.device import DeviceConfig
from station.profiles.doctor.reads import Arrival, Received
from station.profiles.doctor.test_codes import TestCode
from station.profiles.faults import Fault
from station.profiles.framing import Framing
from station.profiles.keyboard_typing import read_as
from traceability.codes.code_ids import identifiers_of

PACE_MS: Final = 8
"""Between two characters of a gun that types and is set right."""
SLOW_PACE_MS: Final = 36
"""The same with the shortest delay between keys that guns can be set to, 20 ms (DS4308 product reference guide)."""


class Planted(msgspec.Struct, frozen=True):
    """A fault to plant.

    Attributes:
        variant: which of its ways, as `findings.Finding.variant`.
        detail: the layout the gun types for, the characters it loses, or what stands for a separator.
    """

    fault: Fault
    variant: str = ""
    detail: str = ""


def damaged(faults: Iterable[Planted], code: TestCode, configuration: DeviceConfig) -> Received:
    """What a device that is right but for these faults sends for the code, beginning at 0 ns."""
    planted = {(each.fault, each.variant): each for each in faults}
    text = code.content.decode()
    if (Fault.AIM_IDENTIFIER_MISSING, "") not in planted:
        text = next(iter(identifiers_of(code.symbology, configuration.code_ids)), b"").decode() + text
    for kind, change in _CHANGES.items():
        if kind in planted:
            text = change(text, planted[kind].detail, configuration)
    line = _marked(text, planted, configuration.framing)
    if (Fault.OUTPUT_DOUBLED, "characters") in planted:
        line = "".join(character * 2 for character in line)
    if (Fault.OUTPUT_DOUBLED, "code") in planted:
        line *= 2
    return _timed(line, planted, configuration.framing)


def _typed_for(text: str, gun: str, configuration: DeviceConfig) -> str:
    return read_as(text, gun, configuration.layout).decode()


def _without(text: str, characters: str, _: DeviceConfig) -> str:
    return "".join(character for character in text if character not in characters)


def _full_width(text: str, *_: object) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text)


_Change = Callable[[str, str, DeviceConfig], str]
_CHANGES: Final[Mapping[tuple[Fault, str], _Change]] = {
    (Fault.SPECIAL_CHARACTERS_LOST, ""): _without,
    (Fault.SEPARATOR_LOST, ""): lambda text, *_: re.sub("[\x1c-\x1f]", "", text),
    (Fault.SEPARATOR_REPLACED, ""): lambda text, sign, _: re.sub("[\x1c-\x1f]", lambda _: sign, text),
    (Fault.CASE_LOST, "upper"): lambda text, *_: text.upper(),
    (Fault.CASE_LOST, "lower"): lambda text, *_: text.lower(),
    (Fault.CASE_FLIPPED, ""): lambda text, *_: text.swapcase(),
    (Fault.LAYOUT_WRONG, ""): _typed_for,
    (Fault.INPUT_METHOD, "eaten"): lambda text, *_: re.sub("[A-Za-z]+[0-9]?", "", text),
    (Fault.INPUT_METHOD, "composed"): lambda text, *_: re.sub("[A-Za-z]+[0-9]?", "的", text),
    (Fault.INPUT_METHOD, "full-width"): _full_width,
    (Fault.INPUT_METHOD, "private-use"): lambda text, *_: text.translate({0x1D: "\uf70b", 0x1E: "\uf70c"}),
}
"""What a fault makes of the text, in the order from the device to the program."""


def _marked(text: str, planted: Mapping[tuple[Fault, str], Planted], framing: Framing) -> str:
    end = "\x03" if framing.stx_etx else framing.terminators[:1]
    if (Fault.TERMINATOR_MISSING, "") in planted:
        end = ""
    if (Fault.TERMINATOR_DOUBLED, "") in planted:
        end *= 2
    if (Fault.TERMINATOR_DOUBLED, "unwanted") in planted:
        end = "\r"
    return ("\x02" if framing.stx_etx else "") + text + end


def _timed(line: str, planted: Mapping[tuple[Fault, str], Planted], framing: Framing) -> Received:
    pace = SLOW_PACE_MS if (Fault.WEDGE_SLOW, "") in planted else PACE_MS
    steps = [0, *[pace] * (len(line) - 1)]
    if (Fault.READ_SPLIT, "") in planted:
        steps[len(line) // 3] += max(2 * framing.gap_ms, 4 * pace)
    return Received(
        tuple(
            Arrival(character.encode(errors="surrogateescape"), at_ms * 1_000_000)
            for character, at_ms in zip(line, accumulate(steps), strict=True)
        )
    )
