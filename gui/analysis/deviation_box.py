"""Which definition of the scalar within-class deviation is shown."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt

from engine.analysis.spread import Spread
from gui.widgets.fields import QuietComboBox


class DeviationBox(QuietComboBox):
    """The definitions by name, their formulas as tooltips."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QuietComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        for kind, text, tip in self._entries():
            self.addItem(text, kind)
            self.setItemData(self.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self.setAccessibleName(self.tr("Definition of the deviation"))
        self.setToolTip(f"{self.tr('Scalar within-class deviation')}<br>" + self._all_formulas())
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 24)

    def _entries(self) -> tuple[tuple[Spread, str, str], ...]:
        fukunaga = self.tr("Fukunaga 1990, section 10.2")
        again = self.tr("needs the images a second time")
        return (
            (Spread.RMS, self.tr("RMS"), f"√( Σ<sub>d</sub> s<sub>d</sub>² / D ): {fukunaga}"),
            (Spread.MEAN, self.tr("Mean"), "Σ<sub>d</sub> s<sub>d</sub> / D"),
            (Spread.DISTANCE, self.tr("Distance to mean"), f"Σ<sub>i</sub> ‖x<sub>i</sub> − m‖ / (N √D): {again}"),
        )

    def _all_formulas(self) -> str:
        lines = [f"<b>{text}</b>: {tip}" for _, text, tip in self._entries()]
        where = self.tr("s: standard deviation of a value within the class, D values, N images x, mean m")
        return "<br>".join([*lines, where])

    @property
    def deviation(self) -> Spread:
        """The definition chosen."""
        return Spread(self.currentData())

    def show_deviation(self, deviation: Spread) -> None:
        """Show a definition without announcing a change."""
        blocker = QSignalBlocker(self)
        self.setCurrentIndex(self.findData(deviation))
        blocker.unblock()
