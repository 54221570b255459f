"""The shape of a process pack. Everything that differs between products and lines stands in a pack, not in code."""

from enum import Enum

import msgspec

from traceability.acts import Outcome
from traceability.codes import OwnPattern
from traceability.events import Action
from traceability.language import Text


class Tracking(Enum):
    """How single a material is traced: a label's serial number names a unit only where units are traced."""

    LOT = "lot"
    SERIAL = "serial"


class FieldType(Enum):
    """What a field of a form takes."""

    LOT = "lot"
    UNIT = "unit"
    LOGISTIC_UNIT = "logistic-unit"
    DOCUMENT = "document"
    DATE = "date"
    QUANTITY = "quantity"
    PARTY = "party"
    CHOICE = "choice"


class Presence(Enum):
    """Whether the thing a field names must be known already, or must be new."""

    KNOWN = "known"
    NEW = "new"


class Unreadable(Enum):
    """How a code that can't be read may be entered: not at all, typed twice, or typed with a shift lead."""

    NEVER = "never"
    TWICE = "twice"
    WITH_LEAD = "with-lead"


class EventType(Enum):
    """The EPCIS event types a step can make (EPCIS 2.0, 7.4)."""

    OBJECT = "ObjectEvent"
    AGGREGATION = "AggregationEvent"
    ASSOCIATION = "AssociationEvent"
    TRANSACTION = "TransactionEvent"
    TRANSFORMATION = "TransformationEvent"


