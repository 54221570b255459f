"""The goods of the demonstration: lots with their labels as suppliers print them, boards, boxes."""

import datetime as dt
from zoneinfo import ZoneInfo

import msgspec

from demo.guns import Symbology, gs1
from traceability.identity import Lot, Unit


class Label(msgspec.Struct, frozen=True):
    """What a gun reads off a label, and in which symbology."""

    data: bytes
    symbology: Symbology = Symbology.CODE_128


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """A lot as it arrives: its label, and where that has no quantity, the one to type or to scan as command codes."""

    label: Label
    lot: Lot | None
    typed: str | None = None
    commanded: str | None = None


ZONE = "Asia/Shanghai"
"""Where the plant is; its machines keep its time."""
TODAY = dt.datetime.now(ZoneInfo(ZONE)).date()
GOOD = (TODAY + dt.timedelta(days=700)).strftime("%y%m%d")
EXPIRED = (TODAY - dt.timedelta(days=12)).strftime("%y%m%d")

PCB = Lot("HUAXIN", "PCB-300", "PX2611-08")
RELAYS = Lot("HENGTAI", "RL24-10A", "HT2610-2231")
NEW_RELAYS = Lot("HENGTAI", "RL24-10A", "HT2611-0047")
GREASE = Lot("BEICHEN", "TG-200", "L261012-TG-05")
OLD_GREASE = Lot("BEICHEN", "TG-200", "L260511-TG-02")
SINKS = Lot("LUXIN", "HS-40", "LX-7719")
HELD_SINKS = Lot("LUXIN", "HS-40", "LX-7720")
UNKNOWN_SINKS = Lot("LUXIN", "HS-40", "LX-9999")

_GTIN = {
    "PCB-300": "06901234500011",
    "RL24-10A": "06901234500028",
    "TG-200": "06901234500035",
    "HS-40": "06901234500042",
}
TERMINAL_BLOCKS = Label(b"6901234500059", Symbology.EAN_13)
"""Terminal blocks come under an EAN-13 alone: the station gives the lot a number."""

DAMAGED = Label(b"0106901234500029" + b"10HT2610-2231", Symbology.GS1_DATA_MATRIX)
"""The relays' label with a wrong check digit in its GTIN."""


def lot_label(
    lot: Lot,
    count: int | None = None,
    expiry: str | None = None,
    symbology: Symbology = Symbology.GS1_DATA_MATRIX,
) -> Label:
    """A supplier's GS1 label: trade item, lot, count and expiry."""
    elements = [("01", _GTIN[lot.material]), ("10", lot.number)]
    elements += [("30", str(count))] if count is not None else []
    elements += [("17", expiry)] if expiry is not None else []
    return Label(gs1(*elements), symbology)


def own_label(lot: Lot) -> Label:
    """The plant's own label for a lot, in plain Code 128."""
    return Label(f"{lot.material}/{lot.issuer}/{lot.number}".encode(), Symbology.CODE_128)


def reel_label(material: str, lot: Lot, count: int, expiry: str) -> Label:
    """A supplier's two-dimensional label on a reel: ISO/IEC 15434 format 06 with ANSI MH10.8.2 data identifiers.

    `material` is the supplier's own item code, `expiry` YYMMDD as `GOOD` is.
    """
    parts = ("06", f"1P{material}", f"1T{lot.number}", f"Q{count}", f"14D20{expiry}")
    return Label(("[)>\x1e" + "\x1d".join(parts) + "\x1e\x04").encode(), Symbology.DATA_MATRIX)


REEL = reel_label("HT-RL24-10A", NEW_RELAYS, 50, GOOD)
DIGITAL_LINK = Label(
    f"https://id.gs1.org/01/{_GTIN['RL24-10A']}/10/HT2612-0102?30=50&17={GOOD}".encode(), Symbology.QR_CODE
)
"""More relays, under a GS1 Digital Link URI."""
DISTRIBUTOR = Label(
    b"{pbn:PICK2611220003,on:SO2611220053,pc:C312270,pm:WBP-302,qty:1000,mc:,cc:1,pdi:34421807}",
    Symbology.QR_CODE,
)
"""Terminal blocks as LCSC labels them, in a form of its own."""
HIBC = Label(b"+A99912349/$10X3/16D20111231/14D20200131/Q500Z")
"""An example of the HIBC supplier labelling standard (ANSI/HIBC 2.6); no material of this plant."""
DRUG = Label(b"83857930000879766660")
"""A drug traceability code: 7 digits of the product, 13 of the pack; no material of this plant."""

LONG_LABELS = tuple(
    lot_label(lot, count, GOOD) for lot, count in ((RELAYS, 50), (NEW_RELAYS, 50), (GREASE, None))
)
"""Labels that are no element strings any more without their separators: their lot numbers would be too long."""

FIRST_DELIVERY = (
    Delivery(label=lot_label(PCB, 100), lot=PCB),
    Delivery(label=lot_label(RELAYS, 50, GOOD), lot=RELAYS),
    Delivery(label=lot_label(GREASE, expiry=GOOD), lot=GREASE, commanded="500"),
    Delivery(label=lot_label(SINKS, 80, symbology=Symbology.GS1_128), lot=SINKS),
    Delivery(label=lot_label(HELD_SINKS, 80, symbology=Symbology.GS1_128), lot=HELD_SINKS),
    Delivery(label=TERMINAL_BLOCKS, lot=None, typed="1000"),
)
SECOND_DELIVERY = (Delivery(label=REEL, lot=NEW_RELAYS),)


def board(number: int) -> Unit:
    """Board `number` of the shift."""
    return Unit("TC-300", f"TC300-26K-{4100 + number:06d}")


def board_label(number: int) -> Label:
    """The board's own square code."""
    return Label(board(number).serial.encode(), Symbology.QR_CODE)
