"""The three verdicts as whole example frames, and a lead who confirms what was typed."""

from PySide6.QtWidgets import QWidget

from station.ui.gallery.parts import CODES, cells, framed, help_bar, judged, synchronised
from station.ui.gallery.samples import Samples
from station.ui.theme.theme import Theme
from station.ui.views.entry import KeypadContent, KeypadKind
from station.ui.views.frame import Action
from station.ui.views.text import Run
from station.ui.views.work import Fact, Prompt, Reading, ReadingState, StepState, Verdict, VerdictKind
from station.ui.widgets.entry.keypad import Keypad
from station.ui.widgets.work.work_area import WorkArea


def refused(theme: Theme, texts: Samples) -> QWidget:
    """The lot must not be used."""
    word, thing, sentence, way = texts.refuse
    facts = (
        Fact(texts.refuse_facts[0], "L260511-TG-02", code=True),
        Fact(texts.refuse_facts[1], "2026-11-10"),
    )
    verdict = Verdict(
        kind=VerdictKind.REFUSE,
        word=word,
        thing=thing,
        sentence=sentence,
        way=way,
        recorded=texts.recorded,
        facts=facts,
        actions=(Action(id="again", icon="scan", word=texts.verdict_actions[0]),),
    )
    return judged(theme, texts, verdict, StepState.REFUSED, "lot.not-expired", 3)


def warned(theme: Theme, texts: Samples) -> QWidget:
    """The lot may be used, but another one should be."""
    word, sentence, way = texts.warn
    codes = ("L261012-TG-05", "L260930-TG-11")
    facts = tuple(
        Fact(label, (Run(code, code=True), Run(f"　{value}")))
        for code, (label, value) in zip(codes, texts.warn_facts, strict=True)
    )
    verdict = Verdict(
        kind=VerdictKind.WARN,
        word=word,
        thing=texts.refuse[1],
        sentence=sentence,
        way=way,
        recorded=texts.recorded,
        facts=facts,
        actions=(
            Action(id="again", icon="scan", word=texts.verdict_actions[1]),
            Action(id="use", icon="check", word=texts.verdict_actions[2]),
        ),
    )
    return judged(theme, texts, verdict, StepState.WARNED, "lot.fefo", 2)


def needs_lead(theme: Theme, texts: Samples) -> QWidget:
    """A lead must decide."""
    word, sentence, way = texts.lead
    (scanned, lot, code), (preferred, rest) = texts.lead_facts
    verdict = Verdict(
        kind=VerdictKind.LEAD,
        word=word,
        thing=texts.relay[0],
        sentence=sentence,
        way=way,
        way_icon="badge",
        facts=(
            Fact(scanned, (Run("RL24-16A", code=True), Run(f"　{lot}"), Run(code, code=True))),
            Fact(preferred, (Run("RL24-10A", code=True), Run(f"　{rest}"))),
        ),
        actions=(
            Action(id="aside", icon="set-aside", word=texts.verdict_actions[3]),
            Action(id="again", icon="close", word=texts.verdict_actions[4]),
        ),
    )
    return judged(theme, texts, verdict, StepState.NEEDS_LEAD, "bom.substitute", 1)


def lead_confirms(theme: Theme, texts: Samples) -> QWidget:
    """A board's number was typed; the lead beside has shown a badge and got the PIN wrong once."""
    over, what, where, word, facts, wrong, confirm = texts.lead_confirms
    frame = framed(theme, texts, synchronised(texts))
    area = WorkArea(theme)
    area.present_prompt(Prompt(over=over, what=what, where=where, icon="lead"))
    typed = Reading(state=ReadingState.TYPED, word=word, field=texts.fields[0], code=CODES[0], facts=facts)
    area.present_reading(typed)
    area.present_steps(cells(texts, 0, StepState.NEEDS_LEAD, texts.field_words[3]))
    pin = Keypad(theme, KeypadKind.PIN)
    back = texts.pin[3]
    pin.present(
        KeypadContent(title="PIN", detail=wrong, confirm=confirm, back=back, value="PIN", trouble=True)
    )
    frame.set_columns(area, pin)
    frame.bar.present(help_bar(texts, 1))
    return frame
