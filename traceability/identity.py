"""What traceability follows: lots, units and logistic units, and the one key each of them has.

A lot is identified by who issued its number, the material and the number; the same number from two suppliers is two
lots. Inside Tracepost every thing is named by one URI, so it has one key however its label was printed. Towards
partners the standard forms are made: GS1 Digital Link URIs (GS1 Digital Link 1.2, section 3) and EPC URNs (EPC Tag
Data Standard 2.0, section 6).
"""

import re
from urllib.parse import quote, unquote

import msgspec

_OWN = "urn:tracepost:"
_GS1 = "https://id.gs1.org/"
_SSCC_KEY = re.compile(rf"{re.escape(_GS1)}00/(?P<sscc>[0-9]{{18}})")


class Lot(msgspec.Struct, frozen=True, tag="lot"):
    """An amount of one material made or received together; `issuer` gave the number."""

    issuer: str
    material: str
    number: str

    @property
    def uri(self) -> str:
        """The lot's key, `urn:tracepost:lot:ISSUER:MATERIAL:NUMBER`, each part percent-encoded."""
        return _own_uri("lot", self.issuer, self.material, self.number)


class Unit(msgspec.Struct, frozen=True, tag="unit"):
    """One serialised piece of a material."""

    material: str
    serial: str

    @property
    def uri(self) -> str:
        """The unit's key, `urn:tracepost:unit:MATERIAL:SERIAL`."""
        return _own_uri("unit", self.material, self.serial)


class LogisticUnit(msgspec.Struct, frozen=True, tag="logistic-unit"):
    """A box, case or pallet under a Serial Shipping Container Code of 18 digits."""

    sscc: str

    @property
    def uri(self) -> str:
        """The logistic unit's key: its canonical GS1 Digital Link URI."""
        return f"{_GS1}00/{self.sscc}"


Thing = Lot | Unit | LogisticUnit


def thing_of(uri: str) -> Thing:
    """The thing a key names. Raises ValueError for a URI this module did not make."""
    if logistic_unit := _SSCC_KEY.fullmatch(uri):
        return LogisticUnit(logistic_unit["sscc"])
    kind, *parts = (unquote(part) for part in uri.removeprefix(_OWN).split(":"))
    if uri.startswith(_OWN) and kind == "lot" and len(parts) == 3:
        return Lot(*parts)
    if uri.startswith(_OWN) and kind == "unit" and len(parts) == 2:
        return Unit(*parts)
    raise ValueError(f"not the key of a lot, unit or logistic unit: {uri!r}")


def label_of(thing: Thing) -> str:
    """What a person calls the thing: the lot number, the serial, the SSCC."""
    match thing:
        case Lot(number=number):
            return number
        case Unit(serial=serial):
            return serial
        case _:
            return thing.sscc


def digital_link(thing: Thing, gtin: str = "") -> str:
    """The thing's canonical GS1 Digital Link URI; lots and units need the material's GTIN of 14 digits."""
    match thing:
        case Lot(number=number):
            return f"{_GS1}01/{gtin}/10/{quote(number, safe='')}"
        case Unit(serial=serial):
            return f"{_GS1}01/{gtin}/21/{quote(serial, safe='')}"
        case _:
            return thing.uri


def epc_urn(thing: Thing, company_prefix_digits: int, gtin: str = "") -> str:
    """The thing's EPC URN: LGTIN class, SGTIN or SSCC.

    `company_prefix_digits` is the length of the GS1 Company Prefix (4 to 12), which a GTIN or SSCC does not tell.
    The indicator or extension digit moves in front of the reference (EPC Tag Data Standard, 6.3.1 and 6.3.2).
    """
    if isinstance(thing, LogisticUnit):
        prefix, rest = thing.sscc[1 : 1 + company_prefix_digits], thing.sscc[1 + company_prefix_digits : 17]
        return f"urn:epc:id:sscc:{prefix}.{thing.sscc[0]}{rest}"
    prefix, rest = gtin[1 : 1 + company_prefix_digits], gtin[1 + company_prefix_digits : 13]
    scheme, number = ("class:lgtin", thing.number) if isinstance(thing, Lot) else ("id:sgtin", thing.serial)
    return f"urn:epc:{scheme}:{prefix}.{gtin[0]}{rest}.{quote(number, safe=_EPC_SAFE)}"


_EPC_SAFE = "!'()*+,-.:;=_"


def _own_uri(kind: str, *parts: str) -> str:
    return _OWN + ":".join((kind, *(quote(part, safe="") for part in parts)))
