from __future__ import annotations

import pytest
import torch

from engine.errors import InputError
from engine.models.backbones import BACKBONES, build_backbone, check_image_size, head_prefix, parameter_count

QUICK = ["resnet18", "resnet50", "mobilenet_v3_small", "shufflenet_v2_x1_0", "efficientnet_b0"]


@pytest.mark.parametrize("name", QUICK)
def test_network_gives_as_many_scores_as_classes(name: str) -> None:
    model = build_backbone(name, 7).eval()
    size = max(32, BACKBONES[name].smallest)
    with torch.no_grad():
        assert model(torch.zeros(2, 3, size, size)).shape == (2, 7)
    assert model.get_submodule(head_prefix(model).removesuffix(".")).out_features == 7


def test_weights_depend_on_the_seed_alone() -> None:
    torch.manual_seed(5)
    before = torch.get_rng_state()
    first = build_backbone("resnet18", 5, seed=3).state_dict()
    assert torch.equal(before, torch.get_rng_state())
    torch.rand(10)
    again, other = (
        build_backbone("resnet18", 5, seed=3).state_dict(),
        build_backbone("resnet18", 5, seed=4).state_dict(),
    )
    assert all(torch.equal(first[name], again[name]) for name in first)
    assert not torch.equal(first["conv1.weight"], other["conv1.weight"])


def test_small_stem_keeps_the_resolution() -> None:
    shapes = {}
    for stem in ("imagenet", "small"):
        model = build_backbone("resnet18", 5, stem=stem).eval()  # type: ignore[arg-type]
        model.layer1.register_forward_hook(lambda _m, args, _o, stem=stem: shapes.update({stem: args[0].shape[2:]}))
        with torch.no_grad():
            model(torch.zeros(1, 3, 32, 32))
    assert shapes == {"imagenet": (8, 8), "small": (32, 32)}


def test_resnet50_has_the_published_number_of_parameters() -> None:
    # torchvision's documentation of ResNet50_Weights.IMAGENET1K_V1.
    assert parameter_count(build_backbone("resnet50", 1000)) == 25_557_032


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("resnet81", 10), "resnet81.*did you mean resnet18"),
        (("resnet18", 1), "1 classes.*two or more"),
    ],
)
def test_bad_arguments_are_named(arguments: tuple[str, int], message: str) -> None:
    with pytest.raises(InputError, match=message):
        build_backbone(*arguments)


def test_small_stem_of_other_networks_is_refused() -> None:
    with pytest.raises(InputError, match="mobilenet_v3_small has no small stem; use stem imagenet"):
        build_backbone("mobilenet_v3_small", 3, stem="small")


def test_too_small_pictures_are_refused() -> None:
    with pytest.raises(InputError, match="alexnet takes images of 63 to 4096 pixels and would get 32"):
        check_image_size(build_backbone("alexnet", 3), 32)
