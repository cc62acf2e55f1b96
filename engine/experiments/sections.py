"""The parts of a specification: images, network, source, training; typed, frozen, refused early. Free of torch."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    field_validator,
    model_validator,
)

from engine.errors import InputError
from engine.fields import FieldProblem, later
from engine.images.dataset_images import DATASETS
from engine.models.catalogue import Stem, backbone_hint, find_backbone, size_problem, takes_drop_path
from engine.models.imagenet import WeightsVersion
from engine.models.stages import stage_names
from engine.render.settings import LIMITS, WEIGHT_STEP_LIMIT, Protocol, RenderSettings, Style
from engine.sentences import Sentence
from engine.training.settings import TrainingSettings

SEED_LIMIT = 2**63


class Section(BaseModel):
    """A part of a specification: immutable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def _printable(value: str) -> str:
    if not value.strip() or not value.isprintable():
        raise FieldProblem("", Sentence("is {0}; give one to a hundred printable characters", repr(value)))
    return value.strip()


Name = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_printable)]
Seed = Annotated[int, Field(ge=0, lt=SEED_LIMIT)]
WeightStep = Annotated[
    Annotated[float, Field(gt=0, le=WEIGHT_STEP_LIMIT)] | None,
    # TOML has no null: the plain system, without the table of weights, is the word none.
    BeforeValidator(lambda value: None if value == "none" else value),
    PlainSerializer(lambda value: "none" if value is None else value),
]


Fraction = Annotated[
    Annotated[float, Field(gt=0, lt=1)] | None,
    # The whole is said in one way only, so that the same images have the same digest.
    BeforeValidator(lambda value: None if value == 1 else value),
]


def _within(name: str, default: int) -> Any:
    """Return a field of a setting of the renderer, with the renderer's limits."""
    low, high = LIMITS[name]
    return Field(default, ge=low, le=high)


class Render(Section):
    """How fractal images are drawn; see `engine.render.settings.RenderSettings`."""

    style: Style = Style.PATCH_GRAY
    protocol: Protocol = Protocol.FAST
    size: int = _within("size", 362)
    points: int = _within("points", 200_000)
    weight_step: WeightStep = 0.4
    counts: int = _within("counts", 10)
    flips: int = _within("flips", 4)
    seed: int = _within("seed", 1)

    @property
    def settings(self) -> RenderSettings:
        """The renderer's settings."""
        return RenderSettings(
            style=self.style,
            protocol=self.protocol,
            size=self.size,
            points=self.points,
            weight_step=self.weight_step,
            counts=self.counts,
            flips=self.flips,
            seed=self.seed,
        )


class FractalData(Section):
    """Images by formula.

    Attributes
    ----------
    categories : str
        Name of a category set (``fractaldb-1k`` ships with the program), or a file or folder.
    count : int or None
        The first so many categories of the set; None: all.
    instances, validation : int
        Training images a category, and images a category held out to validate on.
    seed : int
        Of the choice of instances.
    render : Render
    """

    kind: Literal["fractal"] = "fractal"
    categories: str = Field(default="fractaldb-1k", min_length=1)
    count: int | None = Field(default=None, ge=2)
    instances: int = Field(default=1000, ge=1)
    validation: int = Field(default=0, ge=0)
    seed: Seed = 0
    render: Render = Render()

    @model_validator(mode="after")
    def _enough_instances(self) -> Self:
        wanted, there = self.instances + self.validation, self.render.settings.instances
        if wanted > there:
            raise FieldProblem(
                "instances",
                Sentence(
                    "and validation: the run asks for {0} images a category and render gives {1}; ask for less, or "
                    "raise render.counts",
                    wanted,
                    there,
                ),
            )
        return self

    @property
    def label(self) -> str:
        """What tables call it."""
        name = Path(self.categories).stem
        return name if self.count is None else f"{name} ({self.count} × {self.instances})"


class DatasetData(Section):
    """A real data set.

    Attributes
    ----------
    name : str
        A key of ``engine.images.dataset_images.DATASETS``, or a folder of images in the data folder.
    train_limit : int or None
        Use only so many training images, as many of every class as can be; None: all.
    train_fraction : float or None
        Use only this share of the training images of every class, but at least one of each; a smaller share is a
        part of every larger one of the same seed. None (or 1): all. Not together with `train_limit`.
    validation : int
        Training images held out to validate on; 0: none.
    size : int or None
        Edge in pixels to which the images of a folder are brought; the data sets by name have their own.
    seed : int
        Of the choice of images.
    """

    kind: Literal["dataset"] = "dataset"
    name: str = Field(min_length=1)
    train_limit: int | None = Field(default=None, ge=2)
    validation: int = Field(default=0, ge=0)
    size: int | None = Field(default=None, ge=8, le=4096)
    seed: Seed = 0
    train_fraction: Fraction = later(None)

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        if self.train_fraction is not None and self.train_limit is not None:
            raise FieldProblem("train_fraction", Sentence("and train_limit are both given; keep one of them"))
        return self

    @property
    def label(self) -> str:
        """What tables call it."""
        if self.train_fraction is not None:
            return f"{self.name} ({100 * self.train_fraction:g} %)"
        return self.name if self.train_limit is None else f"{self.name} ({self.train_limit})"


Data = Annotated[FractalData | DatasetData, Field(discriminator="kind")]


