"""What the plots of this tab share: heading, readout, colours of the theme, keyboard."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from gui.analysis.colour_row import ColourRow
from gui.analysis.fitted_labels import FittedLabels
from gui.analysis.level_image import LevelImage
from gui.analysis.levels import Levels
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
"""Vermilion stands out from both colour maps and from blue bars."""


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
    """A heading with room for controls, the plot, and below it one line that says what the mouse is on.

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
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(GRID // 2)
        self.rows.addLayout(self.header)
        self.rows.addWidget(self.plot, 1)
        self.rows.addWidget(self.readout)
        self.plot.left.connect(self.describe_choice)
        self.plot.entered.connect(self._open_chosen)
        self.plot.opened.connect(self._open_at)
        self.plot.whole_asked.connect(self.show_whole)
        theme.changed.connect(self.restyle)

    def read(self, text: str) -> None:
        """Say what the mouse, or the selection, is on."""
        self.readout.setText(text)
        self.plot.setAccessibleDescription(text)

    def class_at(self, _position: QPointF) -> int | None:
        """Return the class at a place of the plot, None where there is none."""
        return None

    @Slot()
    def show_whole(self) -> None:
        """Zoom out until everything is seen."""

    @Slot()
    def _open_chosen(self) -> None:
        if self.chosen is not None:
            self.class_opened.emit(self.chosen)

    @Slot(QPointF)
    def _open_at(self, position: QPointF) -> None:
        index = self.class_at(position)
        if index is not None:
            self.class_opened.emit(index)

    @Slot()
    def describe_choice(self) -> None:
        """Say what is selected."""

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


class PicturePanel(PlotPanel):
    """A plot of one picture in colours, with its colour bar, top row first."""

    def __init__(self, theme: Theme, title: str, colours: str, *, own: bool = False) -> None:
        super().__init__(theme, title)
        self.colour_row = ColourRow(colours, own=own)
        self.colour_row.hide()
        self.colour_button = QToolButton()
        self.colour_button.setIcon(theme.icon("sliders-horizontal"))
        self.colour_button.setCheckable(True)
        self.colour_button.setToolTip(self.tr("Colours and scale of the heat map"))
        self.colour_button.setAccessibleName(self.colour_button.toolTip())
        self.colour_button.toggled.connect(self.colour_row.setVisible)
        self.header.addWidget(self.colour_button)
        self.rows.insertWidget(1, self.colour_row)
        item = self.plot.item
        item.vb.setAspectLocked(True)
        item.vb.invertY(True)
        item.vb.setDefaultPadding(0.01)
        # Room for the outermost numbers of the colour bar.
        item.setContentsMargins(GRID // 2, GRID, 0, GRID)
        self.image = LevelImage()
        item.addItem(self.image)
        self.labels = FittedLabels(theme.numbers_font(scale=0.85))
        item.addItem(self.labels)
        self.mark = pg.PlotCurveItem()
        self.mark.setZValue(20)
        item.addItem(self.mark)
        self.colours = self.colour_row.color_map
        self.limits = (0.0, 1.0)
        self.bar = pg.ColorBarItem(values=(0, 1), colorMap=self.colours, interactive=False, width=12)
        # The picture colours itself; the bar only stands beside it.
        self.bar.setImageItem([], insert_in=item)
        self.colour_row.changed.connect(self.restyle)

    def show_picture(self, source: Levels, top: float) -> None:
        """Show a picture, whose values reach from 0 to `top`, on the scale chosen."""
        self.limits = self.colour_row.limits(top)
        self.image.show_source(source, self.limits)
        self.bar.setLevels(self.limits)

    @Slot()
    def show_whole(self) -> None:
        self.plot.item.vb.setRange(self.image.boundingRect(), padding=0.01)

    def mark_box(self, x: float, y: float, width: float, height: float) -> None:
        """Draw a frame around a part of the picture."""
        self.mark.setData([x, x + width, x + width, x, x], [y, y, y + height, y + height, y])

    def reveal(self, box: QRectF) -> None:
        """Move what is seen, as far as need be, until `box` is in it."""
        view = self.plot.item.vb
        seen = view.viewRect()
        right = _missing(seen.left(), seen.right(), box.left(), box.right())
        down = _missing(seen.top(), seen.bottom(), box.top(), box.bottom())
        if right or down:
            view.translateBy(x=right, y=down)

    def inks(self, values: NDArray[np.float64]) -> list[QColor]:
        """Return black or white, whichever reads better on the colour of each value."""
        low, high = self.limits
        shown = self.colours.map(np.clip((values - low) / (high - low), 0, 1), mode="byte")
        black, white = QColor("#000000"), QColor("#ffffff")
        return [black if light else white for light in (shown[:, :3] @ (0.299, 0.587, 0.114) > 140).tolist()]

    @Slot()
    def restyle(self) -> None:
        super().restyle()
        self.colours = self.colour_row.color_map
        self.image.set_colours(self.colours)
        self.bar.setColorMap(self.colours)
        self._restyle_axis(self.bar.axis)
        self.mark.setPen(pg.mkPen(MARK, width=2))


def _missing(low: float, high: float, first: float, last: float) -> float:
    """Return how far low to high must move to hold first to last."""
    return first - low if first < low else max(0.0, last - high)
