"""Instances of the selected category as training will see them: weights, patch seeds, flips, or some of all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.ifs.category import COEFFICIENTS, Category
from engine.ifs.weights import ROWS, weight_table
from engine.progress import Control, Report
from engine.render.settings import UNWEIGHTED_ROW, InstanceCoordinates, RenderSettings, Style
from gui.explorer.shape.wall import Verdict, draw_cross
from gui.services import Services
from gui.widgets.fields import QuietComboBox
from gui.widgets.latest import Latest
from gui.widgets.pictures import rgb_image, training_pixels

COLUMNS = 13
_LINES = 2
_GAP = 3
_SIZE = 64
_POINTS = 12_000
_LARGEST_TILE = 56
_COUNTS, _FLIPS = 10, 4
_UNCHANGED = InstanceCoordinates(UNWEIGHTED_ROW, 0, 0)
_MIXED_SEED = 0


class Axis(StrEnum):
    """Along what the instances shown differ; the rest is as in the one that is chosen."""

    WEIGHTS = "weights"
    PATCHES = "patches"
    FLIPS = "flips"
    MIXED = "mixed"
    """The category itself and instances drawn by lot from all weights, seeds and flips."""


def instances_along(axis: Axis, chosen: InstanceCoordinates) -> tuple[InstanceCoordinates, ...]:
    """Return the instances of the strip for an axis through `chosen`."""
    if axis is Axis.WEIGHTS:
        return tuple(replace(chosen, weight_row=row) for row in range(ROWS))
    if axis is Axis.PATCHES:
        return tuple(replace(chosen, count=count) for count in range(_COUNTS))
    if axis is Axis.FLIPS:
        return tuple(replace(chosen, flip=flip) for flip in range(_FLIPS))
    settings = RenderSettings(counts=_COUNTS, flips=_FLIPS)
    drawn = np.random.default_rng(_MIXED_SEED).choice(settings.instances, _LINES * COLUMNS - 1, replace=False)
    return (_UNCHANGED, *(settings.coordinates(int(number)) for number in np.sort(drawn)))


@dataclass(frozen=True, eq=False, slots=True)
class VariantsQuestion:
    """Whose instances to draw and how."""

    category: Category
    weight_step: float
    style: Style
    instances: tuple[InstanceCoordinates, ...]


@dataclass(frozen=True, eq=False, slots=True)
class VariantsAnswer:
    """The instances.

    Attributes
    ----------
    question : VariantsQuestion
    images : ndarray of shape (N, S, S, C), uint8
    outcomes : ndarray of shape (N,), uint8
        Values of `engine.render.renderer.Outcome`.
    fill : ndarray of shape (N,), float32
    divergent : ndarray of shape (25,), bool, or None
        Which weight rows fly off by the published recipe; None while that is not known.
    """

    question: VariantsQuestion
    images: NDArray[np.uint8]
    outcomes: NDArray[np.uint8]
    fill: NDArray[np.float32]
    divergent: NDArray[np.bool_] | None = None

    def verdict(self, index: int) -> int:
        """Return 2 where the instance diverges, 1 where it is empty, else 0."""
        if self.divergent is not None and self.divergent[self.question.instances[index].weight_row]:
            return 2
        return int(self.outcomes[index])


def draw_variants(
    question: VariantsQuestion,
    *,
    partial: Callable[[VariantsAnswer], None],
    report: Report,  # noqa: ARG001
    control: Control,
) -> VariantsAnswer | None:
    """Return small training images of the instances, at first without the slower verdict on each."""
    from engine.render.renderer import render_images

    settings = RenderSettings(
        style=question.style,
        size=_SIZE,
        points=_POINTS,
        weight_step=question.weight_step,
        counts=_COUNTS,
        flips=_FLIPS,
    )
    numbers = [(each.weight_row * _COUNTS + each.count) * _FLIPS + each.flip for each in question.instances]
    rendered = render_images([question.category], [0] * len(numbers), numbers, settings)
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
    """Small pictures in one line or two; the current one is what the preview shows.

    Signals
    -------
    chosen(int)
        The user wants to see the instance at this place; `instance` says which it is.
    drawn(object)
        A VariantsAnswer is on the screen.
    """

    chosen = Signal(int)
    drawn = Signal(object)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._theme = services.theme
        self._settings = services.settings
        self._latest = Latest(services.tasks, draw_variants, self, priority=1)
        self._latest.answered.connect(self._take)
        self._latest.failed.connect(services.tell_failure)
        self._images: list[QImage] = []
        self._answer: VariantsAnswer | None = None
        self._category: Category | None = None
        self._style: Style | None = None
        self.weight_step = 0.4
        self.axis_box = self._build_axis_box()
        self._instances = instances_along(self.axis, _UNCHANGED)
        self.current = self._instances.index(_UNCHANGED)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Instances"))
        services.theme.changed.connect(self.update)

    def _build_axis_box(self) -> QuietComboBox:
        box = QuietComboBox()
        box.setAccessibleName(self.tr("Which instances"))
        box.setToolTip(
            self.tr("Which instances to show: all weights, seeds or flips of the one chosen, or some drawn by lot")
        )
        for axis, text in (
            (Axis.WEIGHTS, self.tr("{0} weights").format(ROWS)),
            (Axis.PATCHES, self.tr("{0} patch seeds").format(_COUNTS)),
            (Axis.FLIPS, self.tr("{0} flips").format(_FLIPS)),
            (Axis.MIXED, self.tr("Mixed")),
        ):
            box.addItem(text, axis)
        box.setCurrentIndex(max(0, box.findData(self._settings.get("explorer/instances", str(Axis.WEIGHTS)))))
        box.currentIndexChanged.connect(self._axis_chosen)
        return box

    @property
    def axis(self) -> Axis:
        """Along what the instances shown differ."""
        return Axis(self.axis_box.currentData())

    @property
    def instance(self) -> InstanceCoordinates:
        """The instance that is chosen."""
        return self._instances[self.current]

    @Slot()
    def _axis_chosen(self) -> None:
        self._settings.set("explorer/instances", str(self.axis))
        chosen = self.instance
        self._instances = instances_along(self.axis, chosen)
        self._images = []
        self._answer = None
        kept = chosen in self._instances
        self._set_current(self._instances.index(chosen if kept else _UNCHANGED))
        if not kept:
            self.chosen.emit(self.current)
        self._ask()

    # ------------------------------------------------------------------ what is shown

    def clear(self) -> None:
        """Show nothing, until `follow` names another category."""
        self._latest.forget()
        self._images = []
        self._answer = None
        self._category = None
        self._instances = instances_along(self.axis, _UNCHANGED)
        self._set_current(self._instances.index(_UNCHANGED))

    def follow(self, category: Category) -> None:
        """Show a category, or the same one after a change; what is on the screen stays until then."""
        self._category = category
        self._ask()

    def set_style(self, style: Style | None) -> None:
        """Draw in another style; None where the preview does not show training images."""
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

    @property
    def style_drawn(self) -> Style:
        """The style of the pictures: that of the preview, else the one in which their differences show best."""
        points = self.axis in (Axis.WEIGHTS, Axis.FLIPS)
        return self._style or (Style.POINT_GRAY if points else Style.PATCH_GRAY)

    def _ask(self) -> None:
        if self._category is not None:
            question = VariantsQuestion(self._category, self.weight_step, self.style_drawn, self._instances)
            self._latest.ask(question)
        self.update()

    @Slot(int, object)
    def _take(self, _number: int, answer: VariantsAnswer) -> None:
        if answer.question.instances != self._instances:
            return
        self._answer = answer
        self._images = [rgb_image(training_pixels(image)) for image in answer.images]
        self.update()
        self._describe()
        self.drawn.emit(answer)

    def _set_current(self, index: int) -> None:
        self.current = index
        self._describe()
        self.update()

    def _describe(self) -> None:
        self.setAccessibleDescription(self.description(self.current))

    def description(self, index: int) -> str:
        """Return what is known of an instance in words."""
        instance = self._instances[index]
        change = variant_text(instance.weight_row, self.weight_step) or self.tr("unchanged")
        text = self.tr("Variant {0}: {1}").format(f"{instance.weight_row:02d}", change)
        if instance.count:
            text = self.tr("{0}, patch seed {1}").format(text, instance.count)
        if instance.flip:
            text = self.tr("{0}, flip {1}").format(text, instance.flip)
        if self._answer is None:
            return text
        verdict = self._answer.verdict(index)
        if verdict == 2:
            return self.tr("{0}. Diverges: its points fly off.").format(text)
        if verdict == 1:
            return self.tr("{0}. Empty: almost nothing is drawn.").format(text)
        return self.tr("{0}. Fill {1:.2f}").format(text, float(self._answer.fill[index]))

    def summary(self) -> str:
        """Return how many of the instances shown diverge or are empty, in words; empty while none is drawn."""
        if self._answer is None:
            return ""
        verdicts = [self._answer.verdict(index) for index in range(len(self._instances))]
        parts = [self.tr("{0} instances").format(len(verdicts))]
        if verdicts.count(2):
            parts.append(self.tr("{0} diverge").format(verdicts.count(2)))
        if verdicts.count(1):
            parts.append(self.tr("{0} empty").format(verdicts.count(1)))
        return " · ".join(parts)

    # ------------------------------------------------------------------ drawing

    def _edge_for(self, width: int) -> int:
        return max(12, min(_LARGEST_TILE, (width - (COLUMNS - 1) * _GAP - 2) // COLUMNS))

    def _height_for(self, width: int) -> int:
        return _LINES * self._edge_for(width) + _GAP + 2

    def sizeHint(self) -> QSize:
        return QSize(440, self._height_for(440))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The height follows the width alone, so this settles at once.
        self.setFixedHeight(self._height_for(self.width()))

    @property
    def columns(self) -> int:
        """Instances in a line."""
        return min(len(self._instances), COLUMNS)

    def tile(self, index: int) -> QRect:
        """Return where the picture of an instance is; few instances are drawn larger, in one line."""
        columns = self.columns
        edge = self._edge_for(self.width())
        if columns < COLUMNS:
            across = (self.width() - (columns - 1) * _GAP - 2) // columns
            edge = min(across, self._height_for(self.width()) - 2)
        line, column = divmod(index, columns)
        return QRect(1 + column * (edge + _GAP), 1 + line * (edge + _GAP), edge, edge)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for index in range(len(self._instances)):
            place = self.tile(index)
            verdict = 0 if self._answer is None else self._answer.verdict(index)
            if verdict:
                draw_cross(painter, place, Verdict.DIVERGENT if verdict == 2 else Verdict.EMPTY)
            elif index < len(self._images):
                painter.drawImage(place, self._images[index])
            else:
                painter.fillRect(place, self._theme.color("hover"))
            if index == self.current:
                painter.setPen(QPen(self._theme.color("accent"), 3 if self.hasFocus() else 2))
                painter.drawRect(place.adjusted(0, 0, -1, -1))

    # ------------------------------------------------------------------ input

    def index_at(self, point: QPoint) -> int | None:
        """Return the instance whose picture is at `point`."""
        return next((index for index in range(len(self._instances)) if self.tile(index).contains(point)), None)

    def choose(self, index: int) -> None:
        """Make an instance the one that the preview shows."""
        if index != self.current:
            self._set_current(index)
            self.chosen.emit(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position().toPoint())
        if index is not None:
            self.choose(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        columns = self.columns
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -columns, Qt.Key.Key_Down: columns}
        if event.key() in steps:
            index = self.current + steps[Qt.Key(event.key())]
            if 0 <= index < len(self._instances):
                self.choose(index)
        elif event.key() == Qt.Key.Key_Escape:
            self._show_unchanged()
        else:
            super().keyPressEvent(event)

    def _show_unchanged(self) -> None:
        self._instances = instances_along(self.axis, _UNCHANGED)
        self._set_current(self._instances.index(_UNCHANGED))
        self.chosen.emit(self.current)
        self._ask()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.index_at(event.pos())
            if index is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.description(index), self, self.tile(index))
            return True
        return super().event(event)
