"""What lies over a tab while something is dragged over it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from gui.theme import GRID


class Veil(QLabel):
    """Says over the whole tab what a drop will do."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setObjectName("veil")
        self.setMargin(4 * GRID)
        self.hide()

    def cover(self, widget: QWidget) -> None:
        """Lie over `widget`."""
        if not self.isVisible():
            color = self.palette().window().color()
            accent = self.palette().highlight().color()
            self.setStyleSheet(
                f"#veil {{ background: rgba({color.red()}, {color.green()}, {color.blue()}, 225); font-size: 13pt;"
                f" border: 2px dashed {accent.name()}; border-radius: 12px; }}"
            )
            self.setGeometry(widget.rect().adjusted(GRID, GRID, -GRID, -GRID))
            self.raise_()
            self.show()
