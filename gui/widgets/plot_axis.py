"""An axis whose name is never cut off, and whose numbers do not lie over each other."""

from __future__ import annotations

import re
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QResizeEvent

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

    def generateDrawSpecs(self, p: QPainter) -> tuple[Any, Any, list[tuple[QRectF, Any, str]]] | None:
        specs = super().generateDrawSpecs(p)
        if specs is None:
            return None
        axis, ticks, texts = specs
        return axis, ticks, apart(texts)


def apart(texts: list[tuple[QRectF, Any, str]]) -> list[tuple[QRectF, Any, str]]:
    """Return the texts that do not lie over one before them; a logarithmic axis has up to nine numbers a decade."""
    kept: list[tuple[QRectF, Any, str]] = []
    for rect, flags, text in texts:
        if not any(rect.top() < other.bottom() and other.top() < rect.bottom() for other, _, _ in kept):
            kept.append((rect, flags, text))
    return kept
