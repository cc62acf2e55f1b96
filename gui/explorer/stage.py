"""The middle of the explorer: the thumbnails, the pages that take their place for a while, and the way to each."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QToolBar, QToolButton, QVBoxLayout, QWidget

from gui.theme import GRID, Theme


class Page(QWidget):
    """Something that fills the middle until the user goes back: a map, a comparison, a grid of mutants.

    A page gives its `title` and, where it has any, `tools`: a widget for the right of the header line.
    """

    closed = Signal()
    """To be emitted by a page that is done and wants the thumbnails back."""

    title = ""

    def __init__(self) -> None:
        super().__init__()
        self.tools: QWidget | None = None

    def opened(self) -> None:
        """React to being shown: take up the current state, take the focus."""

    def left(self) -> None:
        """React to no longer being shown: end what only this page needs."""


class Stage(QWidget):
    """Shows `home` under a line of what can be opened, or one page over it; Esc goes back.

    The line names its buttons where there is room for all the words, else it shows their icons.

    Signals
    -------
    changed(object)
        The Page now shown, None for home.
    """

    changed = Signal(object)

    def __init__(self, home: QWidget, theme: Theme) -> None:
        super().__init__()
        self._home = home
        self._stack = QStackedWidget()
        self._stack.addWidget(home)
        self._back = QToolButton()
        self._back.setIcon(theme.icon("arrow-left"))
        self._back.setText(self.tr("Thumbnails"))
        self._back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._back.setToolTip(self.tr("Back to the thumbnails (Esc)"))
        self._back.clicked.connect(self.back)
        self._title = QLabel()
        self._title.setProperty("heading", "true")
        self._tools = QHBoxLayout()
        self._tools.setContentsMargins(0, 0, 0, 0)
        self._header = QWidget()
        line = QHBoxLayout(self._header)
        line.setContentsMargins(0, GRID, GRID, 0)
        line.setSpacing(GRID)
        line.addWidget(self._back)
        line.addWidget(self._title, 1)
        line.addLayout(self._tools)
        self._header.hide()
        self._ways = QToolBar()
        self._room_for_words = 0
        self._ways.setIconSize(QSize(18, 18))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._ways)
        column.addWidget(self._header)
        column.addWidget(self._stack, 1)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.back)

    @property
    def page(self) -> Page | None:
        """The page shown, None while the thumbnails are."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def offer(self, action: QAction, short: str) -> None:
        """Put an action on the line over the thumbnails, under a short word."""
        action.setIconText(short)
        tooltip = action.toolTip()
        self._ways.addAction(action)
        action.setToolTip(tooltip)
        self._ways.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._room_for_words = self._ways.sizeHint().width()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        words = self.width() >= self._room_for_words
        styles = Qt.ToolButtonStyle
        self._ways.setToolButtonStyle(styles.ToolButtonTextBesideIcon if words else styles.ToolButtonIconOnly)

    def open(self, page: Page) -> None:
        """Show `page`; it is kept for the next time."""
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
            page.closed.connect(self.back)
        if page is not self.page:
            self._leave()
            self._stack.setCurrentWidget(page)
            self._head(page)
            self.changed.emit(page)
        page.opened()

    @Slot()
    def back(self) -> None:
        """Show the thumbnails."""
        if self.page is not None:
            self._leave()
            self._stack.setCurrentWidget(self._home)
            self._header.hide()
            self._ways.show()
            self._home.setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit(None)

    def _leave(self) -> None:
        page = self.page
        if page is not None:
            if page.tools is not None:
                page.tools.hide()
            page.left()

    def _head(self, page: Page) -> None:
        self._title.setText(page.title)
        self._ways.hide()
        self._header.show()
        if page.tools is not None:
            self._tools.addWidget(page.tools)
            page.tools.show()
