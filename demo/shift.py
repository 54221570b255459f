"""The shift of the demonstration, from goods-in to shipping, with a network that goes away in the middle.

Nine boards for one work order; what it must add up to is written down by hand in `expected_genealogy.toml`.
"""

from collections.abc import Callable

from demo import goods
from demo.goods import Delivery, Label, board_label, lot_label, own_label
from demo.guns import Symbology
from demo.people.operator import Operator
from demo.plant.factory import Factory
from demo.plant.watching import TooLate, until
from station.ports import Kept
from station.profiles.doctor.damage import Planted
from station.profiles.faults import Fault
from traceability.acts import DeviceExamined, Reading, Refusal, Withdrawal
from traceability.identity import LogisticUnit, Lot, thing_of

ORDER = "WO26-1122-07"
LOSES_SEPARATORS = "丢失 GS"
"""What a station's strip says of a gun that is suspected of it."""


class NotAsPlanned(Exception):  # noqa: N818 -- the shift went on, but not as it had to
    """Something happened in the shift that must not."""


class Shift:
    """One shift; `say` tells what is done, line by line."""

    def __init__(self, factory: Factory, say: Callable[[str], None]) -> None:
        self._factory = factory
        self._say = say
        self._goods_in = factory.goods_in.operator
        self._line = factory.line.operator
        self.terminal_blocks: Lot | None = None
        self.boxes: list[LogisticUnit] = []

    def play(self) -> None:
        """Play the whole shift."""
        self._receive()
        self._see_refusals()
        for number in range(1, 5):
            self._assemble(number, goods.RELAYS)
        self._see_refused(self._line, board_label(1))
        self._lose_separators()
        self._factory.cut_network()
        self._say("Network cut. Both stations go on.")
        self._assemble(5, goods.RELAYS)
        self._receive_offline()
        self._inspect(range(1, 6), scrapped={5})
        self._pack(range(1, 5))
        self._use_what_central_does_not_know_yet()
        self._reconnect()
        self._inspect(range(6, 10), scrapped=set())
        self._pack(range(6, 10))
        self._ship()
        self._factory.wait_until_synchronised()

    # -- goods-in --

    def _receive(self) -> None:
        self._say("Goods-in receives the delivery DN-4471.")
        self._goods_in.work("receiving")
        for delivery in goods.FIRST_DELIVERY:
            self._take_in("DN-4471", delivery)
        self._goods_in.scan(Label(b"DN-4471"))
        self._see_refused(self._goods_in, lot_label(goods.OLD_GREASE, expiry=goods.EXPIRED))
        self._goods_in.picture(self._factory.output / "goods-in-refused.png")
        self._goods_in.acknowledge()
        self._factory.wait_until_synchronised()

    def _take_in(self, note: str, delivery: Delivery) -> None:
        self._goods_in.scan(Label(note.encode()))
        reading = self._goods_in.scan(delivery.label)
        if delivery.typed is not None:
            self._goods_in.type_quantity(delivery.typed)
        if delivery.commanded is not None:
            self._goods_in.command_quantity(delivery.commanded)
            self._say(f"  {delivery.commanded} entered with the sheet of command codes")
        saved = self._goods_in.saved(reading)
        lot = _lot_in(saved)
        if delivery.lot is None:
            self.terminal_blocks = lot
        self._say(f"  received {lot.material} lot {lot.number}")

    def _receive_offline(self) -> None:
        self._say("Goods-in receives DN-4472 while the network is away.")
        for delivery in goods.SECOND_DELIVERY:
            self._take_in("DN-4472", delivery)
        self._say("  it had a reel label only: ISO/IEC 15434, format 06")
        self._say(
            f"  goods-in holds back {self._factory.goods_in.backlog()} entries, the line {self._factory.line.backlog()}"
        )
        self._goods_in.picture(self._factory.output / "goods-in-offline.png")

    # -- the gun --

    def _lose_separators(self) -> None:
        """The line's gun is suspected by its work, examined, repaired and proved to be right."""
        site = self._factory.line
        self._say("The line's gun begins to lose its separators.")
        site.gun.faults = (Planted(Fault.SEPARATOR_LOST),)
        self._say(f"  the screen says: {until('the gun to be suspected', self._suspected, 60.0)}")
        self._line.picture(self._factory.output / "line-suspected.png")
        self._line.acknowledge()
        self._line.sign_out()
        self._examined(site.technician.examine(), {Fault.SEPARATOR_LOST})
        site.technician.picture(self._factory.output / "line-doctor.png")
        self._factory.wait_until_told("gun-1", "1 个故障")
        self._say("  the page of scanner profiles at central shows the fault")
        site.gun.faults = ()
        self._examined(site.technician.prove(), set())
        self._factory.wait_until_told("gun-1", "正常 honeywell-xenon/1")
        site.technician.leave()
        if self._line.strip_says("scanner") == LOSES_SEPARATORS:
            raise NotAsPlanned("a gun proved to be right is suspected no more")

    def _suspected(self) -> str | None:
        """What the strip says of the gun, after three labels that it damaged; None where the window died meanwhile."""
        for label in goods.LONG_LABELS:
            self._see_refused(self._line, label)

        def look() -> str | None:
            words = self._line.strip_says("scanner")
            return words if words == LOSES_SEPARATORS else None

        try:
            return until("the suspicion on the strip", look, 5.0)
        except TooLate:
            return None

    def _examined(self, result: tuple[Kept, str], faults: set[Fault]) -> None:
        kept, words = result
        body = kept.entry.body
        if not isinstance(body, DeviceExamined) or set(body.faults) != {fault.value for fault in faults}:
            raise NotAsPlanned(f"the doctor had to find {faults}: {body}")
        for line in words.splitlines():
            self._say(f"  {line}")

    # -- the line --

    def _assemble(self, number: int, relays: Lot) -> None:
        self._line.work("assembly", ORDER)
        reading = self._line.scan(board_label(number))
        for label in self._parts(relays):
            self._line.scan(label)
        self._line.saved(reading)
        self._say(f"  board {goods.board(number).serial} assembled")

    def _parts(self, relays: Lot) -> tuple[Label, ...]:
        blocks = self.terminal_blocks
        return (
            lot_label(goods.PCB, 100),
            lot_label(relays, 50, goods.GOOD),
            own_label(goods.GREASE),
            lot_label(goods.SINKS, 80, symbology=Symbology.GS1_128),
            own_label(blocks) if blocks else Label(b""),
        )

    def _see_refusals(self) -> None:
        self._say("The line tries what must not be used.")
        self._factory.hold(goods.HELD_SINKS, "裂纹待查")
        until("the hold to reach the line", lambda: self._factory.line.knows_hold(goods.HELD_SINKS) or None)
        self._line.work("assembly", ORDER)
        self._line.scan(board_label(1))
        wrong = (
            own_label(goods.GREASE),
            lot_label(goods.HELD_SINKS, 80, symbology=Symbology.GS1_128),
            lot_label(goods.UNKNOWN_SINKS, 80, symbology=Symbology.GS1_128),
            board_label(1),
            goods.DAMAGED,
        )
        self._line.scan(wrong[0])
        for label in wrong[1:]:
            self._see_refused(self._line, label)
        self._line.picture(self._factory.output / "line-refused.png")
        self._line.acknowledge()
        for _ in range(2):
            self._line.touch("action-withdraw", Withdrawal)
        self._say("  both readings withdrawn, nothing was saved")

    def _use_what_central_does_not_know_yet(self) -> None:
        self._factory.line.wait_until_stale()
        self._say("The line uses the new relays; their record is still on the other station.")
        for number in range(6, 10):
            self._assemble(number, goods.NEW_RELAYS)
        self._line.picture(self._factory.output / "line-provisional.png")
        self._say(f"  the line holds back {self._factory.line.backlog()} entries")

    def _inspect(self, numbers: range, scrapped: set[int]) -> None:
        self._line.work("inspection", ORDER)
        for number in numbers:
            reading = self._line.scan(board_label(number))
            self._line.touch("choice-SCRAP" if number in scrapped else "choice-PASS", Reading)
            self._line.saved(reading)
        self._say(f"  boards {numbers[0]} to {numbers[-1]} inspected")

    def _pack(self, numbers: range) -> None:
        self._line.work("packing", ORDER)
        for number in numbers:
            self._line.scan(board_label(number))
        reading = self._line.touch("action-new-number", Reading)
        self._line.saved(reading)
        box = _thing_in(reading)
        if isinstance(box, LogisticUnit):
            self.boxes.append(box)
            self._say(f"  boards {numbers[0]} to {numbers[-1]} packed into {box.sscc}")

    def _ship(self) -> None:
        self._line.work("shipping")
        for box, label in zip(self.boxes, (b"SO-7781/HAICHUAN", b"SO-7790/BEIFANG"), strict=True):
            reading = self._line.scan(Label(b"00" + box.sscc.encode(), Symbology.GS1_128))
            self._line.scan(Label(label))
            self._line.saved(reading)
            self._say(f"  box {box.sscc} shipped under {label.decode()}")
        self._line.picture(self._factory.output / "line-shipped.png")

    def _reconnect(self) -> None:
        self._factory.mend_network()
        self._factory.wait_until_synchronised()
        self._say("Network back. Everything held back is at central.")

    def _see_refused(self, operator: Operator, label: Label) -> None:
        """Scan what must be refused, and say so in the words on the screen."""
        kept, words = operator.refused(label)
        if not isinstance(kept.entry.body, Refusal):
            raise NotAsPlanned(f"this scan had to be refused: {kept.entry}")
        rule = kept.entry.verdict.rules[0].rule if kept.entry.verdict else ""
        self._say(f"  refused ({rule}): {words}")


def _thing_in(kept: Kept) -> object:
    body = kept.entry.body
    values = body.values if isinstance(body, Reading) else ()
    return next((thing_of(value.thing) for value in values if value.thing), None)


def _lot_in(saved: Kept) -> Lot:
    values = getattr(saved.entry.body, "values", ())
    return next(thing for value in values if value.thing and isinstance(thing := thing_of(value.thing), Lot))
