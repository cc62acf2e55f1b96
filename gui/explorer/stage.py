"""The middle of the explorer: the thumbnails, the pages that take their place for a while, and the way to each."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QToolBar, QWidget

from gui.theme import Theme
from gui.widgets.pages import Page, PageStack


class Stage(PageStack):
    """Pages over the thumbnails, and over the thumbnails a line of what can be opened.

    The line names its buttons where there is room for all the words, else it shows their icons.
    """

    def __init__(self, home: QWidget, theme: Theme) -> None:
        words = QCoreApplication.translate("Stage", "Thumbnails")
        super().__init__(home, theme, words, QCoreApplication.translate("Stage", "Back to the thumbnails (Esc)"))
        self._ways = QToolBar()
        self._room_for_words = 0
        self._ways.setIconSize(QSize(18, 18))
        column = self.layout()
        assert isinstance(column, QBoxLayout)
        column.insertWidget(0, self._ways)
        self.changed.connect(self._hide_ways)

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

    @Slot(object)
    def _hide_ways(self, page: Page | None) -> None:
        self._ways.setVisible(page is None)
