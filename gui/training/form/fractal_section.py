"""Which fractals a network is pre-trained on, and how they are drawn."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QPushButton, QToolButton, QVBoxLayout, QWidget

from engine.categories.catalogue import available_sets
from engine.experiments.specification import FractalData, Render
from engine.render.settings import LIMITS
from engine.workspace import Workspace
from gui.theme import GRID, Theme
from gui.training.form.editors import ChoiceEditor, Editor, Wording, shown_count
from gui.training.form.lazy_fold import LazyFold
from gui.training.form.model_fields import ModelFields, Values
from gui.training.form.training_section import below
from gui.training.form.words import FormWords
from gui.widgets.flow import FlowLayout
from gui.widgets.form_field import Fold

_COUNTS = (10, 60, 1000, None)
"""FractalDB-10, -60 and -1k, and all of the set."""

_VARIANTS = 25
"""Rows of the table of weights: variants of a category before repetitions and mirror images."""

_MORE_DATA = ("validation", "seed")
_MORE_RENDER = ("points", "weight_step", "counts", "flips", "protocol", "seed")


class FractalSection(QWidget):
    """Fields for a table of `FractalData`.

    Signals
    -------
    changed()
    """

    changed = Signal()

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._least_counts: int | str = 1
        words = FormWords(self)
        self._words = words.fractals()
        self.data = ModelFields(FractalData, self._words, theme, self, {"categories": self._set_editor})
        self.render_ = ModelFields(Render, words.render(), theme, self)
        self.data.changed.connect(self._data_changed)
        self.render_.changed.connect(self._render_changed)
        self.more = LazyFold(theme, self.tr("More about the fractals"), self._fill)
        self._lay_out()

    def _set_editor(self) -> Editor:
        self._sets = ChoiceEditor(Wording(""), list(available_sets(self._workspace)))
        return self._sets

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        for widget in (
            self.data.field("categories"),
            self._shortcuts(),
            self.data.field("count"),
            self.data.field("instances"),
            self.render_.field("style"),
            self.render_.field("size"),
            self.more,
        ):
            column.addWidget(widget)

    def _shortcuts(self) -> QWidget:
        """Return buttons for the usual numbers of categories, and one for a set that is not listed."""
        holder = QWidget()
        row = FlowLayout()
        holder.setLayout(row)
        self.count_buttons: dict[int | None, QToolButton] = {}
        for count in _COUNTS:
            button = QToolButton()
            button.setText(self.tr("all") if count is None else f"{count:,}")
            name = self.tr("All categories of the set") if count is None else self.tr("{0} categories").format(count)
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.setProperty("chip", "true")
            button.clicked.connect(lambda _checked=False, wanted=count: self.data.put("count", wanted))
            self.count_buttons[count] = button
            row.addWidget(button)
        self.file_button = QPushButton(self.tr("Set from file…"))
        self.file_button.clicked.connect(self._choose_file)
        row.addWidget(self.file_button)
        return holder

    def _fill(self, fold: Fold) -> None:
        fold.add(*(self.data.field(key) for key in _MORE_DATA), *(self.render_.field(key) for key in _MORE_RENDER))

    # ------------------------------------------------------------------ values

    def load(self, values: Values, notes: Mapping[str, str] | None = None) -> None:
        """Show and from now on change `values`."""
        self.data.load(values, notes)
        self.render_.load(values["render"], below(notes or {}, "render"))
        self._least_counts = values["render"]["counts"]

    def refresh(self) -> None:
        """List the sets that there are now."""
        self._sets.offer({name: name for name in available_sets(self._workspace)})

    def use_set(self, name: str, count: int | None) -> None:
        """Train on so many categories of this set."""
        self.data.put("categories", name)
        self.data.put("count", count)

    @Slot()
    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Set of categories"), str(self._workspace.sets))
        if path:
            self.use_set(path, None)

    @Slot(str)
    def _data_changed(self, key: str) -> None:
        if key in ("instances", "validation"):
            self._repeat_enough()
        self.changed.emit()

    @Slot(str)
    def _render_changed(self, key: str) -> None:
        if key in ("weight_step", "flips"):
            self._repeat_enough()
        elif key == "counts":
            self._least_counts = self.render_.values["counts"]
        self.changed.emit()

    def _repeat_enough(self) -> None:
        """Let more images a category come from more random repetitions, and no more of them than that."""
        data, render = self.data.values, self.render_.values
        least = self._least_counts
        numbers = (data["instances"], data["validation"], render["flips"], least)
        if not all(isinstance(number, int) for number in numbers):
            return
        rows = 1 if render["weight_step"] in (None, "none") else _VARIANTS
        needed = math.ceil((data["instances"] + data["validation"]) / (rows * max(1, render["flips"])))
        wanted = min(max(needed, least), LIMITS["counts"][1])
        if wanted != render["counts"]:
            self.render_.put("counts", wanted)
            self._least_counts = least  # the user asked for images, not for repetitions

    def summary(self) -> str:
        """Return the set and how many images of it."""
        data = self.data.values
        count = data.get("count")
        shown = self.tr("all") if count is None else shown_count(count)
        return f"{Path(data['categories']).name}, {shown} × {shown_count(data['instances'])}"

    # ------------------------------------------------------------------ problems

    def problem(self) -> str:
        """Return why the set cannot be used; looks at the disk."""
        name = self.data.values["categories"]
        if "@" in name or name in available_sets(self._workspace) or Path(name).expanduser().exists():
            return ""
        return self.tr("There is no set {0} here; choose another one, or a file.").format(name)

    @property
    def waiting(self) -> bool:
        """Nothing of it is ever fetched."""
        return False

    def clear_problems(self) -> None:
        """Take every problem back."""
        self.data.clear_problems()
        self.render_.clear_problems()

    def place(self, key: str, message: str) -> QWidget:
        """Say a problem at its field, in sight, and return the field."""
        if key.startswith("render"):
            field = self.render_.place(key.removeprefix("render").lstrip("."), message, "points")
        else:
            field = self.data.place(key, message, "instances")
        assert field is not None
        return self.more.reveal(field)
