"""F1: the keys of a tab, in columns, narrowed by typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from gui.theme import GRID
from gui.widgets.tab import Section

_ROWS = 30
"""About as many as a small screen shows; the next column begins with the next section after that."""


class KeysPage(QDialog):
    """Every action that has a key, by section."""

    def __init__(self, sections: Sequence[Section], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keys of this tab"))
        self._blocks: list[tuple[QWidget, list[tuple[str, QLabel, QLabel]]]] = []
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Type to find a key or a command"))
        self._search.setAccessibleName(self._search.placeholderText())
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._narrow)
        inner = QWidget()
        columns = QHBoxLayout(inner)
        columns.setSpacing(4 * GRID)
        rows = _ROWS
        for section in sections:
            keyed = [action for action in section.actions if action.text() and action.shortcuts()]
            if keyed:
                if rows + len(keyed) > _ROWS:
                    column = QVBoxLayout()
                    columns.addLayout(column)
                    column.addStretch(1)
                    rows = 0
                rows += len(keyed) + 2
                column.insertWidget(column.count() - 1, self._block(section.title, keyed))
        columns.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        page = QVBoxLayout(self)
        page.addWidget(self._search)
        page.addWidget(scroll)
        wanted = inner.sizeHint()
        room = parent.size() * 0.92
        self.resize(min(wanted.width() + 6 * GRID, room.width()), min(wanted.height() + 8 * GRID, room.height()))

    def _block(self, title: str, actions: Sequence[QAction]) -> QWidget:
        block = QWidget()
        grid = QGridLayout(block)
        grid.setContentsMargins(0, 0, 0, GRID)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(2)
        heading = QLabel(title)
        heading.setProperty("heading", "true")
        heading.setVisible(bool(title))
        grid.addWidget(heading, 0, 0, 1, 2)
        rows = []
        for row, action in enumerate(actions, start=1):
            keys = ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
            name = action.text().replace("&", "")
            key_label, name_label = QLabel(f"<b>{keys}</b>"), QLabel(name)
            grid.addWidget(key_label, row, 0)
            grid.addWidget(name_label, row, 1)
            rows.append((f"{keys} {name}".casefold(), key_label, name_label))
        grid.setColumnStretch(1, 1)
        self._blocks.append((block, rows))
        return block

    @Slot(str)
    def _narrow(self, text: str) -> None:
        wanted = text.strip().casefold()
        for block, rows in self._blocks:
            for words, key, name in rows:
                key.setVisible(wanted in words)
                name.setVisible(wanted in words)
            block.setVisible(any(wanted in words for words, _, _ in rows))
