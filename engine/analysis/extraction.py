"""Pictures to features, batch by batch, in a process of its own. Imports torch."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from engine.analysis.feature_folder import FeatureFolder, FeatureState
from engine.analysis.request import AnalysisRequest
from engine.analysis.sources import Block, ImageSource
from engine.analysis.space import PENULTIMATE, FeatureNetwork, Features, find_network
from engine.errors import InputError
from engine.experiments.network import build_network
from engine.experiments.starting import start_from
from engine.images.labelled import LabelledImages
from engine.models.backbones import built
from engine.models.stages import stage_module
from engine.progress import Control, Progress, Report, ignore
from engine.sentences import Sentence
from engine.training.batches import Batches, plan_geometry
from engine.workspace import Workspace

MAX_BATCH = 128
"""Pictures a batch: a live view every second or so on a few cores."""

_MAX_PIXELS = 4_000_000
_TELL_S = 0.5


def extract(
    folder: FeatureFolder, workspace: Workspace, *, report: Report = ignore, control: Control | None = None
) -> FeatureState:
    """Compute what the request in `folder` asks for, going on after the batches that are there already.

    The batches are the same whatever the blocks of the source are, so the numbers do not depend on them, nor on
    where an earlier computation was stopped.

    Raises
    ------
    WorkbenchError
        When pictures or weights are not there or do not fit, or another process is at work on the folder.
    Interrupted
        When `control` was stopped; what was computed is kept.
    """
    control = control or Control()
    with folder.hold():
        request = AnalysisRequest.from_json(folder.request)
        if not isinstance(request.space, Features):
            raise InputError(
                Sentence("The request in {0} names no network; analyse these pictures again.", folder.path)
            )
        network = find_network(request.space, workspace)
        return _Extraction(folder, request.open(workspace, control=control), network).run(report, control)


class _Extraction:
    def __init__(self, folder: FeatureFolder, source: ImageSource, network: FeatureNetwork) -> None:
        self._folder = folder
        self._source = source
        self._network = network
        self._state = folder.state()

    def run(self, report: Report, control: Control) -> FeatureState:
        since = told = time.monotonic()
        reader: FeatureReader | None = None
        have = self._state.rows
        self._folder.cut(have)
        done = 0
        try:
            for images, labels in even_batches(self._source, control, self._network):
                done += len(labels)
                if done <= have:
                    continue
                reader = reader or FeatureReader(self._network, (images.shape[1], images.shape[2]))
                self._append(reader(images), labels)
                report(Progress("features", done, self._source.total, time.monotonic() - since))
                if time.monotonic() - told >= _TELL_S or done <= len(labels):
                    self._folder.tell(self._state)
                    told = time.monotonic()
            self._state = FeatureState(done, self._state.width, complete=True)
        finally:
            self._folder.tell(self._state)
        return self._state

    def _append(self, values: NDArray[np.float32], labels: NDArray[np.int64]) -> None:
        if not self._state.rows:
            self._folder.make_room(self._source.total * (4 * values.shape[1] + 8))
        if not np.isfinite(values).all():
            weights = self._network.facts["weights"]
            raise InputError(
                Sentence("The network with the weights {0} gives values that are not finite; use others.", weights)
            )
        self._folder.append(values, labels)
        self._state = FeatureState(self._state.rows + len(labels), values.shape[1])


def even_batches(source: ImageSource, control: Control, network: FeatureNetwork) -> Iterator[Block]:
    """Yield the pictures of `source` in batches of one length, the last one excepted."""
    images: list[NDArray[Any]] = []
    labels: list[NDArray[np.int64]] = []
    waiting, length = 0, 0
    for block, own in source.blocks(control):
        length = length or _batch_length(network, (block.shape[1], block.shape[2]))
        images.append(block)
        labels.append(own)
        waiting += len(own)
        if waiting < length:
            continue
        gathered, gathered_labels = np.concatenate(images), np.concatenate(labels)
        whole = waiting - waiting % length
        for start in range(0, whole, length):
            control.poll()
            yield gathered[start : start + length], gathered_labels[start : start + length]
        images, labels, waiting = [gathered[whole:]], [gathered_labels[whole:]], waiting - whole
    if waiting:
        yield np.concatenate(images), np.concatenate(labels)


def _batch_length(network: FeatureNetwork, stored: tuple[int, int]) -> int:
    settings = network.settings
    size = plan_geometry(stored, settings.image_size, settings.augmentation.resize).size
    return min(MAX_BATCH, max(8, _MAX_PIXELS // size**2))


class FeatureReader:
    """A network that hands out what it makes of pictures at one layer, in float32.

    Parameters
    ----------
    network : FeatureNetwork
    stored : tuple of int
        Height and width of the pictures in pixels.
    """

    def __init__(self, network: FeatureNetwork, stored: tuple[int, int]) -> None:
        self._settings = network.settings
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        torch.backends.cudnn.allow_tf32 = False
        # The head is never asked; the least that can be built will do.
        model = build_network(network.model, network.settings, 2, stored)
        if network.path is not None:
            start_from(model, network.path)
        self._model = model.eval().to(self._device).to(memory_format=torch.channels_last)
        self._channels_last = "swin" in network.model.backbone
        self._seen: torch.Tensor | None = None
        if network.layer == PENULTIMATE:
            head = model.get_submodule(built(model).head)
            head.register_forward_pre_hook(lambda _module, taken: self._keep(taken[0]))
        else:
            stage = model.get_submodule(stage_module(network.model.backbone, network.layer))
            stage.register_forward_hook(lambda _module, _taken, given: self._keep(given))

    def __call__(self, images: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return the features (B, D) float32 of pictures (B, H, W, 1 or 3) uint8."""
        data = LabelledImages("features", "test", images, np.zeros(len(images), dtype=np.int64), ("any",))
        pixels, _ = Batches(data, self._settings, self._device).evaluation(0, len(images))
        with torch.inference_mode():
            self._model(pixels)
        assert self._seen is not None
        return np.asarray(self._pooled(self._seen).float().cpu().numpy(), dtype=np.float32)

    def _keep(self, value: torch.Tensor) -> None:
        self._seen = value

    def _pooled(self, value: torch.Tensor) -> torch.Tensor:
        """Return (B, D): the mean over the places of the picture, where there are any."""
        if value.ndim == 4:
            return value.mean(dim=(1, 2) if self._channels_last else (2, 3))
        return value.mean(dim=1) if value.ndim == 3 else value
