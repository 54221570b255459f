"""Codes people typed because none could be read: counted by station, shown beside the work they went into."""

from central.stations.overview import stations
from central.tracing.trace import history
from tests.integration.central.small_station import Central, Client, Journal, lot
from traceability.acts import EventRecorded, FieldValue, Reading
from traceability.entries import Origin, ValueSource
from traceability.events import Action, ObjectEvent, QuantityElement

TYPED = ValueSource(field="lot", origin=Origin.TYPED, raw=b"L1", verified=False)
CONFIRMED = ValueSource(field="lot", origin=Origin.TYPED, raw=b"L1", verified=False, confirmed_by="P-9")
QUANTITY = ValueSource(field="amount", origin=Origin.TYPED)


def reading(journal: Journal, *typed: ValueSource, recorded: str = "2027-01-15T16:00:00.000+08:00") -> str:
    values = (FieldValue("lot", thing=lot("L1")),)
    body = Reading(piece="L1", form="receiving", values=values)
    return journal.add(body, typed=typed, recorded=recorded)


def counted(central: Central, station: Client) -> dict[str, int]:
    station.push_all()
    central.context.catch_up()
    return {view.station.id: view.typed for view in stations(central.context)}


def test_typed_codes_are_counted_by_station_and_typed_quantities_are_not(central: Central) -> None:
    station = central.station(1, "A")
    for typed in ((TYPED,), (CONFIRMED,), (QUANTITY,), ()):
        reading(station.journal, *typed)
    assert counted(central, station) == {"A": 2, "B": 0}
    reading(station.journal, TYPED)
    assert counted(central, station) == {"A": 3, "B": 0}


def test_what_was_typed_more_than_a_week_ago_does_not_count(central: Central) -> None:
    station = central.station(1, "A")
    reading(station.journal, TYPED, recorded="2026-01-02T16:00:00.000+08:00")
    assert counted(central, station) == {"A": 0, "B": 0}


def test_the_history_of_a_thing_says_that_it_was_typed_and_who_confirmed_it(central: Central) -> None:
    station = central.station(1, "A")
    read = reading(station.journal, CONFIRMED)
    event = ObjectEvent(
        action=Action.ADD, quantity_list=(QuantityElement(lot("L1"), "100", "GRM"),), biz_step="receiving"
    )
    body = EventRecorded(piece="L1", form="receiving", event=event, readings=(read,), values=())
    station.journal.add(body, step="receiving", typed=(CONFIRMED, TYPED))
    counted(central, station)
    [received] = history(central.context, lot("L1"))
    assert received.typed == ("P-9", "")
    assert received.devices == ()
