"""The technician's screens as whole example frames."""

import datetime as dt

from PySide6.QtWidgets import QWidget

from station.profiles.doctor.findings import Mark as SpanMark
from station.profiles.doctor.findings import Span
from station.profiles.doctor.test_codes import CHARACTERS_CODE, ENVELOPE_CODE, TestCode
from station.profiles.profile import Symbology
from station.ui.gallery.parts import (
    CODES,
    cells,
    device_and_person,
    help_bar,
    prompt,
    reading,
    strip,
    synchronised,
    work_frame,
)
from station.ui.gallery.samples import Samples
from station.ui.gallery.samples_devices import DeviceSamples
from station.ui.theme.theme import Theme
from station.ui.viewmodels.devices.raw_bytes import (
    compared,
    hex_compared,
    hex_of,
    identifiers_in,
    runs_of,
)
from station.ui.views.devices import ByteLine, CodeToScan, DeviceLine, Examined, LastRead, Step
from station.ui.views.entry import KeypadContent, Mark
from station.ui.views.frame import Action, Bar, Note, NoticeKind, Segment, SegmentLook
from station.ui.views.text import Content, Run
from station.ui.views.work import Fact, Prompt, ReadingState, StepState
from station.ui.widgets.devices.device_area import DeviceArea
from station.ui.widgets.devices.scan_area import ScanArea
from station.ui.widgets.frame.frame import Frame

_TODAY = dt.date(2026, 11, 22)
_READ = b"]d2010690123456789210L261012-TG-05\x1d21000482\r"
_SEPARATOR = _READ.index(b"\x1d")
_SPANS = (
    Span(mark=SpanMark.SAME, expected=_READ[:_SEPARATOR], received=_READ[:_SEPARATOR]),
    Span(mark=SpanMark.MISSING, expected=b"\x1d"),
    Span(mark=SpanMark.SAME, expected=_READ[_SEPARATOR + 1 :], received=_READ[_SEPARATOR + 1 :]),
)
_ICONS = ("gun", "gun", "scan", "camera", "badge")
_READY = Mark("check", "oktext")
_WRONG = Mark("warn", "warntext")
_MARKS = (_READY, _WRONG, _READY, Mark("minus"), _READY)


def device_finding(theme: Theme, texts: Samples) -> QWidget:
    """A gun that loses its separators: what came, what comes of it, what to change."""
    words = texts.devices
    read = _wrong_read(words)
    values: tuple[Content, ...] = (
        (Run(words.consequence), Run("L261012-TG-0521000482", code=True)),
        words.evidence,
        words.cause,
        (
            Run(words.setting[0]),
            Run(words.setting[1], bold=True),
            Run(words.setting[2]),
            Run("Enable", bold=True),
        ),
    )
    examined = Examined(
        role="warn",
        icon="doctor",
        title=words.finding,
        facts=tuple(Fact(label, value) for label, value in zip(words.labels, values, strict=True)),
        actions=(
            Action(id="show-code", icon="print", word=words.actions[0], primary=True),
            Action(id="test-again", icon="scan", word=words.actions[1]),
        ),
    )
    return _devices(theme, texts, 1, read, examined)


def work_suspected(theme: Theme, texts: Samples) -> QWidget:
    """A step being worked with a gun that looks faulty."""
    frame, area = work_frame(theme, texts, synchronised(texts))
    area.prompt.present(prompt(texts.over[1], texts.relay, "bin"))
    area.present_reading(reading(texts, ReadingState.QUIET, texts.fields[0], CODES[0]))
    area.present_steps(cells(texts, 1, StepState.CURRENT, texts.field_words[0]))
    title, detail = texts.devices.suspected
    suspected = Segment(id="scanner", icon="warn", title=title, detail=detail, look=SegmentLook.TROUBLE)
    person = device_and_person(texts)[1]
    frame.strip.present(strip(texts, (synchronised(texts), suspected, person)))
    bar = help_bar(texts, 2)
    frame.bar.present(
        Bar(
            actions=bar.actions,
            end=bar.end,
            note=texts.devices.take_another,
            note_icon="warn",
            note_role="warntext",
        )
    )
    return frame


def device_normal(theme: Theme, texts: Samples) -> QWidget:
    """A gun with nothing wrong, before a technician who may examine it."""
    words = texts.devices
    read = _right_read(words)
    examined = Examined(
        role="",
        icon="check",
        title=words.normal[0],
        facts=(Fact(words.labels[1], words.normal[1]),),
        actions=(Action(id="examine", icon="doctor", word=words.examine, primary=True),),
    )
    return _devices(theme, texts, 0, read, examined)


def device_looked_at(theme: Theme, texts: Samples) -> QWidget:
    """An operator looks: nothing was read yet, and there is nothing to set up."""
    words = texts.devices
    read = LastRead(title=words.last_read, empty=words.nothing_read)
    examined = Examined(
        role="", icon="check", title=words.normal[0], facts=(Fact(words.labels[1], words.normal[1]),)
    )
    return _devices(theme, texts, 0, read, examined, technician=False)


def device_repaired(theme: Theme, texts: Samples) -> QWidget:
    """Three right reads after the change."""
    words = texts.devices
    read = _right_read(words)
    examined = Examined(
        role="ok",
        icon="read",
        title=words.repaired,
        facts=tuple(Fact(label, value) for label, value in words.repaired_facts),
    )
    return _devices(theme, texts, 0, read, examined)


def doctor_scan(theme: Theme, texts: Samples) -> QWidget:
    """The first test code, linear, with what came of the last read below."""
    words = texts.devices
    read = _wrong_read(words)
    return _scanning(theme, texts, Step(examined=_asked(words.scan_now, CHARACTERS_CODE, 1), read=read))


