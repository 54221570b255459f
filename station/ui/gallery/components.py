"""The small parts side by side: tags, buttons in each state, cards that ask, step pictures."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from station.ui.gallery.parts import column, framed, help_bar, holder, synchronised
from station.ui.gallery.samples import Samples
from station.ui.theme.theme import Theme
from station.ui.theme.tokens import FOLDER
from station.ui.views.entry import Band, ListLine, Mark
from station.ui.views.frame import Action
from station.ui.widgets.basic.button import Button
from station.ui.widgets.basic.glyph import Picture
from station.ui.widgets.basic.surface import Surface
from station.ui.widgets.basic.tag import Tag
from station.ui.widgets.entry.band_card import BandCard
from station.ui.widgets.entry.list_row import ListRow


def components(theme: Theme, texts: Samples) -> QWidget:
    """Every part that is no frame of its own."""
    frame = framed(theme, texts, synchronised(texts))
    ask = BandCard(theme)
    ask.setFixedHeight(theme.px(132))
    ask.present(
        Band(role="accent", icon="badge", over=texts.station, title=texts.badge, detail=texts.hint[1])
    )
    rows = column(
        theme,
        10,
        _row(theme, *_tags(theme, texts)[:3]),
        _row(theme, *_tags(theme, texts)[3:]),
        _row(theme, *_buttons(theme, texts)),
        ask,
    )
    for line in _lines(texts):
        rows.addWidget(ListRow(theme, line))
    rows.addWidget(_pictures(theme))
    rows.addStretch()
    frame.set_single(holder(rows))
    frame.bar.present(help_bar(texts, 2))
    return frame


def _row(theme: Theme, *widgets: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(12))
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch()
    return made


def _tags(theme: Theme, texts: Samples) -> tuple[Tag, ...]:
    last, ready, short, held = texts.order_tags
    return (
        Tag(theme, "neutral", "clock", last),
        Tag(theme, "ok", "check", ready),
        Tag(theme, "warn", "warn", short),
        Tag(theme, "refuse", "hold", held),
        Tag(theme, "lead", "lead", texts.field_words[3]),
        Tag(theme, "offline", "cloud-off", texts.recent_words[1]),
    )


def _buttons(theme: Theme, texts: Samples) -> tuple[Button, ...]:
    confirm, cancel = texts.quantity[2:]
    actions = (
        Action(id="primary", icon="check", word=confirm, primary=True),
        Action(id="normal", icon="close", word=cancel),
        Action(id="pressed", icon="close", word=cancel),
        Action(id="selected", icon="check", word=confirm, selected=True),
        Action(id="disabled", icon="sign", word=texts.dialog[3], enabled=False),
    )
    buttons = []
    for action in actions:
        button = Button(theme)
        button.present(action)
        button.setDown(action.id == "pressed")
        buttons.append(button)
    return tuple(buttons)


def _lines(texts: Samples) -> tuple[ListLine, ListLine]:
    ready, trouble = texts.scanner, texts.scanner_trouble
    return (
        ListLine(
            id="gun-1",
            mark=Mark("gun", "text"),
            title=ready[0],
            detail=ready[1],
            detail_mark=Mark("check", "oktext"),
            trail=(Mark("right"),),
        ),
        ListLine(
            id="gun-2",
            mark=Mark("gun", "warntext"),
            title=trouble[0],
            detail=trouble[1],
            count="1",
            trail=(Mark("warn", "warntext"), Mark("right")),
            attention=True,
        ),
    )


def _pictures(theme: Theme) -> QWidget:
    card = Surface(theme)
    row = QHBoxLayout(card)
    for path in sorted((FOLDER / "pictures").glob("*.svg")):
        picture = Picture(theme, 72)
        picture.present(path.stem)
        row.addWidget(picture)
    return card
