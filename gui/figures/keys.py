"""F1 in the windows of figures: what their buttons and keys are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget

from gui.widgets.keys_page import KeysPage
from gui.widgets.tab import Section


def add_keys(window: QWidget, buttons: Callable[[], Sequence[QAbstractButton]]) -> None:
    """Let F1 show the keys of the buttons of `window`, and Esc close it."""

    def show() -> None:
        names = [(button.text(), button.shortcut()) for button in buttons()]
        names.append((QCoreApplication.translate("FigureKeys", "Close this window"), QKeySequence("Escape")))
        KeysPage([Section(window.windowTitle(), [_told(text, keys) for text, keys in names])], window).open()

    def _told(text: str, keys: QKeySequence) -> QAction:
        # Never put on a widget: it is there to be read, the button has the key.
        action = QAction(text.rstrip("…"), window)
        action.setShortcut(keys)
        return action

    for key, slot in (("F1", show), ("Escape", window.close)):
        action = QAction(window)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(slot)
        window.addAction(action)
