"""What is said of each network without torch agrees with torchvision and timm, and with the networks as built."""

from __future__ import annotations

import functools

import pytest
import torch
import torchvision
from torch import nn

from engine.errors import InputError, MissingDataError
from engine.models import catalogue
from engine.models.backbones import build_backbone, built, class_count, head_prefix, parameter_count
from engine.models.catalogue import BACKBONES, available_backbones, check_available, find_backbone, size_problem
from engine.models.families import TIMM
from engine.models.stages import stage_module, stage_names

ALL = [*BACKBONES, *TIMM]
LARGE = {"regnet_y_128gf", "vit_h_14", "vit_l_16", "vit_l_32"}
ONE_OF_EACH = [
    "resnet18",
    "alexnet",
    "vgg11_bn",
    "squeezenet1_1",
    "googlenet",
    "inception_v3",
    "densenet121",
    "mobilenet_v2",
    "mobilenet_v3_small",
    "shufflenet_v2_x0_5",
    "mnasnet0_5",
    "efficientnet_b0",
    "efficientnet_v2_s",
    "regnet_y_400mf",
    "convnext_tiny",
    "swin_t",
    "swin_v2_t",
    "maxvit_t",
    "vit_b_32",
    "timm:deit_tiny_patch16_224",
    "timm:resnet26",
]


def _zeroed(tensor: torch.Tensor, *_arguments: object, **_options: object) -> torch.Tensor:
    tensor.data.zero_()
    return tensor