def learn_plug_in(theme: Theme, texts: Samples) -> QWidget:
    """A new device is waited for."""
    return _scanning(theme, texts, Step(prompt=_plug_in(texts)))


def learn_none(theme: Theme, texts: Samples) -> QWidget:
    """Ten seconds, and nothing was plugged in."""
    return _scanning(
        theme, texts, Step(prompt=_plug_in(texts), note=_note("plug-off", texts.devices.none_found))
    )


def learn_two(theme: Theme, texts: Samples) -> QWidget:
    """Two new devices at once."""
    return _scanning(theme, texts, Step(prompt=_plug_in(texts), note=_note("warn", texts.devices.two_found)))


def learn_scan(theme: Theme, texts: Samples) -> QWidget:
    """A matrix test code after another code was scanned."""
    words = texts.devices
    read = LastRead(
        title=words.other_code,
        detail=_when(words),
        lines=(ByteLine("", runs_of(b"6901234567892\r")),),
    )
    return _scanning(theme, texts, Step(examined=_asked(words.scan_with_new, ENVELOPE_CODE, 2), read=read))


def learn_recognised(theme: Theme, texts: Samples) -> QWidget:
    """The profile was found; the device gets its name."""
    words = texts.devices
    actions = (
        Action(id="use-device", icon="check", word=words.learn_actions[1], primary=True),
        Action(id="rename", icon="edit", word=words.learn_actions[2]),
    )
    facts = tuple(Fact(*fact) for fact in words.recognised_facts)
    examined = Examined(role="ok", icon="gun", title=words.recognised, facts=facts, actions=actions)
    return _scanning(theme, texts, Step(examined=examined))


def learn_name(theme: Theme, texts: Samples) -> QWidget:
    """The device's name is typed."""
    words = texts.devices
    _, _, confirm, cancel = texts.quantity
    typing = KeypadContent(
        title=words.name_it,
        detail="",
        confirm=confirm,
        cancel=cancel,
        back=texts.pin[3],
        value=words.name_it,
        slots=20,
    )
    return _scanning(theme, texts, Step(typing=typing))


def _plug_in(texts: Samples) -> Prompt:
    over, what, where, extra = texts.devices.plug_in
    return Prompt(over=over, what=what, where=where, extra=extra, icon="plug")


def _note(icon: str, words: tuple[str, str]) -> Note:
    return Note(kind=NoticeKind.WARNING, icon=icon, title=words[0], detail=words[1])


def _right_read(words: DeviceSamples) -> LastRead:
    lines = (ByteLine("", runs_of(_READ, identifiers_in(_READ, _TODAY))),)
    return LastRead(title=words.last_read, detail=_when(words), lines=lines, hex=hex_of(_READ))


def _wrong_read(words: DeviceSamples) -> LastRead:
    expected, received = compared(_SPANS, identifiers_in(_READ, _TODAY))
    lines = (ByteLine(words.expected, expected), ByteLine(words.received, received))
    digits = hex_compared(_SPANS, words.missing)
    return LastRead(title=words.last_read, detail=_when(words), lines=lines, hex=digits)


def _when(words: DeviceSamples) -> Content:
    return (Run(words.bytes_read[0], code=True), Run(words.bytes_read[1]))


def _asked(title: str, code: TestCode, done: int) -> Examined:
    symbol = CodeToScan(
        id=code.id,
        name=title,
        content=code.content,
        symbology=Symbology(code.symbology),
        elements=code.elements,
    )
    return Examined(role="accent", icon="scan", title=title, code=symbol, progress=(done, 3))


def _devices(
    theme: Theme,
    texts: Samples,
    selected: int,
    read: LastRead,
    examined: Examined,
    *,
    technician: bool = True,
) -> QWidget:
    words = texts.devices
    area = DeviceArea(theme)
    lines = tuple(
        DeviceLine(
            id=str(index),
            icon=_ICONS[index],
            name=name,
            connection=connection,
            mark=_MARKS[index],
            word=word,
            selected=index == selected,
        )
        for index, (name, connection, word) in enumerate(words.devices)
    )
    area.present_devices(lines, (Action(id="learn", icon="plus", word=words.learn),) if technician else ())
    area.read.present(read)
    area.examined.present(examined)
    frame = _frame(theme, texts)
    frame.set_single(area)
    back, profile, export = words.bar
    actions = (Action(id="profile", icon="note", word=profile),) if technician else ()
    end = Action(id="export", icon="export", word=export)
    frame.bar.present(Bar(back=Action(id="back", icon="left", word=back), actions=actions, end=end))
    return frame


def _scanning(theme: Theme, texts: Samples, step: Step) -> QWidget:
    words = texts.devices
    area = ScanArea(theme)
    area.present(step)
    frame = _frame(theme, texts)
    frame.set_single(area)
    end = Action(id="start-again", icon="undo", word=words.learn_actions[0])
    frame.bar.present(Bar(back=Action(id="back", icon="left", word=words.bar[0]), end=end))
    return frame


def _frame(theme: Theme, texts: Samples) -> Frame:
    words = texts.devices
    title, detail = words.suspected
    suspected = Segment(id="scanner", icon="warn", title=title, detail=detail, look=SegmentLook.TROUBLE)
    name, role = words.technician
    person = Segment(id="person", icon="user", title=name, detail=role)
    frame = Frame(theme)
    frame.strip.present(strip(texts, (synchronised(texts), suspected, person), words.step))
    return frame
