"""The form of a new study: what to start from, what to learn, which network, how long, how often."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.categories.catalogue import available_sets
from engine.experiments.problems import Problem, SpecificationError
from engine.experiments.specification import FractalData, Pretraining, StudySpecification, parse_specification
from engine.images.dataset_images import DATASETS
from engine.models.catalogue import BACKBONES
from engine.render.settings import Style
from engine.workspace import Workspace
from gui.theme import GRID, Theme
from gui.widgets.fields import QuietComboBox, QuietDoubleSpinBox, QuietSpinBox
from gui.widgets.form_field import Field, Fold, Group, problem_label

_USUAL_TARGETS = 7
"""The bundled sample and the six data sets of the study come first; the rest of the registry folds away."""

# The key of a problem in a specification -> the field that shows it; the first that fits counts.
_PLACES = (
    (r"", "backbone"),
    (r"name", "name"),
    (r"seeds.*", "seeds"),
    (r"model\.backbone", "backbone"),
    (r"model.*", "stem"),
    (r"sources\.\d+\.data\.categories", "set"),
    (r"sources\.\d+\.data\.count", "categories"),
    (r"sources\.\d+\.data\.instances", "instances"),
    (r"sources\.\d+\.data\.validation", "held_out"),
    (r"sources\.\d+\.data\.render\.size", "size"),
    (r"sources\.\d+\.data\.render\.points", "points"),
    (r"sources\.\d+\.data\.render.*", "weight_step"),
    (r"sources\.\d+\.data.*", "instances"),
    (r"sources\.\d+\.training\.batch_size", "pretrain_batch"),
    (r"sources\.\d+\.training\.learning_rate", "pretrain_rate"),
    (r"sources\.\d+\.training.*", "pretrain_epochs"),
    (r"targets\.\d+\.train_limit", "limit"),
    (r"targets\.\d+\.validation", "validation"),
    (r"training\.batch_size", "batch"),
    (r"training\.learning_rate", "rate"),
    (r"training\.image_size", "image_size"),
    (r"training.*", "epochs"),
)


class StudyForm(QWidget):
    """Fields over a specification: what the form does not show stays as it was given.

    Signals
    -------
    changed()
        The user changed a value.
    """

    changed = Signal()

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        super().__init__()
        self._theme = theme
        self._data = workspace.data
        self._workspace = workspace
        self._base: StudySpecification | None = None
        self._fields: dict[str, Field] = {}
        self._make_editors()
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------------ building

    def _make_editors(self) -> None:
        self.name = QLineEdit()
        self.scratch = QCheckBox(self.tr("From scratch"))
        self.fractal = QCheckBox(self.tr("FractalDB pre-training"))
        self.category_set = QuietComboBox()
        self.category_set.setMinimumContentsLength(12)
        self.categories = _whole(2, 100_000, 10)
        self.instances = _whole(1, 1_000_000, 10)
        self.pretrain_epochs = _whole(1, 100_000)
        self.imagenet = QCheckBox(self.tr("ImageNet weights"))
        self.checkpoint = QCheckBox(self.tr("Weights file"))
        self.imagenet_path = QLineEdit()
        self.imagenet_path.setPlaceholderText(self.tr("Found by itself"))
        self.checkpoint_path = QLineEdit()
        self.checkpoint_path.setPlaceholderText(self.tr("A .pth or .safetensors file"))
        self.targets = {name: QCheckBox(name) for name in DATASETS}
        self.backbone = QuietComboBox()
        self.backbone.addItems(list(BACKBONES))
        self.epochs = _whole(1, 100_000)
        self.seeds = QLineEdit()
        self.picture_style = QuietComboBox()
        for style in Style:
            self.picture_style.addItem(self._style_name(style), style.value)
        self.picture_size = _whole(16, 4096, 8, self.tr(" px"))
        self.points = _whole(100, 100_000_000, 1000)
        self.weight_step = _real(0.0, 0.5, 1)
        self.weight_step.setSpecialValueText(self.tr("none"))
        self.held_out = _whole(0, 1_000_000)
        self.pretrain_batch = _whole(2, 65_536, 16)
        self.pretrain_rate = _real(0.000_01, 100.0, 5)
        self.stem = QuietComboBox()
        self.stem.addItem(self.tr("ImageNet (stride 4)"), "imagenet")
        self.stem.addItem(self.tr("Small images (stride 1)"), "small")
        self.limit = _whole(0, 100_000_000, 100)
        self.limit.setSpecialValueText(self.tr("all"))
        self.validation = _whole(0, 100_000_000, 100)
        self.image_size = _whole(7, 4096, 8, self.tr(" px"))
        self.image_size.setSpecialValueText(self.tr("as stored"))
        self.batch = _whole(2, 65_536, 16)
        self.rate = _real(0.000_01, 100.0, 5)

    def _style_name(self, style: Style) -> str:
        return {
            Style.POINT_GRAY: self.tr("Points, gray"),
            Style.POINT_COLOR: self.tr("Points, colour"),
            Style.PATCH_GRAY: self.tr("Patches, gray"),
            Style.PATCH_COLOR: self.tr("Patches, colour"),
        }[style]

    def _field(self, key: str, name: str, editor: QWidget, tip: str = "") -> Field:
        self._fields[key] = Field(name, editor, tip)
        return self._fields[key]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID + 4)
        for part in (
            self._field("name", self.tr("Name"), self.name, self.tr("Names the study and its folder")),
            self._sources(),
            self._targets(),
            self._network(),
            self._more(),
        ):
            column.addWidget(part)
        column.addStretch(1)

    def _sources(self) -> Group:
        group = Group(self.tr("Pre-training"))
        self._sources_problem = problem_label()
        self._fractal_fields = QWidget()
        inside = QVBoxLayout(self._fractal_fields)
        inside.setContentsMargins(3 * GRID, 0, 0, 0)
        inside.setSpacing(GRID // 2)
        for field in (
            self._field("set", self.tr("Set"), self.category_set, self.tr("Bundled and own sets of categories")),
            self._field("categories", self.tr("Categories"), self.categories, self.tr("2 to all of the set")),
            self._field("instances", self.tr("Images each"), self.instances, self.tr("Training images a category")),
            self._field("pretrain_epochs", self.tr("Epochs"), self.pretrain_epochs, self.tr("Of pre-training")),
        ):
            inside.addWidget(field)
        self._imagenet_row = self._file_row(self.imagenet_path, self.tr("ImageNet weights file"))
        self._checkpoint_row = self._file_row(self.checkpoint_path, self.tr("Weights file"))
        self._imagenet_problem = problem_label()
        self._checkpoint_problem = problem_label()
        group.add(self._sources_problem, self.scratch, self.fractal, self._fractal_fields)
        group.add(self.imagenet, self._imagenet_row, self._imagenet_problem)
        group.add(self.checkpoint, self._checkpoint_row, self._checkpoint_problem)
        return group

    def _file_row(self, editor: QLineEdit, name: str) -> QWidget:
        row = QWidget()
        editor.setAccessibleName(name)
        choose = QPushButton(self.tr("Choose…"))
        choose.setAccessibleName(self.tr("Choose: {0}").format(name))
        choose.clicked.connect(lambda: self._choose_file(editor, name))
        line = QHBoxLayout(row)
        line.setContentsMargins(3 * GRID, 0, 0, 0)
        line.addWidget(editor, 1)
        line.addWidget(choose)
        return row

    def _targets(self) -> Group:
        group = Group(self.tr("Fine-tuning and test"))
        self._targets_problem = problem_label()
        group.add(self._targets_problem)
        self._target_problems: dict[str, QLabel] = {}
        others = Fold(self._theme, self.tr("More data sets ({0})").format(len(self.targets) - _USUAL_TARGETS))
        for index, (name, box) in enumerate(self.targets.items()):
            self._target_problems[name] = problem_label()
            (group if index < _USUAL_TARGETS else others).add(box, self._target_problems[name])
            if index >= _USUAL_TARGETS:
                box.toggled.connect(partial(_unfold_when, others))
        group.add(others)
        group.add(self._field("epochs", self.tr("Epochs"), self.epochs, self.tr("Of every fine-tuning")))
        return group

    def _network(self) -> Group:
        group = Group(self.tr("Network"))
        tip = self.tr("Whole numbers, separated by commas; everything is repeated with each")
        group.add(
            self._field("backbone", self.tr("Backbone"), self.backbone),
            self._field("seeds", self.tr("Seeds"), self.seeds, tip),
        )
        return group

    def _more(self) -> Fold:
        self._fold = fold = Fold(self._theme, self.tr("More"))
        pretraining = Group(self.tr("Fractal images"))
        pretraining.add(
            self._field("style", self.tr("Style"), self.picture_style),
            self._field("size", self.tr("Size"), self.picture_size, self.tr("16 to 4,096 pixels")),
            self._field("points", self.tr("Points an image"), self.points, self.tr("100 to 100,000,000")),
            self._field("weight_step", self.tr("Weight step"), self.weight_step, self.tr("Above 0 up to 0.5, or none")),
            self._field("held_out", self.tr("Held out each"), self.held_out, self.tr("Validation images a category")),
            self._field("pretrain_batch", self.tr("Batch size"), self.pretrain_batch, self.tr("2 to 65,536 images")),
            self._field("pretrain_rate", self.tr("Learning rate"), self.pretrain_rate, self.tr("The highest")),
        )
        finetuning = Group(self.tr("Real images"))
        finetuning.add(
            self._field("limit", self.tr("Training images"), self.limit, self.tr("Of each data set, class-balanced")),
            self._field("validation", self.tr("Held out"), self.validation, self.tr("Training images to validate on")),
            self._field("image_size", self.tr("Size"), self.image_size, self.tr("What the network sees")),
            self._field("batch", self.tr("Batch size"), self.batch, self.tr("2 to 65,536 images")),
            self._field("rate", self.tr("Learning rate"), self.rate, self.tr("The highest")),
        )
        network = Group(self.tr("Network"))
        network.add(self._field("stem", self.tr("Stem"), self.stem, self.tr("Small images: ResNets only")))
        fold.add(pretraining, finetuning, network)
        return fold

    def _connect(self) -> None:
        for editor in self._editors():
            if isinstance(editor, QCheckBox):
                editor.toggled.connect(self._announce)
            elif isinstance(editor, QLineEdit):
                editor.textChanged.connect(self._announce)
            elif isinstance(editor, QuietComboBox):
                editor.currentIndexChanged.connect(self._announce)
            elif isinstance(editor, QuietSpinBox | QuietDoubleSpinBox):
                editor.valueChanged.connect(self._announce)

    def _editors(self) -> Iterator[QWidget]:
        yield from (field.editor for field in self._fields.values())
        yield from (self.scratch, self.fractal, self.imagenet, self.checkpoint, *self.targets.values())
        yield from (self.imagenet_path, self.checkpoint_path)

    def _choose_file(self, editor: QLineEdit, title: str) -> None:
        kinds = self.tr("Weights (*.pth *.pt *.tar *.safetensors);;All files (*)")
        path, _ = QFileDialog.getOpenFileName(self, title, editor.text(), kinds)
        if path:
            editor.setText(path)

    @Slot()
    def _announce(self) -> None:
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        self._fractal_fields.setVisible(self.fractal.isChecked())
        self._imagenet_row.setVisible(self.imagenet.isChecked())
        self._checkpoint_row.setVisible(self.checkpoint.isChecked())

    # ------------------------------------------------------------------ specification in

    def load(self, study: StudySpecification) -> None:
        """Show `study`; what the form has no field for is kept and comes out again."""
        self._base = study
        blockers = [QSignalBlocker(editor) for editor in self._editors()]
        self.name.setText(study.name)
        self.seeds.setText(", ".join(map(str, study.seeds)))
        self.backbone.setCurrentText(study.model.backbone)
        self.stem.setCurrentIndex(self.stem.findData(study.model.stem))
        self._load_sources(study)
        for name, box in self.targets.items():
            box.setChecked(any(target.name == name for target in study.targets))
        first = study.targets[0]
        self.limit.setValue(first.train_limit or 0)
        self.validation.setValue(first.validation)
        self.epochs.setValue(study.training.epochs)
        self.batch.setValue(study.training.batch_size)
        self.rate.setValue(study.training.learning_rate)
        self.image_size.setValue(study.training.image_size or self.image_size.minimum())
        del blockers
        self._follow()
        self.refresh_data_sets()

    def rename(self, name: str) -> None:
        """Give the study this name without announcing a change."""
        blocker = QSignalBlocker(self.name)
        self.name.setText(name)
        blocker.unblock()

    def _load_sources(self, study: StudySpecification) -> None:
        by_kind = {source.kind: source for source in study.sources}
        self.scratch.setChecked("scratch" in by_kind)
        self.imagenet.setChecked("imagenet" in by_kind)
        self.imagenet_path.setText(getattr(by_kind.get("imagenet"), "path", ""))
        self.checkpoint.setChecked("checkpoint" in by_kind)
        self.checkpoint_path.setText(getattr(by_kind.get("checkpoint"), "path", ""))
        self.fractal.setChecked("pretrain" in by_kind)
        pretraining = self._pretraining(study)
        data = pretraining.data
        assert isinstance(data, FractalData)
        self._choose_set(data.categories)
        self.categories.setValue(data.count or 1000)
        self.instances.setValue(data.instances)
        self.held_out.setValue(data.validation)
        self.picture_style.setCurrentIndex(self.picture_style.findData(data.render.style.value))
        self.picture_size.setValue(data.render.size)
        self.points.setValue(data.render.points)
        self.weight_step.setValue(data.render.weight_step or 0.0)
        self.pretrain_epochs.setValue(pretraining.training.epochs)
        self.pretrain_batch.setValue(pretraining.training.batch_size)
        self.pretrain_rate.setValue(pretraining.training.learning_rate)

    def _choose_set(self, name: str) -> None:
        """List the sets that there are now, and this one, and choose it."""
        self.category_set.clear()
        for known in dict.fromkeys([*available_sets(self._workspace), name]):
            self.category_set.addItem(known, known)
        self.category_set.setCurrentIndex(self.category_set.findData(name))

    def use_set(self, name: str, count: int) -> None:
        """Pre-train on all `count` categories of this set."""
        self._choose_set(name)
        self.categories.setValue(count)
        self.fractal.setChecked(True)

    @staticmethod
    def _pretraining(study: StudySpecification) -> Pretraining:
        """Return the pre-training the form shows: the first on fractals, or the usual one."""
        found = (source for source in study.sources if isinstance(source, Pretraining))
        return next((one for one in found if isinstance(one.data, FractalData)), Pretraining(name="fractaldb"))

    @Slot()
    def refresh_data_sets(self) -> None:
        """Look again which data sets are there."""
        for name, box in self.targets.items():
            found = not DATASETS[name].missing(self._data)
            if not DATASETS[name].files:
                note = self.tr("bundled")
            else:
                note = self.tr("found") if found else self.tr("not found")
            box.setText(f"{name}  ({note})")
        self._show_missing()

    def _show_missing(self) -> bool:
        complete = True
        for name, box in self.targets.items():
            missing = DATASETS[name].missing(self._data) if box.isChecked() else []
            text = ""
            if missing:
                complete = False
                text = self.tr("Missing: put {0} into {1}; get them from {2}.").format(
                    ", ".join(missing), self._data, DATASETS[name].source
                )
            _say(self._target_problems[name], text)
        return complete

    def _show_missing_weights(self) -> bool:
        """Say which weight files are not there; return whether none is missing."""
        imagenet = checkpoint = ""
        given = self.imagenet_path.text().strip()
        if self.imagenet.isChecked() and given and not Path(given).expanduser().is_file():
            imagenet = self.tr("There is no file {0}.").format(given)
        elif self.imagenet.isChecked() and not given and not self._imagenet_found():
            imagenet = self.tr("Not found: put {0} into {1}, or choose a file.").format(
                f"{self.backbone.currentText()}-….pth", self._data / "weights"
            )
        given = self.checkpoint_path.text().strip()
        if self.checkpoint.isChecked() and not Path(given).expanduser().is_file():
            checkpoint = self.tr("There is no file {0}.").format(given) if given else self.tr("Choose a weights file.")
        _say(self._imagenet_problem, imagenet)
        _say(self._checkpoint_problem, checkpoint)
        return not imagenet and not checkpoint

    def _imagenet_found(self) -> bool:
        """Look where the trainer will look, which knows the exact name."""
        home = os.environ.get("TORCH_HOME") or Path.home() / ".cache" / "torch"
        places = (self._data, self._data / "weights", Path(home) / "hub" / "checkpoints")
        return any(any(place.glob(f"{self.backbone.currentText()}-*.pth")) for place in places)

    # ------------------------------------------------------------------ specification out

    def specification(self) -> StudySpecification:
        """Return what the form says; the base itself where nothing differs.

        Raises
        ------
        SpecificationError
            With every problem at its key.
        """
        return parse_specification(StudySpecification, self._values(), self.name.text())

    def _values(self) -> dict[str, Any]:
        assert self._base is not None
        values = self._base.model_dump(mode="json")
        values["name"] = self.name.text()
        values["seeds"] = [_number(word) for word in self.seeds.text().split(",")]
        values["model"] = {"backbone": self.backbone.currentText(), "stem": self.stem.currentData()}
        values["sources"] = self._source_values(self._base)
        values["targets"] = self._target_values(self._base)
        values["training"] |= {
            "epochs": self.epochs.value(),
            "batch_size": self.batch.value(),
            "learning_rate": self.rate.value(),
            "image_size": _optional(self.image_size),
        }
        return values

    def _source_values(self, base: StudySpecification) -> list[dict[str, Any]]:
        """Return the sources ticked: those of the base in its order, then the others in the form's."""
        made: dict[str, dict[str, Any]] = {}
        if self.scratch.isChecked():
            made["scratch"] = {"kind": "scratch", "name": "scratch"}
        if self.fractal.isChecked():
            made["pretrain"] = self._pretraining_values(base)
        if self.imagenet.isChecked():
            made["imagenet"] = {"kind": "imagenet", "name": "imagenet", "path": self.imagenet_path.text().strip()}
        if self.checkpoint.isChecked():
            path = self.checkpoint_path.text().strip()
            made["checkpoint"] = {"kind": "checkpoint", "name": "checkpoint", "path": path}
        ordered: list[dict[str, Any]] = []
        for source in base.sources:
            values = made.pop(source.kind, None)
            if values is not None:
                ordered.append(values | {"name": source.name})
        return [*ordered, *made.values()]

    def _pretraining_values(self, base: StudySpecification) -> dict[str, Any]:
        pretraining = self._pretraining(base)
        values = pretraining.model_dump(mode="json")
        data = values["data"]
        data["categories"] = self.category_set.currentData()
        data["instances"] = self.instances.value()
        data["validation"] = self.held_out.value()
        if data["count"] is not None or self.categories.value() != 1000:
            data["count"] = self.categories.value()
        render = data["render"]
        render["style"] = self.picture_style.currentData()
        render["size"] = self.picture_size.value()
        render["points"] = self.points.value()
        render["weight_step"] = self.weight_step.value() or "none"
        rows = 25 if self.weight_step.value() else 1
        wanted = math.ceil((data["instances"] + data["validation"]) / (rows * render["flips"]))
        # More images a category come from more random repetitions.
        render["counts"] = max(render["counts"], wanted)
        values["training"] |= {
            "epochs": self.pretrain_epochs.value(),
            "batch_size": self.pretrain_batch.value(),
            "learning_rate": self.pretrain_rate.value(),
        }
        return values

    def _target_values(self, base: StudySpecification) -> list[dict[str, Any]]:
        known = {target.name: target for target in base.targets}
        template = base.targets[0]
        names = [target.name for target in base.targets if self._ticked(target.name)]
        names += [name for name in self.targets if self._ticked(name) and name not in known]
        limit, validation = self.limit.value() or None, self.validation.value()
        return [
            known.get(name, template).model_dump(mode="json")
            | {"name": name, "train_limit": limit, "validation": validation}
            for name in names
        ]

    def _ticked(self, name: str) -> bool:
        return name in self.targets and self.targets[name].isChecked()

    # ------------------------------------------------------------------ problems

    def check(self) -> StudySpecification | None:
        """Return the specification, or None after saying at the fields what cannot work."""
        for field in self._fields.values():
            field.set_problem("")
        for label in (self._sources_problem, self._targets_problem):
            _say(label, "")
        complete = self._show_missing() & self._show_missing_weights()
        try:
            study = self.specification()
        except SpecificationError as error:
            for problem in error.problems:
                self._place(problem)
            return None
        return study if self._check_counts(study) & complete else None

    def _check_counts(self, study: StudySpecification) -> bool:
        """Say at the field which data set has fewer images than asked for."""
        for target in study.targets:
            known = DATASETS.get(target.name)
            if known is not None and (target.train_limit or 1) + target.validation > known.train:
                text = self.tr("{0} has {1} training images: training and held-out images together can be no more.")
                self._fields["limit"].set_problem(text.format(target.name, f"{known.train:,}"))
                self._fold.unfold(True)
                return False
        return True

    def _place(self, problem: Problem) -> None:
        sentence = problem.message[:1].upper() + problem.message[1:]
        if problem.key == "sources":
            _say(self._sources_problem, self.tr("Choose at least one source."))
        elif problem.key == "targets":
            _say(self._targets_problem, self.tr("Choose at least one data set."))
        elif not re.fullmatch(r"sources\.\d+\.path", problem.key):  # said at the file already
            place = next((place for key, place in _PLACES if re.fullmatch(key, problem.key)), "name")
            self._fields[place].set_problem(sentence)
            if self._fold.isAncestorOf(self._fields[place]):
                self._fold.unfold(True)


def _unfold_when(fold: Fold, ticked: bool) -> None:
    if ticked:
        fold.unfold(True)


def _say(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


def _number(word: str) -> int | str:
    """Return the whole number `word` is, or the word for the specification to refuse."""
    stripped = word.strip()
    return int(stripped) if re.fullmatch(r"\d+", stripped) else stripped


def _optional(editor: QuietSpinBox) -> int | None:
    return editor.value() if editor.value() > editor.minimum() else None


def _whole(low: int, high: int, step: int = 1, unit: str = "") -> QuietSpinBox:
    editor = QuietSpinBox()
    editor.setRange(low, high)
    editor.setSingleStep(step)
    editor.setSuffix(unit)
    editor.setGroupSeparatorShown(True)
    return editor


def _real(low: float, high: float, decimals: int) -> QuietDoubleSpinBox:
    editor = QuietDoubleSpinBox()
    editor.setDecimals(decimals)
    editor.setRange(low, high)
    editor.setSingleStep(0.1 if decimals == 1 else 0.01)
    return editor
