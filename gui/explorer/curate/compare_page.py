"""Two to six categories side by side: large pictures, their measures, and a verdict on each by key."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from engine.categories.marks import MAX_RATING, Mark, Pick
from engine.ifs.category import Category
from engine.progress import Control, Report
from engine.render.settings import Style
from gui.explorer.curate.compared import ComparedCell, Drawn, Question, Window, draw_compared, values_of
from gui.explorer.curate.culling import cleared, picked, rated, stars_text
from gui.explorer.entries import Entry
from gui.explorer.session import ExplorerSession
from gui.services import Services
from gui.theme import GRID
from gui.widgets.fields import QuietComboBox
from gui.widgets.latest import Latest
from gui.widgets.pages import Page

if TYPE_CHECKING:
    from engine.ifs.measures import Measures

MOST = 6
_DIFFERENT = 0.05
"""Values that lie apart by more than this share of the largest are shown as different."""

_BELOW = 66
"""Height of name and measures under a picture."""


@dataclass(frozen=True, eq=False, slots=True)
class _Measured:
    place: int
    measures: Measures


def measure_each(
    categories: Sequence[Category],
    *,
    partial: Callable[[object], None],
    report: Report,  # noqa: ARG001
    control: Control,
) -> None:
    """Answer with the measures of each category in turn."""
    from engine.ifs.measures import measure

    for place, category in enumerate(categories):
        control.poll()
        partial(_Measured(place, measure(category)))


class ComparePage(Page):
    """Left and Right choose one; digits, K, X and U judge it; Enter keeps it and rejects the others."""

    def __init__(self, session: ExplorerSession, services: Services) -> None:
        super().__init__()
        self.title = self.tr("Compare")
        self._session = session
        self._services = services
        self.cells: list[ComparedCell] = []
        self._values: dict[int, dict[str, float]] = {}
        self._focus = 0
        self._window = Window()
        self._asked_size = 0
        self._drawing = Latest(services.tasks, draw_compared, self, priority=2)
        self._drawing.answered.connect(self._take_picture)
        self._drawing.failed.connect(services.tell_failure)
        self._measuring = Latest(services.tasks, measure_each, self)
        self._measuring.answered.connect(self._take_measures)
        self._measuring.failed.connect(services.tell_failure)
        self._style = QuietComboBox()
        self._style.setAccessibleName(self.tr("Style of the images"))
        for style, text in (
            (None, self.tr("Density")),
            (Style.POINT_GRAY, self.tr("Gray points")),
            (Style.POINT_COLOR, self.tr("Coloured points")),
            (Style.PATCH_GRAY, self.tr("Gray patches")),
            (Style.PATCH_COLOR, self.tr("Coloured patches")),
        ):
            self._style.addItem(text, style)
        self._style.currentIndexChanged.connect(self._draw)
        self.tools = QWidget()
        tools = QHBoxLayout(self.tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.addWidget(self._style)
        self._grid = QGridLayout()
        self._grid.setSpacing(GRID // 2)
        keys = QLabel(
            self.tr("← → choose · 0–5 rate · K keep · X reject · U clear · Enter keep this, reject the others")
        )
        keys.setProperty("caption", "true")
        keys.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        keys.setToolTip(self.tr("The wheel zooms all images together; dragging moves them; Home shows them whole."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GRID // 2)
        column.setSpacing(GRID // 2)
        column.addLayout(self._grid, 1)
        column.addWidget(keys)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.title)
        session.marks_changed.connect(self._show_marks)
        session.settled.connect(self._changed)
        session.selected.connect(self._follow)

    # ------------------------------------------------------------------ showing

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Compare these, at most six."""
        self._clear()
        for number, entry in enumerate(entries[:MOST], 1):
            cell = ComparedCell(self._services, entry, number)
            cell.pressed.connect(lambda at=number - 1: self.focus_cell(at))
            cell.rated.connect(lambda rating, at=number - 1: self._rate(at, rating))
            cell.picture.zoomed.connect(self._zoom)
            cell.picture.dragged.connect(self._drag)
            self.cells.append(cell)
        self._values = {}
        self._window = Window()
        self._arrange()
        current = self._session.current
        keys = [cell.entry.key for cell in self.cells]
        self.focus_cell(keys.index(current.key) if current is not None and current.key in keys else 0)
        self._show_marks()
        # The pictures get their sizes when the page is laid out.
        QTimer.singleShot(0, self, self._ask)

    def _clear(self) -> None:
        self._drawing.forget()
        for cell in self.cells:
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self.cells = []

    def opened(self) -> None:
        """Take the focus."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        """Draw no further."""
        self._measuring.forget()
        self._clear()

    @Slot()
    def _ask(self) -> None:
        self._draw()
        self._measuring.forget()
        self._measuring.ask([self._session.category(cell.entry) for cell in self.cells])

    @Slot()
    def _draw(self) -> None:
        if self.cells:
            self._asked_size = self.cells[0].picture.wanted_size
            categories = tuple(self._session.category(cell.entry) for cell in self.cells)
            self._drawing.ask(Question(categories, self._style.currentData(), self._asked_size, self._window))

    @Slot(int, object)
    def _take_picture(self, _number: int, drawn: Drawn) -> None:
        if drawn.place < len(self.cells):
            self.cells[drawn.place].picture.show_pixels(drawn.pixels)

    @Slot(object)
    def _changed(self, key: object) -> None:
        if any(cell.entry.key == key for cell in self.cells):
            self._ask()

    def _arrange(self) -> None:
        """Put the cells into as many columns as make the pictures largest."""
        count = max(1, len(self.cells))
        room = self._grid.geometry() if self._grid.geometry().isValid() else self.rect()

        def edge(columns: int) -> float:
            rows = math.ceil(count / columns)
            return min(room.width() / columns, room.height() / rows - _BELOW)

        columns = max(range(1, count + 1), key=edge)
        for at, cell in enumerate(self.cells):
            self._grid.addWidget(cell, *divmod(at, columns))
        for line in range(MOST):
            self._grid.setColumnStretch(line, int(line < columns))
            self._grid.setRowStretch(line, int(line < math.ceil(count / columns)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        if self.cells and self.cells[0].picture.wanted_size > self._asked_size:
            self._draw()

    @Slot(object)
    def _show_marks(self, _identities: object = None) -> None:
        for cell in self.cells:
            cell.show_mark(self._session.mark(cell.entry))

    @Slot(int, object)
    def _take_measures(self, _number: int, answer: _Measured) -> None:
        self._values[answer.place] = values_of(answer.measures)
        different = {
            key for key in self._values[answer.place] if _differ([each[key] for each in self._values.values()])
        }
        for place, values in self._values.items():
            if place < len(self.cells):
                self.cells[place].values.show_values(values, different)

    # ------------------------------------------------------------------ looking closer

    @Slot(float, float, float)
    def _zoom(self, factor: float, x: float, y: float) -> None:
        self._look(self._window.zoomed(factor, x, y))

    @Slot(float, float)
    def _drag(self, x: float, y: float) -> None:
        self._look(self._window.moved(x, y))

    def _look(self, window: Window) -> None:
        if window != self._window:
            self._window = window
            self._draw()

    # ------------------------------------------------------------------ judging

    @property
    def focused(self) -> int:
        """The place of the one that keys judge."""
        return self._focus

    def focus_cell(self, place: int) -> None:
        """Let keys judge the one at this place; it becomes the current category."""
        if self.cells:
            self._mark_focus(place % len(self.cells))
            self._session.select(self.cells[self._focus].entry)

    @Slot(object)
    def _follow(self, entry: Entry | None) -> None:
        """Judge the one that was selected elsewhere, by an undo for instance."""
        keys = [cell.entry.key for cell in self.cells]
        if entry is not None and entry.key in keys:
            self._mark_focus(keys.index(entry.key))

    def _mark_focus(self, place: int) -> None:
        self._focus = place
        for at, cell in enumerate(self.cells):
            cell.set_focused(at == place)

    def _judge(self, change: Callable[[Mark], Mark], text: str) -> None:
        entry = self.cells[self._focus].entry
        self._session.set_marks({entry.key.identity: change(self._session.mark(entry))}, text, about=[entry])

    def _rate(self, place: int, rating: int) -> None:
        self.focus_cell(place)
        self._judge(lambda mark: rated(rating, mark), stars_text(rating))

    def choose(self) -> None:
        """Keep the focused one and reject the others, in one step."""
        marks = {
            cell.entry.key.identity: replace(
                self._session.mark(cell.entry), pick=Pick.KEEP if at == self._focus else Pick.REJECT
            )
            for at, cell in enumerate(self.cells)
        }
        name = self.cells[self._focus].entry.key.name
        text = self.tr("Keep {0}, reject the others").format(name)
        self._session.set_marks(marks, text, about=[cell.entry for cell in self.cells])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.cells or not self._do(event):
            super().keyPressEvent(event)

    def _do(self, event: QKeyEvent) -> bool:
        """Do what the key says; return whether it says anything here."""
        key, keys = event.key(), Qt.Key
        digit = key - keys.Key_0
        if 0 <= digit <= 9 and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.focus_cell(min(max(digit, 1), len(self.cells)) - 1)
        elif 0 <= digit <= MAX_RATING:
            self._rate(self._focus, digit)
        elif key in (keys.Key_Left, keys.Key_Up):
            self.focus_cell(self._focus - 1)
        elif key in (keys.Key_Right, keys.Key_Down):
            self.focus_cell(self._focus + 1)
        elif key in (keys.Key_K, keys.Key_P):
            self._judge(lambda mark: picked(Pick.KEEP, mark), self.tr("Keep"))
        elif key == keys.Key_X:
            self._judge(lambda mark: picked(Pick.REJECT, mark), self.tr("Reject"))
        elif key == keys.Key_U:
            self._judge(cleared, self.tr("Clear stars and pick"))
        elif key in (keys.Key_Return, keys.Key_Enter):
            self.choose()
        elif key == keys.Key_Home:
            self._look(Window())
        elif key in (keys.Key_Space, keys.Key_Backspace):
            self.closed.emit()
        else:
            return False
        return True


def _differ(values: Sequence[float]) -> bool:
    known = [value for value in values if not math.isnan(value)]
    if len(known) < len(values) and known:
        return True
    largest = max((abs(value) for value in known), default=0.0)
    return len(known) > 1 and max(known) - min(known) > _DIFFERENT * largest
