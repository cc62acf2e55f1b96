"""What the plots of this tab share: heading, readout, colours of the theme, keyboard."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QTransform
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStyleOptionGraphicsItem, QToolButton, QVBoxLayout, QWidget

from gui.analysis.colour_row import ColourRow
from gui.theme import GRID, OKABE_ITO, Theme
from gui.widgets.fields import QuietComboBox
from gui.widgets.focus_plot import FocusPlot

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


MARK = OKABE_ITO[4]
"""Vermilion stands out from both colour maps and from blue bars."""


class KeyPlot(FocusPlot):
    """A plot that can be walked with the arrow keys and shows that it has the focus.

    Signals
    -------
    stepped(int, int)
        Columns and rows to move.
    pointed(QPointF)
        The mouse is at this place, in plot coordinates.
    pressed(QPointF)
        It was clicked there.
    left()
        The mouse left.
    """

    stepped = Signal(int, int)
    pointed = Signal(QPointF)
    pressed = Signal(QPointF)
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
            self.pressed.emit(self.item.vb.mapSceneToView(event.scenePos()))  # type: ignore[attr-defined]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        self.stepped.emit(*step)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()


class PlotPanel(QWidget):
    """A heading with room for controls, the plot, and below it one line that says what the mouse is on.

    Signals
    -------
    class_chosen(int)
        Index of a class the user pointed out.
    """

    class_chosen = Signal(int)

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self.theme = theme
        self.names: tuple[str, ...] = ()
        self.chosen: int | None = None
        heading = QLabel(title)
        heading.setProperty("heading", "true")
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
        theme.changed.connect(self.restyle)

    def read(self, text: str) -> None:
        """Say what the mouse, or the selection, is on."""
        self.readout.setText(text)
        self.plot.setAccessibleDescription(text)

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
        self.image = pg.ImageItem(axisOrder="row-major")
        item.addItem(self.image)
        self.labels = FittedLabels(theme.numbers_font(scale=0.85))
        item.addItem(self.labels)
        self.mark = pg.PlotCurveItem()
        self.mark.setZValue(20)
        item.addItem(self.mark)
        self.colours = self.colour_row.color_map
        self.limits = (0.0, 1.0)
        self.bar = pg.ColorBarItem(values=(0, 1), colorMap=self.colours, interactive=False, width=12)
        self.bar.setImageItem(self.image, insert_in=item)
        self.colour_row.changed.connect(self.restyle)

    def show_picture(self, picture: NDArray[np.float32], top: float) -> None:
        """Show `picture`, which reaches from 0 to `top`, on the scale chosen; NaN is left blank."""
        self.limits = self.colour_row.limits(top)
        self.image.setImage(picture, autoLevels=False, levels=self.limits)
        self.bar.setLevels(self.limits)

    def mark_box(self, x: float, y: float, width: float, height: float) -> None:
        """Draw a frame around a part of the picture."""
        self.mark.setData([x, x + width, x + width, x, x], [y, y, y + height, y + height, y])

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
        self.bar.setColorMap(self.colours)
        self._restyle_axis(self.bar.axis)
        self.mark.setPen(pg.mkPen(MARK, width=2))


class FittedLabels(pg.GraphicsObject):
    """Texts in boxes of a plot, in a size that does not zoom; drawn where they fit and only where visible."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self._font = font
        self._metrics = QFontMetricsF(font)
        self._boxes = np.zeros((0, 4))
        self._texts: Sequence[str] = ()
        self._colours: Sequence[QColor] = ()
        self._shortest = 24.0
        self.setZValue(10)

    def set_labels(
        self, boxes: NDArray[np.float64], texts: Sequence[str], colours: Sequence[QColor], shortest: float = 24.0
    ) -> None:
        """Replace the labels: boxes (N, 4) as x, y, width, height; none is drawn in fewer pixels than `shortest`."""
        self.prepareGeometryChange()
        self._boxes, self._texts, self._colours, self._shortest = boxes, texts, colours, shortest
        self.update()

    def boundingRect(self) -> QRectF:
        if not len(self._boxes):
            return QRectF()
        low = self._boxes[:, :2].min(axis=0)
        high = (self._boxes[:, :2] + self._boxes[:, 2:]).max(axis=0)
        return QRectF(low[0], low[1], *(high - low))

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        view = self.getViewBox()
        if view is None or not len(self._boxes):
            return
        transform = painter.worldTransform()
        first = transform.mapRect(QRectF(*self._boxes[0]))
        if first.width() < self._shortest or first.height() < self._metrics.capHeight() + 2:
            return
        shown = view.viewRect()
        x, y, width, height = self._boxes.T
        seen = (x + width > shown.left()) & (x < shown.right()) & (y + height > shown.top()) & (y < shown.bottom())
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setFont(self._font)
        for index in np.flatnonzero(seen).tolist():
            box = transform.mapRect(QRectF(*self._boxes[index]))
            text = self._metrics.elidedText(self._texts[index], Qt.TextElideMode.ElideMiddle, box.width())
            painter.setPen(self._colours[index])
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)
        painter.restore()
