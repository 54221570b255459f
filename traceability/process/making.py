"""From a completed form to the EPCIS event it means."""

from collections.abc import Iterable

import msgspec

from traceability.acts import FieldValue, Outcome
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
from traceability.identity import Lot, thing_of
from traceability.process.draft import Draft
from traceability.process.model import EventType, FieldType, Pack, Step
from traceability.quantity import Quantity

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
        for value in draft.of(field.key)
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
            case EventType.TRANSACTION:
                lots, others = self._things(self.plan.things)
                return TransactionEvent(
                    action=Action(self.plan.action),
                    epc_list=others,
                    quantity_list=self._amounts(lots),
                )

    def _object(self) -> ObjectEvent:
        lots, others = self._things(self.plan.things)
        action = Action(self.plan.action)
        return ObjectEvent(
            action=action,
            epc_list=others,
            quantity_list=self._amounts(lots),
            ilmd=self._master_data() if action is Action.ADD else None,
            source_list=_issuers(lots) if action is Action.ADD else (),
        )

    def _transformation(self) -> TransformationEvent:
        _, others = self._things(self.plan.inputs)
        made_lots, made = self._things(self.plan.outputs)
        return TransformationEvent(
            input_epc_list=others,
            input_quantity_list=self._uses(),
            output_epc_list=made,
            output_quantity_list=self._amounts(made_lots),
            ilmd=self._master_data(),
        )

    def _grouping(self) -> AggregationEvent | AssociationEvent:
        made = AggregationEvent if self.plan.type is EventType.AGGREGATION else AssociationEvent
        _, children = self._things(self.plan.children)
        _, (parent, *_) = self._things((self.plan.parent or "",))
        return made(action=Action(self.plan.action), parent_id=parent, child_epcs=children)

    def _things(self, fields: Iterable[str]) -> tuple[tuple[FieldValue, ...], tuple[str, ...]]:
        """The values that are lots, and the keys of those that are not."""
        values = [value for field in fields for value in self.draft.of(field) if value.thing]
        lots = tuple(value for value in values if isinstance(thing_of(value.thing or ""), Lot))
        return lots, tuple(value.thing or "" for value in values if value not in lots)

    def _amounts(self, lots: tuple[FieldValue, ...]) -> tuple[QuantityElement, ...]:
        """Lots with the amount the form gives for them."""
        given = self.draft.of(self.plan.quantity) if self.plan.quantity else ()
        amounts = [value.quantity for value in given if value.quantity]
        return tuple(
            QuantityElement(lot.thing or "", amount.value, amount.unit)
            for lot, amount in zip(lots, amounts, strict=False)
        )

    def _uses(self) -> tuple[QuantityElement, ...]:
        """Input lots with the amount the bill of materials takes at their position."""
        uses = []
        for field in (self.step.field(key) for key in self.plan.inputs):
            for value in self.draft.of(field.key):
                thing = thing_of(value.thing or "")
                if isinstance(thing, Lot):
                    amount = self._use(thing.material, field.position)
                    uses.append(QuantityElement(thing.uri, amount.value, amount.unit, field.position))
        return tuple(uses)

    def _use(self, material: str, position: str | None) -> Quantity:
        order = self.draft.order
        line = self.pack.line(order.material, order.bom_version, position) if order and position else None
        return Quantity.of(line.quantity if line else "1", self.pack.materials[material].unit)

    def _master_data(self) -> LotMasterData | None:
        dates = self.draft.of(self.plan.expiry) if self.plan.expiry else ()
        return LotMasterData(item_expiration_date=dates[0].text) if dates else None

    def with_reasons(self, event: Event) -> Event:
        """The event with its step, disposition, documents and destination."""
        outcome = self.draft.outcome(self.step)
        documents = tuple(
            BizTransaction(_CBV_TRANSACTION.get(each.type, each.type), each.id)
            for each in documents_of(self.draft, self.step)
        )
        parties = self.draft.of(self.plan.destination) if self.plan.destination else ()
        return msgspec.structs.replace(
            event,
            biz_step=self.plan.biz_step,
            disposition=_NOT_GOOD.get(outcome, self.plan.disposition),
            biz_transaction_list=documents,
            destination_list=tuple(Destination("owning_party", value.text or "") for value in parties),
        )


def _issuers(lots: tuple[FieldValue, ...]) -> tuple[Source, ...]:
    issuers = dict.fromkeys(
        thing.issuer for lot in lots if isinstance(thing := thing_of(lot.thing or ""), Lot)
    )
    return tuple(Source("possessing_party", issuer) for issuer in issuers)
