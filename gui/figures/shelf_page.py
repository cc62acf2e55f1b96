"""The figure shelf: kept figures in an order, composed as panels of one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.workspace import Workspace
from gui.figures.figure_page import FigurePage, open_figure
from gui.figures.keys import add_keys
from gui.services import Services
from gui.tasks import Failure
from gui.theme import GRID
from gui.widgets.fields import QuietComboBox
from gui.widgets.form_field import Field, NumberField, problem_label
from gui.widgets.latest import Latest
from gui.widgets.whole_box import WholeBox

if TYPE_CHECKING:
    from engine.figures.export import Drawing
    from engine.figures.shelf import KeptFigure
    from engine.figures.style import FigureStyle

_LETTERS = ("(a)", "a", "A")


class ShelfPage(QWidget):
    """Kept figures; every change is in the workspace at once."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Figure shelf"))
        self._services = services
        self._kept: list[KeptFigure] = []
        self._removed: list[tuple[int, KeptFigure]] = []
        # One after the other: the order on disk is the last one shown.
        self._writes = Latest(services.tasks, _write, self)
        self._writes.failed.connect(self._refuse)
        self.composed: FigurePage | None = None
        self._build()
        self.resize(480, 420)
        self.reload()

    def _build(self) -> None:
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Kept figures"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.hint = QLabel(self.tr("No figure is kept yet. “Add to the shelf” in a figure's window puts it here."))
        self.hint.setProperty("muted", "true")
        self.hint.setWordWrap(True)
        self.columns = WholeBox(1, 6)
        self.columns.set_value(2)
        self.columns.changed.connect(self._offer)
        self.letters = QuietComboBox()
        for text in _LETTERS:
            self.letters.addItem(text, text)
        self.letters.addItem(self.tr("None"), "none")
        self.problem = problem_label()
        side = QVBoxLayout()
        self.up = self._button(self.tr("Up"), "Alt+Up", partial(self._move, -1), side)
        self.down = self._button(self.tr("Down"), "Alt+Down", partial(self._move, 1), side)
        self.remove_button = self._button(self.tr("Remove"), "Delete", self.remove, side)
        self.undo_button = self._button(self.tr("Put back"), "Ctrl+Z", self.put_back, side)
        side.addStretch(1)
        self.compose_button = QPushButton(self.tr("Compose…"))
        self.compose_button.setProperty("primary", "true")
        self.compose_button.setToolTip(self.tr("All of them as panels of one figure (Ctrl+Return)"))
        self.compose_button.setShortcut(QKeySequence("Ctrl+Return"))
        self.compose_button.clicked.connect(self.compose)
        add_keys(self, lambda: self.findChildren(QPushButton))
        row = QHBoxLayout()
        row.addWidget(self.list, 1)
        row.addLayout(side)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addWidget(self.hint)
        column.addLayout(row, 1)
        column.addWidget(NumberField(self.tr("Columns"), self.columns, self.tr("Panels in a row, 1 to 6")))
        column.addWidget(Field(self.tr("Panel letters"), self.letters, self.tr("How the panels are marked")))
        column.addWidget(self.problem)
        column.addWidget(self.compose_button, 0, Qt.AlignmentFlag.AlignRight)

    def _button(self, text: str, key: str, slot: Any, column: QVBoxLayout) -> QPushButton:
        button = QPushButton(text)
        button.setShortcut(QKeySequence(key))
        button.setToolTip(f"{text} ({QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)})")
        button.clicked.connect(slot)
        column.addWidget(button)
        return button

    # ------------------------------------------------------------------ what is kept

    @Slot()
    def reload(self) -> None:
        """Read the shelf again."""
        task = self._services.tasks.start(_read, self._services.workspace)
        task.finished.connect(self._take)
        task.failed.connect(self._refuse)

    @Slot(object)
    def _take(self, kept: tuple[KeptFigure, ...]) -> None:
        self._kept = list(kept)
        self._fill(max(0, self.list.currentRow()))

    @Slot(object)
    def _refuse(self, failure: Failure) -> None:
        self.problem.setText(failure.message)
        self.problem.show()

    def _fill(self, current: int) -> None:
        self.list.clear()
        self.list.addItems([kept.name for kept in self._kept])
        self.list.setCurrentRow(min(current, len(self._kept) - 1))
        some = bool(self._kept)
        self.hint.setVisible(not some)
        for button in (self.up, self.down, self.remove_button):
            button.setEnabled(some)
        self.undo_button.setEnabled(bool(self._removed))
        self._offer()

    @Slot()
    def _offer(self) -> None:
        self.compose_button.setEnabled(bool(self._kept) and self.columns.usable)

    def _store(self, current: int) -> None:
        self._fill(current)
        self._writes.ask((self._services.workspace, tuple(self._kept)))

    def _move(self, step: int) -> None:
        at = self.list.currentRow()
        to = at + step
        if at >= 0 and 0 <= to < len(self._kept):
            self._kept.insert(to, self._kept.pop(at))
            self._store(to)

    @Slot()
    def remove(self) -> None:
        """Take the current figure off the shelf; it can be put back while this window is open."""
        at = self.list.currentRow()
        if at >= 0:
            self._removed.append((at, self._kept.pop(at)))
            self._store(at)

    @Slot()
    def put_back(self) -> None:
        """Put back what was removed last."""
        if self._removed:
            at, kept = self._removed.pop()
            self._kept.insert(at, kept)
            self._store(at)

    # ------------------------------------------------------------------ one figure of all

    @Slot()
    def compose(self) -> None:
        """Open all figures as panels of one."""
        if not self._kept or not self.columns.usable:
            return
        kept = tuple(self._kept)
        facts = {"panels": [{"name": figure.name, "came_from": dict(figure.provenance)} for figure in kept]}
        make = partial(_compose, kept, self.columns.value(), str(self.letters.currentData()))
        self.composed = open_figure(self._services, make, "panels", facts, self)


def open_shelf(services: Services, parent: QWidget | None = None) -> ShelfPage:
    """Show the figure shelf and return it."""
    owner = parent.window() if parent is not None else QApplication.activeWindow()
    page = ShelfPage(services, owner)
    page.show()
    page.activateWindow()
    return page


def _read(workspace: Workspace) -> tuple[KeptFigure, ...]:
    from engine.figures.shelf import Shelf

    return Shelf(workspace).figures()


def _write(question: tuple[Workspace, tuple[KeptFigure, ...]], **_unused: object) -> None:
    from engine.figures.shelf import Shelf

    workspace, kept = question
    Shelf(workspace).put(kept)


def _compose(kept: tuple[KeptFigure, ...], columns: int, letters: str, style: FigureStyle) -> Drawing:
    from engine.figures.compose import Composition, Letters
    from engine.figures.export import draw_plot

    return draw_plot(Composition(tuple(figure.plot for figure in kept), columns, Letters(letters)), style)
