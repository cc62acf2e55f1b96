"""Dropout and stochastic depth over a batch that several processes share: each takes its rows of one draw.

On the CPU the draw is that of one process, bit for bit. On a GPU one process draws in a fused kernel of torch's, so
there the masks have the same distribution and other numbers.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import nn
from torchvision.ops import StochasticDepth

Rows = Callable[[], tuple[int, slice]]
"""Return the rows of the whole batch, and which of them are this process's."""


class SharedDropout(nn.Dropout):
    """`torch.nn.Dropout` (Srivastava et al. 2014) whose mask is that of the whole batch."""

    def __init__(self, plain: nn.Dropout, rows: Rows) -> None:
        super().__init__(plain.p, plain.inplace)
        self._rows = rows

    def forward(self, input: torch.Tensor) -> torch.Tensor:  # noqa: A002 (torch's name)
        """Return `input`, (B, ...), with a share of `p` of its values set to zero, and the others scaled up."""
        if not self.training or not 0 < self.p < 1:
            return super().forward(input)
        count, share = self._rows()
        # The layout decides the order in which the values are drawn.
        layout = torch.channels_last if input.dim() == 4 and _channels_last(input) else torch.contiguous_format
        mask = torch.empty((count, *input.shape[1:]), dtype=torch.bool, device=input.device, memory_format=layout)
        return input * mask.bernoulli_(1 - self.p)[share] * (1 / (1 - self.p))


class SharedStochasticDepth(StochasticDepth):
    """torchvision's stochastic depth (Huang et al. 2016) whose rows are drawn for the whole batch."""

    def __init__(self, plain: StochasticDepth, rows: Rows) -> None:
        super().__init__(plain.p, plain.mode)
        self._rows = rows

    def forward(self, input: torch.Tensor) -> torch.Tensor:  # noqa: A002
        """Return `input`, (B, ...), with a share of `p` of its rows (or all) set to zero, and the others scaled up."""
        if not self.training or self.p == 0:
            return input
        count, share = self._rows()
        by_row = self.mode == "row"
        rows = torch.empty([count if by_row else 1, *[1] * (input.dim() - 1)], dtype=input.dtype, device=input.device)
        rows.bernoulli_(1 - self.p)
        kept = rows[share] if by_row else rows
        return input * (kept / (1 - self.p) if self.p < 1 else kept)


def _channels_last(values: torch.Tensor) -> bool:
    return values.is_contiguous(memory_format=torch.channels_last) and not values.is_contiguous()


def with_shared_dropout(model: nn.Module, rows: Rows) -> None:
    """Replace, in place, dropout and stochastic depth in `model`; neither has parameters."""
    for name, child in model.named_children():
        if type(child) is nn.Dropout:
            setattr(model, name, SharedDropout(child, rows))
        elif type(child) is StochasticDepth:
            setattr(model, name, SharedStochasticDepth(child, rows))
        else:
            with_shared_dropout(child, rows)
