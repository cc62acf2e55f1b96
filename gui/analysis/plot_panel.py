"""What the plots of this tab share: heading, readout, colours of the theme, mouse and keyboard."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.theme import GRID, OKABE_ITO, Theme
from gui.widgets.fields import QuietComboBox
from gui.widgets.focus_plot import FocusPlot
from gui.widgets.heading import Heading

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ZOOM = 1.25

MARK = OKABE_ITO[4]
"""Vermilion stands out from the usual colour map and from blue bars."""


class KeyPlot(FocusPlot):
    """A plot that can be walked with the arrow keys, zoomed with + and -, and shown whole with 0.

    Signals
    -------
    stepped(int, int)
        Columns and rows to move.
    entered()
        Open what is chosen.
    whole_asked()
    pointed(QPointF)
        The mouse is at this place, in plot coordinates.
    pressed(QPointF), opened(QPointF)
        It was clicked there, or clicked twice.
    left()
        The mouse left.
    """

    stepped = Signal(int, int)
    entered = Signal()
    whole_asked = Signal()
    pointed = Signal(QPointF)
    pressed = Signal(QPointF)
    opened = Signal(QPointF)
    left = Signal()

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(theme, title)
        self.scene().sigMouseMoved.connect(self._move)
        self.scene().sigMouseClicked.connect(self._click)

    @Slot(object)
    def _move(self, position: QPointF) -> None:
        self.pointed.emit(self.item.vb.mapSceneToView(position))

    @Slot(object)
    def _click(self, event: object) -> None:
        if event.button() == Qt.MouseButton.LeftButton:  # type: ignore[attr-defined]
            signal = self.opened if event.double() else self.pressed  # type: ignore[attr-defined]
            signal.emit(self.item.vb.mapSceneToView(event.scenePos()))  # type: ignore[attr-defined]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            super().keyPressEvent(event)
        elif key in _STEPS:
            self.stepped.emit(*_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self._zoom(1 / _ZOOM if key == Qt.Key.Key_Plus else _ZOOM)
        elif key == Qt.Key.Key_0:
            self.whole_asked.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _zoom(self, factor: float) -> None:
        across, along = self.item.vb.state["mouseEnabled"]
        self.item.vb.scaleBy(x=factor if across else None, y=factor if along else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()


class PlotPanel(QWidget):
    """A heading with room for controls, the plot, and below it one line: what the mouse is on, and a note on the whole.

    Signals
    -------
    class_chosen(int), class_opened(int)
        Index of a class the user pointed out, or wants to see where it comes from.
    """

    class_chosen = Signal(int)
    class_opened = Signal(int)

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self.theme = theme
        self.names: tuple[str, ...] = ()
        self.chosen: int | None = None
        heading = Heading(title)
        # As high as the headings beside a list, so that the plots begin on one line.
        heading.setMinimumHeight(QuietComboBox().sizeHint().height())
        self.header = QHBoxLayout()
        self.header.setSpacing(GRID)
        self.header.addWidget(heading)
        self.header.addStretch(1)
        self.plot = KeyPlot(theme, title)
        self.readout = QLabel()
        self.readout.setFont(theme.numbers_font())
        self.readout.setTextFormat(Qt.TextFormat.PlainText)
        self.readout.setMinimumWidth(1)
        self.note = QLabel()
        self.note.setFont(theme.numbers_font())
        self.note.setProperty("muted", "true")
        self.note.hide()
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.readout, 1)
        line.addWidget(self.note)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(GRID // 2)
        self.rows.addLayout(self.header)
        self.rows.addWidget(self.plot, 1)
        self.rows.addLayout(line)
        self.plot.pointed.connect(self._point)
        self.plot.left.connect(self.describe_choice)
        self.plot.pressed.connect(self.press)
        self.plot.stepped.connect(self.step)
        self.plot.entered.connect(self._open_chosen)
        self.plot.opened.connect(self._open_at)
        self.plot.whole_asked.connect(self.show_whole)
        theme.changed.connect(self._follow_theme)

    # ------------------------------------------------------------------ what is said

    def read(self, text: str) -> None:
        """Say what the mouse, or the selection, is on."""
        self.readout.setText(text)
        self.plot.setAccessibleDescription(text)

    def take_note(self, text: str, about: str) -> None:
        """Say something of all that is shown, and at length what it means; nothing where the text is empty."""
        self.note.setText(text)
        self.note.setToolTip(about)
        self.note.setVisible(bool(text))

    def describe_class(self, index: int) -> str:
        """Return a class and what is shown of it in words."""
        return self.tr("Class {0}").format(self.names[index])

    def describe_whole(self) -> str:
        """Return in words what is shown while no class is chosen."""
        return ""

    def describe_at(self, position: QPointF) -> str | None:
        """Return in words what is at a place of the plot, None where there is nothing."""
        index = self.class_at(position)
        return None if index is None else self.describe_class(index)

    @Slot()
    def describe_choice(self) -> None:
        """Say what is chosen."""
        if self.chosen is not None and self.chosen < len(self.names):
            self.read(self.describe_class(self.chosen))
        else:
            self.read(self.describe_whole())

    @Slot(QPointF)
    def _point(self, position: QPointF) -> None:
        text = self.describe_at(position)
        if text is None:
            self.describe_choice()
        else:
            self.read(text)

    # ------------------------------------------------------------------ what is chosen and opened

    def class_at(self, _position: QPointF) -> int | None:
        """Return the class at a place of the plot, None where there is none."""
        return None

    @Slot(QPointF)
    def press(self, position: QPointF) -> None:
        """Choose what is at a place of the plot."""
        index = self.class_at(position)
        if index is not None:
            self.class_chosen.emit(index)

    @Slot(int, int)
    def step(self, _columns: int, _rows: int) -> None:
        """Choose what lies so many columns and rows beside what is chosen."""

    def walk(self, order: NDArray[np.int64], steps: int) -> None:
        """Choose the class so many places further on in `order`, at most the last; the first where none is chosen."""
        if len(order):
            places = np.flatnonzero(order == self.chosen) if self.chosen is not None else np.zeros(0, np.int64)
            place = int(places[0]) + steps if len(places) else 0
            self.class_chosen.emit(int(order[min(max(place, 0), len(order) - 1)]))

    @Slot()
    def _open_chosen(self) -> None:
        if self.chosen is not None:
            self.class_opened.emit(self.chosen)

    @Slot(QPointF)
    def _open_at(self, position: QPointF) -> None:
        index = self.class_at(position)
        if index is not None:
            self.class_opened.emit(index)

    # ------------------------------------------------------------------ how it looks

    @Slot()
    def show_whole(self) -> None:
        """Zoom out until everything is seen."""

    @Slot()
    def _follow_theme(self) -> None:
        # The theme outlives the window, and PySide keeps a connection to a slot that a subclass overrides even when
        # the widget is gone; one to a slot of this class alone ends with it.
        self.restyle()

    @Slot()
    def restyle(self) -> None:
        """Take over the colours in force."""
        self.plot.setBackground(self.theme.color("base"))
        for side in ("left", "bottom"):
            self._restyle_axis(self.plot.item.getAxis(side))

    def _restyle_axis(self, axis: pg.AxisItem) -> None:
        axis.setPen(self.theme.color("border"))
        axis.setTextPen(self.theme.color("muted"))
        axis.setTickPen(self.theme.color("border"))
