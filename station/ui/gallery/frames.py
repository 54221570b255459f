"""The widgets composed into whole example frames."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from station.ui.gallery.components import components
from station.ui.gallery.devices import (
    device_finding,
    device_looked_at,
    device_normal,
    device_repaired,
    doctor_scan,
    learn_name,
    learn_none,
    learn_plug_in,
    learn_recognised,
    learn_scan,
    learn_two,
    work_suspected,
)
from station.ui.gallery.history import history
from station.ui.gallery.parts import (
    CODES,
    camera_view,
    cells,
    column,
    device_and_person,
    framed,
    help_bar,
    holder,
    offline_side,
    orders,
    prompt,
    reading,
    strip,
    synchronised,
    training_side,
    work_frame,
)
from station.ui.gallery.samples import Samples
from station.ui.gallery.verdicts import lead_confirms, needs_lead, refused, warned
from station.ui.theme.theme import Theme
from station.ui.views.entry import Band, KeypadContent, KeypadKind, Welcome
from station.ui.views.frame import Action, Bar, Note, NoticeKind, Question, Segment, SegmentLook
from station.ui.views.text import short_code
from station.ui.views.work import Prompt, Reading, ReadingState, StepState
from station.ui.widgets.entry.band_card import BandCard
from station.ui.widgets.entry.keypad import Keypad
from station.ui.widgets.entry.order_row import OrderRow
from station.ui.widgets.entry.welcome_card import WelcomeCard
from station.ui.widgets.frame.dialog import Dialog
from station.ui.widgets.frame.frame import Frame
from station.ui.widgets.frame.notice import Notice
from station.ui.widgets.work.prompt_card import PromptCard
from station.ui.widgets.work.work_area import WorkArea


def scan_waiting(theme: Theme, texts: Samples) -> QWidget:
    """A field waits for its scan."""
    frame, area = work_frame(theme, texts, synchronised(texts))
    area.prompt.present(prompt(texts.over[1], texts.relay, "bin"))
    area.present_reading(reading(texts, ReadingState.QUIET, texts.fields[0], CODES[0]))
    area.present_steps(cells(texts, 1, StepState.CURRENT, texts.field_words[0]))
    return frame


def read(theme: Theme, texts: Samples) -> QWidget:
    """A scan was read two seconds ago or less."""
    frame, area = work_frame(theme, texts, synchronised(texts))
    area.prompt.present(prompt(texts.over[2], texts.paste, "syringe"))
    area.present_reading(reading(texts, ReadingState.READ, texts.fields[1], CODES[1]))
    area.present_steps(cells(texts, 2, StepState.CURRENT, texts.field_words[0]))
    return frame


def saved(theme: Theme, texts: Samples) -> QWidget:
    """The piece is saved, the next one may come."""
    uploading = Segment(id="sync", icon="cloud-up", title=texts.uploading[0], detail=texts.uploading[1])
    frame, area = work_frame(theme, texts, uploading, done=127, added="+1")
    area.prompt.present(prompt(texts.over[0], texts.board, "board"))
    word, sentence, facts = texts.saved
    area.present_reading(
        Reading(state=ReadingState.SAVED, word=word, field=sentence, code=CODES[0], facts=facts)
    )
    area.present_steps(cells(texts, 4, StepState.DONE, ""))
    return frame


def provisional_offline(theme: Theme, texts: Samples) -> QWidget:
    """Cut off: the lot is unknown here and taken all the same."""
    title, detail = texts.offline
    offline = Segment(id="sync", icon="cloud-off", title=title, detail=detail, look=SegmentLook.OFFLINE)
    area = WorkArea(theme)
    frame = framed(theme, texts, offline)
    frame.set_columns(area, offline_side(theme, texts))
    frame.bar.present(help_bar(texts, 4))
    area.prompt.present(prompt(texts.over[0], texts.board, "board"))
    field, code = texts.provisional
    area.present_reading(reading(texts, ReadingState.PROVISIONAL, field, code))
    area.present_steps(cells(texts, 3, StepState.PROVISIONAL, short_code(code), code=True))
    return frame


def training(theme: Theme, texts: Samples) -> QWidget:
    """Practice: the hatched frame stays around everything."""
    frame = Frame(theme, training=True)
    chip = Segment(
        id="training",
        icon="training",
        title=texts.training[0],
        detail=texts.training[1],
        look=SegmentLook.TRAINING,
    )
    frame.strip.present(strip(texts, (chip, synchronised(texts), *device_and_person(texts))))
    area = WorkArea(theme)
    frame.set_columns(area, training_side(theme, texts))
    frame.bar.present(help_bar(texts, 3))
    area.prompt.present(prompt(texts.over[2], texts.paste, "syringe"))
    area.present_reading(reading(texts, ReadingState.READ, texts.fields[1], CODES[1]))
    area.present_steps(cells(texts, 2, StepState.CURRENT, texts.field_words[0]))
    return frame


def login(theme: Theme, texts: Samples) -> QWidget:
    """The badge is read, the PIN is being typed."""
    frame = Frame(theme, margin=24)
    frame.strip.present(strip(texts, (synchronised(texts), device_and_person(texts)[0]), texts.plant))
    over, name, detail = texts.login_band
    badge = BandCard(theme, inline=True)
    badge.setFixedHeight(theme.px(132))
    badge.present(Band(role="ok", icon="badge", over=over, title=name, detail=detail))
    title, may, note, aside, open_orders = texts.welcome
    waiting = (("set-aside", aside), ("order", open_orders))
    hint = Notice(theme)
    hint.present(Note(kind=NoticeKind.HINT, icon="info", title=texts.hint[0], detail=texts.hint[1]))
    left = column(theme, 16, badge, hint)
    left.insertWidget(1, WelcomeCard(theme, Welcome(title=title, may=may, note=note, waiting=waiting)), 1)
    keypad = Keypad(theme, KeypadKind.PIN)
    title, detail, confirm, back, value = texts.pin
    keypad.present(KeypadContent(title=title, detail=detail, confirm=confirm, back=back, value=value))
    keypad.fill("2580")
    frame.set_columns(holder(left), keypad, right_width=420)
    icons = ("language", "moon", "training")
    actions = tuple(Action(id=i, icon=i, word=w) for i, w in zip(icons, texts.login[:3], strict=True))
    frame.bar.present(Bar(actions=actions, end=Action(id="help", icon="help", word=texts.login[3])))
    return frame


def order_pick(theme: Theme, texts: Samples) -> QWidget:
    """The orders of this station."""
    frame = framed(theme, texts, synchronised(texts))
    band = BandCard(theme, band=90, slim=True)
    band.setFixedHeight(theme.px(80))
    band.present(Band(role="accent", icon="scan", title=texts.orders))
    rows = column(theme, 10, band, *(OrderRow(theme, line) for line in orders(texts)))
    rows.addStretch()
    frame.set_single(holder(rows))
    icons = ("search", "set-aside", "history", "swap")
    actions = tuple(Action(id=i, icon=i, word=w) for i, w in zip(icons, texts.order_actions[:4], strict=True))
    end = Action(id="logout", icon="logout", word=texts.order_actions[4])
    frame.bar.present(Bar(actions=actions, end=end))
    return frame


def keypad(theme: Theme, texts: Samples) -> QWidget:
    """A quantity is being typed; at the left what else a place can say."""
    title, detail = texts.scanner_trouble
    trouble = Segment(id="scanner", icon="warn", title=title, detail=detail, look=SegmentLook.TROUBLE)
    frame = Frame(theme)
    person = device_and_person(texts)[1]
    frame.strip.present(strip(texts, (synchronised(texts), trouble, person)))
    title, limit, confirm, cancel = texts.quantity
    kinds = (
        (NoticeKind.PLAIN, "sync"),
        (NoticeKind.PLAIN, "order"),
        (NoticeKind.ERROR, "disk"),
    )
    ask = PromptCard(theme)
    ask.setFixedHeight(theme.px(200))
    ask.present(Prompt(over=texts.over[2], what=title, extra=texts.relay[2], icon="keypad"))
    left = column(theme, 12, ask)
    for (kind, icon), (head, body) in zip(kinds, texts.notices, strict=True):
        notice = Notice(theme)
        notice.present(Note(kind=kind, icon=icon, title=head, detail=body))
        left.addWidget(notice)
    left.addStretch()
    pad = Keypad(theme, KeypadKind.QUANTITY)
    pad.present(
        KeypadContent(title="", detail=limit, confirm=confirm, cancel=cancel, back=texts.pin[3], value=title)
    )
    pad.fill("48")
    frame.set_columns(holder(left), pad, right_width=480)
    end = Action(id="sign", icon="sign", word=texts.dialog[3], enabled=False)
    frame.bar.present(Bar(back=Action(id="back", icon="left", word=texts.quantity[3]), end=end))
    return frame


def code_keypad(theme: Theme, texts: Samples) -> QWidget:
    """A code is typed from a damaged label."""
    frame = framed(theme, texts, synchronised(texts))
    pad = Keypad(theme, KeypadKind.CODE)
    title, detail = texts.relay[0], texts.relay[2]
    _, _, confirm, cancel = texts.quantity
    pad.present(
        KeypadContent(
            title=title,
            detail=detail,
            confirm=confirm,
            cancel=cancel,
            back=texts.pin[3],
            value=title,
            slots=48,
        )
    )
    pad.fill("L261103-K1-018")
    frame.set_single(pad)
    frame.bar.present(help_bar(texts, 1))
    return frame


def dialog(theme: Theme, texts: Samples) -> QWidget:
    """The question before a piece becomes void."""
    frame = scan_waiting(theme, texts)
    title, detail, keep, void = texts.dialog
    Dialog(
        theme,
        Question(
            title=title,
            detail=detail,
            safe=Action(id="keep", icon="left", word=keep),
            act=Action(id="void", icon="sign", word=void),
        ),
        frame,
    )
    return frame


def camera_beside(theme: Theme, texts: Samples) -> QWidget:
    """A camera read one of the codes in its view."""
    view = camera_view(theme, texts, beside=True)
    frame, area = work_frame(theme, texts, synchronised(texts), view)
    area.prompt.present(prompt(texts.over[2], texts.paste, "syringe"))
    area.present_reading(reading(texts, ReadingState.READ, texts.fields[1], CODES[1]))
    area.present_steps(cells(texts, 2, StepState.CURRENT, texts.field_words[0]))
    bar = help_bar(texts, 2)
    frame.bar.present(Bar(actions=bar.actions, end=bar.end, note=texts.beside))
    return frame


def camera_large(theme: Theme, texts: Samples) -> QWidget:
    """What the camera sees, large."""
    frame = framed(theme, texts, synchronised(texts))
    frame.set_single(holder(column(theme, 0, camera_view(theme, texts))))
    frame.bar.present(help_bar(texts, 2))
    return frame


def camera_gone(theme: Theme, texts: Samples) -> QWidget:
    """The camera gives no picture."""
    view = camera_view(theme, texts, empty=True, beside=True)
    frame, area = work_frame(theme, texts, synchronised(texts), view)
    area.prompt.present(prompt(texts.over[1], texts.relay, "bin"))
    area.present_reading(reading(texts, ReadingState.QUIET, texts.fields[0], CODES[0]))
    area.present_steps(cells(texts, 1, StepState.CURRENT, texts.field_words[0]))
    return frame


FRAMES: dict[str, Callable[[Theme, Samples], QWidget]] = {
    "00-components": components,
    "01-login": login,
    "02-order-pick": order_pick,
    "03-scan-waiting": scan_waiting,
    "03a-scan-suspected": work_suspected,
    "04-read": read,
    "05-saved": saved,
    "06-refused": refused,
    "07-needs-lead": needs_lead,
    "08-provisional-offline": provisional_offline,
    "09-history": history,
    "12-device-doctor": device_finding,
    "12a-device-normal": device_normal,
    "12b-device-looked-at": device_looked_at,
    "12c-doctor-scan": doctor_scan,
    "12d-device-repaired": device_repaired,
    "13-camera": camera_beside,
    "13a-camera-large": camera_large,
    "13b-camera-gone": camera_gone,
    "14-warn": warned,
    "15-training": training,
    "16-keypad": keypad,
    "17-code-keypad": code_keypad,
    "17a-lead-confirms": lead_confirms,
    "18-dialog": dialog,
    "19-learn-plug-in": learn_plug_in,
    "19a-learn-none": learn_none,
    "19b-learn-two": learn_two,
    "19c-learn-scan": learn_scan,
    "19d-learn-recognised": learn_recognised,
    "19e-learn-name": learn_name,
}
