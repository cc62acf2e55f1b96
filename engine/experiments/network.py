"""The network of a run, as its specification says. Imports torch inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.experiments.specification import Model
from engine.training.settings import TrainingSettings

if TYPE_CHECKING:
    from torch import nn


def build_network(model: Model, settings: TrainingSettings, classes: int, stored: tuple[int, int]) -> nn.Module:
    """Return the network `model` with random weights, for pictures stored with the edges `stored` in pixels.

    Parameters
    ----------
    settings : TrainingSettings
        With the seed of the run.
    stored : tuple of int
        Height and width.

    Raises
    ------
    InputError, MissingDataError
        As `engine.models.backbones.build_backbone`.
    """
    from engine.models.backbones import build_backbone
    from engine.training.batches import plan_geometry

    seen = plan_geometry(stored, settings.image_size, settings.augmentation.resize).size
    return build_backbone(
        model.backbone,
        classes,
        stem=model.stem,
        seed=settings.seed,
        image_size=seen,
        drop_path=settings.drop_path,
    )
