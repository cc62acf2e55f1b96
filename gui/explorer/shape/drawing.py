"""What the preview asks to be drawn, and how it is drawn in the background: at once first, then ever sharper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from time import monotonic, sleep

import numpy as np
from numpy.typing import NDArray

from engine.ifs.category import Category
from engine.ifs.weights import weighted
from engine.progress import Control, Report
from engine.render.density import DensityAccumulator, Frame, Framing
from engine.render.parts import PartsAccumulator
from engine.render.renderer import Outcome
from engine.render.settings import UNWEIGHTED_ROW, RenderSettings, Style
from gui.widgets.pictures import DENSITY_COLOURS, training_pixels

FIRST_POINTS = 65_536
"""Of the first picture after an edit: one stream, drawn in a quarter of a millisecond."""

SETTLED_POINTS = 1_048_576
"""Of the first picture that replaces a sharp one of the same category, so that nothing flickers."""

_PATIENCE_S, _NAP_S = 0.03, 0.001

_COLOURS = DENSITY_COLOURS.copy()
"""Writable, so that the kernel is not compiled a second time for read-only arrays."""

_LAST_POINTS = 8_388_608
_LAST_POINTS_ZOOMED = 536_870_912
_PORTION, _LARGE_PORTION = 262_144, 1_048_576


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

    @property
    def framing(self) -> Framing:
        """How the plane is fitted into the square."""
        return Framing.TRUE_ASPECT if self is PreviewStyle.DENSITY else Framing.DATASET


@dataclass(frozen=True, slots=True)
class Panel:
    """One of the pictures asked for.

    Attributes
    ----------
    style : PreviewStyle
    size : int
        Edge in pixels; training images have their own size.
    window : Frame or None
        The part of the plane to show; None fits the orbit into the square.
    chosen : bool
        Whether the user chose the window: few points may fall into it, so more are drawn.
    """

    style: PreviewStyle
    size: int
    window: Frame | None = None
    chosen: bool = False


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
    panels : tuple of Panel
        One picture, or two to be shown side by side.
    first_points : int
        Points of the first picture to be shown.
    count, flip : int
        Repetition and mirror image of training images.
    shown : tuple of int, or None
        The maps whose copies density pictures show, each in its place; None for all.
    """

    category: Category
    row: int
    weight_step: float
    panels: tuple[Panel, ...]
    first_points: int = FIRST_POINTS
    count: int = 0
    flip: int = 0
    shown: tuple[int, ...] | None = None

    @property
    def style(self) -> PreviewStyle:
        """The style of the last picture: the one chosen by the user."""
        return self.panels[-1].style

    @property
    def size(self) -> int:
        """The edge of the pictures in pixels."""
        return self.panels[-1].size


@dataclass(frozen=True, eq=False, slots=True)
class Plate:
    """One picture.

    Attributes
    ----------
    panel : Panel
    pixels : ndarray of shape (S, S), uint32, 0xAARRGGBB
    frame : Frame or None
        The part of the plane it shows; None for training images.
    points : int
        Points drawn so far.
    outcome : int
        Value of `engine.render.renderer.Outcome`.
    """

    panel: Panel
    pixels: NDArray[np.uint32]
    frame: Frame | None
    points: int
    outcome: int


@dataclass(frozen=True, eq=False, slots=True)
class PreviewAnswer:
    """The pictures of one question, in the order of its panels."""

    question: PreviewQuestion
    plates: tuple[Plate, ...]

    @property
    def pixels(self) -> NDArray[np.uint32]:
        """The pixels of the picture in the style chosen by the user."""
        return self.plates[-1].pixels

    @property
    def points(self) -> int:
        """Points drawn so far."""
        return self.plates[-1].points

    @property
    def outcome(self) -> int:
        """Value of `engine.render.renderer.Outcome`."""
        return self.plates[-1].outcome


