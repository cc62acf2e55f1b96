"""Which network is trained, and with which seeds everything is repeated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from engine.errors import WorkbenchError
from engine.experiments.problems import Problem
from engine.experiments.specification import Model
from engine.models.catalogue import TIMM_PREFIX, available_backbones, check_available, timm_installed
from gui.engine_words import say
from gui.theme import Theme
from gui.training.form.amounts import parse_seeds, show_seeds
from gui.training.form.editors import ChoiceEditor, Editor, Wording
from gui.training.form.model_fields import ModelFields, Values
from gui.training.form.words import FormWords
from gui.widgets.fields import QuietComboBox
from gui.widgets.form_field import Field, Group

_FAMILIES = (r"resnet", r"(wide_)?res", rf"{TIMM_PREFIX}", r"(vit|swin|maxvit)", r"")
_ORDER = (0, 1, 4, 3, 2)
"""ResNets come first, then other convolutional networks, transformers, and timm's."""


class BackboneEditor(ChoiceEditor):
    """The networks, by family."""

    def __init__(self, titles: tuple[str, ...]) -> None:
        super().__init__(Wording(""), [])
        self.combo = cast(QuietComboBox, self.widget)
        self.combo.setMaxVisibleItems(24)
        names = available_backbones()
        for family, title in zip(_ORDER, titles, strict=True):
            members = [name for name in names if _family(name) == family]
            if members:
                self._add_title(title)
                for name in members:
                    self.combo.addItem(name, name)

    def _add_title(self, title: str) -> None:
        self.combo.addItem(title)
        item = cast(QStandardItemModel, self.combo.model()).item(self.combo.count() - 1)
        item.setFlags(Qt.ItemFlag.NoItemFlags)


def _family(name: str) -> int:
    return next(number for number, pattern in enumerate(_FAMILIES) if re.match(pattern, name))


class NetworkSection(Group):
    """Backbone, stem and seeds.

    Signals
    -------
    changed()
    network_changed(str, str)
        Backbone and stem.
    """

    changed = Signal()
    network_changed = Signal(str, str)

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(title)
        words = FormWords(self).model() | {"backbone": Wording(self.tr("Backbone"))}
        self.model = ModelFields(Model, words, theme, self, {"backbone": self._backbone_editor})
        self.seeds = QLineEdit()
        tip = self.tr("Whole numbers such as 1-5, 7; everything is repeated with each")
        self._seeds_field = Field(self.tr("Seeds"), self.seeds, tip)
        self.add(self.model.field("backbone"))
        if not timm_installed():
            hint = QLabel(self.tr("More networks, DeiT among them, come with the package timm (--extra timm)."))
            hint.setProperty("caption", "true")
            hint.setWordWrap(True)
            self.add(hint)
        self.add(self.model.field("stem"), self._seeds_field)
        self.model.changed.connect(self._model_changed)
        self.seeds.textChanged.connect(self.changed)

    def _backbone_editor(self) -> Editor:
        return BackboneEditor(
            (
                "ResNet",
                self.tr("ResNeXt and wide ResNet"),
                self.tr("Other convolutional networks"),
                self.tr("Transformers"),
                "timm",
            )
        )

    def load(self, model: Values, seeds: tuple[int, ...], notes: Mapping[str, str]) -> None:
        """Show a network and seeds."""
        self.model.load(model, notes)
        blocked = self.seeds.blockSignals(True)
        self.seeds.setText(show_seeds(seeds))
        self.seeds.blockSignals(blocked)
        self._announce_network()

    def _announce_network(self) -> None:
        self.network_changed.emit(self.model.values["backbone"], self.model.values["stem"])

    def seed_values(self) -> list[int | str]:
        """Return the seeds; what is no number as a word."""
        return parse_seeds(self.seeds.text())

    @Slot()
    def _model_changed(self) -> None:
        self._announce_network()
        self.changed.emit()

    def clear_problems(self) -> None:
        """Take every problem back."""
        self.model.clear_problems()
        self._seeds_field.set_problem("")

    def check(self) -> bool:
        """Say at the network what it needs and is not installed here; return whether it can be built."""
        try:
            check_available(self.model.values["backbone"])
        except WorkbenchError as error:
            self.model.place("backbone", say(error))
            return False
        return True

    def place(self, problem: Problem) -> QWidget:
        """Say a problem of the network or the seeds at its field and return the field."""
        if problem.key.startswith("seeds"):
            self._seeds_field.refuse(problem.message)
            return self._seeds_field
        field = self.model.place(problem.key.removeprefix("model").lstrip("."), problem.message, "backbone")
        assert field is not None
        return field
