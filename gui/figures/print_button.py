"""The small button beside a plot that opens it in the window for print."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QToolButton

from gui.theme import Theme


def print_button(theme: Theme, name: str, key: str = "") -> QToolButton:
    """Return the button of the plot called `name`; its tooltip says what it does, and the `key` that does the same."""
    button = QToolButton()
    button.setIcon(theme.icon("file-image"))
    button.setAutoRaise(True)
    button.setAccessibleName(QCoreApplication.translate("PrintButton", "{0}: figure for print").format(name))
    tip = QCoreApplication.translate("PrintButton", "Figure for print: choose width, font and palette; save or copy it")
    button.setToolTip(f"{tip} ({key})" if key else tip)
    return button
