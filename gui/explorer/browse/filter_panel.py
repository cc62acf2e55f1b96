"""The fields that say which categories are listed and in which order, with the distributions they cut."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.categories.marks import MAX_RATING
from engine.ifs.category import MAX_MAPS
from engine.ifs.weights import ROWS
from gui.explorer.browse.filters import Columns, Filter, Measure, Passing, Picked, Range, Sorting
from gui.explorer.browse.histogram import Histogram
from gui.explorer.browse.saved_filters import SavedFilters
from gui.figures.figure_page import open_plot
from gui.services import Services
from gui.theme import GRID, Theme
from gui.widgets.fields import QuietComboBox
from gui.widgets.form_field import Fold

if TYPE_CHECKING:
    from engine.figures.plot import Plot

_CHIPS_A_LINE = 4
_MOST_CHIPS = 12
"""With more numbers of maps than these, a histogram is easier to use."""

_STAR = "\N{BLACK STAR}"


class FilterInForce(QObject):
    """Outlives the panel, which a change of language builds anew."""

    def __init__(self) -> None:
        super().__init__()
        self.filter = Filter()


class FilterPanel(QWidget):
    """Text, numbers of maps, marks, measures, saved filters, order; everything is cleared by one button.

    Signals
    -------
    filter_changed(object)
        A Filter.
    measuring_asked()
        The user wants the measures of a set that is too large to be measured unasked.
    """

    filter_changed = Signal(object)
    measuring_asked = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._theme = services.theme
        self._chips: dict[int, _CountChip] = {}
        self._kept = services.keep(FilterInForce, FilterInForce)
        self._filter = self._told = self._kept.filter
        self._updating = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(self._build_head())
        column.addWidget(self._build_text())
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 2, 0)
        self._body.setSpacing(GRID // 2)
        self._build_maps()
        self._build_measures(services)
        self._build_marks(services)
        self.saved = SavedFilters(services)
        self._fold(services, "saved", self.tr("Saved filters"), self.saved)
        self._body.addStretch(1)
        column.addWidget(self._build_scroll(), 1)
        column.addLayout(self._build_order())
        self._count = QLabel()
        self._count.setProperty("caption", "true")
        self._count.setFont(self._theme.numbers_font(scale=0.85))
        column.addWidget(self._count)
        self.saved.applied.connect(self.set_filter)
        self.saved.current = self.current_filter
        self.set_filter(self._kept.filter)

    # ------------------------------------------------------------------ building

    def _build_head(self) -> QHBoxLayout:
        heading = QLabel(self.tr("Filter"))
        heading.setProperty("heading", "true")
        self._clear = QToolButton()
        self._clear.setIcon(self._theme.icon("x"))
        self._clear.setToolTip(self.tr("Clear all filters (Ctrl+Shift+F)"))
        self._clear.setAccessibleName(self.tr("Clear all filters"))
        self._clear.setEnabled(False)
        self._clear.clicked.connect(self.clear)
        row = QHBoxLayout()
        row.addWidget(heading, 1)
        row.addWidget(self._clear)
        return row

    def _build_text(self) -> QLineEdit:
        self._text = QLineEdit()
        self._text.setPlaceholderText(self.tr("Name, tag or note"))
        self._text.setAccessibleName(self._text.placeholderText())
        self._text.setToolTip(self.tr("List what has this in its name, a tag or its note (Ctrl+F)"))
        self._text.setClearButtonEnabled(True)
        self._text.textChanged.connect(self._changed)
        return self._text

    def _build_scroll(self) -> QScrollArea:
        inner = QWidget()
        inner.setLayout(self._body)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMinimumHeight(96)
        scroll.setWidget(inner)
        return scroll

    def _fold(self, services: Services, key: str, title: str, *widgets: QWidget, opened: bool = False) -> Fold:
        """Put widgets under a heading that folds, and remember whether it is open."""
        fold = Fold(self._theme, title)
        fold.add(*widgets)
        setting = f"explorer/filter/{key}"
        fold.unfold(services.settings.get(setting, opened))
        fold.button.toggled.connect(partial(services.settings.set, setting))
        self._body.addWidget(fold)
        return fold

    def _build_maps(self) -> None:
        self._maps_caption = QLabel(self.tr("Number of maps"))
        self._maps_caption.setProperty("caption", "true")
        self._body.addWidget(self._maps_caption)
        tip = self.tr("Drag a range of numbers of maps")
        self._maps = Histogram(self.tr("Number of maps"), tip, self._theme, partial(_whole, 1), step=1.0)
        self._maps.changed.connect(self._limit_maps)
        self._maps.print_asked.connect(partial(self._print, "maps", self._maps))
        self._maps.hide()
        self._body.addWidget(self._maps)
        self._chip_grid = QGridLayout()
        self._chip_grid.setSpacing(3)
        self._body.addLayout(self._chip_grid)

    def _build_measures(self, services: Services) -> None:
        self._histograms = {
            Measure.FILL: Histogram(
                self.tr("Fill rate"), self.tr("Drag a range of fill rates"), self._theme, partial(_limits, ".2f")
            ),
            Measure.LYAPUNOV: Histogram(
                self.tr("Lyapunov exponent"),
                self.tr("Drag a range of Lyapunov exponents; stable is below zero"),
                self._theme,
                partial(_limits, ".2f"),
            ),
            Measure.DIMENSION: Histogram(
                self.tr("Box dimension"),
                self.tr("Drag a range of box dimensions"),
                self._theme,
                partial(_limits, ".2f"),
            ),
            Measure.DIVERGENT: Histogram(
                self.tr("Variants that diverge"),
                self.tr("Drag a range of how many of the 25 weight variants diverge"),
                self._theme,
                partial(_whole, ROWS),
                step=1 / ROWS,
            ),
        }
        for measure, histogram in self._histograms.items():
            histogram.changed.connect(partial(self._limit, measure))
            histogram.print_asked.connect(partial(self._print, measure.value, histogram))
        self._measured = QLabel()
        self._measured.setProperty("caption", "true")
        self._measured.setWordWrap(True)
        self._measure = QToolButton()
        self._measure.setProperty("chip", "true")
        self._measure.setText(self.tr("Measure this set"))
        self._measure.setToolTip(self.tr("Compute the measures of every category in the background"))
        self._measure.clicked.connect(self.measuring_asked)
        widgets = (*self._histograms.values(), self._measured, self._measure)
        self._fold(services, "measures", self.tr("Measures"), *widgets, opened=True)

    def _print(self, measure: str, histogram: Histogram) -> None:
        counts = (histogram.edges, histogram.whole_counts, histogram.passing_counts)
        facts = {"measure": measure, "categories": int(histogram.whole_counts.sum())}
        open_plot(self._services, partial(_histogram_plot, *counts, measure), f"{measure}_histogram", facts, self)

    def _build_marks(self, services: Services) -> None:
        self._rating = self._combo(self.tr("Rating"))
        self._rating.addItem(self.tr("Any rating"), 0)
        for stars in range(1, MAX_RATING + 1):
            text = _STAR * stars
            self._rating.addItem(self.tr("{0} or more").format(text) if stars < MAX_RATING else text, stars)
        self._picked = self._combo(self.tr("Kept or rejected"))
        for picked, text in (
            (Picked.ANY, self.tr("Kept or not")),
            (Picked.KEPT, self.tr("Kept")),
            (Picked.UNDECIDED, self.tr("Undecided")),
            (Picked.REJECTED, self.tr("Rejected")),
        ):
            self._picked.addItem(text, picked)
        self._tag = self._combo(self.tr("Tag"))
        self._tag.addItem(self.tr("Any tag"), "")
        self._hide = QCheckBox(self.tr("Hide rejected"))
        self._hide.setChecked(True)
        self._hide.toggled.connect(self._changed)
        widgets = (self._hide, self._rating, self._picked, self._tag)
        self._fold(services, "marks", self.tr("Rating and tags"), *widgets, opened=True)

    def _combo(self, name: str) -> QuietComboBox:
        combo = QuietComboBox()
        combo.setAccessibleName(name)
        combo.setToolTip(name)
        combo.setMinimumContentsLength(8)
        combo.setSizeAdjustPolicy(QuietComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.currentIndexChanged.connect(self._changed)
        return combo

    def _build_order(self) -> QHBoxLayout:
        self._sorting = self._combo(self.tr("Sort by"))
        self._sorting.setToolTip(self.tr("Sort by; a measure is computed for the whole set first"))
        for sorting, text in (
            (Sorting.POSITION, self.tr("Set order")),
            (Sorting.NAME, self.tr("Name")),
            (Sorting.MAPS, self.tr("Number of maps")),
            (Sorting.FILL, self.tr("Fill rate")),
            (Sorting.LYAPUNOV, self.tr("Lyapunov exponent")),
            (Sorting.DIMENSION, self.tr("Box dimension")),
            (Sorting.DIVERGENT, self.tr("Variants that diverge")),
            (Sorting.RATING, self.tr("Rating")),
            (Sorting.ADDED, self.tr("Time added")),
        ):
            self._sorting.addItem(text, sorting)
        self._descending = QToolButton()
        self._descending.setCheckable(True)
        self._descending.setText("\N{UPWARDS ARROW}")
        self._descending.setToolTip(self.tr("Largest first"))
        self._descending.setAccessibleName(self.tr("Largest first"))
        self._descending.toggled.connect(self._changed)
        order = QHBoxLayout()
        order.setSpacing(4)
        order.addWidget(self._sorting, 1)
        order.addWidget(self._descending)
        return order

    def in_order(self) -> list[QWidget]:
        """Return what can have the focus, as Tab goes."""
        return [
            self._clear,
            self._text,
            *(self._chips[number] for number in sorted(self._chips)),
            self._maps,
            *self._histograms.values(),
            self._measure,
            self._hide,
            self._rating,
            self._picked,
            self._tag,
            *self.saved.in_order(),
            self._sorting,
            self._descending,
        ]

    # ------------------------------------------------------------------ the filter

    def current_filter(self) -> Filter:
        """Return what the fields say."""
        return Filter(
            self._text.text(),
            frozenset(number for number, chip in self._chips.items() if chip.isChecked())
            if self._chips
            else self._filter.maps,
            self._filter.ranges,
            int(self._rating.currentData()),
            Picked(self._picked.currentData()),
            frozenset({self._tag.currentData()} - {""}),
            self._hide.isChecked(),
            Sorting(self._sorting.currentData()),
            self._descending.isChecked(),
        )

    def set_filter(self, chosen: Filter) -> None:
        """Fill the fields."""
        self._updating = True
        self._text.setText(chosen.text)
        for number, chip in self._chips.items():
            chip.setChecked(number in chosen.maps)
        for measure, histogram in self._histograms.items():
            histogram.set_range(chosen.ranges.get(measure))
        self._rating.setCurrentIndex(max(0, self._rating.findData(chosen.rating)))
        self._picked.setCurrentIndex(max(0, self._picked.findData(chosen.picked)))
        self._choose_tag(next(iter(sorted(chosen.tags)), ""))
        self._hide.setChecked(chosen.hide_rejected)
        self._sorting.setCurrentIndex(max(0, self._sorting.findData(chosen.sorting)))
        self._descending.setChecked(chosen.descending)
        self._updating = False
        self._filter = replace(self._filter, ranges=chosen.ranges, maps=chosen.maps)
        self._show_maps_range()
        self._take(self.current_filter())

    @Slot()
    def clear(self) -> None:
        """List everything, in the order there is."""
        self.set_filter(self._filter.without_criteria())

    @Slot()
    def toggle_rejected(self) -> None:
        """Hide what was rejected, or show it again."""
        self._hide.toggle()

    def _limit(self, measure: Measure, limits: Range | None) -> None:
        ranges = {each: limits_ for each, limits_ in self._filter.ranges.items() if each is not measure}
        if limits is not None:
            ranges[measure] = limits
        self._take(replace(self._filter, ranges=MappingProxyType(ranges)))

    @Slot(object)
    def _limit_maps(self, limits: Range | None) -> None:
        numbers = range(1, MAX_MAPS + 1) if limits is not None else ()
        low, high = limits or (0.0, 0.0)
        self._take(replace(self._filter, maps=frozenset(number for number in numbers if low <= number <= high)))

    def _show_maps_range(self) -> None:
        maps = self._filter.maps
        self._maps.set_range((min(maps) - 0.5, max(maps) + 0.5) if maps else None)

    @Slot()
    def _changed(self) -> None:
        if not self._updating:
            self._take(self.current_filter())

    def _take(self, chosen: Filter) -> None:
        self._descending.setText("\N{DOWNWARDS ARROW}" if chosen.descending else "\N{UPWARDS ARROW}")
        self._clear.setEnabled(chosen.narrows)
        self._filter = self._kept.filter = chosen
        if chosen != self._told:
            self._told = chosen
            self.filter_changed.emit(chosen)

    # ------------------------------------------------------------------ the set

    def show_measures(self, columns: Columns) -> None:
        """Show the distributions of a set; `show_passing` is to follow."""
        for measure, histogram in self._histograms.items():
            histogram.show_values(columns.column(measure))
        self._maps.show_values(columns.sizes.astype(np.float64))

    def show_passing(self, columns: Columns, passing: Passing) -> None:
        """Show the distributions of what the filter leaves of a set."""
        for histogram in (self._maps, *self._histograms.values()):
            histogram.show_passing(passing.rows)
        left = np.bincount(columns.sizes[passing.rows], minlength=MAX_MAPS + 1)
        most = max(1, int(np.bincount(columns.sizes, minlength=1).max()))
        for number, chip in self._chips.items():
            chip.show_share(left[number] / most)
        self._show_counts(len(passing.rows), len(columns), passing.hidden)

    def show_measured(self, measured: int, whole: int, *, busy: bool) -> None:
        """Say how many categories of the set were measured, and offer to go on."""
        self._measured.setVisible(measured < whole)
        self._measured.setText(self.tr("{0:,} of {1:,} measured").format(measured, whole))
        self._measure.setVisible(measured < whole and not busy)

    def show_chips(self, columns: Columns) -> None:
        """Offer the numbers of maps that occur, pressed as before."""
        counts = dict(zip(*(each.tolist() for each in np.unique(columns.sizes, return_counts=True)), strict=True))
        many = len(counts) > _MOST_CHIPS
        self._maps.setVisible(many)
        self._maps_caption.setVisible(not many)
        if not many or self._chips:
            self._build_chips([] if many else sorted(counts))
        for number, chip in self._chips.items():
            chip.setToolTip(self.tr("{0} maps: {1:,} categories").format(number, counts[number]))
        self._filter = replace(self._filter, maps=self._filter.maps & counts.keys())
        self._show_maps_range()

    def _build_chips(self, numbers: Sequence[int]) -> None:
        if list(numbers) != sorted(self._chips):
            pressed = self._filter.maps
            for chip in self._chips.values():
                self._chip_grid.removeWidget(chip)
                chip.deleteLater()
            self._chips = {}
            for index, number in enumerate(numbers):
                chip = _CountChip(number, self._theme)
                chip.setAccessibleName(self.tr("{0} maps").format(number))
                chip.setChecked(number in pressed)
                chip.toggled.connect(self._changed)
                self._chip_grid.addWidget(chip, index // _CHIPS_A_LINE, index % _CHIPS_A_LINE)
                self._chips[number] = chip

    def show_tags(self, tags: Sequence[str]) -> None:
        """Offer these tags, the chosen one kept."""
        chosen = self._tag.currentData() or ""
        listed = [self._tag.itemData(at) for at in range(1, self._tag.count())]
        if list(tags) != listed:
            self._updating = True
            while self._tag.count() > 1:
                self._tag.removeItem(1)
            for tag in tags:
                self._tag.addItem(tag, tag)
            self._choose_tag(chosen)
            self._updating = False

    def _choose_tag(self, tag: str) -> None:
        if tag and self._tag.findData(tag) < 0:
            self._tag.addItem(tag, tag)
        self._tag.setCurrentIndex(max(0, self._tag.findData(tag)))

    def _show_counts(self, listed: int, whole: int, hidden: int) -> None:
        if listed == whole:
            text = self.tr("{0:,} categories").format(whole)
        else:
            text = self.tr("{0:,} of {1:,} categories").format(listed, whole)
        # Always two lines, so that nothing above them moves.
        self._count.setText(text + "\n" + (self.tr("{0:,} rejected hidden").format(hidden) if hidden else ""))

    def focus_filter(self) -> None:
        """Put the focus on the text filter."""
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._text.selectAll()


class _CountChip(QToolButton):
    """A number of maps, over a line as long as its share of what is listed."""

    def __init__(self, number: int, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share = 0.0
        self.setText(str(number))
        self.setCheckable(True)
        self.setProperty("chip", "true")
        self.setFont(theme.numbers_font())
        self.setMinimumWidth(30)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        """Show how often the number occurs among what is listed, 0 to 1 of the most frequent."""
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        room = self.width() - 8
        role = "on_accent" if self.isChecked() else "accent"
        painter = QPainter(self)
        painter.fillRect(QRect(4, self.height() - 4, math.ceil(room * self._share), 2), self._theme.color(role))


def _limits(pattern: str, low: float, high: float) -> str:
    """Return a range in words, signs as in print."""
    minus = "\N{MINUS SIGN}"
    first, last = (format(limit, pattern).replace("-", minus) for limit in (low, high))
    if math.isinf(low):
        return f"\N{LESS-THAN OR EQUAL TO} {last}"
    if math.isinf(high):
        return f"\N{GREATER-THAN OR EQUAL TO} {first}"
    return f"{first} \N{EN DASH} {last}"


def _whole(unit: int, low: float, high: float) -> str:
    """Return a range of parts of `unit` as whole numbers."""
    if math.isinf(low):
        return f"\N{LESS-THAN OR EQUAL TO} {math.floor(high * unit)}"
    first = math.ceil(low * unit)
    if math.isinf(high):
        return f"\N{GREATER-THAN OR EQUAL TO} {first}"
    last = math.floor(high * unit)
    return str(first) if first == last else f"{first} \N{EN DASH} {last}"


def _histogram_plot(
    edges: NDArray[np.float64], counts: NDArray[np.int64], passing: NDArray[np.int64], measure: str
) -> Plot:
    from engine.figures.set_figures import histogram_plot

    return histogram_plot(edges, counts, passing, measure)
