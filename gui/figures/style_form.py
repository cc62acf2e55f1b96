"""The form that says how a figure for print looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from engine.figures.palettes import Palette
from gui.theme import GRID
from gui.widgets.fields import QuietComboBox
from gui.widgets.form_field import Field, NumberField
from gui.widgets.whole_box import NumberBox, WholeBox

WIDTHS_MM = (85.0, 114.0, 174.0)


class StyleForm(QWidget):
    """Fields for everything a `FigureStyle` knows.

    Signals
    -------
    changed()
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._make_fields()
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID // 2)
        for name, editor, tip in (
            (self.tr("Format"), self.format, self.tr("Widths that most journals ask for")),
            (self.tr("Width"), self.width_mm, self.tr("On paper, 40 to 500 mm")),
            (self.tr("Height"), self.height_mm, self.tr("On paper, 20 to 800 mm; empty: what suits the figure")),
            (self.tr("Resolution"), self.dpi, self.tr("Of pictures, 72 to 1200 pixels per inch")),
            (self.tr("Font"), self.font_family, self.tr("Embedded in the file; Japanese comes from a Japanese font")),
            (self.tr("Font size"), self.font_points, self.tr("4 to 24 points")),
            (self.tr("Language"), self.language, self.tr("Of the labels")),
            (self.tr("Palette"), self.palette_box, self.tr("Colours that colour-blind readers can tell apart")),
            (self.tr("Title"), self.title, self.tr("Above the figure; may be empty")),
            (self.tr("Panel letter"), self.letter, self.tr("Before the title, such as (a); may be empty")),
        ):
            column.addWidget(
                NumberField(name, editor, tip) if isinstance(editor, WholeBox) else Field(name, editor, tip)
            )
        self.marks.setToolTip(self.tr("Series differ in line, marker and hatch as well as in colour"))
        column.addWidget(self.marks)
        column.addWidget(self.legend)
        column.addStretch(1)
        self._connect()

    def _make_fields(self) -> None:
        self.format = QuietComboBox()
        names = (self.tr("One column, {0} mm"), self.tr("One and a half, {0} mm"), self.tr("Two columns, {0} mm"))
        for text, width in zip(names, WIDTHS_MM, strict=True):
            self.format.addItem(text.format(f"{width:.0f}"), width)
        self.format.addItem(self.tr("Free"), None)
        self.width_mm = NumberBox(40, 500, unit=self.tr(" mm"))
        self.height_mm = NumberBox(20, 800, unit=self.tr(" mm"), none=self.tr("As suits"))
        self.dpi = WholeBox(72, 1200, unit=self.tr(" dpi"))
        self.font_family = QuietComboBox()
        self.font_points = NumberBox(4, 24, step=0.5, unit=self.tr(" pt"))
        self._numbers: tuple[WholeBox, ...] = (self.width_mm, self.height_mm, self.dpi, self.font_points)
        self.language = QuietComboBox()
        self.language.addItem("English", "en")
        self.language.addItem("日本語", "ja")
        self.palette_box = QuietComboBox()
        texts = (self.tr("Okabe-Ito"), self.tr("Viridis"), self.tr("Cividis"), self.tr("Grey"))
        for text, palette in zip(texts, Palette, strict=True):
            self.palette_box.addItem(text, palette.value)
        self.title = QLineEdit()
        self.letter = QLineEdit()
        self.letter.setMaxLength(6)
        self.marks = QCheckBox(self.tr("Marks for black-and-white print"))
        self.legend = QCheckBox(self.tr("Legend"))

    def _connect(self) -> None:
        self.format.activated.connect(self._use_format)
        self.width_mm.changed.connect(self._name_format)
        for box in self._numbers:
            box.changed.connect(self.changed)
        for combo in (self.font_family, self.language, self.palette_box):
            combo.currentIndexChanged.connect(self.changed)
        for line in (self.title, self.letter):
            line.textChanged.connect(self.changed)
        for check in (self.marks, self.legend):
            check.toggled.connect(self.changed)

    @Slot()
    def _use_format(self) -> None:
        width = self.format.currentData()
        if width is not None:
            self.width_mm.set_value(width)
            self._judge()
            self.changed.emit()
        else:
            self.width_mm.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _name_format(self) -> None:
        at = next((at for at, width in enumerate(WIDTHS_MM) if width == self.width_mm.value()), len(WIDTHS_MM))
        self.format.setCurrentIndex(at)

    @property
    def usable(self) -> bool:
        """Whether a figure can be drawn as the fields say; where not, the fields say why."""
        return all(box.usable for box in self._numbers)

    def _judge(self) -> None:
        for field in self.findChildren(NumberField):
            field.judge()

    def facts(self) -> dict[str, Any]:
        """Return what the fields say, as the arguments of a `FigureStyle` where they are `usable`."""
        return {
            "width_mm": self.width_mm.value(),
            "height_mm": self.height_mm.value(),
            "dpi": self.dpi.value(),
            "font_points": self.font_points.value(),
            "language": self.language.currentData(),
            "palette": self.palette_box.currentData(),
            "marks": self.marks.isChecked(),
            "title": self.title.text().strip(),
            "letter": self.letter.text().strip(),
            "font": self.font_family.currentText() or "DejaVu Sans",
            "legend": self.legend.isChecked(),
        }

    def show_facts(self, facts: dict[str, Any]) -> None:
        """Fill the fields; what is missing gets its default. Announces nothing."""
        self.blockSignals(True)
        self.width_mm.set_value(float(facts.get("width_mm", 174.0)))
        self.height_mm.set_value(facts.get("height_mm"))
        self.dpi.set_value(int(facts.get("dpi", 300)))
        self.font_points.set_value(float(facts.get("font_points", 8.0)))
        self.language.setCurrentIndex(max(0, self.language.findData(facts.get("language", "en"))))
        self.palette_box.setCurrentIndex(max(0, self.palette_box.findData(facts.get("palette"))))
        self.marks.setChecked(bool(facts.get("marks", True)))
        self.legend.setChecked(bool(facts.get("legend", True)))
        self.title.setText(str(facts.get("title", "")))
        self.letter.setText(str(facts.get("letter", "")))
        self._offer((str(facts.get("font", "DejaVu Sans")),), str(facts.get("font", "DejaVu Sans")))
        self._name_format()
        self._judge()
        self.blockSignals(False)

    def offer_fonts(self, families: Sequence[str]) -> None:
        """Fill the list of fonts; the chosen one stays where it is among them."""
        self._offer(families, self.font_family.currentText())

    def _offer(self, families: Sequence[str], chosen: str) -> None:
        if [self.font_family.itemText(at) for at in range(self.font_family.count())] == list(families):
            return
        self.font_family.blockSignals(True)
        self.font_family.clear()
        self.font_family.addItems(list(families))
        self.font_family.setCurrentIndex(max(0, self.font_family.findText(chosen)))
        self.font_family.blockSignals(False)
