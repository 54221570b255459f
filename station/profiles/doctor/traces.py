"""Traces of faults in readings of ordinary work, where nobody knows what the code holds.

A trace says how the reading would be right: with a separator put in, typed for another keyboard. It is a hint for
people and for the doctor; no reading is altered by it.
"""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from string import digits
from typing import Final

import msgspec

from station.profiles.doctor.explaining.explain import Damage, explained
from station.profiles.doctor.explaining.input_method import is_private, undone
from station.profiles.doctor.explaining.retyping import retyped
from station.profiles.faults import Fault
from station.profiles.keyboard_layouts import LAYOUTS
from traceability.codes import CodeIds, Kind, Scan, aim, read

_GS = "\x1d"
_GS1_IDENTIFIERS: Final = ("]C1", "]d2", "]Q3", "]e0", "]J1")
_STAYING: Final = ("http", *digits)
"""Beginnings that most keyboards have alike: what moved stands behind them."""
_BEGINNINGS: Final = ("]", "[)>", "+", "(", "MA.", *_STAYING)
"""What data of a structure begin with; others are not even tried, the operator waits."""
_SHORTEST_COPY = 6  # characters; shorter ones repeat by chance
_MOST_LOST = 2  # separators put back to see whether a reading becomes right
_LONGEST_SEARCHED = 100  # characters; labels with more are not searched, the operator waits


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """One reading as its device sent it.

    Attributes:
        raw: the bytes of the scan, identifier included.
        code_ids, symbology: as in `codes.read`.
        layout: the keyboard layout the device is read with; empty where it is no keyboard.
    """

    raw: bytes
    code_ids: CodeIds = CodeIds.AIM
    symbology: str = ""
    layout: str = ""

    @property
    def text(self) -> str:
        """The bytes as text; bytes that are no UTF-8 as surrogates (PEP 383)."""
        return self.raw.decode(errors="surrogateescape")

    def read(self, today: dt.date, text: str | None = None) -> Scan:
        """What it means, or what `text` in its place would."""
        raw = self.raw if text is None else text.encode(errors="surrogateescape")
        return read(raw, today, code_ids=self.code_ids, symbology=self.symbology)


def traces(sent: Sent, today: dt.date) -> frozenset[Fault]:
    """The faults this reading would be a sign of; empty where it is right or nothing explains it."""
    found = set(_certain(sent.text))
    scan = sent.read(today)
    if _is_case(sent, today):
        found.add(Fault.CASE_LOST if sent.text.upper() == sent.text else Fault.CASE_FLIPPED)
    elif not found and not is_right(scan):
        found.update(_mended(sent, scan, today))
    return frozenset(found)


def compared(sent: Sent, other: Sent, today: dt.date) -> Fault | None:
    """What a device did to a code that another device, of which nothing is known either, read as `other`.

    None where they agree, and where either of the two may be the damaged one.
    """
    mine, theirs = (each.read(today).data.decode(errors="surrogateescape") for each in (sent, other))
    if mine == theirs:
        return None
    layout = sent.layout or "us"
    damage = explained("", theirs, mine, layout)
    back = explained("", mine, theirs, layout)
    if damage is None or damage.faults != 1 or (back is not None and back.faults <= damage.faults):
        return None
    return _only_fault(damage)


def _only_fault(damage: Damage) -> Fault | None:
    """The fault of a damage by which characters are lost; one that can be undone might be the other device's."""
    if damage.replaced:
        return None if any(damage.replaced.values()) else Fault.SEPARATOR_LOST
    if damage.lost:
        return Fault.SPECIAL_CHARACTERS_LOST
    return Fault.CASE_LOST if damage.case in {"upper", "lower"} else None


def is_right(scan: Scan) -> bool:
    """Whether the data have a structure that shows them to be whole, as check digits do."""
    return any(each.ok and each.kind not in {Kind.TEXT, Kind.PATTERN} for each in scan.interpretations)


def _certain(text: str) -> Iterator[Fault]:
    """What no code holds: keys without a character, private characters of keyboard drivers."""
    if "\ufffd" in text:
        yield Fault.LAYOUT_WRONG
    if is_private(text):
        yield Fault.INPUT_METHOD


def _is_case(sent: Sent, today: dt.date) -> bool:
    """Whether the AIM identifier is one of a GS1 symbol with its letter in the other case, and the data are GS1.

    ]E0 of EAN/UPC and ]e0 of GS1 DataBar are both what readers send.
    """
    head, rest = sent.text[:3], sent.text[3:]
    swapped, known = aim.symbology_of(head.swapcase()), aim.symbology_of(head)
    if sent.code_ids is not CodeIds.AIM or swapped is None or not swapped.carries_gs1:
        return False
    if known is not None and (known.carries_gs1 or known.gtin_lengths):
        return False
    return is_right(sent.read(today, swapped.identifier + rest))


