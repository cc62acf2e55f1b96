"""Dropout of a shared batch: the rows of the one draw."""

from __future__ import annotations

import pytest
import torch
from torch import nn
from torchvision.ops import StochasticDepth

from engine.training.shared_dropout import with_shared_dropout

BATCH = 8


def shared(plain: nn.Module, share: slice) -> nn.Module:
    model = nn.Sequential(nn.Sequential(plain))
    with_shared_dropout(model, lambda: (BATCH, share))
    assert not any(type(module) in (nn.Dropout, StochasticDepth) for module in model.modules())
    return model


@pytest.mark.parametrize("plain", [nn.Dropout(0.3), StochasticDepth(0.3, "row"), StochasticDepth(0.4, "batch")])
@pytest.mark.parametrize("shape", [(5,), (5, 4, 4), (7, 6)])
@pytest.mark.parametrize("channels_last", [False, True])
def test_each_process_takes_its_rows_of_the_draw_of_one(
    plain: nn.Module, shape: tuple[int, ...], channels_last: bool
) -> None:
    images = torch.randn(BATCH, *shape)
    if channels_last and images.dim() == 4:
        images = images.contiguous(memory_format=torch.channels_last)
    images.requires_grad_(True)
    torch.manual_seed(5)
    whole = plain(images)
    assert not torch.equal(whole, images)
    for share in (slice(0, 3), slice(3, 8)):
        torch.manual_seed(5)
        assert torch.equal(shared(plain, share)(images[share]), whole[share])


@pytest.mark.parametrize("plain", [nn.Dropout(0.3), nn.Dropout(0.0), StochasticDepth(0.3, "row")])
def test_in_evaluation_nothing_is_dropped(plain: nn.Module) -> None:
    images = torch.randn(3, 5)
    assert torch.equal(shared(plain, slice(0, 3)).eval()(images), images)


def test_everything_may_be_dropped() -> None:
    assert not shared(nn.Dropout(1.0), slice(0, 3))(torch.ones(3, 5)).any()