@pytest.fixture(autouse=True)
def _no_random_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the values of new weights open where only names and shapes count: drawing them takes most of the time."""
    for name in ("kaiming_normal_", "kaiming_uniform_", "trunc_normal_", "xavier_uniform_", "normal_", "uniform_"):
        monkeypatch.setattr(nn.init, name, _zeroed)


def test_every_classification_network_of_torchvision_is_known() -> None:
    assert set(BACKBONES) == set(torchvision.models.list_models(module=torchvision.models))
    assert set(available_backbones()) == {*BACKBONES, *TIMM}


@pytest.mark.parametrize("name", list(BACKBONES))
def test_costs_are_those_torchvision_documents(name: str) -> None:
    ours = find_backbone(name)
    entries = {
        (round(entry.meta["_ops"] * (224 / entry.transforms().crop_size[0]) ** 2, 6), entry.meta["num_params"] / 1e6)
        for entry in torchvision.models.get_model_weights(name)
    }
    assert any(
        ours.gigamacs == pytest.approx(cost, rel=0.02) and ours.megaparameters == pytest.approx(parameters, rel=0.01)
        for cost, parameters in entries
    )


def multiplications(model: nn.Module, size: int) -> float:
    """Return the 10^9 multiply-adds of the linear layers and convolutions for one image."""
    total = 0

    def count(module: nn.Module, inputs: tuple[torch.Tensor, ...], output: torch.Tensor) -> None:
        nonlocal total
        total += output.numel() * module.weight[0].numel()  # type: ignore[index,union-attr,operator]

    for module in model.modules():
        if isinstance(module, nn.Linear | nn.Conv2d):
            module.register_forward_hook(count)
    with torch.no_grad():
        model.eval()(torch.zeros(1, 3, size, size))
    return total / 1e9


def test_the_costs_of_timms_networks_are_those_of_their_layers() -> None:
    name = "timm:deit_tiny_patch16_224"
    model = build_backbone(name, 1000)
    assert multiplications(model, 224) == pytest.approx(find_backbone(name).gigamacs, rel=0.15)
    assert parameter_count(model) / 1e6 == pytest.approx(find_backbone(name).megaparameters, rel=0.01)


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_each_family_trains_on_the_smallest_images_it_takes(name: str) -> None:
    description = find_backbone(name)
    size = max(description.smallest, 32 if description.patch else 0)
    model = build_backbone(name, 3, image_size=size).train()
    scores = model(torch.zeros(2, 3, size, size))
    assert scores.shape == (2, 3)
    scores.sum().backward()
    head = [parameter for key, parameter in model.named_parameters() if key.startswith(head_prefix(model))]
    assert head
    assert all(parameter.grad is not None for parameter in head)
    assert class_count(model) == 3


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_stages_follow_one_another_up_to_the_head(name: str) -> None:
    model = build_backbone(name, 2)
    names = [key for key, _ in model.named_parameters()]
    ends = [
        max(index for index, key in enumerate(names) if key.startswith(stage_module(name, stage) + "."))
        for stage in stage_names(name)
    ]
    assert len(ends) >= 4
    assert ends == sorted(set(ends))
    assert not any(names[index].startswith(head_prefix(model)) for index in ends)


@functools.cache
def vgg_convolutions(name: str) -> list[int]:
    model = build_backbone(name, 2)
    return [index for index, layer in enumerate(model.features) if isinstance(layer, nn.Conv2d | nn.BatchNorm2d)]


@pytest.mark.parametrize("name", ["vgg11", "vgg16_bn"])
def test_a_block_of_a_vgg_ends_before_its_pooling(name: str) -> None:
    layers = vgg_convolutions(name)
    pools = [index for index, layer in enumerate(build_backbone(name, 2).features) if isinstance(layer, nn.MaxPool2d)]
    ends = [max(index for index in layers if index < pool) for pool in pools]
    assert [stage_module(name, f"block{number}") for number in range(1, 6)] == [f"features.{index}" for index in ends]


@pytest.mark.parametrize("name", [name for name in ALL if name not in LARGE])
def test_every_network_has_stages(name: str) -> None:
    assert len(stage_names(name)) >= 4


@pytest.mark.parametrize(
    ("name", "size", "problem"),
    [
        ("resnet18", 8, ""),
        ("alexnet", 32, "takes images of 63 to 4096 pixels and would get 32"),
        ("vit_b_16", 28, "cuts images into patches of 16 pixels and would get 28; give 16 or 32"),
        ("timm:deit_tiny_patch16_224", 48, ""),
        ("maxvit_t", 448, "takes images of 224 pixels and would get 448"),
    ],
)
def test_sizes_that_do_not_fit_are_said(name: str, size: int, problem: str) -> None:
    assert size_problem(name, size) == problem


def test_other_networks_of_timm_are_taken_by_their_names() -> None:
    assert find_backbone("timm:resnet26").gigamacs > 0
    model = build_backbone("timm:resnet26", 4)
    assert (built(model).head, built(model).image_size) == ("fc", None)
    with pytest.raises(InputError, match="did you mean timm:deit_tiny_patch16_224"):
        find_backbone("timm:deit_tiny_patch16_244")
    with pytest.raises(InputError, match="did you mean"):
        find_backbone("timm:")


def test_a_network_with_two_heads_is_refused() -> None:
    with pytest.raises(InputError, match="has not exactly one head"):
        build_backbone("timm:deit_tiny_distilled_patch16_224", 4)


def test_without_timm_its_networks_are_known_but_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "timm_installed", lambda: False)
    monkeypatch.setattr(catalogue, "_timm_names", frozenset)
    assert find_backbone("timm:vit_tiny_patch16_224").patch == 16
    assert find_backbone("timm:anything").head == ""
    assert set(available_backbones()) == set(BACKBONES)
    with pytest.raises(MissingDataError, match=r"needs the package timm.*bootstrap\.py run --extra timm"):
        check_available("timm:vit_tiny_patch16_224")
    with pytest.raises(MissingDataError, match="needs the package timm"):
        build_backbone("timm:vit_tiny_patch16_224", 3)


def test_places_fix_the_size_of_images() -> None:
    model = build_backbone("timm:deit_tiny_patch16_224", 3, image_size=32)
    assert built(model).image_size == 32
    assert model(torch.zeros(1, 3, 32, 32)).shape == (1, 3)
    with pytest.raises(InputError, match="patches of 16 pixels and would get 40; give 32 or 48; change image_size"):
        build_backbone("timm:deit_tiny_patch16_224", 3, image_size=40)
