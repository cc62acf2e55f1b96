"""The queue in the window: its table, the line that says what it does, and the actions that steer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from engine.experiments.queue import QueueItem, Standing, next_item
from engine.experiments.run_status import State
from gui.quantities import rounded_time
from gui.services import Services
from gui.theme import GRID
from gui.training.queue_model import QueueColumn, QueueModel
from gui.training.queue_times import QueueTimes
from gui.training.run_drawing import ProgressDelegate
from gui.training.steering import action_button
from gui.training.training_thread import Runner, RunsSnapshot, TrainingThread
from gui.widgets.heading import ShortLabel
from gui.widgets.tab import Tab


class QueueTable(QTableView):
    """Rows that are dragged, or moved with Alt and the arrows."""

    def __init__(self, model: QueueModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(3 * GRID + 4)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QueueColumn.RUN, QHeaderView.ResizeMode.Stretch)
        words = self.fontMetrics().horizontalAdvance(model.tr("its pre-training was discarded")) + 5 * GRID
        for column, width in (
            (QueueColumn.PLACE, 40), (QueueColumn.STATE, words), (QueueColumn.PROGRESS, 112), (QueueColumn.LEFT, 84),
        ):  # fmt: skip
            header.resizeSection(column, max(width, header.sectionSizeHint(column)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Actions of the panel take these; the view would move the current row.
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


class QueuePanel(QWidget):
    """What waits, in which order.

    Signals
    -------
    chosen(str)
        The run in the current row.
    edit_asked(str)
        The run, or the study it belongs to, is to be changed.
    now_asked(str)
        The run is to start at once.
    """

    chosen = Signal(str)
    edit_asked = Signal(str)
    now_asked = Signal(str)

    def __init__(self, services: Services, thread: TrainingThread) -> None:
        super().__init__()
        self._services = services
        self._thread = thread
        self._snapshot = RunsSnapshot()
        self._kept: list[str] = []
        self.model = QueueModel(services.theme)
        self.times = QueueTimes(services, self)
        self.table = QueueTable(self.model)
        self.table.setAccessibleName(self.tr("Queue"))
        self.table.setItemDelegateForColumn(QueueColumn.PROGRESS, ProgressDelegate(services.theme, self.table))
        self.facts = ShortLabel()
        self.facts.setFont(services.theme.numbers_font())
        self._menu = QMenu(self)
        self._line = QHBoxLayout()
        self._line.setSpacing(GRID // 2)
        self._line.addWidget(self.facts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(self._line)
        column.addWidget(self.table, 1)
        self.model.moved.connect(self._move)
        self.model.modelAboutToBeReset.connect(self._keep)
        self.model.modelReset.connect(self._restore)
        self.times.changed.connect(self._show_times)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.selectionModel().selectionChanged.connect(self._select)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)

    def add_actions(self, tab: Tab) -> None:
        """Put what can be done with the queue on the tab, into the line above the table and into its menu."""
        tab.begin_section(self.tr("Queue"))
        self.hold_action = tab.add_action(self.tr("Pause the queue"), "pause", "Ctrl+Shift+P", self.hold_or_go_on)
        self.now_action = tab.add_action(self.tr("Run now"), "play", "Ctrl+Shift+Return", self.run_now)
        self.up_action = self._row_action(tab, self.tr("Move up"), "chevron-up", "Alt+Up", self.move_up)
        self.down_action = self._row_action(tab, self.tr("Move down"), "chevron-down", "Alt+Down", self.move_down)
        self.top_action = self._row_action(tab, self.tr("Move to the top"), "arrow-down-up", "Alt+Home", self.move_top)
        self.lock_action = self._row_action(tab, self.tr("Hold this run"), "lock", "Space", self.hold_runs)
        self.edit_action = self._row_action(tab, self.tr("Edit…"), "pencil", "F2", self.edit)
        self.failed_action = tab.add_action(self.tr("Continue what failed"), "refresh-cw", "", self.continue_failed)
        self.remove_action = self._row_action(tab, self.tr("Take out of the queue"), "x", "Del", self.remove)
        shown = (self.now_action, self.up_action, self.down_action, self.lock_action, self.edit_action)
        hold = action_button(self.hold_action)
        hold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._line.addWidget(hold)
        again = action_button(self.failed_action)
        again.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.failed_action.enabledChanged.connect(again.setVisible)
        self._line.addWidget(again)
        for action in (*shown, self.remove_action):
            self._line.addWidget(action_button(action))
        self._menu.addActions([self.now_action, self.up_action, self.down_action, self.top_action])
        self._menu.addActions([self.lock_action, self.edit_action, self.remove_action])
        self.refresh()

    def _row_action(self, tab: Tab, text: str, icon: str, key: str, slot: Callable[[], None]) -> QAction:
        action = tab.add_action(text, icon, "", slot)
        action.setShortcut(QKeySequence(key))
        # Elsewhere these keys mean something else.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setToolTip(f"{text} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
        self.table.addAction(action)
        return action

    # ------------------------------------------------------------------ what is shown

    def show_runs(self, snapshot: RunsSnapshot) -> None:
        """Show the queue of `snapshot`."""
        self._snapshot = snapshot
        self.model.show(snapshot)
        self.times.reckon(snapshot)
        self.facts.setText(self._sentence())
        self.refresh()

    def _sentence(self) -> str:
        waiting = [item for item in self._items() if not self._works(item) and self.model.may_come(item.run)]
        if not self.model.rowCount():
            return self.tr("Nothing waits: Start on the left queues the runs of a study.")
        if self._snapshot.runner is Runner.CUT_OFF:
            return self.tr("The queue was cut off: Go on takes it up where it stopped.")
        if not waiting and not any(self._works(item) for item in self._items()):
            if any(self.model.standing(item) is Standing.HELD for item in self._items()):
                return self.tr("Nothing starts by itself: what stands here is held.")
            return self.tr("Nothing can start: Start, with the study in the form, trains again what is missing.")
        if not waiting:
            return self.tr("Nothing waits behind the run at work.")
        text = self.tr("1 run waits") if len(waiting) == 1 else self.tr("{0} runs wait").format(len(waiting))
        if self._snapshot.order.held:
            return self.tr("The queue is paused: {0}.").format(text)
        left = self.times.left(self._snapshot)
        return text if left is None else self.tr("{0}, about {1} left").format(text, rounded_time(left))

    def _items(self) -> list[QueueItem]:
        found = (self.model.item(row) for row in range(self.model.rowCount()))
        return [item for item in found if item is not None]

    @property
    def selected(self) -> list[QueueItem]:
        """What is selected, in order; the run at work is not counted."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        found = [item for row in rows if (item := self.model.item(row)) is not None]
        return [item for item in found if not self._works(item)]

    def _works(self, item: QueueItem) -> bool:
        return self.model.standing(item) is Standing.WORKS or item.run == self._snapshot.current

    def refresh(self) -> None:
        """Enable what can be done now."""
        held = self._snapshot.held
        self.hold_action.setText(self.tr("Go on with the queue") if held else self.tr("Pause the queue"))
        shown = self.hold_action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        tip = self.hold_action.text() if held else self.tr("Start no further run; the one at work goes on")
        self.hold_action.setToolTip(f"{tip} ({shown})")
        self.hold_action.setIcon(self._services.theme.icon("play" if held else "pause"))
        self.hold_action.setEnabled(held or bool(self._snapshot.order.items))
        self.failed_action.setEnabled(bool(self._failed()))
        selected = self.selected
        for action in (self.up_action, self.down_action, self.top_action, self.remove_action, self.lock_action):
            action.setEnabled(bool(selected))
        single = len(selected) == 1
        ready = single and self.model.standing(selected[0]) in (Standing.WAITS, Standing.HELD)
        self.now_action.setEnabled(ready)
        self.edit_action.setEnabled(single and self.model.status(selected[0]).attempt == 0)
        locked = bool(selected) and all(item.held for item in selected)
        self.lock_action.setText(self.tr("Let this run go on") if locked else self.tr("Hold this run"))
        self.lock_action.setIcon(self._services.theme.icon("lock-open" if locked else "lock"))

    @Slot()
    def _show_times(self) -> None:
        self.model.show_times(self.times.seconds)
        self.facts.setText(self._sentence())

    # ------------------------------------------------------------------ the selection

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        item = self.model.item(current.row())
        if item is not None and self.table.hasFocus():
            self.chosen.emit(item.run)

    @Slot(QItemSelection, QItemSelection)
    def _select(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        self.refresh()

    @Slot()
    def _keep(self) -> None:
        self._kept = [item.run for item in self._items() if self._is_selected(item)]

    def _is_selected(self, item: QueueItem) -> bool:
        return self.table.selectionModel().isRowSelected(self.model.row_of(item.run), QModelIndex())

    @Slot()
    def _restore(self) -> None:
        """Keep selected what still waits."""
        rows = [row for run_id in self._kept if (row := self.model.row_of(run_id)) >= 0]
        selection = self.table.selectionModel()
        for row in rows:
            index = self.model.index(row, 0)
            selection.select(index, selection.SelectionFlag.Select | selection.SelectionFlag.Rows)
        if rows:
            selection.setCurrentIndex(self.model.index(rows[0], 0), selection.SelectionFlag.NoUpdate)

    @Slot(QPoint)
    def _show_menu(self, place: QPoint) -> None:
        self._menu.popup(self.table.viewport().mapToGlobal(place))

    # ------------------------------------------------------------------ steering

    @Slot()
    def hold_or_go_on(self) -> None:
        """Start no further run, or go on with the queue: where nothing else could start, with what was stopped."""
        stopped = self._held_in(State.STOPPED) if self._snapshot.held and self._stands_still() else []
        if stopped:
            self._thread.enqueue(stopped)
        else:
            self._thread.hold(not self._snapshot.held)

    def _stands_still(self) -> bool:
        """Return whether nothing would start although the queue went on."""
        order = replace(self._snapshot.order, held=False)
        return not self._snapshot.current and next_item(order, self._snapshot.statuses) is None

    @Slot(list, int)
    def _move(self, run_ids: list[str], place: int) -> None:
        self._thread.move(run_ids, place)

    @Slot()
    def move_up(self) -> None:
        """Let the selected runs start one place earlier."""
        selected = self.selected
        if selected:
            first = self.model.row_of(selected[0].run)
            self._thread.move([item.run for item in selected], self.model.place(max(0, first - 1)))

    @Slot()
    def move_down(self) -> None:
        """Let the selected runs start one place later."""
        selected = self.selected
        if selected:
            last = self.model.row_of(selected[-1].run)
            self._thread.move([item.run for item in selected], self.model.place(last + 2))

    @Slot()
    def move_top(self) -> None:
        """Let the selected runs start next."""
        self._thread.move([item.run for item in self.selected], 0)

    @Slot()
    def run_now(self) -> None:
        """Start the selected run at once; the one at work makes room and keeps its place."""
        if self.now_action.isEnabled():
            self.now_asked.emit(self.selected[0].run)

    @Slot()
    def hold_runs(self) -> None:
        """Hold the selected runs, or let them go on."""
        selected = self.selected
        self._thread.hold_runs([item.run for item in selected], not all(item.held for item in selected))

    @Slot()
    def edit(self) -> None:
        """Change the selected run."""
        if self.edit_action.isEnabled():
            self.edit_asked.emit(self.selected[0].run)

    @Slot()
    def remove(self) -> None:
        """Take the selected runs out of the queue; their folders stay."""
        selected = self.selected
        self._thread.withdraw([item.run for item in selected])
        count = len(selected)
        text = self.tr("1 run taken out of the queue") if count == 1 else self.tr("{0} runs taken out of the queue")
        self._services.tell(
            "info", self.tr("{0}; Continue in the table of runs queues again.").format(text.format(count))
        )

    def _failed(self) -> list[str]:
        return self._held_in(State.FAILED, State.INTERRUPTED)

    def _held_in(self, *states: State) -> list[str]:
        return [item.run for item in self._items() if item.held and self.model.status(item).state in states]

    @Slot()
    def continue_failed(self) -> None:
        """Let every run that failed or was cut off try again, in its place."""
        self._thread.enqueue(self._failed())
