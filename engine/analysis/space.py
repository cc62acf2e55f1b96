"""In which space classes are compared: their pixels, or what a network makes of them. Free of torch."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import InputError, MissingDataError
from engine.sentences import Sentence, sentence_of
from engine.storage import digest
from engine.workspace import Workspace

if TYPE_CHECKING:
    from engine.experiments.specification import Model
    from engine.training.settings import TrainingSettings

SCRATCH = "scratch"
PENULTIMATE = "penultimate"
FEATURES_VERSION = 1
"""Counts up when the features of the same network and pictures change."""

_IMAGENET = {"imagenet": "V1", "imagenet:V2": "V2"}


@dataclass(frozen=True, slots=True)
class Pixels:
    """The pictures as they are, in gray levels."""


@dataclass(frozen=True, slots=True)
class Features:
    """What a network makes of a picture: a vector of float32 values.

    Attributes
    ----------
    weights : str
        ``scratch`` (random, by `seed`), ``imagenet`` or ``imagenet:V2`` (published by torchvision), the id of a run,
        or a weight file: its path or, of a published checkpoint, its name.
    backbone : str
        Empty: that of the run or of the file, else resnet50.
    stem : str
        ``imagenet`` or ``small``. Empty: that of the run or of the file, else ``imagenet``.
    layer : str
        ``penultimate``: the input of the last layer; or a stage of the backbone (see `engine.models.stages`), averaged
        over the places of the picture.
    seed : int
        Of random weights.
    image_size : int or None
        Edge in pixels the network sees. None: what the run was trained with, else the pictures' own.
    """

    weights: str = SCRATCH
    backbone: str = ""
    stem: str = ""
    layer: str = PENULTIMATE
    seed: int = 1
    image_size: int | None = None


Space = Pixels | Features

PIXELS = Pixels()


class SpaceError(InputError):
    """The space cannot be had here, whatever the pictures are: no such weights, or they and the network do not fit."""


@dataclass(frozen=True, slots=True)
class FeatureNetwork:
    """A network and its weights, found.

    Attributes
    ----------
    model : Model
        Backbone and stem.
    path : Path or None
        The weight file; None: random weights.
    settings : TrainingSettings
        Seed, size and normalisation of the pictures.
    layer : str
    sha256 : str
        Of the weight file; empty without.
    """

    model: Model
    path: Path | None
    settings: TrainingSettings
    layer: str
    sha256: str

    @property
    def facts(self) -> dict[str, Any]:
        """What decides the features of a picture, and where the weights lie; JSON-ready."""
        return {**self._deciding(), "weights": str(self.path) if self.path is not None else SCRATCH}

    @property
    def identity(self) -> str:
        """Digest of everything that decides the features of a picture; where the file lies does not."""
        return digest(f"features {FEATURES_VERSION}", json.dumps(self._deciding(), sort_keys=True))

    def _deciding(self) -> dict[str, Any]:
        settings = self.settings
        return {
            "backbone": self.model.backbone,
            "stem": self.model.stem,
            "layer": self.layer,
            "sha256": self.sha256,
            "seed": settings.seed if self.path is None else None,
            "image_size": settings.image_size,
            "resize": settings.augmentation.resize,
            "mean": list(settings.augmentation.mean),
            "std": list(settings.augmentation.std),
        }


def find_network(features: Features, workspace: Workspace) -> FeatureNetwork:
    """Return the network that `features` names; nothing is fetched.

    Raises
    ------
    MissingDataError
        When there is neither such a run nor such a file, or published weights are not on this machine.
    InputError
        When the weights belong to another network, or the layer or network does not exist.
    """
    from engine.images.downloads import checksum_of
    from engine.models.catalogue import check_available

    model, path, settings = _found(features, workspace)
    check_available(model.backbone)
    _check_layer(features.layer, model.backbone)
    if features.image_size is not None:
        if not 8 <= features.image_size <= 4096:
            raise InputError(Sentence("image_size is {0}; give 8 to 4096 pixels.", features.image_size))
        settings = settings.model_copy(update={"image_size": features.image_size})
    sha256 = checksum_of(path, "sha256:").removeprefix("sha256:") if path is not None else ""
    return FeatureNetwork(model, path, settings, features.layer, sha256)


def _found(features: Features, workspace: Workspace) -> tuple[Model, Path | None, TrainingSettings]:
    from engine.experiments.run_folder import find_run
    from engine.models.imagenet import find_imagenet, weight_places
    from engine.training.settings import IMAGENET_MEAN, IMAGENET_STD, Augmentation, TrainingSettings

    folders = weight_places(workspace.data)
    settings = TrainingSettings(seed=features.seed)
    if features.weights == SCRATCH:
        return _model(features), None, settings
    if features.weights in _IMAGENET:
        model = _model(features)
        path = find_imagenet(model.backbone, "V2" if _IMAGENET[features.weights] == "V2" else "V1", folders)
        normalised = Augmentation(mean=IMAGENET_MEAN, std=IMAGENET_STD)
        return model, path, settings.model_copy(update={"augmentation": normalised})
    try:
        run = find_run(features.weights, workspace)
    except MissingDataError:
        return _of_file(features, folders, settings, workspace)
    if not run.weights.is_file():
        raise MissingDataError(
            Sentence("The run {0} has no final weights yet; finish it with `main.py train --resume {0}`.", run.id)
        )
    theirs = run.specification.model
    for asked, has in ((features.backbone, theirs.backbone), (features.stem, theirs.stem)):
        if asked not in ("", has):
            raise InputError(
                Sentence("The run {0} trained {1}, not {2}; leave backbone and stem of a run out.", run.id, has, asked)
            )
    return theirs, run.weights, run.specification.settings


def _of_file(
    features: Features, folders: tuple[Path, ...], settings: TrainingSettings, workspace: Workspace
) -> tuple[Model, Path, TrainingSettings]:
    from engine.models.weight_files import find_weight_file, inspect_weights

    try:
        path = find_weight_file(features.weights, folders)
    except MissingDataError as error:
        raise MissingDataError(
            Sentence(
                "{0!r} is neither a run of {1} nor a weight file, scratch, imagenet or imagenet:V2. {2}",
                features.weights,
                workspace.root,
                sentence_of(error),
            )
        ) from None
    facts = inspect_weights(path)
    backbone = features.backbone or (facts.backbones[0] if len(facts.backbones) == 1 else "")
    if not backbone:
        fitting = " or ".join(facts.backbones) or "the network it belongs to"
        raise InputError(Sentence("{0} does not say its network; name {1} as the backbone.", path.name, fitting))
    model = _model(features, backbone, facts.stem)
    misfit = facts.misfit(model.backbone, model.stem)
    if misfit:
        raise InputError(misfit)
    return model, path, settings


def _model(features: Features, backbone: str = "", stem: str = "imagenet") -> Model:
    from engine.experiments.specification import Model
    from engine.models.catalogue import find_backbone

    chosen = {"backbone": features.backbone or backbone or Model().backbone, "stem": features.stem or stem}
    small = find_backbone(chosen["backbone"]).small_stem
    if chosen["stem"] not in ("imagenet", "small") or (chosen["stem"] == "small" and not small):
        raise InputError(
            Sentence("{0} has no stem {1}; use imagenet, or small with a ResNet.", chosen["backbone"], chosen["stem"])
        )
    return Model.model_validate(chosen)


def _check_layer(layer: str, backbone: str) -> None:
    from engine.models.stages import stage_names

    layers = (PENULTIMATE, *stage_names(backbone))
    if layer not in layers:
        raise InputError(Sentence("{0} has no layer {1!r}; choose one of {2}.", backbone, layer, ", ".join(layers)))
