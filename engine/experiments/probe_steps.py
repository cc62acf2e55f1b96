"""The measurement itself: a few training steps on random pictures. Imports torch."""

from __future__ import annotations

import contextlib
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from engine.experiments.network import build_network
from engine.experiments.pace import Probe, probe_batch
from engine.experiments.precision_memory import known_precision, precision_key, remember_precision
from engine.experiments.specification import RunSpecification
from engine.experiments.workload import workload
from engine.images.labelled import LabelledImages
from engine.progress import Control
from engine.training.batches import Batches, step_generator
from engine.training.freezing import freeze, train_mode
from engine.training.optimizers import clip_gradients, make_optimizer
from engine.training.precision import autocast, choose_precision
from engine.workspace import Workspace

_STEPS = 5
_BUDGET_S = 6.0
_PROCESS_BYTES = 800_000_000
"""Of a process that trains a network of usual size, on systems that do not tell."""
_SPARE = 1.3
"""Beside what is kept for the way back there are gradients of activations and the scratch space of the kernels."""


def measure(specification: RunSpecification, workspace: Workspace, control: Control) -> Probe:
    """Return pace and memory of a run, from a few steps of its own kind on random pictures.

    Raises
    ------
    WorkbenchError
        When the network cannot be built or trained so.
    """
    load = workload(specification.data, workspace)
    settings = specification.settings
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = build_network(specification.model, settings, load.classes, load.stored[:2])
    model.to(device).to(memory_format=torch.channels_last)
    precision = _precision(specification, model, load.stored[0], device, control)
    freeze(model, settings.freeze)
    steps = _Steps(specification, model, precision, _pictures(specification, load.stored, load.classes), device)
    image_bytes = steps.image_bytes()
    return Probe(
        images_per_s=_images_per_s(steps, device, control),
        fixed_bytes=_process_bytes(device),
        image_bytes=image_bytes,
        device=torch.cuda.get_device_name(device) if device.type == "cuda" else "cpu",
        device_bytes=torch.cuda.get_device_properties(device).total_memory if device.type == "cuda" else None,
    )


def _pictures(specification: RunSpecification, stored: tuple[int, int, int], classes: int) -> LabelledImages:
    rng = np.random.default_rng(0)
    count = probe_batch(specification)
    images = rng.integers(0, 256, (count, *stored), dtype=np.uint8)
    names = tuple(map(str, range(classes)))
    return LabelledImages("random", "train", images, np.arange(count, dtype=np.int64) % classes, names)


def _precision(
    specification: RunSpecification, model: nn.Module, stored: int, device: torch.device, control: Control
) -> str:
    """Return the arithmetic the run would choose; what is measured for it is kept for the run."""
    settings = specification.settings
    key = precision_key(specification.model, settings, stored, None)
    wanted = known_precision(key) if settings.precision == "auto" else settings.precision
    size = settings.image_size or settings.augmentation.resize or stored
    choice = choose_precision(model, wanted, (settings.batch_size, size), device, control.poll)
    remember_precision(key, choice)
    return choice.precision


def _images_per_s(steps: _Steps, device: torch.device, control: Control) -> float:
    """Return the pace by the clock, or by the time of the processor where that promises more.

    Beside other busy programs the clock says more about them than about the network. One thread's own time does not;
    with n threads the network is taken to be n^0.75 times as fast, which it is at least where the machine is idle.
    """
    count = len(steps.batches)
    by_clock = count / steps.seconds(control, time.perf_counter, count)
    if device.type != "cpu":
        return by_clock
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    part = max(2, count // 2)
    by_processor = part / steps.seconds(control, time.thread_time, part) * threads**0.75
    torch.set_num_threads(threads)
    return float(max(by_clock, by_processor))


class _Steps:
    """Training steps as the loop takes them."""

    def __init__(
        self,
        specification: RunSpecification,
        model: nn.Module,
        precision: str,
        pictures: LabelledImages,
        device: torch.device,
    ) -> None:
        self.settings = specification.settings
        self.model = model
        self.precision = precision
        self.device = device
        self.batches = Batches(pictures, self.settings, device)
        self.optimizer = make_optimizer(model, self.settings)
        train_mode(model)

    def seconds(self, control: Control, clock: Callable[[], float], count: int) -> float:
        """Return the median time by `clock` of a step of `count` images; the first, which prepares, does not count."""
        self._step(0, count)
        since, found = time.perf_counter(), list[float]()
        while len(found) < _STEPS and (not found or time.perf_counter() - since < _BUDGET_S):
            control.poll()
            begun = clock()
            self._step(len(found) + 1, count)
            found.append(clock() - begun)
        return statistics.median(found)

    def _step(self, number: int, count: int) -> None:
        indices = np.arange(count)
        self.optimizer.zero_grad(set_to_none=True)
        torch.autograd.backward(self._loss(indices, number))
        clip_gradients(self.optimizer, self.settings.clip_norm)
        self.optimizer.step()
        if self.device.type == "cuda":
            torch.cuda.synchronize(self.device)

    def _loss(self, indices: Any, number: int) -> torch.Tensor:
        images, labels = self.batches.training(indices, step_generator(0, 0, number))
        with autocast(self.precision, self.device):
            scores = self.model(images)
        return functional.cross_entropy(scores.float(), labels, label_smoothing=self.settings.label_smoothing)

    def image_bytes(self) -> int:
        """Return the memory one more image in the batch takes: what is kept for the way back, and the image."""
        few, many = (self._kept_bytes(np.arange(count) % len(self.batches)) for count in (2, 4))
        image = 3 * self.batches.size**2 * 4
        return int(_SPARE * (many - few) / 2) + 2 * image

    def _kept_bytes(self, indices: Any) -> int:
        """Return the bytes of the tensors that the loss keeps for its gradients, each storage once."""
        weights = {value.untyped_storage().data_ptr() for value in self.model.parameters()}
        kept: dict[int, int] = {}
        held: list[torch.Tensor] = []

        def note(tensor: torch.Tensor) -> torch.Tensor:
            storage = tensor.untyped_storage()
            if storage.data_ptr() not in weights:
                kept[storage.data_ptr()] = storage.nbytes()
                # Held, so that no later tensor takes its place in memory and is not counted.
                held.append(tensor)
            return tensor

        with torch.autograd.graph.saved_tensors_hooks(note, lambda tensor: tensor):
            self._loss(indices, 0)
        return sum(kept.values())


def _process_bytes(device: torch.device) -> int:
    """Return the memory that stays between two steps: process, weights, gradients, state of the optimiser."""
    if device.type == "cuda":
        torch.cuda.empty_cache()
        return torch.cuda.memory_allocated(device)
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return _PROCESS_BYTES
