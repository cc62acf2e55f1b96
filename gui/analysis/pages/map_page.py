"""The classes in a plane: by the main axes of their means, or so that distances come closest to the real ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QToolButton

from engine.analysis.maps2d import MapKind
from gui.analysis.pages.class_map import ClassMapPanel
from gui.analysis.pages.class_table import number
from gui.analysis.pages.mapping import KINDS, Mapped, figure, lay_out
from gui.analysis.pages.result_page import ResultPage, caption
from gui.analysis.pages.subject import Subject
from gui.services import Services
from gui.widgets.fields import QuietComboBox

if TYPE_CHECKING:
    from engine.figures.plot import Plot


class MapPage(ResultPage):
    """A map with a choice of its kind and of what is drawn, and how well the plane tells the distances."""

    figure_name = "class_map"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.mapped: Mapped | None = None
        self.said = caption()
        self.map = ClassMapPanel(services.theme)
        self.kind_box = QuietComboBox()
        titles = {
            MapKind.PCA: self.tr("PCA of the means"),
            MapKind.MDS: self.tr("MDS of the distances"),
            MapKind.CLASSICAL: self.tr("Classical scaling"),
        }
        for kind in KINDS:
            self.kind_box.addItem(titles[kind], kind)
        self.kind_box.setAccessibleName(self.tr("Kind of map"))
        self.kind_box.setToolTip(self.tr("Kind of map"))
        self.pictures_button = self._chip(self.tr("Images"), self.tr("Draw the mean image of each class"))
        self.lines_button = self._chip(self.tr("Nearest"), self.tr("Draw a line from each class to the nearest one"))
        self.names_button = self._chip(self.tr("Names"), self.tr("Write the names where they have room"))
        self.top.addWidget(self.kind_box)
        self.top.addStretch(1)
        for button in (self.pictures_button, self.lines_button, self.names_button):
            self.top.addWidget(button)
        self.body.addWidget(self.map, 1)
        self.body.addWidget(self.said)
        self.kind_box.currentIndexChanged.connect(self._change_kind)
        self.map.class_chosen.connect(self.class_chosen)
        self.map.class_opened.connect(self.class_opened)
        self._say_formula()

    def _chip(self, text: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setProperty("chip", "true")
        button.setCheckable(True)
        button.setChecked(True)
        button.toggled.connect(self._change_parts)
        return button

    @property
    def kind(self) -> MapKind:
        """The kind of map chosen."""
        return MapKind(self.kind_box.currentData())

    # ------------------------------------------------------------------ the result

    def work(self, subject: Subject) -> Callable[..., object] | None:
        if len(subject.names) < 2:
            self.say_nothing(self.tr("A map needs 2 classes or more."))
            return None
        if self.kind is not MapKind.PCA and subject.undefined:
            text = self.tr("Class {0} has no distance by this measure; choose another, or the PCA of the means.")
            self.say_nothing(text.format(subject.undefined))
            return None
        self.pictures_button.setVisible(subject.analysis.statistics.of_pictures)
        return partial(lay_out, subject, self.kind)

    @property
    def working_title(self) -> str:
        return self.tr("Map of the classes")

    def clear(self) -> None:
        self.mapped = None
        self.map.show_map(None)
        self.said.clear()

    def take(self, answer: Mapped) -> None:
        self.mapped = answer
        self.map.show_map(answer)
        self.map.choose(self.chosen)
        self._say_fit(answer)
        self.enable_exports(True)

    def choose(self, index: int | None) -> None:
        super().choose(index)
        self.map.choose(index)

    @Slot()
    def _change_kind(self) -> None:
        self._say_formula()
        self.enable_exports(False)
        self.clear()
        self.compute()

    @Slot()
    def _change_parts(self) -> None:
        self.map.show_parts(
            pictures=self.pictures_button.isChecked(),
            names=self.names_button.isChecked(),
            lines=self.lines_button.isChecked(),
        )

    # ------------------------------------------------------------------ words

    def _say_fit(self, mapped: Mapped) -> None:
        shares = [number(100 * share, 1) for share in mapped.flat.explained.tolist()]
        stress = number(mapped.flat.stress, 3)
        if mapped.flat.kind is MapKind.MDS:
            text = self.tr("Stress <b>{0}</b>: 0 would mean that the plane tells all distances.").format(stress)
        else:
            text = self.tr("The axes hold <b>{0}&nbsp;%</b> and <b>{1}&nbsp;%</b> of the spread; stress {2}.").format(
                *shares, stress
            )
        self.said.setText(text)

    def _say_formula(self) -> None:
        stress = "√( Σ (<i>d<sub>ij</sub></i> − <i>δ<sub>ij</sub></i>)² / Σ <i>d<sub>ij</sub></i>² )"
        how = {
            MapKind.PCA: self.tr("The two main axes of the class means."),
            MapKind.MDS: self.tr("Places with the least Σ (d − δ)², by majorization (SMACOF; de Leeuw 1977)."),
            MapKind.CLASSICAL: self.tr("Main axes of the doubly centred squared distances (Torgerson 1952)."),
        }[self.kind]
        told = self.tr("Stress-1 (Kruskal 1964): {0}, d on the map, δ the distances.").format(stress)
        self.formula.setText(f"{how} {told}")

    # ------------------------------------------------------------------ the ways out

    def plot(self) -> Callable[[], Plot] | None:
        if self.mapped is None:
            return None
        names, lines = self.names_button.isChecked(), self.lines_button.isChecked()
        return partial(figure, self.mapped, names=names, lines=lines)
