"""Two classes side by side: means, difference, deviations, and images of both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from engine.analysis.request import AnalysisRequest
from gui.analysis.pair_pictures import SMALLEST, DifferencePicture, Pictures, deviation_image, mean_image
from gui.analysis.pair_samples import SampleQuestion, SampleReader
from gui.services import Services
from gui.tasks import Failure
from gui.theme import GRID
from gui.widgets.latest import Latest
from gui.widgets.pictures import rgb_image, training_pixels

if TYPE_CHECKING:
    from engine.analysis.class_samples import Samples


@dataclass(frozen=True, eq=False)
class Pair:
    """What is known of two classes.

    Attributes
    ----------
    indices : (int, int)
    names : (str, str)
    request : AnalysisRequest or None
        Where their images come from.
    text : str
        Distance and deviations in words.
    means : ndarray of shape (2, H, W, C), float64, or None
        Gray levels; None where the classes are compared by features.
    deviations : ndarray of shape (2, H, W), float32, or None
    colours : ColorMap or None
        Of the deviations.
    """

    indices: tuple[int, int]
    names: tuple[str, str]
    request: AnalysisRequest | None
    text: str
    means: NDArray[np.float64] | None = None
    deviations: NDArray[np.float32] | None = None
    colours: pg.ColorMap | None = None


class PairPanel(QWidget):
    """One row a class; the first less the second in diverging colours.

    Signals
    -------
    class_opened(int)
        The user wants to see where this class comes from.
    """

    class_opened = Signal(int)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._theme = services.theme
        self._pair: Pair | None = None
        self._question: SampleQuestion | None = None
        self._samples: tuple[Samples, Samples] | None = None
        self._before: list[tuple[int, int]] = []
        self._latest = Latest(services.tasks, SampleReader(services.workspace), self)
        self._latest.answered.connect(self._show_samples)
        self._latest.failed.connect(self._refuse)
        self.names = (self._name_button(0), self._name_button(1))
        self.means, self.deviations = ((Pictures(), Pictures()) for _ in range(2))
        self.samples = (Pictures(several=True), Pictures(several=True))
        self.difference = DifferencePicture(services.theme)
        self._captions = {key: self._caption(text) for key, text in self._words()}
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setFont(services.theme.numbers_font())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(self._heading())
        column.addLayout(self._grid(), 1)
        column.addWidget(self.text)
        self.clear()

    # ------------------------------------------------------------------ building

    def _words(self) -> tuple[tuple[str, str], ...]:
        return (
            ("mean", self.tr("Mean")),
            ("deviation", self.tr("Std")),
            ("samples", self.tr("Images")),
            ("difference", self.tr("Difference")),
        )

    def _caption(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("muted", "true")
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return label

    def _name_button(self, row: int) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.clicked.connect(partial(self._open, row))
        return button

    def _heading(self) -> QHBoxLayout:
        heading = QLabel(self.tr("Two classes"))
        heading.setProperty("heading", "true")
        self.previous_button = self._page_button("chevron-left", self.tr("Images before these"), self.show_previous)
        self.next_button = self._page_button("chevron-right", self.tr("More images of both classes"), self.show_next)
        row = QHBoxLayout()
        row.addWidget(heading)
        row.addStretch(1)
        row.addWidget(self.previous_button)
        row.addWidget(self.next_button)
        return row

    def _page_button(self, icon: str, text: str, slot: object) -> QToolButton:
        button = QToolButton()
        button.setIcon(self._theme.icon(icon))
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.clicked.connect(slot)
        return button

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID // 2)
        for column, key in enumerate(("mean", "deviation", "samples", "difference"), start=1):
            grid.addWidget(self._captions[key], 0, column)
        for row in range(2):
            for column, widget in enumerate(
                (self.names[row], self.means[row], self.deviations[row], self.samples[row])
            ):
                grid.addWidget(widget, row + 1, column)
            self.samples[row].resized.connect(self._offer_pages)
            for pictures in (self.means[row], self.deviations[row], self.samples[row]):
                pictures.opened.connect(partial(self._open, row))
            grid.setRowStretch(row + 1, 1)
        grid.addWidget(self.difference, 1, 4, 2, 1)
        grid.setColumnStretch(3, 1)
        return grid

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Make the single pictures as large as leaves room for images beside them."""
        room = self.difference.height() // 2
        across = self.width() - self.names[0].sizeHint().width() - self.difference.scale_width - 4 * GRID
        edge = max(SMALLEST, min(room, across // 7))
        for widget in (*self.means, *self.deviations):
            widget.setFixedWidth(edge)
        self.difference.setFixedWidth(2 * edge + self.difference.scale_width)

    # ------------------------------------------------------------------ the pair

    def clear(self) -> None:
        """Show no pair."""
        self._pair = self._question = None
        self._latest.forget()
        self._show_pictures(None)
        self._take_samples(None)
        for name in self.names:
            name.setText("")
        self.text.setText(self.tr("Click a cell of the distances, a map or a bar to compare two classes."))

    def show_pair(self, pair: Pair) -> None:
        """Show two classes; their images follow."""
        known = self._pair is not None and (self._pair.names, self._pair.request) == (pair.names, pair.request)
        self._pair = pair
        self.text.setText(pair.text)
        for name, button in zip(pair.names, self.names, strict=True):
            button.setText(button.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, 9 * GRID))
            button.setToolTip(self.tr("{0}: show where it comes from").format(name))
            button.setAccessibleName(button.toolTip())
        self._show_pictures(pair)
        self._fit()
        if not known:
            self._before = []
            self._take_samples(None)
            self._ask((0, 0))

    def _show_pictures(self, pair: Pair | None) -> None:
        """Show means, deviations and difference; both classes on one scale."""
        of_pictures = pair is not None and pair.means is not None
        columns = (*self.means, *self.deviations, self.difference)
        for widget in (*columns, *(self._captions[key] for key in ("mean", "deviation", "difference"))):
            widget.setVisible(of_pictures)
        self._captions["samples"].setVisible(pair is not None)
        for button in self.names:
            button.setVisible(pair is not None)
        if pair is None or pair.means is None or pair.deviations is None or pair.colours is None:
            return
        brightest, top = float(pair.means.max()), float(pair.deviations.max())
        for row, name in enumerate(pair.names):
            self.means[row].show_images((mean_image(pair.means[row], brightest),))
            self._tell(self.means[row], self.tr("Mean of {0}; white is {1}").format(name, f"{brightest:.1f}"))
            self.deviations[row].show_images((deviation_image(pair.deviations[row], top, pair.colours),))
            self._tell(self.deviations[row], self.tr("Standard deviation of {0}, 0 to {1}").format(name, f"{top:.1f}"))
        difference = (pair.means[0] - pair.means[1]).mean(axis=2)
        self.difference.show_difference(difference)
        text = self.tr("{0} less {1}, ±{2} gray levels")
        self._tell(self.difference, text.format(*pair.names, f"{np.abs(difference).max():.1f}"))

    def _tell(self, widget: QWidget, text: str) -> None:
        widget.setToolTip(text)
        widget.setAccessibleName(text)

    def _open(self, row: int, _checked: bool = False) -> None:
        if self._pair is not None:
            self.class_opened.emit(self._pair.indices[row])

    # ------------------------------------------------------------------ images

    def _ask(self, starts: tuple[int, int]) -> None:
        if self._pair is not None and self._pair.request is not None:
            self._question = SampleQuestion(self._pair.request, self._pair.names, starts)
            self._latest.forget()
            self._latest.ask(self._question)

    @Slot(int, object)
    def _show_samples(self, _number: int, samples: tuple[Samples, Samples]) -> None:
        self._take_samples(samples)

    def _take_samples(self, samples: tuple[Samples, Samples] | None) -> None:
        self._samples = samples
        for row, strip in enumerate(self.samples):
            found = samples[row].images if samples is not None else ()
            strip.show_images([rgb_image(training_pixels(image)) for image in found])
            if samples is not None and self._pair is not None and len(found):
                text = self.tr("{0}: from image {1} of {2}")
                first, total = int(samples[row].places[0]) + 1, samples[row].total
                self._tell(strip, text.format(self._pair.names[row], f"{first:,}", f"{total:,}"))
        self._offer_pages()

    @Slot()
    def _offer_pages(self) -> None:
        self.previous_button.setEnabled(bool(self._before))
        self.next_button.setEnabled(self._next_starts() is not None)

    def _next_starts(self) -> tuple[int, int] | None:
        """Return where the images after those that are seen begin, None after the last of either class."""
        if self._samples is None:
            return None
        ends = []
        for found, strip in zip(self._samples, self.samples, strict=True):
            last = strip.fitting - 1
            ends.append(int(found.places[last]) + 1 if last >= 0 else found.total)
        there = all(end < found.total for end, found in zip(ends, self._samples, strict=True))
        return (ends[0], ends[1]) if there else None

    @Slot()
    def show_next(self) -> None:
        """Show the images after these."""
        starts = self._next_starts()
        if starts is not None and self._question is not None:
            self._before.append(self._question.starts)
            self._ask(starts)

    @Slot()
    def show_previous(self) -> None:
        """Show the images before these."""
        if self._before:
            self._ask(self._before.pop())

    @Slot(object)
    def _refuse(self, failure: Failure) -> None:
        self.text.setText(failure.message)
