"""The confusion matrix with its controls, and a line that says what a cell means."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from engine.experiments.glimpse import EvaluationGlimpse, Glimpses
from gui.services import Services
from gui.theme import GRID
from gui.training.confusion_part import Cell
from gui.training.confusion_view import ConfusionView
from gui.training.curves import percent
from gui.training.plot_controls import chip, choice

_KEY = "training/confusion"


class ConfusionPanel(QWidget):
    """The matrix; beside it which evaluation, shares or counts, linear or logarithmic, and what the mouse is on."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._known = Glimpses("")
        self.view = ConfusionView(services.theme)
        self.readout = QLabel()
        self.readout.setFont(services.theme.numbers_font())
        self.readout.setWordWrap(True)
        self.readout.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.splits = choice(self.tr("Evaluation"), ())
        self.shares = chip(self.tr("Shares"), self.tr("Every row in shares of its class, instead of counts"))
        self.log = chip(self.tr("Log"), self.tr("Logarithmic colours: rare confusions are seen, too"))
        stored = services.settings.get(_KEY, {})
        stored = stored if isinstance(stored, dict) else {}
        self.shares.setChecked(stored.get("shares") is not False)
        self.log.setChecked(stored.get("log") is True)
        self.splits.setMaximumWidth(18 * GRID)
        chips = QHBoxLayout()
        chips.setSpacing(GRID // 2)
        chips.addWidget(self.shares)
        chips.addWidget(self.log)
        chips.addStretch(1)
        # Beside the matrix, which is square and as high as the page.
        beside = QVBoxLayout()
        beside.setSpacing(GRID // 2)
        beside.addWidget(self.splits)
        beside.addLayout(chips)
        beside.addWidget(self.readout)
        beside.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(GRID)
        across.addWidget(self.view, 100)
        across.addLayout(beside, 1)
        self.view.pointed.connect(self._read)
        self.splits.activated.connect(self._choose_split)
        for button in (self.shares, self.log):
            button.toggled.connect(self._show_as)
        self._show_as()

    def show_glimpses(self, known: Glimpses) -> str:
        """Show the last evaluation of a run, or the split chosen; return a caption."""
        fresh = known.run_id != self._known.run_id
        self._known = known
        names = [evaluation.split for evaluation in known.evaluations]
        if fresh or names != [self.splits.itemData(at) for at in range(self.splits.count())]:
            self._fill_splits(names)
        return self._show()

    def _fill_splits(self, names: list[str]) -> None:
        words = {"validation": self.tr("validation"), "test": self.tr("test")}
        self.splits.clear()
        for name in names:
            self.splits.addItem(words.get(name, name), name)
        # The test comes last, and is the last word.
        self.splits.setCurrentIndex(len(names) - 1)
        self.splits.setVisible(len(names) > 1)

    @property
    def evaluation(self) -> EvaluationGlimpse | None:
        """The evaluation shown."""
        found = [one for one in self._known.evaluations if one.split == self.splits.currentData()]
        return found[0] if found else None

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of the classes, as far as they are known."""
        return self._known.classes

    def _show(self) -> str:
        found = self.evaluation
        matrix = np.zeros((0, 0), dtype=np.int64) if found is None or found.confusion is None else found.confusion
        self.view.show_matrix(matrix)
        self._read(self.view.current)
        for widget in (self.shares, self.log):
            widget.setVisible(len(matrix) > 0)
        if found is None:
            return self.tr("An evaluation shows it at the end of an epoch.") if self._known.run_id else ""
        if found.confusion is None:
            return self.tr("{0} classes are too many for a matrix.").format(len(found.class_accuracy))
        right, count = int(np.trace(matrix)), int(matrix.sum())
        words = self.splits.currentText()
        when = self.tr("epoch {0}").format(found.epoch + 1) if found.epoch >= 0 else self.tr("final weights")
        text = self.tr("{0}, {1}: {2} of {3} right")
        return text.format(words, when, f"{right:,}", f"{count:,}")

    @Slot()
    def _choose_split(self) -> None:
        self._show()

    @Slot()
    def _show_as(self) -> None:
        self.view.show_as(rows=self.shares.isChecked(), log=self.log.isChecked())
        self._services.settings.set(_KEY, {"shares": self.shares.isChecked(), "log": self.log.isChecked()})

    @Slot(object)
    def _read(self, cell: Cell | None) -> None:
        """Say what the cell means, or what is confused most."""
        text = self._most_confused() if cell is None else self._cell_text(cell)
        self.readout.setText(text)
        self.view.setAccessibleDescription(text)

    def _cell_text(self, cell: Cell) -> str:
        true, predicted = cell
        matrix = self.view.matrix
        if not len(matrix):
            return ""
        count, total = int(matrix[true, predicted]), int(matrix[true].sum())
        share = percent(count / total) if total else "-"
        if true == predicted:
            return self.tr("{0} told right: {1} of {2} ({3})").format(
                self._name(true), f"{count:,}", f"{total:,}", share
            )
        text = self.tr("{0} taken for {1}: {2} of {3} ({4}); the other way {5}")
        back = f"{int(matrix[predicted, true]):,}"
        return text.format(self._name(true), self._name(predicted), f"{count:,}", f"{total:,}", share, back)

    def _most_confused(self) -> str:
        """Return the pair taken for each other most often, and the class known worst."""
        matrix = self.view.matrix
        found = self.evaluation
        if found is not None and found.confusion is None:
            return self._worst(found)
        if len(matrix) < 2 or found is None:
            return ""
        wrong = matrix.copy()
        np.fill_diagonal(wrong, 0)
        if not wrong.any():
            return self.tr("Nothing is confused.")
        true, predicted = np.unravel_index(int(wrong.argmax()), wrong.shape)
        text = self.tr("Most often: {0} taken for {1}, {2} times")
        pair = text.format(self._name(int(true)), self._name(int(predicted)), f"{int(wrong.max()):,}")
        return f"{pair}\n{self._worst(found)}"

    def _worst(self, found: EvaluationGlimpse) -> str:
        accuracy = found.class_accuracy
        if not np.isfinite(accuracy).any():
            return ""
        worst, best = int(np.nanargmin(accuracy)), int(np.nanargmax(accuracy))
        if math.isclose(accuracy[worst], accuracy[best]):
            return self.tr("All classes: {0}").format(percent(accuracy[worst]))
        text = self.tr("Worst class: {0} ({1}), best: {2} ({3})")
        return text.format(self._name(worst), percent(accuracy[worst]), self._name(best), percent(accuracy[best]))

    def _name(self, index: int) -> str:
        return self._known.classes[index] if index < len(self._known.classes) else str(index)
