"""Near-duplicates, pair by pair: the two pictures in the pose in which they are most alike, and keys to decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial as bound
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from engine.categories.marks import Mark, Pick
from engine.progress import Control, Progress, Report
from gui.explorer.bench import Bench
from gui.explorer.browse.set_measures import SetMeasures
from gui.explorer.curate.duplicates import LOWEST, Decision, Duplicates, Found, Pair
from gui.explorer.entries import Entry
from gui.explorer.session import EDITED
from gui.figures.figure_page import open_plot
from gui.figures.print_button import print_button
from gui.theme import GRID, Theme
from gui.widgets.fields import QuietComboBox
from gui.widgets.latest import Latest
from gui.widgets.pages import Page
from gui.widgets.pictures import density_pixels, rgb_image

if TYPE_CHECKING:
    from engine.figures.plot import Plot
    from engine.ifs.measures import Measures

_SIZE = 320
_POINTS = 600_000
_STEPS = 1000
"""The threshold moves in thousandths."""


@dataclass(frozen=True, eq=False, slots=True)
class DrawnPair:
    """What is shown of a pair: pictures (S, S) float32 of densities 0 to 1, the right one turned."""

    pair: Pair
    left: NDArray[np.float32]
    right: NDArray[np.float32]
    turn: int
    measures: tuple[Measures, Measures] | None


def draw_pair(
    pair: Pair,
    *,
    partial: Callable[[DrawnPair], None],
    report: Report,  # noqa: ARG001
    control: Control,
) -> DrawnPair:
    """Answer with the pictures of a pair, then with its measures too."""
    from engine.categories.likeness import best_symmetry, describe, flipped
    from engine.ifs.measures import measure
    from engine.render.density import render_density

    categories = (pair.left_category, pair.right_category)
    descriptors = describe(categories)
    turn = best_symmetry(descriptors, 0, descriptors, 1)
    left, right = (render_density(category, _SIZE, points=_POINTS).values for category in categories)
    drawn = DrawnPair(pair, left, np.ascontiguousarray(flipped(right, turn)), turn, None)
    partial(drawn)
    control.poll()
    return DrawnPair(pair, drawn.left, drawn.right, turn, (measure(categories[0]), measure(categories[1])))


class Picture(QWidget):
    """A square picture as large as there is room, with a frame and a sign in its corner."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image: QImage | None = None
        self.rejected = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(96, 96)

    def show_image(self, image: QImage | None) -> None:
        """Show `image`, nothing where there is none."""
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SIZE, _SIZE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        edge = min(self.width(), self.height())
        place = QRect((self.width() - edge) // 2, self.height() - edge, edge, edge)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image is None:
            painter.fillRect(place, self._theme.color("hover"))
            return
        painter.setOpacity(0.35 if self.rejected else 1.0)
        painter.drawImage(place, self._image)
        painter.setOpacity(1.0)
        if self.rejected:
            sign = QRect(place.left() + 4, place.top() + 4, 26, 26)
            painter.fillRect(sign, self._theme.color("raised"))
            self._theme.icon("x").paint(painter, sign.adjusted(3, 3, -3, -3))


class ThresholdSlider(QSlider):
    """How alike pairs must be, over a histogram of how alike they are; a mark shows what chance alone does."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._counts = np.zeros(0, np.int64)
        self._noise: float | None = None
        self.noise_text = ""
        self.setRange(round(LOWEST * _STEPS), _STEPS)
        self.setPageStep(10)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(60)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._font = theme.numbers_font(scale=0.8)

    def show_counts(self, counts: NDArray[np.int64], noise: float | None) -> None:
        """Show pairs by likeness in thousandths, and where pictures of one category lie."""
        self._counts, self._noise = counts, noise
        self.update()

    def _x(self, value: float) -> float:
        return 6 + (value - self.minimum()) / (self.maximum() - self.minimum()) * (self.width() - 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        ground = self.height() - 16
        self._draw_bars(painter, ground)
        painter.setPen(QPen(self._theme.color("border"), 1))
        painter.drawLine(QPointF(6, ground), QPointF(self.width() - 6, ground))
        if self._noise is not None:
            x = self._x(self._noise * _STEPS)
            painter.setPen(QPen(self._theme.color("warning"), 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, 2), QPointF(x, ground))
            words = QRectF(x - 204, 0, 200, 14)
            painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.noise_text)
        painter.setPen(self._theme.color("muted"))
        for value in range(self.minimum(), self.maximum() + 1, 50):
            words = QRectF(self._x(value) - 24, ground + 1, 48, 15)
            words.moveLeft(min(max(words.left(), 0), self.width() - words.width()))
            side = Qt.AlignmentFlag.AlignRight if value == self.maximum() else Qt.AlignmentFlag.AlignHCenter
            painter.drawText(
                words, side if value > self.minimum() else Qt.AlignmentFlag.AlignLeft, f"{value / 1000:.2f}"
            )
        self._draw_handle(painter, ground)

    def _draw_bars(self, painter: QPainter, ground: int) -> None:
        shown = self._counts[self.minimum() :]
        if not shown.any():
            return
        heights = np.log1p(shown) / np.log1p(shown.max()) * (ground - 16)
        step = (self.width() - 12) / (self.maximum() - self.minimum())
        painter.setPen(Qt.PenStyle.NoPen)
        for offset, height in enumerate(heights):
            inside = self.minimum() + offset >= self.value()
            painter.setBrush(self._theme.color("accent" if inside else "border"))
            painter.drawRect(QRectF(6 + offset * step, ground - height, step + 0.3, height))

    def _draw_handle(self, painter: QPainter, ground: int) -> None:
        x = self._x(self.value())
        painter.setPen(QPen(self._theme.color("text"), 2))
        painter.drawLine(QPointF(x, 12), QPointF(x, ground))
        painter.setBrush(self._theme.color("accent"))
        painter.setPen(QPen(self._theme.color("text" if self.hasFocus() else "raised"), 1.5))
        painter.drawEllipse(QPointF(x, ground), 6, 6)


class DuplicatesPage(Page):
    """One pair at a time, with what differs between the two."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.title = self.tr("Near-duplicates")
        self._bench = bench
        self._services = bench.services
        self._session = bench.session
        self._theme = bench.services.theme
        self.duplicates = self._services.keep(Duplicates, bound(Duplicates, self._services, self._session))
        self._measures = self._services.keep(SetMeasures, bound(SetMeasures, self._services))
        self._latest = Latest(self._services.tasks, draw_pair, self, priority=1)
        self._drawn: DrawnPair | None = None
        self._shown = False
        self._differences = pg.colormap.get("CET-D1").getLookupTable(nPts=256).astype(np.uint32)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build()
        self._connect()

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        self.threshold = ThresholdSlider(self._theme)
        self.threshold.setAccessibleName(self.tr("How alike pairs must be"))
        self.threshold.noise_text = self.tr("one category drawn twice")
        self.threshold.setValue(round(self.duplicates.threshold * _STEPS))
        self._count = QLabel()
        self._count.setMinimumWidth(118)
        top = QHBoxLayout()
        top.addWidget(self.threshold, 1)
        top.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addLayout(self._build_pictures(), 1)
        column.addLayout(self._build_facts())
        column.addLayout(self._build_buttons())
        self.tools = self._build_tools()

    def _build_tools(self) -> QWidget:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        self._other = QuietComboBox()
        self._other.setMinimumWidth(150)
        self._other.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._other.setAccessibleName(self.tr("Where to look for pairs"))
        self._other.setToolTip(self.tr("Pairs within the set shown, or between it and another set"))
        self.print_button = print_button(self._theme, self.title)
        self.print_button.clicked.connect(self.print_likeness)
        self.print_button.setEnabled(False)
        row.addWidget(self._other)
        row.addWidget(self.print_button)
        tools.hide()
        return tools

    def _build_pictures(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        self.pictures = (Picture(self._theme), Picture(self._theme))
        self._names = (QLabel(), QLabel())
        for picture, name, which in zip(self.pictures, self._names, (self.tr("Left"), self.tr("Right")), strict=True):
            picture.setAccessibleName(which)
            name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            name.setFont(self._theme.numbers_font())
            name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(picture, 1)
            column.addWidget(name)
            row.addLayout(column, 1)
        return row

    def _build_facts(self) -> QHBoxLayout:
        self._difference = Picture(self._theme)
        self._difference.setFixedSize(112, 112)
        self._difference.setAccessibleName(self.tr("Difference, left minus right"))
        self._difference.setToolTip(self.tr("Left minus right: red where the left is denser, blue where the right is"))
        self._alike = QLabel()
        self._alike.setFont(self._theme.numbers_font(scale=1.3))
        self._turn = QLabel()
        self._turn.setProperty("caption", "true")
        self._turn.setWordWrap(True)
        words = QVBoxLayout()
        words.addWidget(self._alike)
        words.addWidget(self._turn)
        words.addStretch(1)
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(GRID)
        self._table.setVerticalSpacing(2)
        self._values: list[tuple[QLabel, QLabel]] = []
        names = (self.tr("Maps"), self.tr("Fill rate"), self.tr("Lyapunov exponent"), self.tr("Box dimension"))
        for line, text in enumerate((*names, self.tr("Rating"))):
            name = QLabel(text)
            name.setProperty("caption", "true")
            pair = (QLabel(), QLabel())
            for place, value in zip((0, 2), pair, strict=True):
                value.setFont(self._theme.numbers_font())
                value.setMinimumWidth(56)
                value.setAlignment(Qt.AlignmentFlag.AlignRight if place == 0 else Qt.AlignmentFlag.AlignLeft)
                self._table.addWidget(value, line, place)
            name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._table.addWidget(name, line, 1)
            self._values.append(pair)
        row = QHBoxLayout()
        row.setSpacing(GRID * 2)
        row.addWidget(self._difference)
        row.addLayout(words, 1)
        row.addLayout(self._table, 1)
        return row

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self.buttons: dict[Decision, QPushButton] = {}
        for decision, text, key in (
            (Decision.LEFT, self.tr("Keep left"), "1"),
            (Decision.BOTH, self.tr("Keep both"), "B"),
            (Decision.RIGHT, self.tr("Keep right"), "2"),
            (Decision.SKIPPED, self.tr("Skip"), self.tr("Space")),
        ):
            button = QPushButton(f"{text}  {key}")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(bound(self.duplicates.decide, decision))
            row.addWidget(button)
            self.buttons[decision] = button
        self.buttons[Decision.LEFT].setToolTip(self.tr("Reject the right one (1 or Left)"))
        self.buttons[Decision.RIGHT].setToolTip(self.tr("Reject the left one (2 or Right)"))
        self.buttons[Decision.BOTH].setToolTip(self.tr("Do not show this pair again (B or Down)"))
        self.buttons[Decision.SKIPPED].setToolTip(self.tr("Decide later (Space)"))
        self._place = QLabel()
        self._place.setProperty("caption", "true")
        self._place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._place.setToolTip(self.tr("Backspace goes back and takes the last decision back."))
        row.addWidget(self._place, 1)
        return row

    def _connect(self) -> None:
        self.threshold.valueChanged.connect(self._move_threshold)
        self._other.activated.connect(self._choose_other)
        self.duplicates.found.connect(self._show_found)
        self.duplicates.moved.connect(self._show_pair)
        self.duplicates.progressed.connect(self._show_progress)
        self._latest.answered.connect(self._take)
        self._latest.failed.connect(self._services.tell_failure)
        self._latest.idle.connect(self._release)
        self._session.opened.connect(self._set_opened)
        self._session.sources_changed.connect(self._list_sources)
        self._theme.changed.connect(self.update)

    # ------------------------------------------------------------------ the search

    def opened(self) -> None:
        self._shown = True
        self._list_sources()
        self.duplicates.search(str(self._other.currentData() or ""))
        self._show_found()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        self._shown = False
        self._latest.forget()
        if self.duplicates.answer is None:
            self.duplicates.cancel()

    @Slot()
    def _set_opened(self) -> None:
        if self._shown:
            self.opened()

    @Slot()
    def _list_sources(self) -> None:
        chosen = self._other.currentData() if self._other.count() else self.duplicates.other
        self._other.clear()
        self._other.addItem(self.tr("Within this set"), "")
        for source in self._session.sources():
            if source.key not in (EDITED, self._session.current_source):
                self._other.addItem(self.tr("Against {0}").format(source.label), source.key)
        self._other.setCurrentIndex(max(0, self._other.findData(chosen)))

    @Slot()
    def _choose_other(self) -> None:
        self.duplicates.search(str(self._other.currentData()))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _show_progress(self, progress: Progress) -> None:
        if self._shown and self.duplicates.answer is None:
            self._count.setText(f"{progress.fraction:.0%}")

    @Slot(int)
    def _move_threshold(self, value: int) -> None:
        self.duplicates.set_threshold(value / _STEPS)

    @Slot()
    def _show_found(self) -> None:
        if self._shown:
            answer = self.duplicates.answer
            self.print_button.setEnabled(answer is not None)
            if answer is None:
                self.threshold.show_counts(np.zeros(0, np.int64), None)
            else:
                self.threshold.show_counts(answer.pairs.counts, answer.noise.median)
                self.threshold.setToolTip(self._explain(answer))
            self._show_pair()

    @Slot()
    def print_likeness(self) -> None:
        """Open how many pairs are how much alike in the window for print, with the threshold chosen."""
        answer = self.duplicates.answer
        if answer is None:
            return
        threshold, noise = self.duplicates.threshold, float(answer.noise.median)
        facts = {"compared": [len(side.entries) for side in (answer.left, answer.right)], "threshold": threshold}
        make = bound(_likeness_plot, answer.pairs.counts, threshold, noise)
        open_plot(self._services, make, "likeness", facts, self)

    def _explain(self, answer: Found) -> str:
        return self.tr(
            "How alike a pair must be. The dashed line is the noise: of {0} categories drawn twice, half are less like "
            "themselves than {1}. Pairs beyond it cannot be told apart by their images."
        ).format(answer.noise.described, f"{answer.noise.median:.3f}")

    # ------------------------------------------------------------------ the pair

    @Slot()
    def _show_pair(self) -> None:
        if not self._shown:
            return
        duplicates = self.duplicates
        pair = duplicates.current
        self._count.setText(self._count_text())
        self._place.setText(self._place_text())
        for decision, button in self.buttons.items():
            button.setEnabled(pair is not None and (duplicates.within or decision is not Decision.LEFT))
        if pair is None:
            self._clear()
            return
        self._show_names(pair)
        if self._drawn is None or self._drawn.pair.identities != pair.identities:
            self._measures.hold(True)
            self._latest.ask(pair)

    @Slot()
    def _release(self) -> None:
        """Let measuring the set go on, which left the processor to the pictures."""
        self._measures.hold(False)

    def _count_text(self) -> str:
        if self.duplicates.answer is None:
            return self.tr("Comparing…") if self.duplicates.busy else ""
        count = self.tr("{0:,} pairs").format(self.duplicates.total)
        return f"{count}\n\N{GREATER-THAN OR EQUAL TO} {self.duplicates.threshold:.3f}"

    def _place_text(self) -> str:
        duplicates = self.duplicates
        if duplicates.answer is None:
            return ""
        if duplicates.current is not None:
            place = self.tr("{0:,} of {1:,}").format(duplicates.current.index + 1, duplicates.total)
        elif duplicates.count:
            place = self.tr("All pairs are decided or skipped. Lower the threshold for more.")
        else:
            place = self.tr("No pair is that much alike. Lower the threshold.")
        repeated = duplicates.answer.left.repeated
        if repeated and duplicates.within:
            place = self.tr("{0} · {1} exact copies passed over").format(place, repeated)
        return place

    def _clear(self) -> None:
        self._drawn = None
        for picture in (*self.pictures, self._difference):
            picture.rejected = False
            picture.show_image(None)
        for label in (*self._names, self._alike, self._turn, *(value for pair in self._values for value in pair)):
            label.setText("")

    def _show_names(self, pair: Pair) -> None:
        for entry, label, picture in zip((pair.left, pair.right), self._names, self.pictures, strict=True):
            mark = self._session.mark(entry)
            picture.rejected = mark.pick is Pick.REJECT
            picture.update()
            label.setText(self._name(entry, mark))
        self._alike.setText(self.tr("{0} alike").format(f"{pair.likeness:.3f}"))
        for value, entry in zip(self._values[-1], (pair.left, pair.right), strict=True):
            rating = self._session.mark(entry).rating
            value.setText("\N{BLACK STAR}" * rating or "\N{EN DASH}")

    def _name(self, entry: Entry, mark: Mark) -> str:
        parts = [entry.key.name]
        if not self.duplicates.within:
            parts.append(self._session.label(entry.key.source))
        if mark.pick is not Pick.NONE:
            parts.append(self.tr("kept") if mark.pick is Pick.KEEP else self.tr("rejected"))
        return " · ".join(parts)

    @Slot(int, object)
    def _take(self, _number: int, drawn: DrawnPair) -> None:
        pair = self.duplicates.current
        if pair is None or drawn.pair.identities != pair.identities:
            return
        self._drawn = drawn
        for picture, values in zip(self.pictures, (drawn.left, drawn.right), strict=True):
            picture.show_image(rgb_image(density_pixels(values)))
        self._difference.show_image(self._difference_image(drawn.left - drawn.right))
        self._turn.setText(self._turn_text(drawn.turn))
        if drawn.measures is not None:
            for side, measures in enumerate(drawn.measures):
                for line, text in enumerate(_numbers(measures)):
                    self._values[line][side].setText(text)

    def _difference_image(self, difference: NDArray[np.float32]) -> QImage:
        # Averaged over blocks: single pixels of two drawings differ by chance alone.
        step = _SIZE // 32
        blocks = difference.reshape(32, step, 32, step).mean(axis=(1, 3))
        red, green, blue = self._differences[((np.clip(2 * blocks, -0.5, 0.5) + 0.5) * 255).astype(np.uint8)][..., :3].T
        return rgb_image((np.uint32(0xFF000000) | red << 16 | green << 8 | blue).T.astype(np.uint32))

    def _turn_text(self, turn: int) -> str:
        return (
            self.tr("The right is shown as it is."),
            self.tr("The right is shown mirrored left to right."),
            self.tr("The right is shown mirrored top to bottom."),
            self.tr("The right is shown turned by 180°."),
            self.tr("The right is shown mirrored at the diagonal."),
            self.tr("The right is shown turned by 90° clockwise."),
            self.tr("The right is shown turned by 90° counter-clockwise."),
            self.tr("The right is shown mirrored at the other diagonal."),
        )[turn]

    # ------------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        decisions = {
            Qt.Key.Key_Left: Decision.LEFT,
            Qt.Key.Key_1: Decision.LEFT,
            Qt.Key.Key_Right: Decision.RIGHT,
            Qt.Key.Key_2: Decision.RIGHT,
            Qt.Key.Key_Down: Decision.BOTH,
            Qt.Key.Key_B: Decision.BOTH,
            Qt.Key.Key_Space: Decision.SKIPPED,
        }
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in decisions:
            if self.buttons[decisions[key]].isEnabled():
                self.duplicates.decide(decisions[key])
        elif key == Qt.Key.Key_Backspace:
            self.duplicates.go_back()
        else:
            super().keyPressEvent(event)


def _numbers(measures: Measures) -> tuple[str, ...]:
    numbers = (measures.fill, measures.lyapunov, measures.dimension)
    shown = ("\N{EN DASH}" if value is None else f"{value:.3f}" for value in numbers)
    return (str(len(measures.orientations)), *(text.replace("-", "\N{MINUS SIGN}") for text in shown))


def _likeness_plot(counts: NDArray[np.int64], threshold: float, noise: float) -> Plot:
    from engine.figures.set_figures import likeness_plot

    return likeness_plot(counts, LOWEST, threshold, noise)
