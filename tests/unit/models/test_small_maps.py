from __future__ import annotations

import pytest
import torch
from torch import nn
from torch.nn import functional

from engine.models.backbones import build_backbone
from engine.models.small_maps import TrimmedConv2d, live_span


@pytest.mark.parametrize("kernel", [1, 2, 3, 5, 7])
@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("dilation", [1, 2])
def test_trimmed_convolution_equals_the_whole_one(kernel: int, stride: int, dilation: int) -> None:
    torch.manual_seed(0)
    trimmed = 0
    for padding in (0, 1, 2, 3, 6):
        convolution = TrimmedConv2d(3, 4, kernel, stride, padding, dilation).double()
        for height, width in [(1, 1), (1, 4), (2, 2), (2, 3), (3, 1), (4, 4), (9, 2)]:
            if min(height, width) + 2 * padding < dilation * (kernel - 1) + 1:
                continue
            image = torch.randn(2, 3, height, width, dtype=torch.double, requires_grad=True)
            whole = functional.conv2d(image, convolution.weight, convolution.bias, stride, padding, dilation)
            part = convolution(image)
            torch.testing.assert_close(part, whole)
            seed = torch.randn_like(whole)
            wanted = torch.autograd.grad(whole, (image, convolution.weight), seed)
            torch.testing.assert_close(torch.autograd.grad(part, (image, convolution.weight), seed), wanted)
            trimmed += live_span(height, kernel, stride, padding, dilation) is not None
    assert trimmed or kernel < 3


def test_grouped_convolutions_are_trimmed_too() -> None:
    convolution = TrimmedConv2d(6, 6, 5, 2, 2, groups=6).double()
    image = torch.randn(2, 6, 1, 1, dtype=torch.double)
    whole = functional.conv2d(image, convolution.weight, convolution.bias, 2, 2, groups=6)
    torch.testing.assert_close(convolution(image), whole)


@pytest.mark.parametrize(
    ("size", "stride", "span"),
    [(1, 1, (1, 2, 0, 0)), (2, 2, (1, 3, 0, 0)), (2, 1, None), (4, 2, None), (32, 1, None)],
)
def test_spans_of_a_3x3_kernel(size: int, stride: int, span: tuple[int, ...] | None) -> None:
    assert live_span(size, 3, stride, 1, 1) == span


def test_networks_keep_names_and_classes() -> None:
    model = build_backbone("resnet18", 4)
    convolutions = [module for module in model.modules() if isinstance(module, nn.Conv2d)]
    assert len(convolutions) == 20
    assert all(type(module) is TrimmedConv2d for module in convolutions)
    assert "layer4.1.conv2.weight" in model.state_dict()


@pytest.mark.parametrize(("name", "size"), [("resnet18", 16), ("resnet18", 32), ("shufflenet_v2_x1_0", 16)])
def test_bfloat16_gradients_repeat_on_small_pictures(name: str, size: int) -> None:
    images = torch.randn(4, 3, size, size, generator=torch.Generator().manual_seed(0))

    def gradients(litter: int) -> list[torch.Tensor]:
        model = build_backbone(name, 3, seed=7)
        # Freed memory that is not zero: an uninitialised gradient shows it.
        del [torch.full((997 * (litter + 1),), float("nan")) for _ in range(litter)][:]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = model(images)
        torch.autograd.backward(functional.cross_entropy(scores.float(), torch.arange(4) % 3))
        return [parameter.grad for parameter in model.parameters() if parameter.grad is not None]

    first = gradients(0)
    for litter in range(1, 5):
        assert all(torch.equal(one, two) for one, two in zip(first, gradients(litter), strict=True))
