"""The maps of the selected category as numbers that scrub, and what each map does."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from engine.ifs.category import COEFFICIENTS
from gui.explorer.entries import with_coefficient, with_lock, with_probability
from gui.explorer.session import ExplorerSession
from gui.theme import GRID, Theme
from gui.widgets.scrub import FIELD_FRAME, ScrubField

_PROBABILITY = len(COEFFICIENTS)
_COLUMNS = (*COEFFICIENTS, "p")


class MapsPanel(QWidget):
    """One line of fields a map: a to f and p.

    Signals
    -------
    left()
        Esc: the user is done here.
    """

    left = Signal()

    def __init__(self, session: ExplorerSession, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._font = theme.numbers_font(scale=0.92)
        self._rows: list[list[ScrubField]] = []
        self._labels: list[QLabel] = []
        self._shown = 0
        self._decimals = 4
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2)
        self._grid.setVerticalSpacing(2)
        for column, (title, tip) in enumerate(zip(_COLUMNS, self._tips(), strict=True)):
            head = QLabel(title)
            head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            head.setContentsMargins(0, 0, 6, 0)
            head.setProperty("muted", "true")
            head.setToolTip(tip)
            self._grid.addWidget(head, 0, column + 1)
            self._grid.setColumnStretch(column + 1, 1)
        self.lock = QCheckBox(self.tr("Probabilities follow |det|"))
        self.lock.setToolTip(
            self.tr(
                "On: each map is chosen in proportion to the area it keeps, as in FractalDB. "
                "Off: set them yourself; the others make room."
            )
        )
        self.lock.clicked.connect(self._change_lock)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GRID // 2)
        lines.addLayout(self._grid)
        lines.addWidget(self.lock)
        session.selected.connect(self._show)
        session.changed.connect(self._show)
        self._show()

    def _tips(self) -> tuple[str, ...]:
        x, y = "x' = a x + b y + e", "y' = c x + d y + f"
        return (x, x, y, y, x, y, self.tr("Probability with which this map is chosen; all of them sum to 1"))

    # ------------------------------------------------------------------ showing

    @Slot()
    def _show(self) -> None:
        entry = self._session.current
        self.setEnabled(entry is not None)
        if entry is None:
            self._show_rows(0)
            return
        state = self._session.state(entry)
        category = state.category
        self._show_rows(category.size)
        for row, fields in enumerate(self._rows[: category.size]):
            for column, field in enumerate(fields[:_PROBABILITY]):
                field.set_value(float(category.maps[row, column]))
            fields[_PROBABILITY].set_value(float(category.probabilities[row]))
            fields[_PROBABILITY].set_editable(not state.locked and category.size > 1)
        self.lock.setChecked(state.locked)

    def _show_rows(self, count: int) -> None:
        while len(self._rows) < count:
            self._add_row()
        if count == self._shown:
            return
        self._shown = count
        for row, (label, fields) in enumerate(zip(self._labels, self._rows, strict=True)):
            for widget in (label, *fields):
                widget.setVisible(row < count)

    def _add_row(self) -> None:
        row = len(self._rows)
        label = QLabel(str(row + 1))
        label.setProperty("muted", "true")
        label.setFont(self._font)
        label.setToolTip(self.tr("Map {0}").format(row + 1))
        self._grid.addWidget(label, row + 1, 0)
        self._labels.append(label)
        fields = []
        for column, title in enumerate(_COLUMNS):
            probability = column == _PROBABILITY
            field = ScrubField(step=0.01, minimum=0.0, maximum=1.0) if probability else ScrubField(step=0.01)
            field.setFont(self._font)
            field.set_decimals(self._decimals)
            field.setMinimumWidth(44)
            field.setAccessibleName(self.tr("Map {0}, {1}").format(row + 1, title))
            field.setToolTip(self._field_tip())
            field.started.connect(self._session.begin_gesture)
            field.moved.connect(partial(self._move, row, column))
            field.finished.connect(partial(self._end, row, title))
            field.cancelled.connect(self._session.cancel_gesture)
            self._grid.addWidget(field, row + 1, column + 1)
            fields.append(field)
        self._rows.append(fields)
        for before, after in pairwise(self.in_order()):
            QWidget.setTabOrder(before, after)

    def in_order(self) -> list[QWidget]:
        """Return what can have the focus, as Tab goes."""
        return [field for fields in self._rows for field in fields] + [self.lock]

    def _field_tip(self) -> str:
        return self.tr("Drag or use the wheel to change; Shift: finer, Ctrl: coarser. Double click or Enter to type.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = (self.width() - 3 * GRID - 2 * len(_COLUMNS)) // len(_COLUMNS) - FIELD_FRAME
        metrics = QFontMetrics(self._font)
        decimals = next((n for n in (4, 3) if metrics.horizontalAdvance(f"\N{MINUS SIGN}0.{'0' * n}") <= room), 2)
        if decimals != self._decimals:
            self._decimals = decimals
            for fields in self._rows:
                for field in fields:
                    field.set_decimals(decimals)

    # ------------------------------------------------------------------ changing

    def _move(self, row: int, column: int, value: float) -> None:
        start = self._session.gesture_start
        if start is None:
            return
        if column == _PROBABILITY:
            # From the start of the gesture: going to 1 and back loses no proportions.
            self._session.move(with_probability(start, row, value))
        else:
            self._session.move(with_coefficient(start, row, column, value))

    def _end(self, row: int, title: str) -> None:
        self._session.end_gesture(self.tr("Change {0} of map {1}").format(title, row + 1))

    @Slot(bool)
    def _change_lock(self, locked: bool) -> None:
        entry = self._session.current
        if entry is not None:
            text = self.tr("Let probabilities follow |det|") if locked else self.tr("Free the probabilities")
            self._session.change(with_lock(self._session.state(entry), locked), text)

    def field(self, row: int, column: int) -> ScrubField:
        """Return the field of a map's coefficient; column 6 is the probability."""
        return self._rows[row][column]

    def focus_first(self) -> None:
        """Put the focus on the first number."""
        if self._shown:
            self._rows[0][0].setFocus(Qt.FocusReason.ShortcutFocusReason)


