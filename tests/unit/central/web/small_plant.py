"""A small plant in memory: entries as stations write them, folded by the core into answers."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from central.tracing.trace import Happening
from central.web.views.answer import Answer, Names
from traceability.acts import Act, EventRecorded, HoldLifted, HoldPlaced
from traceability.clock import Stamp
from traceability.consequences import links, partings
from traceability.entries import (
    Boot,
    Document,
    Entry,
    Origin,
    ValueSource,
    Whereabouts,
    canonical_bytes,
    entry_id,
)
from traceability.events import (
    Action,
    AggregationEvent,
    Destination,
    LotMasterData,
    ObjectEvent,
    QuantityElement,
    TransformationEvent,
)
from traceability.genealogy import Completeness, Direction, effective, links_in, trace
from traceability.identity import LogisticUnit, Lot, Thing, Unit
from traceability.language import Text
from traceability.ledger import ThingState, fold
from traceability.quantity import PIECE

MORNING = datetime(2026, 11, 10, 8, 0, tzinfo=timezone(timedelta(hours=8)))
GOODS_IN, ASSEMBLY = "a" * 32, "b" * 32

NAMES = Names(
    people={"p-1": "周凯", "p-2": "李敏"},
    stations={"goods-in": Text("收货 1 号站", "Goods-in 1"), "assembly": Text("装配 3 号站", "Assembly 3")},
    materials={
        "RL24-10A": Text("继电器", "Relay 24 V"),
        "PCB-300": Text("印制板", "Bare board"),
        "TG-200": Text("导热硅脂", "Thermal grease"),
        "TC-300": Text("温控主板", "Controller board"),
    },
    steps={
        "receiving": Text("收货入库", "Goods-in"),
        "assembly": Text("插件装配", "Assembly"),
        "packing": Text("装箱", "Packing"),
        "shipping": Text("发货", "Shipping"),
    },
    partners={
        "HENGTAI": Text("恒泰继电器", "Hengtai Relays"),
        "HUAXIN": Text("华芯线路", "Huaxin Circuits"),
        "HAICHUAN": Text("海川电器", "Haichuan Appliances"),
    },
)


@dataclass
class Plant:
    """Entries so far, and the answers the core gives over them."""

    entries: dict[str, Entry] = field(default_factory=dict)

    def write(self, act: Act, *, writer: str, step: str | None, documents: tuple[Document, ...] = ()) -> str:
        minute = len(self.entries) + 1
        moment = MORNING + timedelta(minutes=minute)
        entry = Entry(
            writer=writer,
            seq=sum(entry.writer == writer for entry in self.entries.values()) + 1,
            hlc=Stamp(round(moment.timestamp() * 1000), 0),
            recorded=moment.isoformat(timespec="milliseconds"),
            boot=Boot("boot", minute),
            actor="p-1" if writer == GOODS_IN else "p-2",
            place=Whereabouts("P1", "gate" if writer == GOODS_IN else "line 2", step),
            body=act,
            schema=1,
            sources=(ValueSource(field="x", origin=Origin.SCANNED, device="gun-1"),),
            documents=documents,
        )
        identifier = entry_id(canonical_bytes(entry)).hex()
        self.entries[identifier] = entry
        return identifier

    def receive(self, lot: Lot, amount: str, expiry: str | None = None) -> str:
        event = ObjectEvent(
            action=Action.ADD,
            biz_step="receiving",
            quantity_list=(QuantityElement(lot.uri, amount, PIECE),),
            ilmd=LotMasterData(item_expiration_date=expiry) if expiry else None,
        )
        note = (Document("delivery-note", "DN-4471"),)
        return self.write(_done(event), writer=GOODS_IN, step="receiving", documents=note)

    def assemble(self, board: Unit, *lots: Lot) -> str:
        event = TransformationEvent(
            biz_step="assembling",
            input_quantity_list=tuple(QuantityElement(lot.uri, "2", PIECE) for lot in lots),
            output_epc_list=(board.uri,),
        )
        order = (Document("work-order", "WO26-1122-07"),)
        return self.write(_done(event), writer=ASSEMBLY, step="assembly", documents=order)

    def pack(self, box: LogisticUnit, *boards: Unit) -> str:
        event = AggregationEvent(
            action=Action.ADD,
            biz_step="packing",
            parent_id=box.uri,
            child_epcs=tuple(board.uri for board in boards),
        )
        return self.write(_done(event), writer=ASSEMBLY, step="packing")

    def pack_unit(self, outer: Unit, inner: Unit) -> str:
        event = AggregationEvent(
            action=Action.ADD, biz_step="packing", parent_id=outer.uri, child_epcs=(inner.uri,)
        )
        return self.write(_done(event), writer=ASSEMBLY, step="packing")

    def blend(self, target: Lot, source: Lot) -> str:
        event = TransformationEvent(
            biz_step="transforming",
            input_quantity_list=(QuantityElement(source.uri, "1", PIECE),),
            output_quantity_list=(QuantityElement(target.uri, "1", PIECE),),
        )
        return self.write(_done(event), writer=ASSEMBLY, step="blending")

    def ship(self, box: LogisticUnit, customer: str) -> str:
        event = ObjectEvent(
            action=Action.OBSERVE,
            biz_step="shipping",
            epc_list=(box.uri,),
            destination_list=(Destination("owning_party", customer),),
        )
        return self.write(
            _done(event), writer=GOODS_IN, step="shipping", documents=(Document("delivery-order", "SO-7781"),)
        )

    def hold(self, thing: Thing, reason: str) -> str:
        return self.write(HoldPlaced(things=(thing.uri,), reason=reason), writer=GOODS_IN, step=None)

    def lift(self, thing: Thing, hold: str, reason: str) -> str:
        act = HoldLifted(holds=(hold,), things=(thing.uri,), reason=reason)
        return self.write(act, writer=GOODS_IN, step=None)

    def answer(self, thing: Thing, completeness: Completeness | None = None) -> Answer:
        every = effective(
            (link for each in self.entries.items() for link in links(*each)),
            (parting for each in self.entries.items() for parting in partings(*each)),
        )
        ledger = fold(self.entries.items())
        return Answer(
            state=ledger.things.get(thing.uri) or ThingState(thing.uri),
            backward=trace(thing.uri, Direction.BACKWARD, links_in(every)),
            forward=trace(thing.uri, Direction.FORWARD, links_in(every)),
            states=ledger.things,
            happenings={key: _happening(key, entry) for key, entry in self.entries.items()},
            completeness=completeness or Completeness(),
            today="2026-11-23",
        )


def _happening(identifier: str, entry: Entry) -> Happening:
    event = entry.body.event if isinstance(entry.body, EventRecorded) else None
    return Happening(
        entry=identifier,
        at=entry.recorded,
        actor=entry.actor,
        name=None,
        station={GOODS_IN: "goods-in", ASSEMBLY: "assembly"}[entry.writer],
        plant=entry.place.plant,
        place=entry.place.place,
        step=entry.place.step,
        order=next((each.id for each in entry.documents if each.type == "work-order"), None),
        documents=tuple(each.id for each in entry.documents if each.type != "work-order"),
        devices=("gun-1",),
        biz_step=event.biz_step if event else None,
    )


def _done(event: ObjectEvent | AggregationEvent | TransformationEvent) -> EventRecorded:
    return EventRecorded(piece="p", form="f", event=event, readings=(), values=())


def shift(plant: Plant, boards: int = 10) -> tuple[Lot, Unit, LogisticUnit]:
    """Two lots in, one never seen to come; boards, boxes of four, the first box shipped. Relay lot, a board, a box."""
    relay, pcb, grease = (
        Lot("HENGTAI", "RL24-10A", "L261103-K1-018"),
        Lot("HUAXIN", "PCB-300", "HX-5521"),
        Lot("X", "TG-200", "TG-05"),
    )
    plant.receive(relay, "2000", "2028-11-30")
    plant.receive(pcb, "400")
    made = [Unit("TC-300", f"TC300-26K-{number:06d}") for number in range(1, boards + 1)]
    for board in made:
        plant.assemble(board, relay, pcb, *([grease] if board is made[-1] else []))
    boxes = [LogisticUnit(f"06901234500000{number:04d}") for number in range((boards + 3) // 4)]
    for number, box in enumerate(boxes):
        plant.pack(box, *made[number * 4 : number * 4 + 4])
    plant.ship(boxes[0], "HAICHUAN")
    return relay, made[0], boxes[0]
