"""How pictures are to be drawn: the settings of the renderer as fields."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from engine.ifs.weights import PUBLISHED_STEPS
from engine.render.settings import Protocol, RenderSettings, Style
from gui.theme import GRID
from gui.widgets.fields import QuietComboBox, QuietSpinBox
from gui.widgets.form_field import Field


def style_words(style: Style) -> str:
    """Return what a style is called."""
    words = {
        Style.POINT_GRAY: QCoreApplication.translate("PictureForm", "Gray points"),
        Style.POINT_COLOR: QCoreApplication.translate("PictureForm", "Coloured points"),
        Style.PATCH_GRAY: QCoreApplication.translate("PictureForm", "Gray patches"),
        Style.PATCH_COLOR: QCoreApplication.translate("PictureForm", "Coloured patches"),
    }
    return words[style]


class PictureForm(QWidget):
    """Edits a `RenderSettings`.

    Signals
    -------
    changed()
    """

    changed = Signal()

    def __init__(self, settings: RenderSettings, *, skip_degenerate: bool) -> None:
        super().__init__()
        self._protocol = QuietComboBox()
        self._protocol.addItem(self.tr("Fast"), Protocol.FAST)
        self._protocol.addItem(self.tr("As FractalDB, exactly"), Protocol.FRACTALDB)
        self._style = QuietComboBox()
        for style in Style:
            self._style.addItem(style_words(style), style)
        self._step = QuietComboBox()
        self._step.addItem(self.tr("None: one weight"), None)
        for step in PUBLISHED_STEPS:
            self._step.addItem(f"{step:g}", step)
        self._size = _number(16, 4096, self.tr(" px"))
        self._points = _number(100, 100_000_000, "")
        self._points.setSingleStep(10_000)
        self._counts = _number(1, 100_000, "")
        self._flips = _number(1, 4, "")
        self._seed = _number(0, 2**31 - 1, "")
        self._skip = QCheckBox(self.tr("Leave out empty images"))
        self._skip.setToolTip(self.tr("Images that are empty or not finite; the original writes them"))
        self._skip.setChecked(skip_degenerate)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        for field in (
            Field(self.tr("Protocol"), self._protocol, self.tr("Whose points are drawn; fast is several times faster")),
            Field(self.tr("Style"), self._style, self.tr("How points become pixels")),
            Field(self.tr("Size"), self._size, self.tr("Edge of the square image, 16 to 4096 pixels")),
            Field(self.tr("Points"), self._points, self.tr("Points of an image, 100 to 100,000,000")),
            Field(self.tr("Weight step"), self._step, self.tr("How far the 25 variants stray; 0.4 is recommended")),
            Field(self.tr("Repetitions"), self._counts, self.tr("Random repetitions of each variant")),
            Field(self.tr("Flips"), self._flips, self.tr("Mirror images of each, 1 to 4")),
            Field(self.tr("Seed"), self._seed, self.tr("Seed of the random choices")),
            self._skip,
        ):
            column.addWidget(field)
        self._show(settings)
        for combo in (self._protocol, self._style, self._step):
            combo.currentIndexChanged.connect(self._emit)
        for box in (self._size, self._points, self._counts, self._flips, self._seed):
            box.valueChanged.connect(self._emit)
        self._skip.toggled.connect(self._emit)

    @property
    def skip_degenerate(self) -> bool:
        """Whether empty pictures are left out."""
        return self._skip.isChecked()

    def settings(self) -> RenderSettings:
        """Return what the fields say."""
        return RenderSettings(
            style=Style(self._style.currentData()),
            protocol=Protocol(self._protocol.currentData()),
            size=self._size.value(),
            points=self._points.value(),
            weight_step=self._step.currentData(),
            counts=self._counts.value(),
            flips=self._flips.value(),
            seed=self._seed.value(),
        )

    def _show(self, settings: RenderSettings) -> None:
        self._protocol.setCurrentIndex(self._protocol.findData(settings.protocol))
        self._style.setCurrentIndex(self._style.findData(settings.style))
        steps: list[Any] = [self._step.itemData(index) for index in range(self._step.count())]
        self._step.setCurrentIndex(steps.index(settings.weight_step) if settings.weight_step in steps else 0)
        self._size.setValue(settings.size)
        self._points.setValue(settings.points)
        self._counts.setValue(settings.counts)
        self._flips.setValue(settings.flips)
        self._seed.setValue(settings.seed)

    @Slot()
    def _emit(self) -> None:
        self.changed.emit()


def _number(low: int, high: int, suffix: str) -> QuietSpinBox:
    box = QuietSpinBox()
    box.setRange(low, high)
    box.setSuffix(suffix)
    box.setGroupSeparatorShown(True)
    box.setKeyboardTracking(False)
    return box
