"""The maps of the selected category as numbers that scrub, and what each map does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from engine.ifs.category import COEFFICIENTS
from gui.explorer.entries import with_coefficient, with_lock, with_probability
from gui.explorer.session import ExplorerSession
from gui.explorer.shape.map_colors import map_color, on_color
from gui.explorer.shape.map_editor import MapEditor
from gui.theme import GRID, Theme
from gui.widgets.scrub import FIELD_FRAME, ScrubField

_PROBABILITY = len(COEFFICIENTS)
_COLUMNS = (*COEFFICIENTS, "p")
_NUMBER_WIDTH, _EYE_WIDTH = 24, 22


class MapField(ScrubField):
    """A number of a map, which says when the user turns to it.

    Signals
    -------
    focused()
    """

    focused = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()


class ShareField(MapField):
    """A probability, with a bar along its lower edge as long as its share of 1."""

    _BAR = 3

    def __init__(self) -> None:
        super().__init__(step=0.01, minimum=0.0, maximum=1.0)

    def set_value(self, value: float) -> None:
        super().set_value(value)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        inner = self.rect().adjusted(2, 0, -2, -2)
        length = round(inner.width() * min(1.0, max(0.0, self.value)))
        bar = QRect(inner.left(), inner.bottom() - self._BAR + 1, length, self._BAR)
        QPainter(self).fillRect(bar, self.palette().color(QPalette.ColorRole.Highlight))


class MapsPanel(QWidget):
    """One line a map: its number, a to f and p as fields, and an eye; over them what is done to whole maps.

    Signals
    -------
    left()
        Esc: the user is done here.
    """

    left = Signal()

    def __init__(self, session: ExplorerSession, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self._font = theme.numbers_font(scale=0.92)
        self._rows: list[list[MapField]] = []
        self._numbers: list[QToolButton] = []
        self._eyes: list[QToolButton] = []
        self._editor: MapEditor | None = None
        self._anchor = 0
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
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(GRID // 2)
        self._lines.addLayout(self._grid)
        self._lines.addWidget(self.lock)
        session.selected.connect(self._show)
        session.changed.connect(self._show)
        theme.changed.connect(self._mark_rows)
        self._show()

    def use(self, editor: MapEditor, tools: QWidget) -> None:
        """Let `editor` select, mute and change whole maps, by the rows and by `tools` over them."""
        self._editor = editor
        self._lines.insertWidget(0, tools)
        editor.selected.connect(self._mark_rows)
        editor.looked.connect(self._mark_rows)
        self._mark_rows()

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
        for row, (number, eye, fields) in enumerate(zip(self._numbers, self._eyes, self._rows, strict=True)):
            for widget in (number, eye, *fields):
                widget.setVisible(row < count)
        self._mark_rows()

    def _add_row(self) -> None:
        row = len(self._rows)
        self._grid.addWidget(self._add_number(row), row + 1, 0)
        self._grid.addWidget(self._add_eye(row), row + 1, len(_COLUMNS) + 1)
        fields: list[MapField] = []
        for column, title in enumerate(_COLUMNS):
            field = ShareField() if column == _PROBABILITY else MapField(step=0.01)
            field.setFont(self._font)
            field.set_decimals(self._decimals)
            field.setMinimumWidth(44)
            field.setAccessibleName(self.tr("Map {0}, {1}").format(row + 1, title))
            field.setToolTip(self._field_tip())
            field.focused.connect(partial(self._turn_to, row))
            field.started.connect(self._session.begin_gesture)
            field.moved.connect(partial(self._move, row, column))
            field.finished.connect(partial(self._end, row, title))
            field.cancelled.connect(self._session.cancel_gesture)
            self._grid.addWidget(field, row + 1, column + 1)
            fields.append(field)
        self._rows.append(fields)
        before = self._rows[row - 1][-1] if row else None
        for field in fields:
            if before is not None:
                QWidget.setTabOrder(before, field)
            before = field
        QWidget.setTabOrder(fields[-1], self.lock)
        self._mark_row(row)

    def _add_number(self, row: int) -> QToolButton:
        number = QToolButton()
        number.setText(str(row + 1))
        number.setFont(self._font)
        number.setCheckable(True)
        number.setFixedWidth(_NUMBER_WIDTH)
        number.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        number.setToolTip(self.tr("Select map {0}; Ctrl: one more, Shift: all up to here").format(row + 1))
        number.setAccessibleName(self.tr("Map {0}").format(row + 1))
        number.clicked.connect(partial(self._choose, row))
        self._numbers.append(number)
        return number

    def _add_eye(self, row: int) -> QToolButton:
        eye = QToolButton()
        eye.setIconSize(QSize(14, 14))
        eye.setFixedWidth(_EYE_WIDTH)
        eye.setStyleSheet("QToolButton { padding: 1px; }")
        eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        eye.setToolTip(self.tr("Mute: leave the copy that this map draws out of the image (M); Alt: solo (S)"))
        eye.setAccessibleName(self.tr("Mute map {0}").format(row + 1))
        eye.clicked.connect(partial(self._look, row))
        self._eyes.append(eye)
        return eye

    # ------------------------------------------------------------------ selecting and looking

    @Slot()
    def _mark_rows(self) -> None:
        """Show which maps are selected and which the picture leaves out."""
        for row in range(self._shown):
            self._mark_row(row)

    def _mark_row(self, row: int) -> None:
        editor, number, eye = self._editor, self._numbers[row], self._eyes[row]
        chosen = editor is not None and row in editor.selection
        number.setChecked(chosen)
        color, text = map_color(row), on_color(map_color(row))
        ground = f"background: {color.name()}; color: {text.name()};" if chosen else ""
        style = f"QToolButton {{ padding: 1px; border-radius: 4px; border: 2px solid {color.name()}; {ground} }}"
        if style != number.styleSheet():
            number.setStyleSheet(style)
        seen = editor is None or editor.shown is None or row in editor.shown
        soloed = editor is not None and row in editor.soloed
        sign = "headphones" if soloed else "eye" if seen else "eye-off"
        if sign != eye.objectName():
            eye.setObjectName(sign)
            eye.setIcon(self._theme.icon(sign))

    def _turn_to(self, row: int) -> None:
        """Select the map whose number has the focus, so that the picture shows what is being changed."""
        if self._editor is not None and row not in self._editor.selection:
            self._editor.select(frozenset({row}))
            self._anchor = row

    def _choose(self, row: int) -> None:
        editor = self._editor
        if editor is None:
            return
        modifiers = QGuiApplication.keyboardModifiers()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            editor.select(editor.selection ^ {row})
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            editor.select(frozenset(range(min(row, self._anchor), max(row, self._anchor) + 1)))
        else:
            editor.select(frozenset() if editor.selection == {row} else frozenset({row}))
        if not modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._anchor = row
        self._mark_rows()

    def _look(self, row: int) -> None:
        if self._editor is None:
            return
        if QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.AltModifier or row in self._editor.soloed:
            self._editor.toggle_solo(frozenset({row}))
        else:
            self._editor.toggle_mute(frozenset({row}))

    def number(self, row: int) -> QToolButton:
        """Return the button that selects a map."""
        return self._numbers[row]

    def eye(self, row: int) -> QToolButton:
        """Return the button that mutes a map."""
        return self._eyes[row]

    def in_order(self) -> list[QWidget]:
        """Return what can have the focus, as Tab goes."""
        return [field for fields in self._rows for field in fields] + [self.lock]

    def _field_tip(self) -> str:
        return self.tr("Drag or use the wheel to change; Shift: finer, Ctrl: coarser. Double click or Enter to type.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif self._editor is None or event.modifiers() or not self._act(Qt.Key(event.key()), self._editor):
            super().keyPressEvent(event)

    def _act(self, key: Qt.Key, editor: MapEditor) -> bool:
        """Do what a key means for the maps; the fields hand on what they have no use for."""
        actions: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Insert: editor.duplicate,
            Qt.Key.Key_Delete: editor.delete,
            Qt.Key.Key_M: partial(editor.toggle_mute, editor.selection),
            Qt.Key.Key_S: partial(editor.toggle_solo, editor.selection),
        }
        if key not in actions or not editor.selection:
            return False
        actions[key]()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        taken = _NUMBER_WIDTH + _EYE_WIDTH + 2 * (len(_COLUMNS) + 1)
        room = (self.width() - taken) // len(_COLUMNS) - FIELD_FRAME
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