class _Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What all parts of a pack share: a misspelt key is a mistake, not an extra."""


class TradeItem(_Part, frozen=True):
    """A GTIN-14 a material comes under, and who gives the lot numbers on its labels."""

    gtin: str
    issuer: str


class LabelCode(_Part, frozen=True):
    """What labels without a GTIN call a material, and who gives the lot numbers on them.

    Attributes:
        code: where the name stands, a colon, and the name. `P:…`, `1P:…` or another data identifier of an
            ISO/IEC 15434 message; `hibc:` with labeller and product, `hibc:A9991234`; `cn-drug:` with the seven
            digits of the product; `ma:REGISTRANT.PRODUCT`; `handle:PREFIX/SUFFIX`; an own pattern's name for its
            group `code`.
        issuer: as for a trade item.
    """

    code: str
    issuer: str


class Material(_Part, frozen=True):
    """A material: names, UN/ECE Rec 20 unit, how it is traced, and what labels call it."""

    name: Text
    unit: str
    tracking: Tracking
    trade_items: tuple[TradeItem, ...] = ()
    label_codes: tuple[LabelCode, ...] = ()


class BomLine(_Part, frozen=True):
    """A position of a bill of materials: so much of a material for one unit of the product, at a place on it."""

    position: str
    material: str
    quantity: str


class Bom(_Part, frozen=True):
    """One version of what goes into a material."""

    version: int
    lines: tuple[BomLine, ...]


class Pattern(_Part, frozen=True):
    """An own label: a regular expression over the whole text; its named groups become elements.

    Groups with meaning: `lot` or `serial` (with the group `material` or the pattern's own, or the group `code` for
    what a material's label codes call it), `quantity`, `document` with the pattern's document type, `party`.
    """

    expression: str
    material: str | None = None
    issuer: str | None = None
    document: str | None = None


class Choice(_Part, frozen=True):
    """One answer of a choice, and the outcome of the piece it means (`good`, `rework`, `scrap`)."""

    value: str
    name: Text
    outcome: Outcome = Outcome.GOOD


class Field(_Part, frozen=True):
    """One thing to scan, type or choose.

    Attributes:
        key: name within the form.
        title: what to scan, in the imperative's object: "Thermal grease lot".
        where: where the label is on the thing.
        picture: name of a drawing.
        material: what it must be; or `position`: whatever the work order's BOM has there.
        presence: whether the thing must be known or new.
        count: how many (a box takes several boards).
        document: the kind of document, for fields of that type.
        series: a new number may be drawn from this series of the station's reserved range.
        unreadable: how a code that can't be read may be entered here, where that differs from the pack's limits.
        symbologies: what its codes are printed in, names of `traceability.codes.aim.SYMBOLOGIES`: a camera looks for
            nothing else while only such fields are open. Empty: any.
        required: an empty required field holds the piece back.
    """

    key: str
    type: FieldType
    title: Text
    where: Text | None = None
    picture: str | None = None
    material: str | None = None
    position: str | None = None
    presence: Presence = Presence.KNOWN
    count: int = 1
    document: str | None = None
    choices: tuple[Choice, ...] = ()
    series: str | None = None
    unreadable: Unreadable | None = None
    symbologies: tuple[str, ...] = ()
    required: bool = True


class EventPlan(_Part, frozen=True):
    """Which event a completed form means; the lists name fields.

    Attributes:
        things: object and transaction events' things.
        inputs, outputs: a transformation's.
        parent, children: an aggregation's or association's.
        quantity: the field with the amount of the lots in `things`; expiry: the field with their date.
        destination: the field with the party the things go to.
    """

    type: EventType
    biz_step: str
    action: Action = Action.OBSERVE
    disposition: str | None = None
    things: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    parent: str | None = None
    children: tuple[str, ...] = ()
    quantity: str | None = None
    expiry: str | None = None
    destination: str | None = None


class Step(_Part, frozen=True):
    """One step of the route: its number on the route sheet, its form, the event it makes."""

    number: int
    name: Text
    needs_order: bool
    fields: tuple[Field, ...]
    event: EventPlan
    after: tuple[str, ...] = ()

    def field(self, key: str) -> Field:
        """The field with this key. Raises KeyError."""
        for field in self.fields:
            if field.key == key:
                return field
        raise KeyError(key)


class Limits(_Part, frozen=True):
    """Limits of the pack.

    Attributes:
        snapshot_fresh_seconds: up to this old, a snapshot of central is trusted to know every lot.
        unreadable: how a lot, unit or logistic unit may be entered whose code can't be read.
    """

    snapshot_fresh_seconds: int
    unreadable: Unreadable = Unreadable.NEVER


class Series(_Part, frozen=True):
    """Numbers stations give out, each from a block reserved for it.

    Attributes:
        form: how a number is written, with `{number}` and a width: `L26-{number:06d}`. For an SSCC the 17 digits
            before the check digit: extension digit, GS1 Company Prefix, serial reference.
        block: how many numbers a station is given at a time.
    """

    form: str
    block: int


class Pack(_Part, frozen=True):
    """A whole process, with `name@version` as its identity."""

    name: str
    version: int
    title: Text
    limits: Limits
    materials: dict[str, Material]
    boms: dict[str, tuple[Bom, ...]]
    steps: dict[str, Step]
    patterns: dict[str, Pattern] = {}
    series: dict[str, Series] = {}
    partners: dict[str, Text] = {}

    @property
    def identity(self) -> str:
        """`NAME@VERSION`."""
        return f"{self.name}@{self.version}"

    @property
    def own_patterns(self) -> tuple[OwnPattern, ...]:
        """The own labels, for reading codes."""
        return tuple(OwnPattern(name, pattern.expression) for name, pattern in self.patterns.items())

    def unreadable(self, field: Field) -> Unreadable:
        """How a field's value may be entered when its code can't be read."""
        if field.type not in {FieldType.LOT, FieldType.UNIT, FieldType.LOGISTIC_UNIT}:
            return Unreadable.NEVER
        return field.unreadable or self.limits.unreadable

    def bom(self, material: str, version: int) -> Bom | None:
        """The version of a material's bill of materials, or None."""
        return next((bom for bom in self.boms.get(material, ()) if bom.version == version), None)

    def line(self, material: str, version: int, position: str) -> BomLine | None:
        """What a bill of materials has at a position, or None."""
        bom = self.bom(material, version)
        return next((line for line in bom.lines if line.position == position), None) if bom else None
