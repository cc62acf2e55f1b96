"""The line under the thumbnails: which keys judge, what was judged so far, and where to go from there."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from engine.categories.marks import Pick
from gui.explorer.session import ExplorerSession
from gui.theme import GRID, Theme


class CullBar(QWidget):
    """Counts what is kept, rejected and rated in the set that is shown."""

    def __init__(self, session: ExplorerSession, theme: Theme, actions: list[QAction]) -> None:
        super().__init__()
        self._session = session
        self._counts = QLabel()
        self._counts.setFont(theme.numbers_font(scale=0.85))
        self._counts.setProperty("muted", "true")
        self._keys = QLabel(self.tr("0–5 rate · K keep · X reject · U clear · Space compare"))
        self._keys.setProperty("caption", "true")
        self._keys.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._keys.setToolTip(
            self.tr("These keys work on the selected thumbnails; with Shift, the selection does not go on.")
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, GRID // 2)
        row.setSpacing(GRID)
        row.addWidget(self._keys, 1)
        row.addWidget(self._counts)
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setIconSize(QSize(18, 18))
            button.setAccessibleName(action.text())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(0)
        self._wait.timeout.connect(self._count)
        session.marks_changed.connect(self._later)
        session.opened.connect(self._later)
        self._count()

    @Slot()
    def _later(self) -> None:
        self._wait.start()

    @Slot()
    def _count(self) -> None:
        kept = rejected = rated = 0
        for entry in self._session.entries(self._session.current_source):
            mark = self._session.mark(entry)
            kept += mark.pick is Pick.KEEP
            rejected += mark.pick is Pick.REJECT
            rated += mark.rating > 0
        parts = [
            (kept, self.tr("{0:,} kept")),
            (rejected, self.tr("{0:,} rejected")),
            (rated, self.tr("{0:,} rated")),
        ]
        self._counts.setText(" · ".join(text.format(count) for count, text in parts if count))

    @property
    def text(self) -> str:
        """What is counted."""
        return self._counts.text()
