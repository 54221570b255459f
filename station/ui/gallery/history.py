"""The list of past entries as a whole example frame."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from station.ui.gallery.parts import CODES, column, framed, holder, synchronised
from station.ui.gallery.samples import Samples
from station.ui.theme.theme import Theme
from station.ui.views.entry import ListLine, Mark
from station.ui.views.frame import Action, Bar
from station.ui.views.work import Fact, FactSheet
from station.ui.widgets.basic.button import Button
from station.ui.widgets.entry.list_row import ListRow
from station.ui.widgets.work.fact_card import FactCard

_ENTRIES = (
    ("14:32", CODES[0], Mark("saved", "oktext")),
    ("14:31", "TC300-26K-004126", Mark("saved", "oktext")),
    ("14:30", "L260511-TG-02", Mark("refuse", "refusetext")),
    ("14:27", "TC300-26K-004124", Mark("lead", "leadtext")),
    ("14:24", "TC300-26K-004123", Mark("rework", "warntext")),
    ("14:21", CODES[1], Mark("edit", "accenttext")),
)


def history(theme: Theme, texts: Samples) -> QWidget:
    """What was done this shift, one entry opened."""
    frame = framed(theme, texts, synchronised(texts))
    rows = column(theme, 10)
    for (time, code, mark), (detail, word) in zip(_ENTRIES, texts.history, strict=True):
        newest = code == CODES[0]
        line = ListLine(
            id=code,
            mark=mark,
            title=code,
            detail=detail,
            time=time,
            word=word,
            word_role=mark.role,
            trail=(Mark("cloud-up", "offlinetext") if newest else Mark("cloud-ok"),),
            code=True,
            selected=newest,
        )
        rows.addWidget(ListRow(theme, line))
    rows.addStretch()
    frame.set_columns(holder(rows), _entry(theme, texts), right_width=356)
    back, problems, note = texts.history_bar
    frame.bar.present(
        Bar(
            back=Action(id="back", icon="left", word=back),
            actions=(Action(id="problems", icon="filter", word=problems, selected=True),),
            end=Action(id="help", icon="help", word=texts.actions[4]),
            note=note,
        )
    )
    return frame


def _entry(theme: Theme, texts: Samples) -> QWidget:
    facts = tuple(Fact(label, value, code=index < 3) for index, (label, value) in enumerate(texts.entry))
    card = FactCard(theme, FactSheet(title=CODES[0], icon="saved", facts=facts))
    buttons = []
    for icon, word in zip(("edit", "print", "graph"), texts.entry_actions, strict=True):
        button = Button(theme, height=64)
        button.present(Action(id=icon, icon=icon, word=word))
        buttons.append(button)
    pair = QHBoxLayout()
    pair.setSpacing(theme.px(12))
    pair.addWidget(buttons[0])
    pair.addWidget(buttons[1])
    card.foot.addLayout(pair)
    card.foot.addWidget(buttons[2])
    return card
