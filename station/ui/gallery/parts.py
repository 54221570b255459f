"""Parts several example frames share."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.ports import CameraPicture, Outline
from station.ui.gallery.samples import Samples
from station.ui.theme.theme import Theme
from station.ui.views.camera import CameraWords
from station.ui.views.entry import OrderLine, OrderTag
from station.ui.views.frame import Action, Bar, Note, NoticeKind, Segment, Strip
from station.ui.views.text import Run, short_code
from station.ui.views.work import (
    Offline,
    Progress,
    Prompt,
    Reading,
    ReadingState,
    Recent,
    StepCell,
    StepState,
    Tally,
    Verdict,
)
from station.ui.widgets.frame.frame import Frame
from station.ui.widgets.frame.notice import Notice
from station.ui.widgets.work.camera_view import BESIDE, CameraView
from station.ui.widgets.work.offline_card import OfflineCard
from station.ui.widgets.work.progress_card import ProgressCard
from station.ui.widgets.work.recent_list import RecentList
from station.ui.widgets.work.work_area import WorkArea

CODES = ("TC300-26K-004127", "L261103-K1-018", "L261012-TG-05", "L261122-HS-001")
_ORDER = "WO26-1122-07"
_ICONS = ("undo", "keypad", "set-aside", "scrap")
_TIMES = ("14:32", "14:31", "14:29", "14:28", "14:26", "14:24")


def synchronised(texts: Samples) -> Segment:
    """The segment of a station central has heard everything from."""
    return Segment(id="sync", icon="cloud-ok", title=texts.synchronised[0], detail=texts.synchronised[1])


def device_and_person(texts: Samples) -> tuple[Segment, Segment]:
    """The segments of a ready scanner and of the person at work."""
    scanner = Segment(id="scanner", icon="gun", title=texts.scanner[0], detail=texts.scanner[1])
    person = Segment(id="person", icon="user", title=texts.person[0], detail=texts.person[1])
    return scanner, person


def strip(texts: Samples, segments: tuple[Segment, ...], step: str = "") -> Strip:
    """The strip of the example station."""
    return Strip(station=texts.station, step=step or texts.step, segments=segments, clock="14:32")


def help_bar(texts: Samples, count: int, rule: str = "") -> Bar:
    """The first `count` actions of a working screen, Help, and the rule behind a verdict."""
    actions = tuple(
        Action(id=icon, icon=icon, word=word)
        for icon, word in list(zip(_ICONS, texts.actions, strict=False))[:count]
    )
    word, age = texts.rule
    note = (Run(word), Run(rule, code=True), Run(f"\n{age}")) if rule else ""
    return Bar(actions=actions, end=Action(id="help", icon="help", word=texts.actions[4]), note=note)


def framed(theme: Theme, texts: Samples, sync: Segment) -> Frame:
    """A frame with its strip."""
    frame = Frame(theme)
    frame.strip.present(strip(texts, (sync, *device_and_person(texts))))
    return frame


def work_frame(
    theme: Theme, texts: Samples, sync: Segment, *below: QWidget, done: int = 126, added: str = ""
) -> tuple[Frame, WorkArea]:
    """The frame of a step being worked; `below` stands under the right column."""
    frame = framed(theme, texts, sync)
    area = WorkArea(theme)
    frame.set_columns(area, side(theme, texts, done, added, *below))
    frame.bar.present(help_bar(texts, 4))
    return frame, area


def judged(
    theme: Theme, texts: Samples, verdict: Verdict, state: StepState, rule: str, actions: int
) -> Frame:
    """The frame of a step with a verdict over it."""
    frame, area = work_frame(theme, texts, synchronised(texts))
    place, word = {
        StepState.REFUSED: (2, texts.field_words[1]),
        StepState.WARNED: (2, texts.field_words[2]),
        StepState.NEEDS_LEAD: (1, texts.field_words[3]),
    }[state]
    area.present_steps(cells(texts, place, state, word))
    area.present_verdict(verdict)
    frame.bar.present(help_bar(texts, actions, rule))
    return frame


def prompt(over: str, texts: tuple[str, str, str], picture: str) -> Prompt:
    """A prompt from its sample texts."""
    what, where, extra = texts
    return Prompt(over=over, what=what, where=where, extra=extra, picture=picture)


def reading(texts: Samples, state: ReadingState, field: str, code: str) -> Reading:
    """A reading that is not yet a saved piece."""
    index = (ReadingState.QUIET, ReadingState.READ, ReadingState.PROVISIONAL).index(state)
    facts = texts.reading_facts[index]
    return Reading(state=state, word=texts.reading[index], field=field, code=code, facts=facts)


def cells(
    texts: Samples, current: int, state: StepState, word: str, *, code: bool = False
) -> tuple[StepCell, ...]:
    """The fields before `current` done, those after it to do."""
    made = []
    for index, (label, read) in enumerate(zip(texts.fields, CODES, strict=True)):
        if index < current:
            made.append(StepCell(label=label, detail=short_code(read), state=StepState.DONE, code=True))
        elif index == current:
            made.append(StepCell(label=label, detail=word, state=state, code=code))
        else:
            made.append(StepCell(label=label, detail="—", state=StepState.TODO))
    return tuple(made)


def side(theme: Theme, texts: Samples, done: int, added: str, *below: QWidget) -> QWidget:
    """The right column: how far the order is, what was saved last, and what stands below."""
    card = ProgressCard(theme)
    card.present(_progress(texts, done, added))
    recents = RecentList(theme, texts.recent)
    recents.present(_recents(texts, done))
    return holder(column(theme, 12, card, recents, *below))


def seen(device: str) -> CameraPicture:
    """What a camera sees: a reel with two labels, one of which is not certain yet."""
    image = QImage(640, 360, QImage.Format.Format_Grayscale8)
    image.fill(96)
    painter = QPainter(image)
    for (left, top, width, height), cell in (((70, 90, 230, 170), 10), ((380, 60, 190, 110), 5)):
        painter.fillRect(left, top, width, height, Qt.GlobalColor.white)
        for number in range(width // cell - 4):
            if number * number % 7 in {1, 2}:
                bar = QRect(left + (2 + number) * cell, top + 24, cell - 1, height - 60)
                painter.fillRect(bar, Qt.GlobalColor.black)
    painter.end()
    outlines = (
        Outline(((86, 108), (284, 108), (284, 232), (86, 232)), verified=True),
        Outline(((386, 80), (564, 80), (564, 140), (386, 140)), verified=False),
    )
    pixels = bytes(image.constBits())
    return CameraPicture(device=device, width=640, height=360, pixels=pixels, outlines=outlines)


def camera_view(theme: Theme, texts: Samples, *, empty: bool = False, beside: bool = False) -> CameraView:
    """A camera's picture."""
    view = CameraView(theme)
    if beside:
        view.setFixedHeight(theme.px(BESIDE))
    view.word(CameraWords(*texts.camera))
    if not empty:
        view.present(seen("camera-1"))
    return view


