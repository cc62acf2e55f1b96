"""A place that shows its home, or a page over it with a title and the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from gui.theme import GRID, Theme


class PageStack(QWidget):
    """Shows `home`, or one page in its place; Esc goes back."""

    def __init__(self, home: QWidget, theme: Theme) -> None:
        super().__init__()
        self._home = home
        self._stack = QStackedWidget()
        self._stack.addWidget(home)
        self._back = QToolButton()
        self._back.setIcon(theme.icon("arrow-left"))
        self._back.setText(self.tr("Runs"))
        self._back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._back.setToolTip(self.tr("Back to the runs (Esc)"))
        self._back.clicked.connect(self.back)
        self._title = QLabel()
        self._title.setProperty("heading", "true")
        self._head = QWidget()
        line = QHBoxLayout(self._head)
        line.setContentsMargins(GRID, 0, GRID, 0)
        line.setSpacing(GRID)
        line.addWidget(self._back)
        line.addWidget(self._title, 1)
        self._head.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.activated.connect(self.back)
        self._escape.setEnabled(False)

    @property
    def page(self) -> QWidget | None:
        """The page shown, None while home is."""
        shown = self._stack.currentWidget()
        return None if shown is self._home else shown

    @Slot(QWidget)
    def open(self, page: QWidget) -> None:
        """Show `page` under its window title; it is kept for the next time."""
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self._title.setText(page.windowTitle())
        self._head.show()
        self._escape.setEnabled(True)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def back(self) -> None:
        """Show home again."""
        self._stack.setCurrentWidget(self._home)
        self._head.hide()
        self._escape.setEnabled(False)
