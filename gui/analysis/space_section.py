"""The part of the form that says in which space classes are compared: pixels, or the features of a network."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSignalBlocker, Signal, Slot

from engine.analysis.space import PENULTIMATE, PIXELS, SCRATCH, Features, Space
from engine.errors import MissingDataError
from engine.models.catalogue import check_available, find_backbone, size_problem
from engine.models.imagenet import IMAGENET_WEIGHTS, imagenet_state, weight_places
from engine.models.stages import stage_names
from gui.analysis.weight_rows import FileRows, ImageNetRows, RunRows, WeightRows
from gui.engine_words import say
from gui.services import Services
from gui.training.form.editors import narrow_combo
from gui.training.form.network_section import BackboneEditor
from gui.widgets.fields import QuietSpinBox
from gui.widgets.form_field import Field, Fold, Group

_USUAL = ("resnet50", "resnet18")
_IMAGENET = {"imagenet": "V1", "imagenet:V2": "V2"}


class Kind(StrEnum):
    """Where the values come from."""

    PIXELS = "pixels"
    IMAGENET = "imagenet"
    RUN = "run"
    FILE = "file"
    SCRATCH = "scratch"


class SpaceSection(Group):
    """Pixels, or a network, its weights and a layer.

    Signals
    -------
    changed()
    """

    changed = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__(self.tr("Space"))
        self._services = services
        self.kind_box = narrow_combo()
        for kind, text in (
            (Kind.PIXELS, self.tr("Pixels")),
            (Kind.IMAGENET, self.tr("ImageNet features")),
            (Kind.RUN, self.tr("Features of a run")),
            (Kind.FILE, self.tr("Features of a file")),
            (Kind.SCRATCH, self.tr("Features, untrained")),
        ):
            self.kind_box.addItem(text, kind)
        tip = self.tr("What is compared: the pixels of the images, or what a network makes of them")
        self.kind_field = Field(self.tr("Compare in"), self.kind_box, tip)
        self.imagenet = ImageNetRows(services)
        self.runs = RunRows(services)
        self.file = FileRows(services)
        self._make_network_fields()
        self.add(self.kind_field, self.backbone_field, self.imagenet, self.runs, self.file, self.more)
        self.kind_box.currentIndexChanged.connect(self._change_kind)
        self.backbone_box.currentIndexChanged.connect(self._change)
        for rows in (self.imagenet, self.runs, self.file):
            rows.changed.connect(self._change)
        for box in (self.layer_box, self.stem_box):
            box.currentIndexChanged.connect(self.changed)
        for number in (self.size_box, self.seed_box):
            number.valueChanged.connect(self.changed)
        self._show()

    def _make_network_fields(self) -> None:
        titles = (self.tr("ResNeXt and wide ResNet"), self.tr("Other convolutional networks"), self.tr("Transformers"))
        self.backbone_box = BackboneEditor(("ResNet", *titles, "timm")).combo
        self.backbone_box.setSizeAdjustPolicy(self.kind_box.sizeAdjustPolicy())
        self.backbone_box.setMinimumContentsLength(6)
        self.backbone_field = Field(self.tr("Backbone"), self.backbone_box, self.tr("The network"))
        self.layer_box = narrow_combo()
        self.layer_field = Field(
            self.tr("Layer"),
            self.layer_box,
            self.tr("What is taken out: the input of the last layer, or a stage averaged over the places of the image"),
        )
        self.stem_box = narrow_combo()
        self.stem_box.addItem(self.tr("ImageNet"), "imagenet")
        self.stem_box.addItem(self.tr("Small images"), "small")
        self.stem_field = Field(self.tr("Stem"), self.stem_box, self.tr("The first layers of a ResNet"))
        self.size_box = _number_box(0, 4096)
        self.size_box.setSingleStep(32)
        self.size_box.setSuffix(" px")
        self.size_box.setSpecialValueText(self.tr("automatic"))
        self.size_field = Field(
            self.tr("Image size"),
            self.size_box,
            self.tr("Edge of what the network sees; automatic: that of the run, else that of the images"),
        )
        self.seed_box = _number_box(0, 2**31 - 1)
        self.seed_box.setValue(1)
        self.seed_field = Field(self.tr("Seed"), self.seed_box, self.tr("Of the random weights"))
        self.more = Fold(self._services.theme, self.tr("More about the features"))
        self.more.add(self.layer_field, self.stem_field, self.size_field, self.seed_field)

    # ------------------------------------------------------------------ values

    @property
    def kind(self) -> Kind:
        """Where the values come from."""
        return Kind(self.kind_box.currentData())

    @property
    def backbone(self) -> str:
        """The network; empty where it is not known yet."""
        if self.kind is Kind.RUN:
            return self.runs.backbone
        if self.kind is Kind.FILE and len(self.file.backbones) == 1:
            return self.file.backbones[0]
        return str(self.backbone_box.currentData() or "")

    @property
    def space(self) -> Space:
        """What the form says."""
        kind = self.kind
        if kind is Kind.PIXELS:
            return PIXELS
        version = next(word for word, version in _IMAGENET.items() if version == self.imagenet.version)
        weights = {Kind.IMAGENET: version, Kind.RUN: self.runs.run, Kind.FILE: self.file.path, Kind.SCRATCH: SCRATCH}
        random = kind is Kind.SCRATCH
        return Features(
            weights=weights[kind],
            backbone="" if kind is Kind.RUN else self.backbone,
            stem=str(self.stem_box.currentData()) if random else "",
            layer=str(self.layer_box.currentData() or PENULTIMATE),
            seed=self.seed_box.value() if random else 1,
            image_size=self.size_box.value() or None,
        )

    def show_space(self, space: Space) -> None:
        """Show a space in the form."""
        kind = self._kind_of(space)
        if isinstance(space, Features):
            self._select_backbone(space.backbone)
            if kind is Kind.IMAGENET:
                self.imagenet.show_backbone(self.backbone, _IMAGENET[space.weights])
            elif kind is Kind.RUN:
                self.runs.select(space.weights)
            elif kind is Kind.FILE:
                self.file.file.show_path(space.weights)
            self.stem_box.setCurrentIndex(max(0, self.stem_box.findData(space.stem)))
            self.seed_box.setValue(space.seed)
            self.size_box.setValue(space.image_size or 0)
        blocker = QSignalBlocker(self.kind_box)
        self.kind_box.setCurrentIndex(self.kind_box.findData(kind))
        blocker.unblock()
        if kind is Kind.RUN:
            self.runs.refresh()
        self._show()
        if isinstance(space, Features):
            self._show_layers(space.layer)
        self.changed.emit()

    def use_file(self, path: str) -> None:
        """Choose the features of the network a weight file holds."""
        self.show_space(Features(weights=path))

    def _kind_of(self, space: Space) -> Kind:
        if not isinstance(space, Features):
            return Kind.PIXELS
        if space.weights == SCRATCH:
            return Kind.SCRATCH
        if space.weights in _IMAGENET:
            return Kind.IMAGENET
        is_run = (self._services.workspace.runs / space.weights).is_dir()
        return Kind.RUN if is_run else Kind.FILE

    def _select_backbone(self, backbone: str) -> None:
        blocker = QSignalBlocker(self.backbone_box)
        self.backbone_box.setCurrentIndex(self.backbone_box.findData(backbone or self._usual()))
        blocker.unblock()

    def _usual(self) -> str:
        """Return a network whose ImageNet weights are here, else the usual one."""
        places = weight_places(self._services.workspace.data)
        names = dict.fromkeys([*_USUAL, *(backbone for backbone, version in IMAGENET_WEIGHTS if version == "V1")])
        return next((name for name in names if imagenet_state(name, "V1", places).path is not None), _USUAL[0])

    # ------------------------------------------------------------------ what applies

    @Slot()
    def _change_kind(self) -> None:
        if self.backbone_box.currentData() is None or self.kind is Kind.IMAGENET:
            self._select_backbone("")
        if self.kind is Kind.RUN:
            self.runs.refresh()
        self._change()

    @Slot()
    def _change(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        """Show the fields that apply, and what stands against them."""
        kind = self.kind
        if kind is Kind.FILE:
            self.file.look()
        named = kind is Kind.FILE and (self.file.facts is None or len(self.file.backbones) == 1)
        self.backbone_field.setVisible(kind in (Kind.IMAGENET, Kind.SCRATCH) or (kind is Kind.FILE and not named))
        self.imagenet.setVisible(kind is Kind.IMAGENET)
        self.runs.setVisible(kind is Kind.RUN)
        self.file.setVisible(kind is Kind.FILE)
        self.more.setVisible(kind is not Kind.PIXELS)
        self.seed_field.setVisible(kind is Kind.SCRATCH)
        backbone = self.backbone
        known = bool(backbone) and kind is not Kind.PIXELS
        self.stem_field.setVisible(kind is Kind.SCRATCH and known and find_backbone(backbone).small_stem)
        if self.stem_field.isHidden():
            self.stem_box.setCurrentIndex(0)
        if known:
            self.imagenet.show_backbone(backbone)
        self._show_layers(str(self.layer_box.currentData() or PENULTIMATE))
        self.check()

    def _show_layers(self, wanted: str) -> None:
        blocker = QSignalBlocker(self.layer_box)
        self.layer_box.clear()
        self.layer_box.addItem(self.tr("before the head"), PENULTIMATE)
        for name in stage_names(self.backbone) if self.backbone else ():
            self.layer_box.addItem(name, name)
        if self.layer_box.findData(wanted) < 0 and not self.backbone:
            self.layer_box.addItem(wanted, wanted)
        self.layer_box.setCurrentIndex(max(0, self.layer_box.findData(wanted)))
        blocker.unblock()

    def check(self, size: int | None = None) -> bool:
        """Say at their fields what cannot be used; return whether nothing is wrong. Looks at the disk.

        Parameters
        ----------
        size : int, optional
            Edge of the images in pixels, where it is known.
        """
        kind = self.kind
        for field in (self.kind_field, self.backbone_field, self.size_field):
            field.set_problem("")
        if kind is Kind.PIXELS:
            return True
        if kind is Kind.IMAGENET:
            self.imagenet.check()
        elif kind is Kind.RUN:
            self.runs.check()
        elif kind is Kind.FILE:
            self.file.look()
        self._check_network(size)
        return not self.problem

    @property
    def problem(self) -> str:
        """What is said against the space; empty when nothing is."""
        if self.kind is Kind.PIXELS:
            return ""
        of: dict[Kind, WeightRows] = {Kind.IMAGENET: self.imagenet, Kind.RUN: self.runs, Kind.FILE: self.file}
        rows = of.get(self.kind)
        weights = rows.problem if rows is not None else ""
        return weights or self.backbone_field.problem or self.size_field.problem

    def _check_network(self, size: int | None) -> None:
        backbone = self.backbone
        if not backbone:
            return
        try:
            check_available(backbone)
        except MissingDataError as error:
            self.backbone_field.set_problem(say(error))
        if self.kind is Kind.FILE and self.file.facts is not None:
            self.backbone_field.set_problem(self.file.facts.misfit(backbone, self.file.facts.stem))
        seen = self.size_box.value() or (size if self.kind is not Kind.RUN else None)
        unfit = size_problem(backbone, seen) if seen is not None else ""
        if unfit:
            self.more.unfold(True)
            self.size_field.set_problem(f"{backbone} {unfit}.")

    def refuse(self, sentence: str) -> None:
        """Say why the features cannot be had."""
        self.kind_field.set_problem(sentence)

    def refresh(self) -> None:
        """Look again at what is there."""
        if self.kind is Kind.RUN:
            self.runs.refresh()
        self.check()


def _number_box(low: int, high: int) -> QuietSpinBox:
    box = QuietSpinBox()
    box.setRange(low, high)
    return box
