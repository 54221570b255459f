"""What the strip says: where, how synchronisation and scanners stand, who, when."""

import msgspec

from station.ui.translations import Wording
from station.ui.viewmodels.screen import Context, ScreenModel
from station.ui.views.frame import Segment, Strip
from traceability.people import Person


def strip_of(context: Context, screen: ScreenModel, work: ScreenModel, person: Person | None) -> Strip:
    """The strip over `screen`, while `work` goes on under it."""
    station = context.outside.knowledge.station()
    words, standing = context.words, context.standing
    sync = msgspec.structs.replace(standing.sync_segment(), opens=person is not None)
    language = Segment(
        id="language",
        icon="language",
        title=words.say("strip.other-language"),
        detail=words.say("strip.language-detail"),
    )
    who = (_person_segment(person, words),) if person is not None else ()
    return Strip(
        station=words.of(station.name) if station else words.say("strip.unnamed"),
        step=_place(context, screen, work),
        segments=(sync, standing.scanner_segment(), *who, language),
        clock=f"{context.outside.clock.now():%H:%M}",
    )


def _place(context: Context, screen: ScreenModel, work: ScreenModel) -> str:
    words, knowledge = context.words, context.outside.knowledge
    station = knowledge.station()
    if station is None:
        return words.say("strip.not-enrolled")
    if screen.title:
        return screen.title
    pack = knowledge.pack() if work.step else None
    if pack is not None and work.step in pack.steps:
        step = pack.steps[work.step]
        return words.say("strip.step", number=str(step.number), name=words.of(step.name))
    plant = knowledge.plant()
    return words.of(plant.name) if plant else station.plant


def _person_segment(person: Person, words: Wording) -> Segment:
    role = person.assignments[0].role.value if person.assignments else ""
    return Segment(
        id="person",
        icon="user",
        title=person.name,
        detail=words.member("role", role) if role else "",
        opens=False,
    )
