"""The upper part of the training tab: pages about all runs under one line of buttons."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QToolButton, QVBoxLayout, QWidget

from gui.theme import GRID
from gui.training.steering import action_button
from gui.widgets.fields import QuietComboBox


class Board(QWidget):
    """Pages that share a line: which page, which study, what can be done to the chosen run.

    Signals
    -------
    opened(str)
        The key of the page now shown.
    """

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[str] = []
        self._of_study: set[str] = set()
        self._buttons: dict[QAction, QToolButton] = {}
        self._words: dict[QToolButton, int] = {}
        self.tabs = QTabBar()
        self.tabs.setObjectName("tabs")
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName(self.tr("Runs, queue and study"))
        self.studies = QuietComboBox()
        self.studies.setAccessibleName(self.tr("Study"))
        self.studies.setMinimumWidth(16 * GRID)
        self._pages = QStackedWidget()
        self._line = QHBoxLayout()
        self._line.setSpacing(GRID // 2)
        self._line.addWidget(self.tabs)
        self._line.addWidget(self.studies)
        self._line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(self._line)
        column.addWidget(self._pages, 1)
        self.tabs.currentChanged.connect(self._open)

    def add_page(self, key: str, title: str, page: QWidget, *, of_study: bool = False) -> None:
        """Add a page; the first one is shown. `of_study`: it shows the study that is chosen in the line."""
        self._keys.append(key)
        if of_study:
            self._of_study.add(key)
        self._pages.addWidget(page)
        self.tabs.addTab(title)

    def add_button(self, action: QAction, *, always: bool = False) -> QToolButton:
        """Add a button at the right end; it is there only while it can be pressed, unless `always`."""
        button = action_button(action)
        self._line.addWidget(button)
        if not always:
            self._buttons[action] = button
            action.enabledChanged.connect(button.setVisible)
            button.setVisible(action.isEnabled())
        return button

    def add_titled_button(self, action: QAction) -> QToolButton:
        """Add a button that says in words what it does where there is room; elsewhere its tip does."""
        button = self.add_button(action)
        button.ensurePolished()
        bare = button.sizeHint().width()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._words[button] = button.sizeHint().width() - bare
        action.enabledChanged.connect(self._fit)
        return button

    def minimumSizeHint(self) -> QSize:
        """Return the size without the words on the buttons."""
        shown = sum(words for button, words in self._words.items() if not button.isHidden() and _says_words(button))
        return super().minimumSizeHint() - QSize(shown, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Put words on the buttons where there is room for them."""
        wanted = sum(words for button, words in self._words.items() if not button.isHidden())
        room = self.minimumSizeHint().width() + wanted <= self.width()
        styles = Qt.ToolButtonStyle
        for button in self._words:
            button.setToolButtonStyle(styles.ToolButtonTextBesideIcon if room else styles.ToolButtonIconOnly)

    def open(self, key: str) -> None:
        """Show this page."""
        self.tabs.setCurrentIndex(self._keys.index(key))

    @property
    def current(self) -> str:
        """Key of the page shown."""
        return self._keys[self.tabs.currentIndex()]

    def name_page(self, key: str, title: str) -> None:
        """Change the title of a page."""
        at = self._keys.index(key)
        if self.tabs.tabText(at) != title:
            self.tabs.setTabText(at, title)

    @Slot(int)
    def _open(self, index: int) -> None:
        self._pages.setCurrentIndex(index)
        self.studies.setVisible(self._keys[index] in self._of_study)
        self.opened.emit(self._keys[index])


def _says_words(button: QToolButton) -> bool:
    return button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
