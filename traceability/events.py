"""What happened, as the five event types of EPCIS 2.0 (GS1 EPCIS 2.0, section 7.4).

An event here carries *what* and *why*. *When*, *where* and *who* stand in the journal entry around it (`recorded` or
`happened`, `place`, `actor`), so no fact is written twice and none can contradict itself; an EPCIS document is made by
joining the two. Field names are EPCIS's own, in JSON exactly as its JSON binding spells them; values of `biz_step` and
`disposition` are bare words of the Core Business Vocabulary 2.0.
"""

from enum import Enum

import msgspec

from traceability.quantity import Quantity

_SPELLED = {"parent_id": "parentID", "child_epcs": "childEPCs", "transformation_id": "transformationID"}


def epcis_name(name: str) -> str:
    """A field's name in EPCIS's JSON binding: camelCase, with the abbreviations EPC and ID in capitals."""
    if name in _SPELLED:
        return _SPELLED[name]
    first, *rest = name.split("_")
    return first + "".join("EPC" if word == "epc" else word.capitalize() for word in rest)


class Action(Enum):
    """What an event does to the things it names (EPCIS 2.0, 7.3.2)."""

    ADD = "ADD"
    OBSERVE = "OBSERVE"
    DELETE = "DELETE"


class QuantityElement(msgspec.Struct, frozen=True, rename=epcis_name, omit_defaults=True):
    """An amount of a class of things, here always of one lot (EPCIS 2.0, 7.3.3.3).

    Attributes:
        epc_class: the lot's key.
        quantity: decimal string in normal form; EPCIS documents show it as a number.
        uom: UN/ECE Rec 20 unit.
        position: Tracepost's extension: the place in the bill of materials it was used at, for example `K1`.
    """

    epc_class: str
    quantity: str
    uom: str
    position: str | None = None

    @property
    def amount(self) -> Quantity:
        """The amount as a quantity."""
        return Quantity(self.quantity, self.uom)


class BizTransaction(msgspec.Struct, frozen=True, rename=epcis_name):
    """A business document the event belongs to; `type` is a CBV business transaction type such as `po`."""

    type: str
    biz_transaction: str


class Source(msgspec.Struct, frozen=True):
    """Where things came from; `type` is a CBV source type such as `possessing_party`."""

    type: str
    source: str


class Destination(msgspec.Struct, frozen=True):
    """Where things go to; `type` is a CBV destination type such as `owning_party`."""

    type: str
    destination: str


class LotMasterData(
    msgspec.Struct, frozen=True, omit_defaults=True, rename=lambda name: f"cbvmda:{epcis_name(name)}"
):
    """Lot master data given at birth (`ilmd`; EPCIS 2.0, 7.3.6; names of CBV 2.0, section 9.3); dates YYYY-MM-DD."""

    item_expiration_date: str | None = None


class _Event(msgspec.Struct, frozen=True, kw_only=True, rename=epcis_name, omit_defaults=True):
    """What all event types share: why it happened."""

    biz_step: str | None = None
    disposition: str | None = None
    biz_transaction_list: tuple[BizTransaction, ...] = ()
    source_list: tuple[Source, ...] = ()
    destination_list: tuple[Destination, ...] = ()


class ObjectEvent(_Event, frozen=True, kw_only=True, rename=epcis_name, omit_defaults=True, tag=True):
    """Things were born (ADD), seen (OBSERVE) or ended (DELETE)."""

    action: Action
    epc_list: tuple[str, ...] = ()
    quantity_list: tuple[QuantityElement, ...] = ()
    ilmd: LotMasterData | None = None


class AggregationEvent(_Event, frozen=True, kw_only=True, rename=epcis_name, omit_defaults=True, tag=True):
    """Children were packed into a parent (ADD), seen in it (OBSERVE) or taken out (DELETE)."""

    action: Action
    parent_id: str
    child_epcs: tuple[str, ...] = ()
    child_quantity_list: tuple[QuantityElement, ...] = ()


class AssociationEvent(_Event, frozen=True, kw_only=True, rename=epcis_name, omit_defaults=True, tag=True):
    """Children were built into a parent (ADD), seen in it (OBSERVE) or taken out again (DELETE), as in a repair."""

    action: Action
    parent_id: str
    child_epcs: tuple[str, ...] = ()
    child_quantity_list: tuple[QuantityElement, ...] = ()


class TransactionEvent(_Event, frozen=True, kw_only=True, rename=epcis_name, omit_defaults=True, tag=True):
    """Things were tied to (ADD) or loosed from (DELETE) the business documents listed."""

    action: Action
    parent_id: str | None = None
    epc_list: tuple[str, ...] = ()
    quantity_list: tuple[QuantityElement, ...] = ()


class TransformationEvent(_Event, frozen=True, kw_only=True, rename=epcis_name, omit_defaults=True, tag=True):
    """Inputs were used up to make outputs."""

    input_epc_list: tuple[str, ...] = ()
    input_quantity_list: tuple[QuantityElement, ...] = ()
    output_epc_list: tuple[str, ...] = ()
    output_quantity_list: tuple[QuantityElement, ...] = ()
    transformation_id: str | None = None
    ilmd: LotMasterData | None = None


Event = ObjectEvent | AggregationEvent | AssociationEvent | TransactionEvent | TransformationEvent


def things_in(event: Event) -> tuple[str, ...]:
    """The keys of all things the event names, each once, in the order of naming."""
    match event:
        case ObjectEvent() | TransactionEvent():
            named = (*event.epc_list, *_classes(event.quantity_list))
        case AggregationEvent() | AssociationEvent():
            named = (event.parent_id, *event.child_epcs, *_classes(event.child_quantity_list))
        case _:
            named = (
                *event.input_epc_list,
                *_classes(event.input_quantity_list),
                *event.output_epc_list,
                *_classes(event.output_quantity_list),
            )
    parent = (event.parent_id,) if isinstance(event, TransactionEvent) and event.parent_id else ()
    return tuple(dict.fromkeys((*parent, *named)))


def _classes(elements: tuple[QuantityElement, ...]) -> tuple[str, ...]:
    return tuple(element.epc_class for element in elements)
