"""One category of a comparison: its picture, sharpening; its measures; its mark."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from engine.categories.marks import Mark, Pick
from engine.ifs.category import Category
from engine.progress import Control, Report
from engine.render.settings import RenderSettings, Style
from gui.explorer.curate.stars import Stars
from gui.explorer.entries import Entry
from gui.services import Services
from gui.theme import GRID, Theme
from gui.widgets.pictures import density_pixels, rgb_image, training_pixels

if TYPE_CHECKING:
    from engine.ifs.measures import Measures
    from engine.render.density import DensityAccumulator

_EDGES = (192, 256, 384, 512, 768)
_FIRST_POINTS = 65_536
_LAST_POINTS = 4_194_304
_PORTION = 262_144


@dataclass(frozen=True, slots=True)
class Window:
    """The part of each picture that is shown: lower left corner and edge as shares of the whole."""

    x: float = 0.0
    y: float = 0.0
    edge: float = 1.0

    def zoomed(self, factor: float, x: float, y: float) -> Window:
        """Return the window enlarged by `factor` about a place given in shares of the window."""
        edge = min(1.0, max(1 / 64, self.edge / factor))
        left = self.x + x * (self.edge - edge)
        low = self.y + y * (self.edge - edge)
        return Window(min(max(left, 0.0), 1.0 - edge), min(max(low, 0.0), 1.0 - edge), edge)

    def moved(self, x: float, y: float) -> Window:
        """Return the window moved by shares of itself."""
        left, low = self.x + x * self.edge, self.y + y * self.edge
        return Window(min(max(left, 0.0), 1.0 - self.edge), min(max(low, 0.0), 1.0 - self.edge), self.edge)


@dataclass(frozen=True, eq=False, slots=True)
class Question:
    """What to draw: density pictures where `style` is None, else images as training sees them."""

    categories: tuple[Category, ...]
    style: Style | None
    size: int
    window: Window


@dataclass(frozen=True, eq=False, slots=True)
class Drawn:
    """A picture of the category at `place`: pixels 0xAARRGGBB, shape (S, S), uint32."""

    place: int
    pixels: NDArray[np.uint32]


def draw_compared(
    question: Question,
    *,
    partial: Callable[[Drawn], None],
    report: Report,  # noqa: ARG001
    control: Control,
) -> None:
    """Answer with a picture of each category in turn, then with ever sharper ones until `control` stops them."""
    if question.style is not None:
        for place, category in enumerate(question.categories):
            partial(Drawn(place, _training_image(category, question.style)))
        return

    accumulators: list[DensityAccumulator] = []
    target = _FIRST_POINTS
    while target <= _LAST_POINTS:
        for place, category in enumerate(question.categories):
            if place == len(accumulators):
                accumulators.append(_accumulator(category, question.size, question.window))
            while accumulators[place].points < target:
                accumulators[place].add(min(_PORTION, target - accumulators[place].points))
                control.poll()
            partial(Drawn(place, density_pixels(accumulators[place].picture().values)))
        target *= 4


def _accumulator(category: Category, size: int, window: Window) -> DensityAccumulator:
    from engine.render.density import DensityAccumulator, Frame, Framing

    accumulator = DensityAccumulator(category, size, Framing.TRUE_ASPECT)
    if window == Window():
        return accumulator
    whole = accumulator.frame
    width, height = whole.x_high - whole.x_low, whole.y_high - whole.y_low
    x_low, y_low = whole.x_low + window.x * width, whole.y_low + window.y * height
    frame = Frame(x_low, x_low + window.edge * width, y_low, y_low + window.edge * height)
    return DensityAccumulator(category, size, frame)


def _training_image(category: Category, style: Style) -> NDArray[np.uint32]:
    from engine.render.renderer import render_images

    settings = RenderSettings(style=style, weight_step=None, counts=1, flips=1)
    return training_pixels(render_images([category], [0], [0], settings).images[0])


class ComparedPicture(QWidget):
    """The picture of one category.

    Signals
    -------
    zoomed(float, float, float)
        The user turned the wheel: factor, and where, in shares of the picture from its lower left.
    dragged(float, float)
        The user moved the picture by these shares of it.
    pressed()
    """

    zoomed = Signal(float, float, float)
    dragged = Signal(float, float)
    pressed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image: QImage | None = None
        self._from: QPointF | None = None
        self.setMinimumSize(96, 96)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_pixels(self, pixels: NDArray[np.uint32]) -> None:
        """Show the picture of these colours."""
        self._image = rgb_image(pixels)
        self.update()

    @property
    def image(self) -> QImage | None:
        """The picture shown."""
        return self._image

    @property
    def wanted_size(self) -> int:
        """The edge to draw in, in pixels."""
        edge = round(min(self.width(), self.height()) * self.devicePixelRatioF())
        return next((size for size in _EDGES if size >= edge), _EDGES[-1])

    def _place(self) -> QRect:
        edge = min(self.width(), self.height())
        return QRect((self.width() - edge) // 2, 0, edge, edge)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._image is None:
            painter.fillRect(self._place(), self._theme.color("hover"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._place(), self._image)

    def wheelEvent(self, event: QWheelEvent) -> None:
        place = self._place()
        at = event.position()
        x, y = (at.x() - place.x()) / place.width(), 1 - (at.y() - place.y()) / place.height()
        self.zoomed.emit(1.25 ** (event.angleDelta().y() / 120), min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.position()
        self.pressed.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            by = event.position() - self._from
            self._from = event.position()
            edge = self._place().width()
            self.dragged.emit(-by.x() / edge, by.y() / edge)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._from = None


class ComparedCell(QFrame):
    """Picture, name, stars and measures of one category.

    Signals
    -------
    pressed()
        The user wants to judge this one.
    rated(int)
    """

    pressed = Signal()
    rated = Signal(int)

    def __init__(self, services: Services, entry: Entry, number: int) -> None:
        super().__init__()
        self._theme = services.theme
        self.entry = entry
        self._focused = False
        self._mark = Mark()
        self.picture = ComparedPicture(services.theme)
        self.picture.setAccessibleName(self.tr("Image of {0}").format(entry.key.name))
        self.picture.pressed.connect(self.pressed)
        self._name = QLabel(f"{number}  {entry.key.name}")
        self._name.setFont(services.theme.numbers_font())
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._pick = QLabel()
        self.stars = Stars(services.theme, 17)
        self.stars.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stars.chosen.connect(self.rated)
        head = QHBoxLayout()
        head.setSpacing(GRID // 2)
        head.addWidget(self._name, 1)
        head.addWidget(self._pick)
        head.addWidget(self.stars)
        self.values = MeasureTable(services.theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 4)
        column.setSpacing(2)
        column.addWidget(self.picture, 1)
        column.addLayout(head)
        column.addWidget(self.values)

    def show_mark(self, mark: Mark) -> None:
        """Show what was said of the category."""
        self._mark = mark
        self.stars.show_value(mark.rating)
        icons = {Pick.KEEP: "check", Pick.REJECT: "x"}
        words = {Pick.KEEP: self.tr("kept"), Pick.REJECT: self.tr("rejected")}
        self._pick.setVisible(mark.pick is not Pick.NONE)
        if mark.pick is not Pick.NONE:
            self._pick.setPixmap(self._theme.icon(icons[mark.pick]).pixmap(QSize(16, 16)))
            self._pick.setToolTip(words[mark.pick])
            self._pick.setAccessibleName(words[mark.pick])

    def set_focused(self, focused: bool) -> None:
        """Draw a frame around the one that keys judge."""
        self._focused = focused
        self.update()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.pressed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.color("raised"))
        painter.setPen(QPen(self._theme.color("accent" if self._focused else "border"), 3 if self._focused else 1))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 6, 6)


class MeasureTable(QWidget):
    """Four measures; what differs from the others is bold."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(0)
        self._font = theme.numbers_font(scale=0.85)
        self._bold = theme.numbers_font(scale=0.85)
        self._bold.setBold(True)
        self._labels: dict[str, QLabel] = {}
        for at, (key, text, tip) in enumerate(
            (
                ("lyapunov", self.tr("Lyapunov"), self.tr("Lyapunov exponent")),
                ("fill", self.tr("Fill"), self.tr("Fill rate")),
                ("dimension", self.tr("Dimension"), self.tr("Box dimension")),
                ("divergent", self.tr("Diverging"), self.tr("Variants that diverge")),
            )
        ):
            name = QLabel(text)
            name.setProperty("caption", "true")
            name.setToolTip(tip)
            value = QLabel("\N{EN DASH}")
            value.setFont(self._font)
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            row, column = divmod(at, 2)
            grid.addWidget(name, row, 2 * column)
            grid.addWidget(value, row, 2 * column + 1)
            grid.setColumnStretch(2 * column + 1, 1)
            self._labels[key] = value

    def show_values(self, values: dict[str, float], different: set[str]) -> None:
        """Show the measures, those of `different` in bold."""
        for key, label in self._labels.items():
            label.setText(_formatted(key, values[key]))
            label.setFont(self._bold if key in different else self._font)
            label.setToolTip(self.tr("Differs between the categories compared") if key in different else "")

    def text(self, key: str) -> str:
        """Return what is shown of a measure."""
        return self._labels[key].text()

    def stands_out(self, key: str) -> bool:
        """Return whether a measure is shown as different."""
        return self._labels[key].font().bold()


def values_of(measures: Measures) -> dict[str, float]:
    """Return the four measures that are compared; NaN for what a category has not."""
    named = {
        "lyapunov": measures.lyapunov,
        "fill": measures.fill,
        "dimension": measures.dimension,
        "divergent": measures.divergent_share,
    }
    return {key: math.nan if value is None else float(value) for key, value in named.items()}


def _formatted(key: str, value: float) -> str:
    if math.isnan(value):
        return "\N{EN DASH}"
    if key == "divergent":
        return f"{round(value * 100)} %"
    return f"{value:+.3f}".replace("-", "\N{MINUS SIGN}") if key == "lyapunov" else f"{value:.3f}"
