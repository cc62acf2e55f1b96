"""Batch normalisation over a batch that several processes share."""

from __future__ import annotations

from typing import Any

import torch
import torch.distributed as dist
from torch import nn

_Normalisation = nn.BatchNorm1d | nn.BatchNorm2d | nn.BatchNorm3d


class SharedBatchNorm(nn.BatchNorm2d):
    """`torch.nn.SyncBatchNorm` for the CPU, which torch has for GPUs only: statistics of the whole batch.

    Mean and (biased) variance come in two passes over the processes, as precise as in one process (Ioffe & Szegedy
    2015); the sums that travel are differentiated with the rest. In evaluation, and frozen, it is plain batch
    normalisation.
    """

    def forward(self, input: torch.Tensor) -> torch.Tensor:  # noqa: A002 (torch's name)
        """Return `input`, (B, C, ...), normalised channel by channel."""
        if not self.training or self.running_mean is None or self.running_var is None:
            return super().forward(input)
        axes = [axis for axis in range(input.dim()) if axis != 1]
        values = input.to(torch.promote_types(input.dtype, torch.float32))
        count = torch.tensor(float(values.numel() // values.shape[1]))
        dist.all_reduce(count)
        mean = _summed(values.sum(axes)) / count
        centred = values - _along(mean, values)
        variance = _summed(centred.square().sum(axes)) / count
        self._remember(mean.detach(), variance.detach() * count / (count - 1))
        scaled = centred * _along(torch.rsqrt(variance + self.eps), values)
        if self.affine:
            scaled = torch.addcmul(_along(self.bias, values), scaled, _along(self.weight, values))
        return scaled.to(input.dtype)

    def _check_input_dim(self, input: torch.Tensor) -> None:  # noqa: A002
        """Take inputs of any number of axes."""

    def _remember(self, mean: torch.Tensor, variance: torch.Tensor) -> None:
        assert self.running_mean is not None
        assert self.running_var is not None
        assert self.num_batches_tracked is not None
        self.num_batches_tracked.add_(1)
        weight = 1.0 / float(self.num_batches_tracked) if self.momentum is None else self.momentum
        self.running_mean.lerp_(mean, weight)
        self.running_var.lerp_(variance, weight)


class _Summed(torch.autograd.Function):
    """The sum over the processes; what each of them makes of it counts for the gradient of every part."""

    @staticmethod
    def forward(_context: Any, values: torch.Tensor) -> torch.Tensor:
        total = values.detach().clone()
        dist.all_reduce(total)
        return total

    @staticmethod
    def backward(_context: Any, *gradients: torch.Tensor) -> torch.Tensor:
        total = gradients[0].contiguous().clone()
        dist.all_reduce(total)
        return total


def _summed(values: torch.Tensor) -> torch.Tensor:
    summed: torch.Tensor = _Summed.apply(values)
    return summed


def _along(values: torch.Tensor, like: torch.Tensor) -> torch.Tensor:
    return values.view(-1, *[1] * (like.dim() - 2))


def with_shared_statistics(model: nn.Module, *, on_gpu: bool) -> None:
    """Replace, in place, the batch normalisation in `model`; parameters, buffers and names stay what they are."""
    if on_gpu:
        nn.SyncBatchNorm.convert_sync_batchnorm(model)  # type: ignore[no-untyped-call]
        return
    for name, child in model.named_children():
        if isinstance(child, _Normalisation):
            setattr(model, name, _shared(child))
        else:
            with_shared_statistics(child, on_gpu=on_gpu)


def _shared(plain: _Normalisation) -> SharedBatchNorm:
    made = SharedBatchNorm(
        plain.num_features, plain.eps, plain.momentum, plain.affine, plain.track_running_stats, device="meta"
    )
    for name, parameter in plain.named_parameters(recurse=False):
        made.register_parameter(name, parameter)
    for name, buffer in plain.named_buffers(recurse=False):
        made.register_buffer(name, buffer)
    made.train(plain.training)
    return made
