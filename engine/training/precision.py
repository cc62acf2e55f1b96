"""float32, or bfloat16 autocast: chosen by a short measurement on the machine itself.

Both run in the channels_last layout, which is the faster in either (measured on CPU: by 3 to 9 % for ResNets of 32 to
224 pixels in float32, by half for networks of depthwise convolutions).
"""

from __future__ import annotations

import contextlib
import copy
import math
import time
from collections.abc import Callable, Iterator
from typing import Literal

import torch
from torch import nn
from torch.nn import functional

from engine.training.events import PrecisionChoice
from engine.training.settings import PrecisionName

LEAST_GAIN = 1.05
"""bfloat16 must be this many times faster. Processors that have its instructions gain 1.1 to 2.6 times even while
they are busy, those that emulate it lose: the bound lies between, where no machine is."""
_ROUNDS = 5
_BUDGET_S = 3.0
_PIXELS = 2**18


def autocast(precision: str, device: torch.device) -> contextlib.AbstractContextManager[object]:
    """Return the context in which forward passes run."""
    if precision == "bfloat16":
        return torch.autocast(device.type, dtype=torch.bfloat16)
    return contextlib.nullcontext()


def choose_precision(
    model: nn.Module, wanted: PrecisionName, shape: tuple[int, int], device: torch.device, poll: Callable[[], None]
) -> PrecisionChoice:
    """Return the arithmetic of a run; with ``auto``, time a few training steps of each on copies of `model`.

    A CPU is timed by the processor time of one thread, which hardly depends on what else the machine does: the wall
    time of several threads on a busy machine says more about the others than about the arithmetic.

    Parameters
    ----------
    model : nn.Module
        On `device`, channels_last; left as it is.
    wanted : {'auto', 'float32', 'bfloat16'}
    shape : tuple of int
        Pictures a batch, and edge of a picture in pixels. Large batches are timed on a part.
    poll : callable
        Called between steps; its exceptions end the measurement.
    """
    if wanted != "auto":
        return PrecisionChoice(wanted, f"{wanted} as set.")
    batch, size = shape
    count = max(2, min(batch, _PIXELS // size**2))
    with _one_thread(device):
        float32, bfloat16 = _measured(model, count, size, device, poll)
    unit = "of one core" if device.type == "cpu" else "on the GPU"
    chosen: Literal["float32", "bfloat16"] = "bfloat16" if float32 / bfloat16 >= LEAST_GAIN else "float32"
    reason = (
        f"{chosen}: a step of {count} images of {size} pixels took {float32:.0f} ms {unit} in float32 and "
        f"{bfloat16:.0f} ms in bfloat16 (taken from {LEAST_GAIN} times on)."
    )
    return PrecisionChoice(chosen, reason, float32, bfloat16)


@contextlib.contextmanager
def _one_thread(device: torch.device) -> Iterator[None]:
    threads = torch.get_num_threads()
    if device.type == "cpu":
        torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def _measured(
    model: nn.Module, count: int, size: int, device: torch.device, poll: Callable[[], None]
) -> tuple[float, float]:
    """Return the least milliseconds of a step in float32 and in bfloat16."""
    sides = [_timed_step(model, precision, count, size, device) for precision in ("float32", "bfloat16")]
    for step in sides:
        step()
    best = [math.inf, math.inf]
    since = time.monotonic()
    for _ in range(_ROUNDS):
        # The two take turns, so that a passing load meets both.
        for side, step in enumerate(sides):
            poll()
            best[side] = min(best[side], step() * 1000)
        if time.monotonic() - since > _BUDGET_S:
            break
    return best[0], best[1]


def _timed_step(model: nn.Module, precision: str, count: int, size: int, device: torch.device) -> Callable[[], float]:
    probe = copy.deepcopy(model).train()
    generator = torch.Generator().manual_seed(0)
    images = torch.randn(count, 3, size, size, generator=generator)
    images = images.to(device, memory_format=torch.channels_last)
    labels = torch.zeros(count, dtype=torch.int64, device=device)

    clock = time.thread_time if device.type == "cpu" else time.perf_counter

    def step() -> float:
        since = clock()
        with autocast(precision, device):
            scores = probe(images)
        torch.autograd.backward(functional.cross_entropy(scores.float(), labels))
        probe.zero_grad(set_to_none=True)
        if device.type == "cuda":
            torch.cuda.synchronize(device)
        return clock() - since

    return step