def training_side(theme: Theme, texts: Samples) -> QWidget:
    """The right column of a lesson."""
    title, task, _, target = texts.lesson
    lesson = Notice(theme)
    lesson.present(Note(kind=NoticeKind.TRAINING, icon="training", title=title, detail=task))
    card = ProgressCard(theme, compact=True, training=True)
    card.present(Progress(order=texts.lesson[2], product="", count="3", target=target, fraction=3 / 8))
    rows = column(theme, 12, lesson, card)
    rows.addStretch()
    return holder(rows)


def offline_side(theme: Theme, texts: Samples) -> QWidget:
    """The right column of a station that is cut off."""
    title, unit, lines = texts.offline_card
    offline = OfflineCard(theme)
    offline.present(Offline(title=title, count="37", unit=unit, lines=lines))
    progress = ProgressCard(theme, compact=True)
    progress.present(_progress(texts, 127, ""))
    recents = RecentList(theme, texts.recent)
    word = texts.recent_words[1]
    recents.present(
        (
            Recent(
                mark="provisional",
                mark_role="offlinetext",
                code="…004127",
                time="14:32",
                sync="cloud-up",
                word=word,
            ),
            Recent(
                mark="saved", mark_role="oktext", code="…004126", time="14:31", sync="cloud-up", word=word
            ),
        )
    )
    return holder(column(theme, 12, offline, progress, recents))


def orders(texts: Samples) -> tuple[OrderLine, ...]:
    """Four orders: worked last, ready, short of material, on hold."""
    last, ready, short, held = texts.order_tags
    tags = (
        (OrderTag("neutral", "clock", last), OrderTag("ok", "check", ready)),
        (OrderTag("ok", "check", ready),),
        (OrderTag("warn", "warn", short),),
        (OrderTag("refuse", "hold", held),),
    )
    numbers = (
        (_ORDER, 126, 400),
        ("WO26-1122-09", 0, 250),
        ("WO26-1121-03", 88, 120),
        ("WO26-1119-11", 40, 60),
    )
    return tuple(
        OrderLine(
            order=order,
            product=texts.order_products[index],
            detail=texts.order_details[index],
            count=str(done),
            target=texts.target.replace("400", str(target)),
            fraction=done / target,
            tags=tags[index],
            selected=index == 0,
            locked=index == 3,
        )
        for index, (order, done, target) in enumerate(numbers)
    )


def column(theme: Theme, gap: int, *widgets: QWidget) -> QVBoxLayout:
    """Widgets below each other."""
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(theme.px(gap))
    for widget in widgets:
        made.addWidget(widget)
    return made


def holder(layout: QVBoxLayout) -> QWidget:
    """A widget to hold a column."""
    widget = QWidget()
    widget.setLayout(layout)
    return widget


def _progress(texts: Samples, done: int, added: str) -> Progress:
    counts = (str(done - 2), "1", "1")
    tallies = tuple(Tally(word, count) for word, count in zip(texts.tallies, counts, strict=True))
    return Progress(
        order=_ORDER,
        product=texts.product,
        count=str(done),
        target=texts.target,
        fraction=done / 400,
        tallies=tallies,
        added=added,
    )


def _recents(texts: Samples, done: int) -> tuple[Recent, ...]:
    first = 127 - done
    return tuple(
        Recent(
            mark="saved",
            mark_role="oktext",
            code=f"…{4127 - first - row:06d}",
            time=_TIMES[first + row],
            sync="cloud-up" if first + row == 0 else "cloud-ok",
            word=texts.recent_words[1 if first + row == 0 else 0],
        )
        for row in range(5)
    )
