"""The steps of learning a device, worded."""

from collections.abc import Sequence

from station.profiles.device import DeviceConfig
from station.profiles.doctor.explanations import explanation_of
from station.profiles.doctor.test_codes import TEST_CODES, TestCode
from station.profiles.doctor.visible import character_name
from station.profiles.profile import Symbology
from station.ui.translations import Wording
from station.ui.viewmodels.devices.cards import connection_of
from station.ui.views.devices import CodeToScan, Examined, Step
from station.ui.views.frame import Action, Note, NoticeKind
from station.ui.views.work import Fact, Prompt
from station.workflows.devices.learn import Lesson, Newcomer

_MOST_OFFERED = 3


def plug_in_step(new: Sequence[Newcomer], there: Sequence[Newcomer], words: Wording, *, late: bool) -> Step:
    """Ask for the device; say what hinders where none or several came, and offer those plugged in before."""
    say = words.say
    prompt = Prompt(
        over=say("learn.plug-in-over"),
        what=say("learn.plug-in"),
        where=say("learn.plug-in-where"),
        extra=say("learn.plug-in-extra"),
        icon="plug",
    )
    note = None
    if len(new) > 1:
        names = say("learn.seen", devices=", ".join(newcomer.label for newcomer in new))
        note = warning("warn", say("learn.two"), names)
    elif late:
        note = warning("plug-off", say("learn.none"), say("learn.none-way"))
    offered = [*new, *there][:_MOST_OFFERED] if len(new) > 1 or there else []
    return Step(prompt=prompt, note=note, examined=_offer(offered, words) if offered else None)


def _offer(newcomers: Sequence[Newcomer], words: Wording) -> Examined:
    actions = tuple(
        Action(id=f"learn-this:{each.attached.node}", icon="plug", word=each.label) for each in newcomers
    )
    return Examined(role="", icon="info", title=words.say("learn.there"), actions=actions)


def code_step(newcomer: Newcomer, code: TestCode, hindrance: Note | None, words: Wording) -> Step:
    """Ask for a test code."""
    say = words.say
    title = say("learn.scan", device=newcomer.label)
    symbol = CodeToScan(
        id=code.id,
        name=title,
        content=code.content,
        symbology=Symbology(code.symbology),
        elements=code.elements,
    )
    place = TEST_CODES.index(code)
    examined = Examined(
        role="accent",
        icon="scan",
        title=title,
        code=symbol,
        progress=(place, len(TEST_CODES)),
        progress_word=say("doctor.progress", place=str(place + 1), count=str(len(TEST_CODES))),
    )
    return Step(note=hindrance, examined=examined)


def lesson_card(newcomer: Newcomer, lesson: Lesson, words: Wording) -> Examined:
    """What was learnt, to be used or named otherwise."""
    say, device = words.say, lesson.device
    family, _, version = device.profile.partition("/")
    wrong = [
        explanation_of(finding).title.in_language(words.language, finding.facts)
        for finding in lesson.findings
    ]
    facts = [
        Fact(say("learn.name"), device.name),
        Fact(say("devices.attached"), connection_of(device, words)),
        Fact(say("learn.settings"), _settings(lesson.configuration, words)),
        Fact(say("devices.profile"), say("devices.profile-version", family=family, version=version)),
    ]
    if wrong:
        facts.append(Fact(say("learn.wrong"), say("learn.wrong-way", fault=wrong[0])))
    known = say("learn.drafted", device=newcomer.label)
    if newcomer.matches:
        profile = newcomer.matches[0].profile
        models = ", ".join(profile.models[:_MOST_OFFERED])
        known = say("learn.recognised", device=f"{profile.vendor} {models}")
    other = Action(id="other-profile", icon="swap", word=say("action.other-profile"))
    actions = (
        Action(id="use-device", icon="check", word=say("action.use-device"), primary=True),
        Action(id="rename", icon="edit", word=say("action.rename")),
        *((other,) if len(newcomer.matches) > 1 else ()),
    )
    return Examined(
        role="warn" if wrong else "ok",
        icon="gun",
        title=known,
        facts=tuple(facts),
        actions=actions,
    )


def _settings(configuration: DeviceConfig, words: Wording) -> str:
    """How the device ends a read, which identifiers it sends, and for which country it types."""
    terminators = configuration.framing.terminators
    end = " ".join(map(character_name, terminators)) or words.say("learn.no-end")
    facts = {"end": end, "identifiers": configuration.code_ids.value.upper()}
    if configuration.driver == "keyboard":
        return words.say("learn.keyboard-settings", layout=configuration.layout, **facts)
    return words.say("learn.line-settings", **facts)


def saved_card(name: str, words: Wording) -> Examined:
    """The device is the station's from now on."""
    say = words.say
    facts = (Fact(say("doctor.next"), say("learn.saved-way")),)
    return Examined(role="ok", icon="saved", title=say("learn.saved", device=name), facts=facts)


def warning(icon: str, title: str, detail: str) -> Note:
    """What hinders, and the way on."""
    return Note(kind=NoticeKind.WARNING, icon=icon, title=title, detail=detail)
