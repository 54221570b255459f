import msgspec
import pytest

from traceability.language import Text
from traceability.quantity import Quantity
from traceability.records import (
    NumberRange,
    PackRelease,
    Plant,
    Record,
    Station,
    WorkOrder,
    Writer,
    kind_of,
)

NAME = Text("一厂", "Plant 1")


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        (Plant(id="P1", version=1, name=NAME, time_zone="Asia/Shanghai"), "plant"),
        (Station(id="A3", version=1, name=NAME, plant="P1", place="A3", pack="e", steps=("s",)), "station"),
        (Writer(id="w", version=1, station="A3", public_key="00"), "writer"),
        (NumberRange(id="r", version=1, writer="w", series="box", first=1, last=9), "number-range"),
        (PackRelease(id="e", version=1, content=""), "pack"),
        (
            WorkOrder(
                id="WO1", version=1, plant="P1", material="m", bom_version=1,
                quantity=Quantity("1", "H87"), due="2026-11-22T20:00:00+08:00",
            ),
            "work-order",
        ),
    ],
)  # fmt: skip
def test_a_record_carries_its_kind_and_comes_back_by_it(record: Record, kind: str) -> None:
    assert kind_of(record) == kind
    written = msgspec.json.encode(record)
    assert msgspec.json.decode(written)["type"] == kind
    assert msgspec.json.decode(written, type=Record) == record
