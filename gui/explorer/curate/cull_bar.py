"""The line under the thumbnails: which keys judge, what was judged so far, and where to go from there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from engine.categories.marks import Mark, Pick
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
        self._times: Counter[str] = Counter()
        self._known: dict[str, Mark] = {}
        self._tally: Counter[Mark] = Counter()
        session.marks_changed.connect(self._recount)
        session.opened.connect(self._count)
        self._count()

    @Slot()
    def _count(self) -> None:
        """Count the whole set."""
        entries = self._session.entries(self._session.current_source)
        self._times = Counter(entry.key.identity for entry in entries)
        self._known = {}
        self._tally = Counter()
        self._recount(self._times.keys() & set(self._session.marked()))

    @Slot(object)
    def _recount(self, identities: Iterable[str]) -> None:
        """Count what has changed: a set may hold a hundred thousand."""
        for identity in identities:
            times = self._times.get(identity, 0)
            if times:
                before, after = self._known.get(identity), self._session.mark_of(identity)
                if before is not None:
                    self._tally[before] -= times
                self._tally[after] += times
                self._known[identity] = after
        sums = (
            (self.tr("{0:,} kept"), sum(n for mark, n in self._tally.items() if mark.pick is Pick.KEEP)),
            (self.tr("{0:,} rejected"), sum(n for mark, n in self._tally.items() if mark.pick is Pick.REJECT)),
            (self.tr("{0:,} rated"), sum(n for mark, n in self._tally.items() if mark.rating)),
        )
        self._counts.setText(" · ".join(text.format(count) for text, count in sums if count))

    @property
    def text(self) -> str:
        """What is counted."""
        return self._counts.text()