def _mended(sent: Sent, scan: Scan, today: dt.date) -> Iterator[Fault]:
    text = sent.text
    narrow, method = undone(text)
    if method and is_right(sent.read(today, narrow)):
        yield Fault.INPUT_METHOD
    elif _copy(text) and is_right(sent.read(today, _copy(text))):
        yield Fault.OUTPUT_DOUBLED
    elif len(text) <= _LONGEST_SEARCHED and any(each.kind is Kind.GS1 for each in scan.interpretations):
        if _is_right_with_another_sign(sent, today):
            yield Fault.SEPARATOR_REPLACED
        elif _is_right_with_separators(sent, text, len(text) - len(scan.data) + 3, _MOST_LOST, today):
            yield Fault.SEPARATOR_LOST
    elif sent.layout and _is_right_in_another_layout(sent, today):
        yield Fault.LAYOUT_WRONG


def _copy(text: str) -> str:
    """What comes twice in the text, as a whole or each character; empty where nothing does."""
    half = text[: len(text) // 2]
    if len(half) < _SHORTEST_COPY or len(text) % 2:
        return ""
    return half if text == half * 2 else text[::2] if text[::2] == text[1::2] else ""


def _is_right_with_another_sign(sent: Sent, today: dt.date) -> bool:
    """Whether one character that GS1 data can't hold stands where GS should (GS1 General Specifications, 7.11)."""
    strange = {
        each for each in sent.text[3:] if not each.isalnum() and each not in "!\"%&'()*+,-./_:;<=>?" + _GS
    }
    return any(
        is_right(sent.read(today, sent.text[:3] + sent.text[3:].replace(each, _GS))) for each in strange
    )


def _is_right_with_separators(sent: Sent, text: str, start: int, lost: int, today: dt.date) -> bool:
    """Whether at most so many separators, put in from `start` on, make the text right.

    A separator heals only what is wrong behind it, so each is tried before the first mistake alone, and the next
    only where that mistake is gone.
    """
    scan = sent.read(today, text)
    wrong = _first_mistake(scan)
    if lost == 0 or is_right(scan):
        return is_right(scan)
    for place in range(start, min(wrong + 1, len(text) - 2)):
        if text[place : place + 2].isdigit():
            mended = f"{text[:place]}{_GS}{text[place:]}"
            # The same mistake moves by the one character that was put in.
            if _first_mistake(sent.read(today, mended)) > wrong + 1 and _is_right_with_separators(
                sent, mended, place + 3, lost - 1, today
            ):
                return True
    return False


def _first_mistake(scan: Scan) -> int:
    """Where its element strings are wrong first: behind the end where they are right, nowhere where there are none."""
    gs1 = next((each for each in scan.interpretations if each.kind is Kind.GS1), None)
    if gs1 is None:
        return -1
    return min((error.position for error in gs1.errors), default=len(scan.raw) + 1)


def _is_right_in_another_layout(sent: Sent, today: dt.date) -> bool:
    """Whether the same keys, pressed by a gun of another keyboard country, give data that are right.

    The identifier's bracket needs AltGr on some keyboards, which others do not have: it is looked for as it arrives.
    """
    text = sent.text
    if len(text) > _LONGEST_SEARCHED:
        return False
    beginnings = (
        () if text.isascii() and text.isalnum() else _BEGINNINGS
    )  # digits are signs elsewhere, signs move
    for other in LAYOUTS:
        if other == sent.layout:
            continue
        heads = [each for each in _GS1_IDENTIFIERS if _begins(text, each, other, sent.layout, moved=True)]
        if any(_begins(text, each, other, sent.layout, moved=each not in _STAYING) for each in beginnings):
            heads.append("")
        for head in heads:
            rest = text[len(_arriving(head, other, sent.layout)) :]
            typed = "".join(retyped(tuple(rest), sent.layout, other))
            if is_right(sent.read(today, head + typed)):
                return True
    return False


def _begins(text: str, beginning: str, gun: str, station: str, *, moved: bool) -> bool:
    """Whether the text begins as this arrives; where it `moved`, only if that is otherwise than it is."""
    arriving = _arriving(beginning, gun, station)
    return text.startswith(arriving) and not (moved and arriving == beginning)


@lru_cache(maxsize=512)
def _arriving(beginning: str, gun: str, station: str) -> str:
    return "".join(retyped(tuple(beginning), gun, station))
