"""The runs: their table, the line that narrows it, what is noted about them, and the ways to their pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from engine.errors import InputError
from engine.experiments.run_filter import EVERYTHING, parse_filter
from engine.experiments.run_marks import COLOURS, RunMark
from gui.engine_words import say
from gui.services import Services
from gui.theme import GRID
from gui.training.column_choice import ColumnChoice
from gui.training.differences_page import DifferencesPage
from gui.training.lineage_page import LineagePage
from gui.training.mark_bar import MarkBar, colour_icon
from gui.training.run_colours import colour_name
from gui.training.run_exports import RunExports
from gui.training.run_marking import RunMarking
from gui.training.run_table import RunTable
from gui.training.run_words import group_title
from gui.training.training_thread import RunsSnapshot
from gui.widgets.tab import Tab

TYPING_MS = 120
"""The filter waits so long for the next letter: half a word means something else."""
LOOK_MS = 1000
"""Time between two looks at what other programs have noted: one question to the file system."""
_GROUPED = "training/grouped"


class RunsPanel(QWidget):
    """The table of runs with all that belongs to it.

    A tab calls `add_actions` once, and hands every snapshot to `show_runs`.

    Attributes
    ----------
    table : RunTable
        `chosen` and `picked` are its signals.

    Signals
    -------
    page_opened(QWidget)
        A page wants to be shown in place of the runs and their plots; its window title is its heading.
    page_closed()
        It is done.
    wanted()
        The panel itself is to be seen now.
    """

    page_opened = Signal(QWidget)
    page_closed = Signal()
    wanted = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.marking = RunMarking.of_services(services)
        self.table = RunTable(services.theme, self.marking.of)
        self.columns = ColumnChoice(self.table, services.settings)
        self.marks = MarkBar(self.marking)
        self.exports = RunExports(services, self)
        self.differences = DifferencesPage(services)
        self.lineage = LineagePage(services)
        self._menu = QMenu(self)
        self._build_bar()
        self._lay_out()
        self.table.runs.arranged.connect(self._count)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.lineage.run_asked.connect(self._go)
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK_MS)
        self._looking.timeout.connect(self._look_at_marks)
        self._looking.start()
        if services.settings.get(_GROUPED, False):
            self.group_button.setChecked(True)

    # ------------------------------------------------------------------ building

    def _build_bar(self) -> None:
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter: words, state:done, target:K49, test>80"))
        self.filter.setAccessibleName(self.tr("Filter of the runs"))
        self.filter.setToolTip(
            self.tr(
                "Words stand anywhere in a run. state: source: target: tag: note: name: backbone: look in one column, "
                "seed test best last epochs rate compare with = < >, and - before a word turns it round (Ctrl+F)"
            )
        )
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(12 * GRID)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._filter)
        self.filter.textChanged.connect(self._typing.start)
        self.filter.returnPressed.connect(self._filter)
        self.count = QLabel()
        self.count.setProperty("muted", "true")
        self.group_button = self._toggle(
            "layers", self.tr("Take runs together that differ in their seed only (Ctrl+G)")
        )
        self.group_button.toggled.connect(self._group)
        self.archive_button = self._toggle("eye", self.tr("Show archived runs"))
        self.archive_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.archive_button.toggled.connect(self.table.show_archived)
        self.more_button = self._toggle("sliders-horizontal", self.tr("Marks, pages, columns, exports"))
        self.more_button.setCheckable(False)
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more_button.setMenu(self._menu)

    def _toggle(self, icon: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(self._services.theme.icon(icon))
        button.setIconSize(QSize(18, 18))
        button.setCheckable(True)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def _lay_out(self) -> None:
        self.problem = QLabel()
        self.problem.setProperty("error", "true")
        self.problem.setWordWrap(True)
        self.problem.hide()
        line = QWidget()
        bar = QHBoxLayout(line)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(GRID // 2)
        bar.addWidget(self.filter, 1)
        for widget in (self.count, self.archive_button, self.group_button, self.more_button):
            bar.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, 0, 0)
        column.setSpacing(GRID // 2)
        # In place of the filter: the room is the table's.
        column.addWidget(line)
        column.addWidget(self.marks)
        column.addWidget(self.problem)
        column.addWidget(self.table, 1)
        self.marks.opened.connect(line.setHidden)

    def add_actions(self, tab: Tab) -> None:
        """Put what can be done with runs on the tab, and into the menus of the table."""
        tab.begin_section(self.tr("Runs"))
        self.filter_action = tab.add_action(self.tr("Filter the runs"), "funnel", "Ctrl+F", self.ask_filter)
        self.group_action = tab.add_action(
            self.tr("Group by everything but the seed"), "layers", "Ctrl+G", self.group_button.toggle
        )
        on_runs = [
            tab.add_action(self.tr("Tags of the selected runs"), "tags", "", self.ask_tags),
            tab.add_action(self.tr("Note on the selected runs"), "notebook-pen", "", self.ask_note),
            tab.add_action(self.tr("Archive, or bring back"), "eye-off", "", self.archive),
            tab.add_action(self.tr("What differs between the selected runs"), "git-compare", "Ctrl+D", self.compare),
            tab.add_action(self.tr("Lineage of this run"), "split", "Ctrl+L", self.show_lineage),
            self._copy_action(tab),
        ]
        self.undo_action = tab.add_action(self.tr("Undo notes on runs"), "undo-2", "Ctrl+Z", self.marking.undo)
        self.redo_action = tab.add_action(self.tr("Redo notes on runs"), "redo-2", "Ctrl+Shift+Z", self.marking.redo)
        self._enable_undo()
        self.marking.changed.connect(self._follow_marks)
        exports = self.exports.add_actions(tab)
        self._add_to_menu(on_runs[:3], "TNA")
        self._menu.addMenu(self._colour_menu())
        self._menu.addActions([self.undo_action, self.redo_action])
        self._menu.addSeparator()
        self._add_to_menu(on_runs[3:5], "DL")
        self._menu.addAction(on_runs[5])
        self._menu.addSeparator()
        self._menu.addMenu(self.columns.menu(self))
        self._menu.addActions(exports)

    def _add_to_menu(self, actions: Sequence[QAction], letters: str) -> None:
        """Put actions into the menu with the letter that does the same while the table has the focus."""
        for action, letter in zip(actions, letters, strict=True):
            self.table.bind(letter, action.trigger)
            self._menu.addAction(action.icon(), f"{action.text()}\t{letter}").triggered.connect(action.trigger)

    def _copy_action(self, tab: Tab) -> QAction:
        action = tab.add_action(self.tr("Copy the selected lines"), "clipboard-copy", "", self.table.copy)
        action.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        # A field with the focus copies its own text.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.table.addAction(action)
        return action

    def _colour_menu(self) -> QMenu:
        menu = QMenu(self.tr("Colour"), self)
        for colour in ("", *COLOURS):
            action = menu.addAction(colour_icon(colour), colour_name(colour))
            action.triggered.connect(lambda _=False, name=colour: self._mark(lambda m: replace(m, colour=name)))
        return menu

    # ------------------------------------------------------------------ what is shown

    def show_runs(self, snapshot: RunsSnapshot, order: Sequence[str]) -> None:
        """Show the runs of `snapshot` whose ids are in `order`, in that order."""
        self.marking.refresh()
        self.table.runs.show(snapshot, order)

    def group_labels(self, run_ids: Sequence[str]) -> dict[str, str]:
        """Return for each of these runs what its group is called: equal for runs that differ in their seed only."""
        rows = [row for run_id in run_ids if (row := self.table.runs.snapshot.entry(run_id)) is not None]
        named: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for row in rows:
            if row.group not in named:
                title = group_title(row.status)
                counts[title] += 1
                named[row.group] = title if counts[title] == 1 else f"{title} ({counts[title]})"
        return {row.id: named[row.group] for row in rows}

    @Slot()
    def _look_at_marks(self) -> None:
        """Take up what other programs have noted while nothing else happens."""
        if self.isVisible():
            self.marking.refresh()

    def _come(self) -> None:
        """Be seen, in place of a page or of another panel."""
        self.page_closed.emit()
        self.wanted.emit()

    @Slot()
    def ask_filter(self) -> None:
        """Put the cursor into the filter."""
        self._come()
        self.marks.close_bar()
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    @Slot()
    def _filter(self) -> None:
        self._typing.stop()
        try:
            wanted = parse_filter(self.filter.text())
        except InputError as error:
            self._say(say(error))
            return
        self._say("")
        self.table.filter(wanted if wanted.tests else EVERYTHING)

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    @Slot(bool)
    def _group(self, grouped: bool) -> None:
        self._services.settings.set(_GROUPED, grouped)
        self.table.group(grouped)

    @Slot()
    def _follow_marks(self) -> None:
        self._enable_undo()
        self.table.runs.rearrange()

    def _enable_undo(self) -> None:
        self.undo_action.setEnabled(self.marking.can_undo)
        self.redo_action.setEnabled(self.marking.can_redo)

    @Slot()
    def _count(self) -> None:
        listing = self.table.runs.listing
        filtered = bool(self.table.runs.order.filter.tests)
        self.count.setText(self.tr("{0} shown").format(f"{listing.matching:,}") if filtered else "")
        archived = listing.archived
        self.archive_button.setVisible(bool(archived) or self.archive_button.isChecked())
        self.archive_button.setText(self.tr("{0} archived").format(f"{archived:,}") if archived else "")
        self.columns.show_those_in_use(self.marking, self.table.runs)

    # ------------------------------------------------------------------ what is noted

    @Slot()
    def ask_tags(self) -> None:
        """Ask for the tags of the selected runs."""
        self.marks.ask(self.table.picked_ids, "tags")

    @Slot()
    def ask_note(self) -> None:
        """Ask for a note on the selected runs."""
        self.marks.ask(self.table.picked_ids, "note")

    @Slot()
    def archive(self) -> None:
        """Put the selected runs away; bring them back if all of them are away."""
        away = not all(self.marking.of(run_id).archived for run_id in self.table.picked_ids)
        count = len(self.table.picked_ids)
        place = self.table.first_selected
        self._mark(lambda mark: replace(mark, archived=away))
        self.table.select_if_none(place)
        if away and count:
            one, several = (
                self.tr("1 run archived. Ctrl+Z brings it back."),
                self.tr("{0} runs archived. Ctrl+Z brings them back."),
            )
            self._services.tell("info", one if count == 1 else several.format(count))

    def _mark(self, change: Callable[[RunMark], RunMark]) -> None:
        self.marking.change(self.table.picked_ids, change)

    # ------------------------------------------------------------------ pages

    @Slot()
    def compare(self) -> None:
        """Show in what the selected runs differ."""
        rows = self.table.picked_rows
        if len(rows) < 2:
            self._services.tell("info", self.tr("Select two or more runs to see in what they differ."))
            return
        self.differences.show_runs(rows)
        self.page_opened.emit(self.differences)

    @Slot()
    def show_lineage(self) -> None:
        """Show where the weights of the current run come from, and what was made from them."""
        if self.table.chosen_id:
            self.lineage.show_run(self.table.chosen_id, self.table.runs.snapshot)
            self.page_opened.emit(self.lineage)

    @Slot(str)
    def _go(self, run_id: str) -> None:
        if self.table.runs.row_of(run_id) < 0:
            self.filter.clear()
            self._filter()
        self._come()
        self.table.choose(run_id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QPoint)
    def _show_menu(self, place: QPoint) -> None:
        self._menu.popup(self.table.viewport().mapToGlobal(place))
