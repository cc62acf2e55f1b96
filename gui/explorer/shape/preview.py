"""The live picture of the selected category: first as quickly as can be, then sharper until it rests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.ifs.category import Category
from engine.ifs.weights import weighted
from engine.progress import Control, Report
from engine.render.settings import UNWEIGHTED_ROW, RenderSettings, Style
from gui.services import Services
from gui.theme import GRID
from gui.widgets.latest import Latest
from gui.widgets.pictures import density_pixels, rgb_image, training_pixels

_EDGES = (256, 384, 512, 768, 1024)
_FIRST_POINTS = 65_536
_LAST_POINTS = 8_388_608
_PORTION = 262_144
_HOLD_MS = 250


class PreviewStyle(StrEnum):
    """How the preview draws."""

    DENSITY = "density"
    DENSITY_DATASET = "density_dataset"
    POINT_GRAY = "point_gray"
    POINT_COLOR = "point_color"
    PATCH_GRAY = "patch_gray"
    PATCH_COLOR = "patch_color"

    @property
    def training_style(self) -> Style | None:
        """The style of training images this shows, None for the pictures for the screen."""
        return None if self in (PreviewStyle.DENSITY, PreviewStyle.DENSITY_DATASET) else Style(self.value)


@dataclass(frozen=True, eq=False, slots=True)
class PreviewQuestion:
    """What to draw.

    Attributes
    ----------
    category : Category
        Unweighted.
    row : int
        Row of the weight table.
    weight_step : float
    style : PreviewStyle
    size : int
        Edge in pixels; training images have their own size.
    """

    category: Category
    row: int
    weight_step: float
    style: PreviewStyle
    size: int


@dataclass(frozen=True, eq=False, slots=True)
class PreviewAnswer:
    """A picture.

    Attributes
    ----------
    question : PreviewQuestion
    pixels : ndarray of shape (S, S), uint32, 0xAARRGGBB
    points : int
        Points drawn so far.
    outcome : int
        Value of `engine.render.renderer.Outcome`.
    """

    question: PreviewQuestion
    pixels: NDArray[np.uint32]
    points: int
    outcome: int


def draw_preview(
    question: PreviewQuestion,
    *,
    partial: Callable[[PreviewAnswer], None],
    report: Report,  # noqa: ARG001
    control: Control,
) -> PreviewAnswer | None:
    """Answer `question`: one training image, or density pictures that sharpen until `control` stops them.

    At least the first picture is always given, so that a drag which asks faster than pictures can be drawn still
    sees the picture move.
    """
    if question.style.training_style is not None:
        return _draw_training(question, question.style.training_style)
    return _draw_density(question, partial, control)


def _draw_training(question: PreviewQuestion, style: Style) -> PreviewAnswer:
    from engine.render.renderer import render_images

    unweighted = question.row == UNWEIGHTED_ROW
    step = None if unweighted else question.weight_step
    settings = RenderSettings(style=style, weight_step=step, counts=1, flips=1)
    images = render_images([question.category], [0], [0 if unweighted else question.row], settings)
    return PreviewAnswer(question, training_pixels(images.images[0]), settings.points, int(images.outcomes[0]))


def _draw_density(
    question: PreviewQuestion, partial: Callable[[PreviewAnswer], None], control: Control
) -> PreviewAnswer | None:
    from engine.render.density import DensityAccumulator, Framing

    framing = Framing.TRUE_ASPECT if question.style is PreviewStyle.DENSITY else Framing.DATASET
    category = question.category
    if question.row != UNWEIGHTED_ROW:
        category = weighted(category, question.row, question.weight_step)
    accumulator = DensityAccumulator(category, question.size, framing)
    target = _FIRST_POINTS
    while True:
        while accumulator.points < target:
            if control.stopped and accumulator.points >= _FIRST_POINTS:
                return None
            accumulator.add(min(_PORTION, target - accumulator.points))
        if control.stopped and target > _FIRST_POINTS:
            return None
        picture = accumulator.picture()
        if control.stopped and target > _FIRST_POINTS:
            return None
        answer = PreviewAnswer(question, density_pixels(picture.values), picture.points, int(picture.outcome))
        if target >= _LAST_POINTS or control.stopped:
            return answer
        partial(answer)
        target *= 4 if target < 2**20 else 2


class Preview(QWidget):
    """Shows the picture and asks for a new one whenever what it shows has changed.

    Signals
    -------
    drawn(object)
        A PreviewAnswer is on the screen.
    busy(bool)
        A picture is being drawn for the user to see: other work should wait. Ends soon after the last change.
    """

    drawn = Signal(object)
    busy = Signal(bool)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._theme = services.theme
        self._latest = Latest(services.tasks, draw_preview, self, priority=2)
        self._latest.answered.connect(self._take)
        self._latest.failed.connect(services.tell_failure)
        self._latest.idle.connect(self._rest)
        self._category: Category | None = None
        self._row = UNWEIGHTED_ROW
        self._weight_step = 0.4
        self._style = PreviewStyle.DENSITY
        self._image: QImage | None = None
        self._answer: PreviewAnswer | None = None
        self._asked_size = 0
        self._caption = ""
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(_HOLD_MS)
        self._hold.timeout.connect(self._release)
        self.setMinimumSize(160, 160)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(False)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Image of the category"))
        services.theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(320, 320)

    # ------------------------------------------------------------------ what is shown

    def show_category(self, category: Category | None) -> None:
        """Show another category; pictures of the one before are no longer accepted."""
        self._latest.forget()
        self._category = category
        self._row = UNWEIGHTED_ROW
        if category is None:
            self._image = None
            self._answer = None
            self.update()
            return
        self._ask()

    def follow(self, category: Category) -> None:
        """Show the same category after a change."""
        self._category = category
        self._ask()

    def show_variant(self, row: int, weight_step: float) -> None:
        """Show one of the 25 weight variants; row 2 is the category itself."""
        if (row, weight_step) != (self._row, self._weight_step):
            self._row, self._weight_step = row, weight_step
            self._ask()

    def set_style(self, style: PreviewStyle) -> None:
        """Draw in another style."""
        if style != self._style:
            self._style = style
            self._ask()

    @property
    def style_shown(self) -> PreviewStyle:
        """The style in use."""
        return self._style

    @property
    def answer(self) -> PreviewAnswer | None:
        """The picture on the screen."""
        return self._answer

    @property
    def asking(self) -> bool:
        """Whether a sharper picture is on its way."""
        return self._latest.busy

    def image(self) -> QImage | None:
        """Return the picture on the screen in its own resolution."""
        return self._image

    def _ask(self) -> None:
        if self._category is None:
            return
        self._hold.start()
        self.busy.emit(True)
        self._asked_size = self._wanted_size()
        self._latest.ask(PreviewQuestion(self._category, self._row, self._weight_step, self._style, self._asked_size))

    def _wanted_size(self) -> int:
        edge = round(min(self.width(), self.height()) * self.devicePixelRatioF())
        return next((size for size in _EDGES if size >= edge), _EDGES[-1])

    @Slot(int, object)
    def _take(self, _number: int, answer: PreviewAnswer) -> None:
        self._answer = answer
        self._image = rgb_image(answer.pixels)
        self.update()
        self.drawn.emit(answer)

    @Slot()
    def _rest(self) -> None:
        self._release()

    @Slot()
    def _release(self) -> None:
        # Thumbnails wait for the sharpening of a fresh picture, but not for long.
        if not self._hold.isActive() or not self._latest.busy:
            self._hold.stop()
            self.busy.emit(False)
            self.update()

    # ------------------------------------------------------------------ drawing

    def set_caption(self, text: str) -> None:
        """Write a line over the lower edge of the picture."""
        if text != self._caption:
            self._caption = text
            self.setAccessibleDescription(text)
            self.update()

    def picture_rect(self) -> QRect:
        """Return where the square picture is."""
        edge = min(self.width(), self.height())
        return QRect(0, 0, edge, edge)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = self.picture_rect()
        if self._image is None:
            painter.fillRect(place, self._theme.color("hover"))
            if self._category is not None and not self._hold.isActive():
                painter.setPen(self._theme.color("muted"))
                painter.drawText(
                    place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.tr("Preparing the renderer…")
                )
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._image)
        if self._caption:
            painter.setFont(self._theme.numbers_font(scale=0.85))
            room = place.adjusted(GRID, GRID, -GRID, -GRID)
            flags = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
            bounds = painter.boundingRect(room, flags, self._caption)
            ground = self._theme.color("raised")
            ground.setAlphaF(0.85)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(bounds.adjusted(-4, -2, 4, 2), 4, 4)
            painter.setPen(self._theme.color("text"))
            painter.drawText(room, flags, self._caption)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A square needs no more height than it is wide; the maps below take what is left.
        self.setMaximumHeight(max(self.minimumHeight(), self.width()))
        if self._wanted_size() != self._asked_size:
            self._ask()

    def copy(self) -> bool:
        """Put the picture on the clipboard; return whether there was one."""
        if self._image is None:
            return False
        QGuiApplication.clipboard().setImage(self._image)
        return True
