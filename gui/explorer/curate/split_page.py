"""Dividing a set in two: for training and holding out, by a measure, by stars, after the first few."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout

from engine.categories.marks import MAX_RATING, Pick
from engine.categories.splitting import Parts, split_after, split_at_quantile, split_randomly, split_where
from engine.errors import InputError, WorkbenchError
from gui.engine_words import say
from gui.explorer.browse.filters import MEASURES, Measure
from gui.explorer.browse.set_measures import SetMeasures
from gui.explorer.curate import set_editing
from gui.explorer.session import ExplorerSession
from gui.services import Services
from gui.theme import GRID
from gui.widgets.fields import QuietComboBox, QuietDoubleSpinBox, QuietSpinBox
from gui.widgets.pages import Page


class Way(StrEnum):
    """How to divide."""

    RANDOM = "random"
    MEASURE = "measure"
    STARS = "stars"
    KEPT = "kept"
    FIRST = "first"


@dataclass(frozen=True, eq=False, slots=True)
class _Split:
    parts: Parts
    text: str


class SplitPage(Page):
    """The fields of the chosen way, what they lead to, and one button; both sets are one step of undo."""

    def __init__(self, session: ExplorerSession, services: Services, measures: SetMeasures) -> None:
        super().__init__()
        self.title = self.tr("Split this set")
        self._session = session
        self._services = services
        self._measures = measures
        self._key = ""
        self._build_fields()
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        self._form = form
        form.addRow(self.tr("Divide"), self.way)
        form.addRow(self.tr("First part"), self.share)
        form.addRow(self.tr("Seed"), self.seed)
        form.addRow(self.tr("Measure"), self.measure)
        form.addRow(self.tr("Stars, at least"), self.stars)
        form.addRow(self.tr("First categories"), self.count)
        form.addRow(self.tr("Name of the first"), self.first_name)
        form.addRow(self.tr("Name of the second"), self.second_name)
        self.outcome = QLabel()
        self.outcome.setWordWrap(True)
        self.make = QPushButton(self.tr("Make the two sets"))
        self.make.setProperty("primary", "true")
        self.make.clicked.connect(self.split)
        row = QHBoxLayout()
        row.addWidget(self.make)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(form)
        column.addWidget(self.outcome)
        column.addLayout(row)
        column.addStretch(1)
        measures.ready.connect(self._refresh)
        measures.ended.connect(self._refresh)

    def _build_fields(self) -> None:
        self.way = QuietComboBox()
        for way, text in (
            (Way.RANDOM, self.tr("At random, to train and to hold out")),
            (Way.MEASURE, self.tr("By a measure, the smallest first")),
            (Way.STARS, self.tr("By stars")),
            (Way.KEPT, self.tr("The kept and the rest")),
            (Way.FIRST, self.tr("After the first few")),
        ):
            self.way.addItem(text, way)
        self.share = QuietDoubleSpinBox()
        self.share.setRange(0.1, 99.9)
        self.share.setDecimals(1)
        self.share.setValue(80.0)
        self.share.setSuffix(" %")
        self.share.setToolTip(self.tr("Share of the categories that the first set gets, 0.1 to 99.9 %"))
        self.seed = QuietSpinBox()
        self.seed.setRange(0, 2**31 - 1)
        self.seed.setValue(1)
        self.seed.setToolTip(self.tr("The same seed divides the same set in the same way"))
        self.measure = QuietComboBox()
        words = {
            Measure.FILL: self.tr("Fill rate"),
            Measure.LYAPUNOV: self.tr("Lyapunov exponent"),
            Measure.DIMENSION: self.tr("Box dimension"),
            Measure.DIVERGENT: self.tr("Variants that diverge"),
        }
        for each in MEASURES:
            self.measure.addItem(words[each], each)
        self.stars = QuietSpinBox()
        self.stars.setRange(1, MAX_RATING)
        self.stars.setValue(3)
        self.count = QuietSpinBox()
        self.count.setRange(1, 10**7)
        self.count.setValue(100)
        self.first_name, self.second_name = QLineEdit(), QLineEdit()
        for field in (self.first_name, self.second_name):
            field.setMinimumWidth(260)
            field.textChanged.connect(self._refresh)
        for choice in (self.way, self.measure):
            choice.currentIndexChanged.connect(self._refresh)
        for number in (self.share, self.seed, self.stars, self.count):
            number.valueChanged.connect(self._refresh)

    # ------------------------------------------------------------------ showing

    def show_set(self, key: str) -> None:
        """Divide this set."""
        self._key = key
        label = self._session.label(key) or self.tr("Edited")
        self.title = self.tr("Split {0}").format(label)
        self.first_name.setText(self.tr("{0} train").format(label))
        self.second_name.setText(self.tr("{0} held out").format(label))
        self._refresh()

    def opened(self) -> None:
        """Take the focus."""
        self.way.setFocus()

    def left(self) -> None:
        """Forget the set."""
        self._key = ""

    @Slot()
    def _refresh(self) -> None:
        if not self._key:
            return
        way = Way(self.way.currentData())
        for field, ways in (
            (self.share, (Way.RANDOM, Way.MEASURE)),
            (self.seed, (Way.RANDOM,)),
            (self.measure, (Way.MEASURE,)),
            (self.stars, (Way.STARS,)),
            (self.count, (Way.FIRST,)),
        ):
            self._form.setRowVisible(field, way in ways)
        self._show_outcome()

    def _show_outcome(self) -> None:
        missing = self._missing()
        try:
            if missing:
                self._say(self.tr("Measuring the set first: {0:,} categories to go.").format(missing))
                return
            split = self._divided()
        except InputError as error:
            self._say(say(error))
            return
        first, second = (len(part) for part in split.parts)
        self._say(self.tr("{0:,} categories and {1:,}").format(first, second), usable=True)

    def _say(self, text: str, *, usable: bool = False) -> None:
        self.outcome.setText(text)
        self.make.setEnabled(usable)

    def _missing(self) -> int:
        if Way(self.way.currentData()) is not Way.MEASURE:
            return 0
        entries = self._session.entries(self._key)
        missing = self._measures.missing(entries)
        if missing and not self._measures.busy:
            self._measures.measure(entries)
        return missing

    # ------------------------------------------------------------------ dividing

    def _divided(self) -> _Split:
        """Return the division that the fields say.

        Raises
        ------
        InputError
            When a part would be empty.
        """
        entries = self._session.entries(self._key)
        way, share = Way(self.way.currentData()), self.share.value() / 100
        if way is Way.RANDOM:
            text = self.tr("at random, {0:g} %, seed {1}").format(self.share.value(), self.seed.value())
            return _Split(split_randomly(len(entries), share, self.seed.value()), text)
        if way is Way.MEASURE:
            values = self._measures.table(entries)[:, self.measure.currentIndex()]
            text = self.tr("by {0}, smallest {1:g} %").format(self.measure.currentText(), self.share.value())
            return _Split(split_at_quantile(values, share), text)
        if way is Way.STARS:
            enough = [self._session.mark(entry).rating >= self.stars.value() for entry in entries]
            return _Split(split_where(enough), self.tr("{0} stars and more").format(self.stars.value()))
        if way is Way.KEPT:
            kept = [self._session.mark(entry).pick is Pick.KEEP for entry in entries]
            return _Split(split_where(kept), self.tr("the kept and the rest"))
        return _Split(split_after(len(entries), self.count.value()), self.tr("first {0:,}").format(self.count.value()))

    @Slot()
    def split(self) -> None:
        """Make the two sets and show the first."""
        try:
            split = self._divided()
            label = self._session.label(self._key) or self.tr("Edited")
            names = (self.first_name.text().strip(), self.second_name.text().strip())
            text = self.tr("Split {0} {1}").format(label, split.text)
            set_editing.split_set(self._session, self._key, split.parts, names, text)
        except WorkbenchError as error:
            self.outcome.setText(say(error))
            return
        self.closed.emit()
