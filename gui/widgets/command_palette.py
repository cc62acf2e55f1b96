"""Ctrl+K: every action of the window by name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSortFilterProxyModel, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from gui.theme import GRID

_ACTION = Qt.ItemDataRole.UserRole


class CommandPalette(QDialog):
    """A list of actions with their keys, narrowed by typing; Enter runs the selected one."""

    def __init__(self, actions: list[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Commands"))
        self.setModal(True)
        self.resize(560, 420)
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Type to find a command"))
        self._search.setAccessibleName(self._search.placeholderText())
        self._search.setClearButtonEnabled(True)
        model = QStandardItemModel(0, 2, self)
        self._actions = [action for action in actions if action.text() and action.isVisible()]
        for index, action in enumerate(self._actions):
            name = QStandardItem(action.text().replace("&", ""))
            name.setIcon(action.icon())
            name.setData(index, _ACTION)
            key = QStandardItem(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
            for item in (name, key):
                item.setEditable(False)
                item.setEnabled(action.isEnabled())
            model.appendRow([name, key])
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(model)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._table = QTableView()
        self._table.setModel(self._proxy)
        self._table.setShowGrid(False)
        self._table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self._table.horizontalHeader().hide()
        self._table.verticalHeader().hide()
        self._table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.addWidget(self._search)
        column.addWidget(self._table)
        self._search.textChanged.connect(self._narrow)
        self._search.returnPressed.connect(self._run)
        self._table.activated.connect(self._run)
        self._search.installEventFilter(self)
        self._table.selectRow(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Up and Down move the selection while typing."""
        if (
            watched is self._search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        ):
            step = -1 if event.key() == Qt.Key.Key_Up else 1
            row = min(max(self._table.currentIndex().row() + step, 0), self._proxy.rowCount() - 1)
            self._table.selectRow(row)
            return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _narrow(self, text: str) -> None:
        self._proxy.setFilterFixedString(text)
        self._table.selectRow(0)

    @Slot()
    def _run(self) -> None:
        index = self._table.currentIndex()
        if not index.isValid():
            return
        action = self._actions[self._proxy.index(index.row(), 0).data(_ACTION)]
        self.accept()
        action.trigger()
