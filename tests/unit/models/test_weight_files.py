from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors import safe_open
from torch import nn
from torchvision.models import VisionTransformer

from engine.errors import InputError, MissingDataError, StorageError
from engine.models.backbones import Built, build_backbone, marked
from engine.models.tensor_index import read_index
from engine.models.weights import load_weights, read_state, save_weights

NAME = "shufflenet_v2_x1_0"


def states_equal(first: dict[str, torch.Tensor], second: dict[str, torch.Tensor]) -> bool:
    return first.keys() == second.keys() and all(torch.equal(first[name], second[name]) for name in first)


@pytest.fixture
def source() -> nn.Module:
    return build_backbone(NAME, 6, seed=11)


def test_both_files_bring_back_every_number(tmp_path: Path, source: nn.Module) -> None:
    for path in save_weights(source, tmp_path, {"run": "a1"}):
        model = build_backbone(NAME, 6, seed=2)
        report = load_weights(model, path)
        assert states_equal(model.state_dict(), source.state_dict())
        assert (report.missing, report.mismatched, report.ignored) == ((), (), ())
    with safe_open(tmp_path / "weights.safetensors", framework="pt") as stored:
        assert stored.metadata() == {"backbone": NAME, "stem": "imagenet", "run": "a1"}


def test_pth_is_a_plain_state_dictionary_under_torchvision_names(tmp_path: Path, source: nn.Module) -> None:
    path, _ = save_weights(source.to(memory_format=torch.channels_last), tmp_path)
    state = torch.load(path, weights_only=True)
    assert type(state) is dict
    assert list(state) == list(source.state_dict())
    assert all(value.is_contiguous() for value in state.values())


def test_head_starts_afresh_when_the_classes_differ(tmp_path: Path, source: nn.Module) -> None:
    path, _ = save_weights(source, tmp_path)
    model = build_backbone(NAME, 9, seed=2)
    fresh = model.fc.weight.detach().clone()
    report = load_weights(model, path)
    assert report.mismatched == ("fc.weight", "fc.bias")
    assert torch.equal(model.fc.weight, fresh)
    assert torch.equal(model.conv1[0].weight, source.conv1[0].weight)
    assert "head starts afresh" in report.describe()


def wrap_data_parallel(state: dict[str, torch.Tensor]) -> object:
    return {f"module.{name}": value for name, value in state.items()}


def wrap_fractaldb_checkpoint(state: dict[str, torch.Tensor]) -> object:
    # pretraining/main.py of the FractalDB repository saves these four; the scheduler holds a Counter.
    parameter = nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=0.1)
    scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, [30, 60])
    return {
        "epoch": 91,
        "state_dict": state,
        "optimizer": optimizer.state_dict(),
        "scheduler": scheduler.state_dict(),
    }


def without_counters(state: dict[str, torch.Tensor]) -> object:
    return {name: value for name, value in state.items() if not name.endswith("num_batches_tracked")}


@pytest.mark.parametrize("wrap", [wrap_data_parallel, wrap_fractaldb_checkpoint, without_counters])
def test_published_forms_are_read(tmp_path: Path, source: nn.Module, wrap: object) -> None:
    path = tmp_path / "FractalDB-1000_resnet50_checkpoint.pth.tar"
    torch.save(wrap(source.state_dict()), path)  # type: ignore[operator]
    model = build_backbone(NAME, 6, seed=2)
    load_weights(model, path)
    assert torch.equal(model.fc.weight, source.fc.weight)
    assert torch.equal(model.stage4[0].branch1[0].weight, source.stage4[0].branch1[0].weight)


def test_old_densenet_names_are_understood(tmp_path: Path) -> None:
    source = build_backbone("densenet121", 4, seed=3)
    old = {
        name.replace("norm1.", "norm.1.")
        .replace("norm2.", "norm.2.")
        .replace("conv1.", "conv.1.")
        .replace("conv2.", "conv.2.")
        if "denselayer" in name
        else name: value
        for name, value in source.state_dict().items()
    }
    torch.save(old, tmp_path / "densenet.pth")
    model = build_backbone("densenet121", 4, seed=4)
    load_weights(model, tmp_path / "densenet.pth")
    assert states_equal(model.state_dict(), source.state_dict())


def test_missing_file_never_becomes_training_from_scratch(tmp_path: Path, source: nn.Module) -> None:
    with pytest.raises(MissingDataError, match=r"no weight file .*none\.pth"):
        load_weights(source, tmp_path / "none.pth")


@pytest.mark.parametrize("name", ["weights.pth", "weights.safetensors"])
@pytest.mark.parametrize("kept", [0, 5, 5000])
def test_truncated_file_is_one_sentence(tmp_path: Path, source: nn.Module, name: str, kept: int) -> None:
    save_weights(source, tmp_path)
    path = tmp_path / name
    path.write_bytes(path.read_bytes()[:kept])
    before = {key: value.clone() for key, value in source.state_dict().items()}
    with pytest.raises(InputError, match=rf"{name} \({kept:,} bytes\) cannot be read.*fetch it again") as caught:
        load_weights(source, path)
    assert "\n" not in str(caught.value)
    assert states_equal(before, source.state_dict())


