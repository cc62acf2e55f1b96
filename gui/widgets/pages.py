"""A place that shows its home, or for a while a page over it with a title and the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from gui.theme import GRID, Theme


class Page(QWidget):
    """Something that fills the place until the user goes back: a map, a comparison, the lineage of a run.

    A page gives its `title` and, where it has any, `tools`: a widget for the right of the header line.
    """

    closed = Signal()
    """To be emitted by a page that is done and wants home back."""

    title = ""

    def __init__(self) -> None:
        super().__init__()
        self.tools: QWidget | None = None

    def opened(self) -> None:
        """React to being shown: take up the current state, take the focus."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        """React to no longer being shown: end what only this page needs."""


class PageStack(QWidget):
    """Shows `home`, or one page over it under a header with the way back; Esc goes back.

    Parameters
    ----------
    home : QWidget
    theme : Theme
    back_text, back_tip : str
        What the button back says: the name of home, and a sentence with its key.

    Signals
    -------
    changed(object)
        The Page now shown, None for home.
    """

    changed = Signal(object)

    def __init__(self, home: QWidget, theme: Theme, back_text: str, back_tip: str) -> None:
        super().__init__()
        self._home = home
        self._stack = QStackedWidget()
        self._stack.addWidget(home)
        self._back = QToolButton()
        self._back.setIcon(theme.icon("arrow-left"))
        self._back.setText(back_text)
        self._back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._back.setToolTip(back_tip)
        self._back.clicked.connect(self.back)
        self._title = QLabel()
        self._title.setProperty("heading", "true")
        self._tools = QHBoxLayout()
        self._tools.setContentsMargins(0, 0, 0, 0)
        self._header = QWidget()
        line = QHBoxLayout(self._header)
        line.setContentsMargins(GRID, 0, GRID, 0)
        line.setSpacing(GRID)
        line.addWidget(self._back)
        line.addWidget(self._title, 1)
        line.addLayout(self._tools)
        self._header.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._header)
        column.addWidget(self._stack, 1)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.activated.connect(self.back)
        self._escape.setEnabled(False)
        self._before: QWidget | None = None

    @property
    def page(self) -> Page | None:
        """The page shown, None while home is."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    @Slot(QWidget)
    def open(self, page: Page) -> None:
        """Show `page`; it is kept for the next time."""
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
            page.closed.connect(self.back)
        if page is not self.page:
            if self.page is None:
                self._before = self._home.focusWidget()
            self._leave()
            self._stack.setCurrentWidget(page)
            self._head(page)
            self.changed.emit(page)
        page.opened()

    @Slot()
    def back(self) -> None:
        """Show home again."""
        if self.page is not None:
            self._leave()
            self._stack.setCurrentWidget(self._home)
            self._header.hide()
            self._escape.setEnabled(False)
            before, self._before = self._before, None
            # It may be gone by now, or be hidden with a part of home.
            there = before is not None and isValid(before) and before.isVisible()
            (before if there and before is not None else self._home).setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit(None)

    def _leave(self) -> None:
        page = self.page
        if page is not None:
            if page.tools is not None:
                page.tools.hide()
            page.left()

    def _head(self, page: Page) -> None:
        self._title.setText(page.title)
        self._header.show()
        self._escape.setEnabled(True)
        if page.tools is not None:
            self._tools.addWidget(page.tools)
            page.tools.show()