def draw_preview(
    question: PreviewQuestion,
    *,
    partial: Callable[[PreviewAnswer], None],
    report: Report,  # noqa: ARG001
    control: Control,
) -> PreviewAnswer | None:
    """Answer `question`: training images, and density pictures that sharpen until `control` stops them.

    At least the first picture is always given, so that a drag which asks faster than pictures can be drawn still
    sees the picture move.
    """
    drawers = [
        _Training(question, panel) if panel.style.training_style else _Density(question, panel)
        for panel in question.panels
    ]
    last = max(drawer.last_points for drawer in drawers)
    target = question.first_points
    first = True
    while True:
        if control.stopped:
            if not first:
                return None
            target = FIRST_POINTS
        plates = [plate for drawer in drawers if (plate := drawer.draw(target, control, first)) is not None]
        if len(plates) < len(drawers):
            return None
        answer = PreviewAnswer(question, tuple(plates))
        if target >= last or control.stopped:
            return answer
        partial(answer)
        if first and question.first_points == FIRST_POINTS:
            _wait_for_the_hand(control)
        first = False
        target *= 4 if target < SETTLED_POINTS else 2


def _wait_for_the_hand(control: Control) -> None:
    """Leave the processor to the next edit of a drag, which would come within this time, before sharpening."""
    until = monotonic() + _PATIENCE_S
    while not control.stopped and monotonic() < until:
        sleep(_NAP_S)


class _Training:
    """One image as training sees it; it does not sharpen."""

    last_points = 0

    def __init__(self, question: PreviewQuestion, panel: Panel) -> None:
        self._question = question
        self._panel = panel
        self._plate: Plate | None = None

    def draw(self, _points: int, _control: Control, _first: bool) -> Plate:
        from engine.render.renderer import render_images

        if self._plate is None:
            question, panel = self._question, self._panel
            unweighted = question.row == UNWEIGHTED_ROW
            step = None if unweighted else question.weight_step
            style = panel.style.training_style or Style.POINT_GRAY
            settings = RenderSettings(style=style, weight_step=step, counts=question.count + 1, flips=4)
            row = 0 if unweighted else question.row
            instance = (row * settings.counts + question.count) * settings.flips + question.flip
            images = render_images([question.category], [0], [instance], settings)
            pixels = training_pixels(images.images[0])
            self._plate = Plate(panel, pixels, None, settings.points, int(images.outcomes[0]))
        return self._plate


class _Density:
    """A density picture that sharpens."""

    def __init__(self, question: PreviewQuestion, panel: Panel) -> None:
        category = question.category
        if question.row != UNWEIGHTED_ROW:
            category = weighted(category, question.row, question.weight_step)
        self._panel = panel
        frame = panel.window or panel.style.framing
        self._accumulator: DensityAccumulator | PartsAccumulator
        if question.shown is None:
            self._accumulator = DensityAccumulator(category, panel.size, frame)
        else:
            self._accumulator = PartsAccumulator(category, question.shown, panel.size, frame)
        self.last_points = _LAST_POINTS_ZOOMED if panel.chosen else _LAST_POINTS

    def draw(self, points: int, control: Control, first: bool) -> Plate | None:
        """Return the picture with at least `points` points, or None when stopped after the first one."""
        accumulator = self._accumulator
        while accumulator.points < min(points, self.last_points):
            if control.stopped and (not first or accumulator.points >= FIRST_POINTS):
                break
            portion = _PORTION if accumulator.points < _LAST_POINTS else _LARGE_PORTION
            accumulator.add(min(portion, points - accumulator.points))
        if control.stopped and not first:
            return None
        picture = accumulator.shaded(_COLOURS)
        # In a window of the user's choice an empty picture says nothing about the category.
        empty_window = self._panel.window is not None and picture.outcome == Outcome.EMPTY
        outcome = Outcome.OK if empty_window else picture.outcome
        return Plate(self._panel, picture.pixels, picture.frame, picture.points, int(outcome))
