"""From a completed form to the EPCIS event it means."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import msgspec

from traceability.acts import Outcome
from traceability.entries import Document
from traceability.events import (
    Action,
    AggregationEvent,
    AssociationEvent,
    BizTransaction,
    Destination,
    Event,
    LotMasterData,
    ObjectEvent,
    QuantityElement,
    Source,
    TransactionEvent,
    TransformationEvent,
)
from traceability.identity import Lot, Thing, thing_of
from traceability.process.draft import Draft
from traceability.process.model import EventType, Field, FieldType, Pack, Step
from traceability.quantity import PIECE, Quantity

_CBV_TRANSACTION = {
    "work-order": "prodorder",
    "purchase-order": "po",
    "delivery-note": "desadv",
    "delivery-order": "desadv",
}
"""Our document types as CBV 2.0 business transaction types (section 7.3)."""

_NOT_GOOD = {Outcome.REWORK: "needs_replacement", Outcome.SCRAP: "non_conformant"}
"""CBV 2.0 dispositions of pieces that did not end well; a good piece has the plan's."""


def documents_of(draft: Draft, step: Step) -> tuple[Document, ...]:
    """The business documents of a draft: its work order and the documents scanned into it."""
    order = (Document("work-order", draft.order.id),) if draft.order else ()
    return order + tuple(
        Document(field.document or "", value.text or "")
        for field in step.fields
        if field.type is FieldType.DOCUMENT
        for value in draft.of(field)
    )


def event_of(draft: Draft, step: Step, pack: Pack) -> Event:
    """The event a complete draft means. Every field the step's event plan names must be filled as it requires."""
    making = _Making(draft, step, pack)
    return making.with_reasons(making.event())


class _Making:
    """One draft while its event is made."""

    def __init__(self, draft: Draft, step: Step, pack: Pack) -> None:
        self.draft = draft
        self.step = step
        self.plan = step.event
        self.pack = pack

    def event(self) -> Event:
        match self.plan.type:
            case EventType.OBJECT:
                return self._object()
            case EventType.TRANSFORMATION:
                return self._transformation()
            case EventType.AGGREGATION | EventType.ASSOCIATION:
                return self._grouping()
            case _:
                return TransactionEvent(
                    action=self.plan.action,
                    epc_list=self._singles(self.plan.things),
                    quantity_list=self._measured(),
                )

    def _object(self) -> ObjectEvent:
        adds = self.plan.action is Action.ADD
        return ObjectEvent(
            action=self.plan.action,
            epc_list=self._singles(self.plan.things),
            quantity_list=self._measured(),
            ilmd=self._master_data() if adds else None,
            source_list=self._issuers() if adds else (),
        )

    def _transformation(self) -> TransformationEvent:
        made, made_lots = self._singles(self.plan.outputs), self._measured()
        pieces = sum((each.amount.amount for each in made_lots), start=Decimal(len(made)))
        return TransformationEvent(
            input_epc_list=self._singles(self.plan.inputs),
            input_quantity_list=self._uses(self.plan.inputs, pieces),
            output_epc_list=made,
            output_quantity_list=made_lots,
            ilmd=self._master_data(),
        )

    def _grouping(self) -> AggregationEvent | AssociationEvent:
        made = AggregationEvent if self.plan.type is EventType.AGGREGATION else AssociationEvent
        return made(
            action=self.plan.action,
            parent_id=self._singles((self.plan.parent or "",))[0],
            child_epcs=self._singles(self.plan.children),
            child_quantity_list=self._uses(self.plan.children, Decimal(1)),
        )

    def _values(self, fields: Iterable[str]) -> Iterator[tuple[Field, Thing]]:
        for field in (self.step.field(key) for key in fields):
            for value in self.draft.of(field):
                yield field, thing_of(value.thing or "")

    def _singles(self, fields: Iterable[str]) -> tuple[str, ...]:
        """The keys of units and logistic units."""
        return tuple(thing.uri for _, thing in self._values(fields) if not isinstance(thing, Lot))

    def _measured(self) -> tuple[QuantityElement, ...]:
        """Lots with the amount the form gives for them."""
        return tuple(
            QuantityElement(lot.uri, amount.value, amount.unit)
            for lot, amount in self.draft.measured_lots(self.step)
        )

    def _uses(self, fields: Iterable[str], pieces: Decimal) -> tuple[QuantityElement, ...]:
        """Lots that went in, with what the bill of materials takes at their position for so many pieces."""
        return tuple(
            QuantityElement(thing.uri, amount.value, amount.unit, field.position)
            for field, thing in self._values(fields)
            if isinstance(thing, Lot)
            for amount in (self._use(thing.material, field.position).times(pieces),)
        )

    def _use(self, material: str, position: str | None) -> Quantity:
        order = self.draft.order
        line = self.pack.line(order.material, order.bom_version, position) if order and position else None
        # A material can leave the pack while a form with its lot is open.
        known = self.pack.materials.get(material)
        return Quantity.of(line.quantity if line else "1", known.unit if known else PIECE)

    def _master_data(self) -> LotMasterData | None:
        dates = self.draft.of(self.step.field(self.plan.expiry)) if self.plan.expiry else ()
        return LotMasterData(item_expiration_date=dates[0].text) if dates else None

    def _issuers(self) -> tuple[Source, ...]:
        issuers = (thing.issuer for _, thing in self._values(self.plan.things) if isinstance(thing, Lot))
        return tuple(Source("possessing_party", issuer) for issuer in dict.fromkeys(issuers))

    def with_reasons(self, event: Event) -> Event:
        """The event with its step, disposition, documents and destination."""
        outcome = self.draft.outcome(self.step)
        documents = tuple(
            BizTransaction(_CBV_TRANSACTION.get(each.type, each.type), each.id)
            for each in documents_of(self.draft, self.step)
        )
        parties = self.draft.of(self.step.field(self.plan.destination)) if self.plan.destination else ()
        return msgspec.structs.replace(
            event,
            biz_step=self.plan.biz_step,
            disposition=_NOT_GOOD.get(outcome, self.plan.disposition),
            biz_transaction_list=documents,
            destination_list=tuple(Destination("owning_party", value.text or "") for value in parties),
        )
