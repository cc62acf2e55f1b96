"""Pages about one result under a bar of tabs."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gui.theme import GRID


class PageBoard(QWidget):
    """A bar of tabs over the page that is chosen in it.

    Signals
    -------
    opened(QWidget)
        The page now shown.
    """

    opened = Signal(QWidget)

    def __init__(self) -> None:
        super().__init__()
        self.tabs = QTabBar()
        self.tabs.setObjectName("tabs")
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName(self.tr("Pages about the result"))
        self._stack = QStackedWidget()
        line = QHBoxLayout()
        line.setContentsMargins(GRID, 0, GRID, 0)
        line.addWidget(self.tabs)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._open)

    def add_page(self, title: str, page: QWidget) -> None:
        """Add a page; the first one is shown."""
        self._stack.addWidget(page)
        self.tabs.addTab(title)

    def open(self, page: QWidget) -> None:
        """Show this page."""
        self.tabs.setCurrentIndex(self._stack.indexOf(page))

    @property
    def page(self) -> QWidget | None:
        """The page shown."""
        return self._stack.currentWidget()

    @Slot(int)
    def _open(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self.opened.emit(self._stack.currentWidget())
