"""The status bar's middle: what runs now, how far it is, how long it takes, pause and stop."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from gui.quantities import time_text
from gui.services import Activity, Hub
from gui.theme import GRID, Theme


class ActivityBar(QWidget):
    """Shows the newest running activity; the others are counted."""

    def __init__(self, hub: Hub, theme: Theme) -> None:
        super().__init__()
        self._hub = hub
        self._activities: dict[str, Activity] = {}
        self._text = QLabel()
        self._bar = QProgressBar()
        self._bar.setFixedWidth(180)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._left = QLabel()
        self._left.setFont(theme.numbers_font())
        self._pause = self._button(theme, "pause", self.tr("Pause or go on"))
        self._stop = self._button(theme, "square", self.tr("Stop"))
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, 0, GRID, 0)
        row.setSpacing(GRID)
        for widget in (self._text, self._bar, self._left, self._pause, self._stop):
            row.addWidget(widget)
        self._pause.clicked.connect(self._ask_pause)
        self._stop.clicked.connect(self._ask_stop)
        # The page above must not jump when work begins.
        self.setFixedHeight(self._stop.sizeHint().height())
        hub.activity.connect(self.update_activity)
        self._refresh()

    def _button(self, theme: Theme, icon: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(theme.icon(icon))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    @Slot(object)
    def update_activity(self, activity: Activity) -> None:
        """Take over what `activity` says."""
        if activity.running:
            self._activities[activity.key] = activity
        else:
            self._activities.pop(activity.key, None)
        self._refresh()

    def _current(self) -> Activity | None:
        return next(reversed(self._activities.values()), None)

    def _refresh(self) -> None:
        activity = self._current()
        for widget in (self._bar, self._left, self._stop):
            widget.setVisible(activity is not None)
        self._pause.setVisible(activity is not None and (activity.pausable or activity.key.startswith("training")))
        if activity is None:
            self._text.setText(self.tr("Ready"))
            return
        more = len(self._activities) - 1
        self._text.setText(activity.text + (self.tr("  (+{0} more)").format(more) if more else ""))
        self._bar.setRange(0, 0 if activity.fraction is None else 1000)
        if activity.fraction is not None:
            self._bar.setValue(round(1000 * activity.fraction))
        self._left.setText(self._progress_text(activity))

    def _progress_text(self, activity: Activity) -> str:
        # Beside the bar: on it, no colour is read well both on the done part and on the rest.
        parts = [] if activity.fraction is None else [f"{activity.fraction:.0%}"]
        if activity.remaining_s is not None:
            parts.append(self.tr("{0} left").format(time_text(activity.remaining_s)))
        return "  ·  ".join(parts)

    @Slot()
    def _ask_pause(self) -> None:
        activity = self._current()
        if activity is not None:
            self._hub.pause_requested.emit(activity.key)

    @Slot()
    def _ask_stop(self) -> None:
        activity = self._current()
        if activity is not None:
            self._hub.stop_requested.emit(activity.key)
