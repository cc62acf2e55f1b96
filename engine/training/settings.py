"""How a network is trained: typed, frozen, free of torch, part of every run specification."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from engine.fields import FieldProblem, later
from engine.sentences import Sentence

OptimizerName = Literal["sgd", "adamw"]
ScheduleName = Literal["cosine", "step", "constant"]
PrecisionName = Literal["auto", "float32", "bfloat16"]
Channels = tuple[float, float, float]

IMAGENET_MEAN: Channels = (0.485, 0.456, 0.406)
IMAGENET_STD: Channels = (0.229, 0.224, 0.225)
FRACTAL_MEAN: Channels = (0.2, 0.2, 0.2)
FRACTAL_STD: Channels = (0.5, 0.5, 0.5)
"""Normalisation of FractalDB pre-training (hirokatsukataoka16/FractalDB-Pretrained-ResNet-PyTorch)."""


class Augmentation(BaseModel):
    """What happens to a stored picture before the network sees it.

    Training: resize, pad, random crop (or resized crop, or centre crop), flip, RandAugment, normalise, erase, mix.
    Evaluation: resize, centre crop, normalise.

    Attributes
    ----------
    resize : int or None
        Length of the shorter edge in pixels the picture is scaled to first (bilinear, antialiased); None: not scaled,
        unless the picture is smaller than ``TrainingSettings.image_size``, to which it is then enlarged.
    padding : int
        Black pixels added on every side before the random crop; used in training only.
    random_crop : bool
        Crop at a random place (training), else in the centre.
    horizontal_flip : bool
        Mirror half of the pictures left to right (training).
    mean, std : tuple of 3 floats
        Subtracted from, and dividing, the channel values in 0..1.
    crop_scale : (float, float) or None
        Cut a random share of the area between these two, with edges in a ratio of 3:4 to 4:3, and scale it to the
        size (Szegedy et al. 2015), in place of the random crop (training); None: not.
    rand_augment : float or None
        Magnitude, 0 to 10, of two random changes of geometry or colour a picture (training); None: none.
    random_erasing : float
        Share of the pictures in which a rectangle is replaced by noise (training).
    mixup, cutmix : float
        Parameters of the beta distributions from which batches are blended with their own reverse, or rectangles are
        taken over from it; 0: not. With both, each batch is treated in one of the two ways, chosen evenly.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    resize: int | None = Field(default=None, ge=8, le=4096)
    padding: int = Field(default=0, ge=0, le=512)
    random_crop: bool = True
    horizontal_flip: bool = False
    mean: Channels = FRACTAL_MEAN
    std: Channels = FRACTAL_STD
    crop_scale: tuple[float, float] | None = later(None)
    rand_augment: float | None = later(None, ge=0, le=10)
    random_erasing: float = later(0.0, ge=0, le=1)
    mixup: float = later(0.0, ge=0, le=100)
    cutmix: float = later(0.0, ge=0, le=100)

    @field_validator("crop_scale")
    @classmethod
    def _shares(cls, value: tuple[float, float] | None) -> tuple[float, float] | None:
        if value is not None and not 0 < value[0] <= value[1] <= 1:
            raise FieldProblem("", Sentence("is {0}; give two rising shares of the area, above 0 and up to 1", value))
        return value

    @property
    def mixes(self) -> bool:
        """Whether the labels of a batch are shares of two classes."""
        return self.mixup > 0 or self.cutmix > 0

    @field_validator("std")
    @classmethod
    def _positive(cls, value: Channels) -> Channels:
        if min(value) <= 0:
            raise FieldProblem("", Sentence("is {0}; give three numbers above zero", value))
        return value


class TrainingSettings(BaseModel):
    """Everything but the data and the network that decides the numbers of a training run.

    Attributes
    ----------
    epochs, batch_size : int
        A last batch that is not full is left out, unless it is the only one (the order changes every epoch).
    optimizer : {'sgd', 'adamw'}
    learning_rate : float
        The highest of the schedule.
    momentum, nesterov
        Of SGD.
    weight_decay : float
        On every parameter, as in the published protocol (see `decay_all`).
    schedule : {'cosine', 'step', 'constant'}
        ``cosine`` falls to zero, step by step; ``step`` multiplies by `gamma` at the start of each epoch (0-based) in
        `milestones`.
    warmup_epochs : float
        Epochs over which the learning rate first climbs from zero, linearly.
    label_smoothing : float
    precision : {'auto', 'float32', 'bfloat16'}
        ``bfloat16`` is autocast; ``auto`` measures both and records the choice.
    image_size : int or None
        Edge in pixels of what the network sees; None: the stored (or resized) size.
    augmentation : Augmentation
    evaluate_every : int
        Epochs between evaluations of the validation images; the last epoch is always evaluated.
    seed : int
        Of shuffling, augmentation and dropout.
    freeze : str
        ``none``: all layers are trained; ``backbone``: the head alone (linear probe); else the name of a stage
        (`engine.models.stages`), which stays as it is with all before it.
    clip_norm : float
        Longest gradient, over all parameters, in the Euclidean norm; a longer one is scaled down to it. 0: not.
    drop_path : float or None
        Share of the residual branches left out in the last block (stochastic depth); None: as the network is built.
    decay_all : bool
        Off: biases, parameters of normalisation and position embeddings do not decay, as is usual for transformers.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    epochs: int = Field(default=90, ge=1, le=100_000)
    batch_size: int = Field(default=256, ge=2, le=65_536)
    optimizer: OptimizerName = "sgd"
    learning_rate: float = Field(default=0.01, gt=0, le=100)
    momentum: float = Field(default=0.9, ge=0, lt=1)
    nesterov: bool = False
    weight_decay: float = Field(default=1e-4, ge=0, le=1)
    schedule: ScheduleName = "step"
    milestones: tuple[int, ...] = (30, 60)
    gamma: float = Field(default=0.1, gt=0, le=1)
    warmup_epochs: float = Field(default=0.0, ge=0)
    label_smoothing: float = Field(default=0.0, ge=0, lt=1)
    precision: PrecisionName = "auto"
    image_size: int | None = Field(default=None, ge=8, le=4096)
    augmentation: Augmentation = Augmentation()
    evaluate_every: int = Field(default=1, ge=1)
    seed: int = Field(default=1, ge=0, lt=2**63)
    freeze: str = later("none", min_length=1)
    clip_norm: float = later(0.0, ge=0)
    drop_path: float | None = later(None, ge=0, lt=1)
    decay_all: bool = later(True)

    @field_validator("milestones")
    @classmethod
    def _rising(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        if any(first >= second for first, second in pairwise(value)) or any(epoch < 1 for epoch in value):
            raise FieldProblem("", Sentence("are {0}; give rising epoch numbers from 1 on", value))
        return value

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.nesterov and not (self.optimizer == "sgd" and self.momentum > 0):
            raise FieldProblem("nesterov", Sentence("needs optimizer sgd with a momentum above zero"))
        if self.warmup_epochs > self.epochs:
            raise FieldProblem(
                "warmup_epochs",
                Sentence("is {0}; give at most the {1} epochs of the run", self.warmup_epochs, self.epochs),
            )
        resize, size = self.augmentation.resize, self.image_size
        if resize is not None and size is not None and resize < size:
            raise FieldProblem("augmentation.resize", Sentence("is {0}; give at least image_size, {1}", resize, size))
        return self
