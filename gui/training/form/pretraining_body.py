"""A source that is trained first: on fractals, or on real images."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.experiments.specification import DatasetData
from engine.images.dataset_images import DATASETS
from gui.services import Services
from gui.theme import GRID
from gui.training.form.downloads import data_set_key, downloads
from gui.training.form.editors import ChoiceEditor, Editor, Wording
from gui.training.form.fractal_section import FractalSection
from gui.training.form.model_fields import ModelFields, Values
from gui.training.form.source_card import SourceBody
from gui.training.form.training_section import TrainingSection, below
from gui.training.form.words import FormWords


class RealImagesSection(QWidget):
    """Fields for a table of `DatasetData`.

    Signals
    -------
    changed()
    """

    changed = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._data = services.workspace.data
        self._downloads = downloads(services)
        words = FormWords(self).dataset()
        self.fields = ModelFields(DatasetData, words, services.theme, self, {"name": self._name_editor})
        self.fields.changed.connect(self.changed)
        self._downloads.arrived.connect(self._arrived)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        for key in ("name", "train_limit", "train_fraction", "validation", "size"):
            column.addWidget(self.fields.field(key))

    @staticmethod
    def _name_editor() -> Editor:
        return ChoiceEditor(Wording(""), list(DATASETS))

    def load(self, values: Values, notes: Mapping[str, str]) -> None:
        """Show and from now on change `values`."""
        self.fields.load(values, notes)

    def refresh(self) -> None:
        """Keep the list: the known data sets are always the same."""

    def summary(self) -> str:
        """Return which data set it is."""
        return str(self.fields.values.get("name", ""))

    def problem(self) -> str:
        """Return which files are missing; looks at the disk."""
        known = DATASETS.get(self.fields.values.get("name", ""))
        missing = known.missing(self._data) if known is not None else []
        if known is None or not missing:
            return ""
        if self.waiting:
            return self.tr("{0} is on its way.").format(known.name)
        text = self.tr("{0} is not here: download it in the list of data sets, or put {1} into {2}.")
        return text.format(known.name, ", ".join(missing), self._data)

    @property
    def waiting(self) -> bool:
        """Whether the data set is on its way."""
        return self._downloads.wanted(data_set_key(self.fields.values.get("name", "")))

    @Slot(str)
    def _arrived(self, key: str) -> None:
        if key == data_set_key(self.fields.values.get("name", "")):
            self.changed.emit()

    def clear_problems(self) -> None:
        """Take every problem back."""
        self.fields.clear_problems()

    def place(self, key: str, message: str) -> QWidget | None:
        """Say a problem at its field and return the field."""
        return self.fields.place(key, message, "name")


class PretrainingBody(SourceBody):
    """The images and the training of a source."""

    def __init__(self, services: Services, images: FractalSection | RealImagesSection) -> None:
        super().__init__()
        self.images = images
        self.training = TrainingSection(services.theme)
        images.changed.connect(self.changed)
        self.training.changed.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(images)
        column.addWidget(self.training)

    def load(self, values: Values, notes: Mapping[str, str]) -> None:
        """Show and from now on change `values`."""
        self.images.load(values["data"], below(notes, "data"))
        self.training.load(values["training"], below(notes, "training"))

    def refresh(self) -> None:
        """List the sets anew."""
        self.images.refresh()

    def summary(self) -> str:
        """Return the images and the epochs."""
        epochs: Any = self.training.training.values.get("epochs", "?")
        return f"{self.images.summary()}  ·  " + self.tr("{0} epochs").format(epochs)

    def problem(self) -> str:
        """Return why the images cannot be had."""
        return self.images.problem()

    @property
    def waiting(self) -> bool:
        """Whether the images are on their way."""
        return self.images.waiting

    def clear_problems(self) -> None:
        """Take every problem back."""
        self.images.clear_problems()
        self.training.clear_problems()

    def place(self, key: str, message: str) -> QWidget | None:
        """Say a problem at its field and return the field."""
        if key.startswith("data"):
            return self.images.place(key.removeprefix("data").lstrip("."), message)
        return self.training.place(key.removeprefix("training").lstrip("."), message)
