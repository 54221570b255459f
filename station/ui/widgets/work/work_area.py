"""The left column while a step is worked: prompt above, reading and fields below, verdict over the upper part."""

from PySide6.QtWidgets import QWidget

from station.ui.theme.theme import Theme
from station.ui.views.frame import Action
from station.ui.views.work import Prompt, Reading, ReadingState, StepCell, Verdict
from station.ui.widgets.work.choice_card import ChoiceCard
from station.ui.widgets.work.prompt_card import PromptCard
from station.ui.widgets.work.reading_card import ReadingCard
from station.ui.widgets.work.step_row import HEIGHT, StepRow
from station.ui.widgets.work.verdict_panel import VerdictPanel

_READING = 172
_GAP = 12


class WorkArea(QWidget):
    """Prompt, reading card and field row at places that never change; the verdict covers the first two.

    A question with answers to choose from stands in the prompt's place.
    A saved piece covers the field row as well: its fields are all done.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.prompt = PromptCard(theme, self)
        self.choices = ChoiceCard(theme, self)
        self.reading = ReadingCard(theme, self)
        self.steps = StepRow(theme, self)
        self.verdict = VerdictPanel(theme, self)
        self.verdict.hide()
        self._saved = False
        self._asks = False

    def present_prompt(self, prompt: Prompt, answers: tuple[Action, ...] = ()) -> None:
        """Show what to do now, with the answers to choose from if there are any."""
        self._asks = bool(answers)
        if answers:
            self.choices.present(prompt, answers)
        else:
            self.prompt.present(prompt)
        self._arrange()

    def present_reading(self, reading: Reading) -> None:
        """Show the last reading in its place."""
        self._saved = reading.state is ReadingState.SAVED
        self.reading.present(reading)
        self._arrange()

    def present_steps(self, cells: tuple[StepCell, ...]) -> None:
        """Show the fields."""
        self.steps.present(cells)

    def present_verdict(self, verdict: Verdict | None) -> None:
        """Cover prompt and reading with a verdict, or uncover them again."""
        if verdict is not None:
            self.verdict.present(verdict)
        self.verdict.setVisible(verdict is not None)
        self._arrange()

    def resizeEvent(self, event: object) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Place everything anew."""
        self._arrange()

    def _arrange(self) -> None:
        px = self._theme.px
        steps_top = self.height() - px(HEIGHT)
        reading_top = steps_top - px(_GAP) - px(_READING)
        covers_steps = self._saved and self.verdict.isHidden()
        reading_bottom = self.height() if covers_steps else steps_top - px(_GAP)
        for card in (self.prompt, self.choices):
            card.setGeometry(0, 0, self.width(), reading_top - px(_GAP))
        self.reading.setGeometry(0, reading_top, self.width(), reading_bottom - reading_top)
        self.steps.setGeometry(0, steps_top, self.width(), px(HEIGHT))
        self.verdict.setGeometry(0, 0, self.width(), steps_top - px(_GAP))
        self.prompt.setVisible(self.verdict.isHidden() and not self._asks)
        self.choices.setVisible(self.verdict.isHidden() and self._asks)
        self.reading.setVisible(self.verdict.isHidden())
        self.steps.setVisible(not covers_steps)