class Model(Section):
    """The network: a backbone of `engine.models.catalogue`, and its stem."""

    backbone: str = "resnet50"
    stem: Stem = "imagenet"

    @field_validator("backbone")
    @classmethod
    def _known(cls, value: str) -> str:
        try:
            find_backbone(value)
        except InputError as error:
            raise FieldProblem("", Sentence("is {0} ({1})", repr(value), backbone_hint(value))) from error
        return value

    @model_validator(mode="after")
    def _stem_fits(self) -> Self:
        found = find_backbone(self.backbone)
        if self.stem == "small" and not found.small_stem:
            raise FieldProblem(
                "stem", Sentence("is small, and {0} has no small stem; give imagenet, or a ResNet", self.backbone)
            )
        return self


class Scratch(Section):
    """Random initial weights."""

    kind: Literal["scratch"] = "scratch"

    @property
    def label(self) -> str:
        """What tables call it."""
        return "scratch"


class Checkpoint(Section):
    """The weights of a file (``.pth``, ``.pth.tar`` or ``.safetensors``); the head is made anew."""

    kind: Literal["checkpoint"] = "checkpoint"
    path: str = Field(min_length=1)

    @property
    def label(self) -> str:
        """What tables call it."""
        return Path(self.path).name


class ImageNet(Section):
    """ImageNet weights as torchvision publishes them.

    Attributes
    ----------
    path : str
        A file; empty: the published one, found in the data folder or torch's cache.
    version : {'V1', 'V2'}
        The first recipe or, where there is one, the newer of higher accuracy.
    """

    kind: Literal["imagenet"] = "imagenet"
    path: str = ""
    version: WeightsVersion = later("V1")

    @property
    def label(self) -> str:
        """What tables call it."""
        return "imagenet" if self.version == "V1" else f"imagenet {self.version}"


class RunSource(Section):
    """The final weights of another run of the workspace."""

    kind: Literal["run"] = "run"
    run: str = Field(min_length=1)

    @property
    def label(self) -> str:
        """What tables call it."""
        return self.run


Source = Annotated[Scratch | Checkpoint | ImageNet | RunSource, Field(discriminator="kind")]


def _seedless(value: Any) -> Any:
    """Refuse a second place for the seed: the one of the run (or of the study) rules."""
    if isinstance(value, Mapping) and "seed" in value:
        raise FieldProblem(
            "", Sentence("has a seed of its own; the seed at the top of the specification rules, leave this one out")
        )
    return value.model_copy(update={"seed": 1}) if isinstance(value, TrainingSettings) else value


Training = Annotated[
    TrainingSettings,
    BeforeValidator(_seedless),
    PlainSerializer(lambda value: value.model_dump(mode="json", exclude={"seed"})),
]


def network_size(data: Data, training: TrainingSettings) -> int | None:
    """Return the edge in pixels of what the network sees; None where only the files of the data set tell."""
    wanted = training.image_size or training.augmentation.resize
    if wanted is not None:
        return wanted
    if isinstance(data, FractalData):
        return data.render.size
    return DATASETS[data.name].edge(data.size) if data.name in DATASETS else data.size


def check_size(model: Model, size: int | None, key: str) -> None:
    """Refuse images of an edge of `size` pixels that the network does not take; `key` is where the size is set."""
    problem = None if size is None else size_problem(model.backbone, size)
    if problem:
        raise FieldProblem(key, Sentence("does not fit: {0} {1}; change it", model.backbone, problem))


def check_layers(model: Model, training: TrainingSettings, key: str) -> None:
    """Refuse settings of layers that the network lacks; `key` is that of `training`."""
    if training.drop_path is not None and not takes_drop_path(model.backbone):
        raise FieldProblem(
            f"{key}.drop_path",
            Sentence("is {0}, and {1} has no stochastic depth; leave it out", training.drop_path, model.backbone),
        )
    known = stage_names(model.backbone)
    if training.freeze in ("none", "backbone", *known) or not known:
        return
    near = difflib.get_close_matches(training.freeze, known, n=1)
    hint = (
        Sentence("did you mean {0}?", near[0])
        if near
        else Sentence("give none, backbone, or one of {0}", ", ".join(known))
    )
    raise FieldProblem(
        f"{key}.freeze",
        Sentence("is {0}, and {1} has no such stage; {2}", repr(training.freeze), model.backbone, hint),
    )


class Pretraining(Section):
    """A source that is trained first, once a seed, and shared by every fine-tuning that starts from it."""

    name: Name
    kind: Literal["pretrain"] = "pretrain"
    data: Data = FractalData()
    training: Training = TrainingSettings()

    @model_validator(mode="after")
    def _trains_all(self) -> Self:
        if self.training.freeze != "none":
            raise FieldProblem(
                "training.freeze",
                Sentence("is {0}; pre-training starts from nothing, give none", repr(self.training.freeze)),
            )
        return self


class NamedScratch(Scratch):
    """Random initial weights, with a name for the tables."""

    name: Name = "scratch"


class NamedCheckpoint(Checkpoint):
    """A weight file, with a name for the tables."""

    name: Name


class NamedImageNet(ImageNet):
    """ImageNet weights, with a name for the tables."""

    name: Name = "imagenet"


class NamedRun(RunSource):
    """The final weights of an earlier run, with a name for the tables."""

    name: Name


StudySource = Annotated[
    Pretraining | NamedScratch | NamedCheckpoint | NamedImageNet | NamedRun,
    Field(discriminator="kind"),
]
