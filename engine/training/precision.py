"""float32, or bfloat16 autocast in the channels_last layout: chosen by a short measurement on the machine itself."""

from __future__ import annotations

import contextlib
import copy
import time
from collections.abc import Callable

import torch
from torch import nn
from torch.nn import functional

from engine.training.events import PrecisionChoice
from engine.training.settings import PrecisionName

_LEAST_GAIN = 1.2
"""bfloat16 must be this many times faster: near parity the choice would hang on chance, and with it every digit."""
_ROUNDS = 3
_BUDGET_S = 3.0
_PIXELS = 2**19


def autocast(precision: str, device: torch.device) -> contextlib.AbstractContextManager[object]:
    """Return the context in which forward passes run."""
    if precision == "bfloat16":
        return torch.autocast(device.type, dtype=torch.bfloat16)
    return contextlib.nullcontext()


def arranged(model: nn.Module, precision: str) -> nn.Module:
    """Return `model` in the memory layout that goes with `precision` (changed in place)."""
    layout = torch.channels_last if precision == "bfloat16" else torch.contiguous_format
    return model.to(memory_format=layout)


def choose_precision(
    model: nn.Module, wanted: PrecisionName, shape: tuple[int, int], device: torch.device, poll: Callable[[], None]
) -> PrecisionChoice:
    """Return the arithmetic of a run; with ``auto``, time a few training steps of each on copies of `model`.

    Parameters
    ----------
    model : nn.Module
        On `device`; left as it is.
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
    sides = {name: _timed_step(model, name, count, size, device) for name in ("float32", "bfloat16")}
    best = dict.fromkeys(sides, float("inf"))
    for step in sides.values():
        step()
    since = time.monotonic()
    for _ in range(_ROUNDS):
        # The two take turns, so that a passing load meets both.
        for name, step in sides.items():
            poll()
            best[name] = min(best[name], step())
        if time.monotonic() - since > _BUDGET_S:
            break
    gain = best["float32"] / best["bfloat16"]
    chosen = "bfloat16" if gain >= _LEAST_GAIN else "float32"
    reason = (
        f"{chosen}: a step of {count} pictures of {size} pixels took {best['float32'] * 1000:.0f} ms in float32 and "
        f"{best['bfloat16'] * 1000:.0f} ms in bfloat16 with channels_last (taken from {_LEAST_GAIN} times on)."
    )
    return PrecisionChoice(
        "bfloat16" if chosen == "bfloat16" else "float32", reason, best["float32"] * 1000, best["bfloat16"] * 1000
    )


def _timed_step(model: nn.Module, precision: str, count: int, size: int, device: torch.device) -> Callable[[], float]:
    probe = arranged(copy.deepcopy(model), precision).train()
    generator = torch.Generator().manual_seed(0)
    images = torch.randn(count, 3, size, size, generator=generator).to(device)
    labels = torch.zeros(count, dtype=torch.int64, device=device)
    if precision == "bfloat16":
        images = images.contiguous(memory_format=torch.channels_last)

    def step() -> float:
        since = time.perf_counter()
        with autocast(precision, device):
            scores = probe(images)
        torch.autograd.backward(functional.cross_entropy(scores.float(), labels))
        probe.zero_grad(set_to_none=True)
        if device.type == "cuda":
            torch.cuda.synchronize(device)
        return time.perf_counter() - since

    return step
