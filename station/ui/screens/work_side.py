"""The right column of a step: progress, what was saved last, what only this station has."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.ui.screens.screen import GAP
from station.ui.theme.theme import Theme
from station.ui.viewmodels.work.view import WorkView
from station.ui.widgets.work.camera_view import BESIDE, CameraView
from station.ui.widgets.work.offline_card import OfflineCard
from station.ui.widgets.work.progress_card import ProgressCard
from station.ui.widgets.work.recent_list import RecentList


class WorkSide(QWidget):
    """While the line is cut, progress makes room for the card that says so."""

    history_asked = Signal()
    camera_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._offline = OfflineCard(theme)
        self._progress = ProgressCard(theme)
        self._compact = ProgressCard(theme, compact=True)
        self._recent: RecentList | None = None
        self.camera = CameraView(theme)
        self.camera.setFixedHeight(theme.px(BESIDE))
        self.camera.clicked.connect(self.camera_asked)
        self.camera.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(GAP))
        for card in (self._offline, self._progress, self._compact):
            self._column.addWidget(card)

    def present(self, view: WorkView, shown: WorkView | None) -> None:
        """Show what has changed."""
        if self._recent is None:
            self._recent = RecentList(self._theme, view.recent_title)
            self._recent.setObjectName("recent")
            self._recent.clicked.connect(self.history_asked)
            self._column.addWidget(self._recent, 1)
            self._column.addWidget(self.camera)
        cut = view.offline is not None
        if shown is None or cut != (shown.offline is not None):
            self._offline.setVisible(cut)
            self._compact.setVisible(cut)
            self._progress.setVisible(not cut)
        if shown is None or view.camera != shown.camera:
            self.camera.setVisible(view.camera is not None)
            if view.camera is not None:
                self.camera.word(view.camera)
        if view.offline is not None and (shown is None or view.offline != shown.offline):
            self._offline.present(view.offline)
        if shown is None or view.progress != shown.progress or cut != (shown.offline is not None):
            (self._compact if cut else self._progress).present(view.progress)
        if shown is not None and view.recent_title != shown.recent_title:
            self._recent.entitle(view.recent_title)
        if shown is None or view.recent != shown.recent:
            self._recent.present(view.recent)