class Harmful:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch harmed",)


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("reads", [read_state, read_index])
def test_pickled_code_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads: Callable[[Path], object], zipped: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    torch.save({"fc.weight": Harmful()}, "weights.pth", _use_new_zipfile_serialization=zipped)
    with pytest.raises(InputError, match=r"refers to code \(posix\.system\), which is never run"):
        reads(tmp_path / "weights.pth")
    assert not (tmp_path / "harmed").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\n<!DOCTYPE html><html><title>Google Drive - Virus scan warning</title>", "is a web page, not weights"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0", "pointer of Git LFS.*git lfs pull"),
        (b"\x80\x02junk", "cannot be read as weights"),
        (b"", "cannot be read as weights"),
    ],
)
@pytest.mark.parametrize("name", ["weights.pth", "weights.safetensors"])
@pytest.mark.parametrize("reads", [read_state, read_index])
def test_what_is_saved_in_place_of_weights_is_recognised(
    tmp_path: Path, reads: Callable[[Path], object], name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=message):
        reads(tmp_path / name)


def test_weights_of_another_network_are_refused_with_what_they_are_for(tmp_path: Path, source: nn.Module) -> None:
    path, _ = save_weights(source, tmp_path)
    with pytest.raises(InputError) as caught:
        load_weights(build_backbone("resnet18", 6), path)
    sentence = str(caught.value)
    assert "does not fit resnet18 with stem imagenet: 1 of 122 entries match" in sentence
    assert "100 are missing (conv1.weight, bn1.weight, bn1.bias, ...)" in sentence
    assert "are not known (conv1.0.weight, conv1.1.weight, conv1.1.bias, ...)" in sentence
    assert f"It looks like a {NAME}; choose the backbone" in sentence


def test_the_names_of_timm_are_told(tmp_path: Path) -> None:
    path, _ = save_weights(build_backbone("timm:deit_tiny_patch16_224", 2, image_size=32), tmp_path)
    with pytest.raises(InputError, match="It looks like a timm:deit_tiny_patch16_224 or timm:vit_tiny_patch16_224"):
        load_weights(build_backbone("resnet18", 2), path)


def test_weights_of_no_network_known_here_are_named(tmp_path: Path, source: nn.Module) -> None:
    torch.save({"encoder.weight": torch.zeros(3, 4)}, tmp_path / "own.pth")
    with pytest.raises(InputError, match=r"1 are not known \(encoder\.weight\)\. It is for none of the networks"):
        load_weights(source, tmp_path / "own.pth")


def small_transformer(image_size: int) -> nn.Module:
    """Return a vision transformer as torchvision builds them, of one narrow layer."""
    model = VisionTransformer(image_size, 16, num_layers=1, num_heads=2, hidden_dim=16, mlp_dim=16, num_classes=4)
    return marked(model, Built("vit_b_16", "imagenet", image_size, "heads.head"))


@pytest.mark.parametrize(
    ("build", "embedding"),
    [
        (lambda size: build_backbone("timm:deit_tiny_patch16_224", 4, image_size=size), "pos_embed"),
        (small_transformer, "encoder.pos_embedding"),
    ],
)
def test_places_are_interpolated_for_another_size_of_pictures(
    tmp_path: Path, build: Callable[[int], nn.Module], embedding: str
) -> None:
    source = build(128)
    with torch.no_grad():  # an embedding that rises evenly along one axis keeps doing so in any resolution
        places = dict(source.named_parameters())[embedding]
        places[:, 1:] = torch.arange(8.0).repeat_interleave(8)[None, :, None]
    path, _ = save_weights(source, tmp_path)
    model = build(64)
    report = load_weights(model, path)
    taken = dict(model.named_parameters())[embedding].detach()
    assert torch.equal(taken[:, 0], places[:, 0])
    rows = taken[0, 1:, 0].reshape(4, 4)
    assert torch.allclose(rows, rows[:, :1].expand_as(rows), atol=1e-5)
    assert (rows[1:] > rows[:-1] + 1).all()
    assert rows.mean() == pytest.approx(3.5, abs=0.05)
    assert embedding in report.matched
    assert report.mismatched == ()


def test_other_stem_is_refused_with_both_shapes(tmp_path: Path) -> None:
    path, _ = save_weights(build_backbone("resnet18", 3, stem="small"), tmp_path)
    model = build_backbone("resnet18", 3)
    before = model.layer1[0].conv1.weight.detach().clone()
    with pytest.raises(InputError, match=r"conv1\.weight is 64x3x3x3 there and 64x3x7x7 in the network"):
        load_weights(model, path)
    assert torch.equal(before, model.layer1[0].conv1.weight)


def test_non_finite_weights_are_refused(tmp_path: Path, source: nn.Module) -> None:
    with torch.no_grad():
        source.fc.bias[0] = float("nan")
    path, _ = save_weights(source, tmp_path)
    with pytest.raises(InputError, match=r"non-finite numbers in fc\.bias"):
        load_weights(build_backbone(NAME, 6), path)


@pytest.mark.parametrize("content", [[1, 2], {"epoch": 3}, {}])
def test_files_without_weights_are_refused(tmp_path: Path, content: object) -> None:
    torch.save(content, tmp_path / "odd.pth")
    with pytest.raises(InputError, match="state dictionary"):
        read_state(tmp_path / "odd.pth")


def test_unwritable_folder_is_one_sentence(tmp_path: Path, source: nn.Module) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="Cannot write"):
        save_weights(source, tmp_path / "file" / "inside")
