"""An axis whose name is never cut off."""

from __future__ import annotations

import re

import pyqtgraph as pg
from PySide6.QtGui import QFontMetricsF, QResizeEvent

_UNIT = re.compile(r"\(([^()]+)\)\s*$")


class FittingAxis(pg.AxisItem):
    """A vertical axis that names only its unit, the last words in brackets, where its whole name does not fit."""

    def labelString(self) -> str:
        style = ";".join(f"{key}: {value}" for key, value in self.labelStyle.items())
        return f"<span style='{style}'>{self.fitting_text()}</span>"

    def fitting_text(self) -> str:
        """Return as much of the name as the axis has room for; all of it before it was laid out."""
        room = self.size().height()
        metrics = QFontMetricsF(self.label.font())
        unit = _UNIT.search(self.labelText)
        texts = (self.labelText, unit[1] if unit is not None else "")
        return next((text for text in texts if room <= 0 or metrics.horizontalAdvance(text) <= room), "")

    def resizeEvent(self, event: QResizeEvent | None = None) -> None:
        # None once the plot is closed, which still changes sizes.
        if self.label is not None:
            self.label.setHtml(self.labelString())
        super().resizeEvent(event)
