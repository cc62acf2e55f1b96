"""The 25 weight variants of the selected category, as training will see them; those that diverge are marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.ifs.category import COEFFICIENTS, Category
from engine.ifs.weights import ROWS, weight_table
from engine.progress import Control, Report
from engine.render.settings import UNWEIGHTED_ROW, RenderSettings, Style
from gui.services import Services
from gui.widgets.latest import Latest
from gui.widgets.pictures import rgb_image, training_pixels

COLUMNS = 13
_GAP = 3
_SIZE = 64
_POINTS = 12_000
_LARGEST_TILE = 56


@dataclass(frozen=True, eq=False, slots=True)
class VariantsQuestion:
    """Whose variants to draw and how."""

    category: Category
    weight_step: float
    style: Style


@dataclass(frozen=True, eq=False, slots=True)
class VariantsAnswer:
    """The variants.

    Attributes
    ----------
    question : VariantsQuestion
    images : ndarray of shape (25, S, S, C), uint8
    outcomes : ndarray of shape (25,), uint8
        Values of `engine.render.renderer.Outcome`.
    fill : ndarray of shape (25,), float32
    divergent : ndarray of shape (25,), bool, or None
        Which fly off by the published recipe; None while that is not known.
    """

    question: VariantsQuestion
    images: NDArray[np.uint8]
    outcomes: NDArray[np.uint8]
    fill: NDArray[np.float32]
    divergent: NDArray[np.bool_] | None = None

    def verdict(self, row: int) -> int:
        """Return 2 where the variant of the row diverges, 1 where it is empty, else 0."""
        if self.divergent is not None and self.divergent[row]:
            return 2
        return int(self.outcomes[row])


def draw_variants(
    question: VariantsQuestion,
    *,
    partial: Callable[[VariantsAnswer], None],
    report: Report,  # noqa: ARG001
    control: Control,
) -> VariantsAnswer | None:
    """Return small training images of all 25 variants, at first without the slower verdict on each."""
    from engine.render.renderer import render_images

    settings = RenderSettings(
        style=question.style, size=_SIZE, points=_POINTS, weight_step=question.weight_step, counts=1, flips=1
    )
    rendered = render_images([question.category], [0] * ROWS, list(range(ROWS)), settings)
    answer = VariantsAnswer(question, rendered.images, rendered.outcomes, rendered.fill)
    partial(answer)
    if control.stopped:
        return None
    # These small pictures have fewer points than training images; who flies off shows with all of them.
    from engine.ifs.measures import variant_stability

    divergent, _unstable = variant_stability(question.category, question.weight_step)
    return replace(answer, divergent=divergent)


def variant_text(row: int, weight_step: float) -> str:
    """Return what the row does to the maps: ``a × 1.4``; empty for the row that changes nothing."""
    factors = weight_table(weight_step)[row]
    changed = np.flatnonzero(factors != 1)
    return f"{COEFFICIENTS[changed[0]]} \N{MULTIPLICATION SIGN} {factors[changed[0]]:g}" if changed.size else ""


class Variants(QWidget):
    """Two lines of small pictures; the current one is what the preview shows.

    Signals
    -------
    chosen(int)
        The user wants to see the variant of this row.
    drawn(object)
        A VariantsAnswer is on the screen.
    """

    chosen = Signal(int)
    drawn = Signal(object)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._theme = services.theme
        self._latest = Latest(services.tasks, draw_variants, self, priority=1)
        self._latest.answered.connect(self._take)
        self._latest.failed.connect(services.tell_failure)
        self._images: list[QImage] = []
        self._answer: VariantsAnswer | None = None
        self._category: Category | None = None
        self._style = Style.POINT_GRAY
        self.weight_step = 0.4
        self.current = UNWEIGHTED_ROW
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Weight variants"))
        services.theme.changed.connect(self.update)

    # ------------------------------------------------------------------ what is shown

    def clear(self) -> None:
        """Show nothing, until `follow` names another category."""
        self._latest.forget()
        self._images = []
        self._answer = None
        self._category = None
        self._set_current(UNWEIGHTED_ROW)

    def follow(self, category: Category) -> None:
        """Show a category, or the same one after a change; what is on the screen stays until then."""
        self._category = category
        self._ask()

    def set_style(self, style: Style) -> None:
        """Draw in another style."""
        if style != self._style:
            self._style = style
            self._ask()

    def set_weight_step(self, weight_step: float) -> None:
        """Use another of the published weight tables."""
        if weight_step != self.weight_step:
            self.weight_step = weight_step
            self._ask()

    @property
    def answer(self) -> VariantsAnswer | None:
        """What is on the screen."""
        return self._answer

    def _ask(self) -> None:
        if self._category is not None:
            self._latest.ask(VariantsQuestion(self._category, self.weight_step, self._style))
        self.update()

    @Slot(int, object)
    def _take(self, _number: int, answer: VariantsAnswer) -> None:
        self._answer = answer
        self._images = [rgb_image(training_pixels(image)) for image in answer.images]
        self.update()
        self._describe()
        self.drawn.emit(answer)

    def _set_current(self, row: int) -> None:
        self.current = row
        self._describe()
        self.update()

    def _describe(self) -> None:
        self.setAccessibleDescription(self.description(self.current))

    def description(self, row: int) -> str:
        """Return what is known of a variant in words."""
        change = variant_text(row, self.weight_step) or self.tr("unchanged")
        text = self.tr("Variant {0}: {1}").format(f"{row:02d}", change)
        if self._answer is None:
            return text
        verdict = self._answer.verdict(row)
        if verdict == 2:
            return self.tr("{0}. Diverges: its points fly off.").format(text)
        if verdict == 1:
            return self.tr("{0}. Empty: almost nothing is drawn.").format(text)
        return self.tr("{0}. Fill {1:.2f}").format(text, float(self._answer.fill[row]))

    # ------------------------------------------------------------------ drawing

    def _edge_for(self, width: int) -> int:
        return max(12, min(_LARGEST_TILE, (width - (COLUMNS - 1) * _GAP - 2) // COLUMNS))

    def _height_for(self, width: int) -> int:
        return 2 * self._edge_for(width) + _GAP + 2

    def sizeHint(self) -> QSize:
        return QSize(440, self._height_for(440))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The height follows the width alone, so this settles at once.
        self.setFixedHeight(self._height_for(self.width()))

    def tile(self, row: int) -> QRect:
        """Return where the picture of a row is."""
        edge = self._edge_for(self.width())
        line, column = divmod(row, COLUMNS)
        return QRect(1 + column * (edge + _GAP), 1 + line * (edge + _GAP), edge, edge)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for row in range(ROWS):
            place = self.tile(row)
            if row < len(self._images):
                painter.drawImage(place, self._images[row])
            else:
                painter.fillRect(place, self._theme.color("hover"))
            if self._answer is not None and self._answer.verdict(row):
                self._mark(painter, place, self._answer.verdict(row))
            if row == self.current:
                painter.setPen(QPen(self._theme.color("accent"), 3 if self.hasFocus() else 2))
                painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _mark(self, painter: QPainter, place: QRect, verdict: int) -> None:
        """Cross out what diverges, and what is empty with one stroke: to be told apart without colour."""
        painter.save()
        painter.fillRect(place, QColor(40, 12, 10))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor("#ff8a80"), 2))
        inner = place.adjusted(6, 6, -6, -6)
        painter.drawLine(inner.bottomLeft(), inner.topRight())
        if verdict == 2:
            painter.drawLine(inner.topLeft(), inner.bottomRight())
        painter.restore()

    # ------------------------------------------------------------------ input

    def row_at(self, point: QPoint) -> int | None:
        """Return the row whose picture is at `point`."""
        return next((row for row in range(ROWS) if self.tile(row).contains(point)), None)

    def choose(self, row: int) -> None:
        """Make a variant the one that the preview shows."""
        if row != self.current:
            self._set_current(row)
            self.chosen.emit(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position().toPoint())
        if row is not None:
            self.choose(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -COLUMNS, Qt.Key.Key_Down: COLUMNS}
        if event.key() in steps:
            row = self.current + steps[Qt.Key(event.key())]
            if 0 <= row < ROWS:
                self.choose(row)
        elif event.key() == Qt.Key.Key_Escape:
            self.choose(UNWEIGHTED_ROW)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.row_at(event.pos())
            if row is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.description(row), self, self.tile(row))
            return True
        return super().event(event)