class MapReadouts(QWidget):
    """What each map does to the plane: singular values, spectral radius, area and whether it mirrors."""

    def __init__(self, session: ExplorerSession, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._font = theme.numbers_font(scale=0.9)
        self._rows: list[list[QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(2)
        for column, (title, tip) in enumerate(self._heads()):
            head = QLabel(title)
            head.setProperty("caption", "true")
            head.setAlignment(Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft)
            head.setToolTip(tip)
            self._grid.addWidget(head, 0, column)
            self._grid.setColumnStretch(column, 1 if column else 0)
        session.selected.connect(self.follow)
        self.follow()

    def _heads(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Map"), ""),
            (
                self.tr("σ₁"),
                self.tr(
                    "Largest singular value: 1 or more stretches some direction (↗). The category is judged "
                    "by its Lyapunov exponent, not by this."
                ),
            ),
            (self.tr("σ₂"), self.tr("Smallest singular value: how thin the image of the plane becomes")),
            (self.tr("ρ"), self.tr("Spectral radius: 1 or more (↗) means this map alone would fly off")),
            (self.tr("det"), self.tr("Determinant: the area kept; below zero the map mirrors (⇋)")),
        )

    @Slot()
    def follow(self) -> None:
        """Show the selected category as it is now."""
        entry = self._session.current
        maps = self._session.category(entry).maps if entry is not None else np.zeros((0, 6))
        while len(self._rows) < len(maps):
            self._add_row()
        for row, labels in enumerate(self._rows):
            for label in labels:
                label.setVisible(row < len(maps))
        linear = maps[:, :4].reshape(-1, 2, 2)
        if not len(linear):
            return
        sigma = np.linalg.svd(linear, compute_uv=False)
        radius = np.abs(np.linalg.eigvals(linear)).max(axis=1)
        determinant = np.linalg.det(linear)
        for row, labels in enumerate(self._rows[: len(maps)]):
            labels[1].setText(_expanding(float(sigma[row, 0])))
            labels[2].setText(_number(float(sigma[row, 1])))
            labels[3].setText(_expanding(float(radius[row])))
            mirrors = "\u21cb " if determinant[row] < 0 else ""
            labels[4].setText(mirrors + _number(float(determinant[row])))

    def _add_row(self) -> None:
        row = len(self._rows) + 1
        labels = []
        for column in range(5):
            label = QLabel(str(row) if column == 0 else "")
            label.setFont(self._font)
            label.setProperty("muted", "true" if column == 0 else "")
            label.setAlignment(Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(label, row, column)
            labels.append(label)
        self._rows.append(labels)


def _number(value: float) -> str:
    return f"{value:.3f}".replace("-", "\N{MINUS SIGN}")


def _expanding(value: float) -> str:
    return ("\u2197 " if value >= 1 else "") + _number(value)
