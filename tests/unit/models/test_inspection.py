"""What a weight file holds is read from its index, without torch and without running anything."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from engine.errors import InputError, MissingDataError, WorkbenchError
from engine.models.backbones import build_backbone
from engine.models.families import TIMM, TORCHVISION
from engine.models.fingerprints import FINGERPRINTS
from engine.models.tensor_index import read_index
from engine.models.weight_files import PUBLISHED, find_published, find_weight_file, inspect_weights
from engine.models.weights import load_weights, read_state, save_weights
from tests.unit.models.fingerprinting import made, shapes_of

SMALL = ("resnet18", "squeezenet1_1", "shufflenet_v2_x0_5", "mobilenet_v3_small", "mnasnet0_5", "googlenet")


def test_there_is_a_fingerprint_of_every_network() -> None:
    stored = json.loads(FINGERPRINTS.read_text())
    assert list(stored) == [*TORCHVISION, *TIMM]
    twins = {"timm:deit_tiny_patch16_224": "timm:vit_tiny_patch16_224"}
    assert len(set(stored.values())) == len(stored) - 3
    assert all(stored[one] == stored[other] for one, other in twins.items())


@pytest.mark.parametrize("name", [*SMALL, "timm:deit_tiny_patch16_224"])
def test_fingerprints_are_those_of_the_networks_built_here(name: str) -> None:
    assert json.loads(FINGERPRINTS.read_text())[name] == made(name)


@pytest.fixture(scope="module")
def resnet() -> dict[str, torch.Tensor]:
    return dict(build_backbone("resnet18", 7, seed=3).state_dict())


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("wrapper", ["", "module.", "_orig_mod.module."])
def test_a_published_checkpoint_is_recognised_and_read(
    tmp_path: Path, resnet: dict[str, torch.Tensor], wrapper: str, zipped: bool
) -> None:
    path = tmp_path / "FractalDB-1000_resnet50_checkpoint.pth.tar"
    parameter = torch.nn.Parameter(torch.zeros(3))
    optimizer = torch.optim.SGD([parameter], lr=0.1, momentum=0.9)
    content = {
        "epoch": 91,
        "args": Namespace(lr=0.1, name="x"),
        "state_dict": {wrapper + name: value for name, value in resnet.items()},
        "optimizer": optimizer.state_dict(),
        "scheduler": torch.optim.lr_scheduler.MultiStepLR(optimizer, [30, 60]).state_dict(),
    }
    torch.save(content, path, _use_new_zipfile_serialization=zipped)
    facts = inspect_weights(path)
    assert (facts.backbones, facts.stem, facts.classes) == (("resnet18",), "imagenet", 7)
    assert facts.form == ("pth" if zipped else "pth before PyTorch 1.6")
    assert facts.parameters == sum(value.numel() for value in resnet.values())
    model = build_backbone("resnet18", 7, seed=5)
    load_weights(model, path)
    assert torch.equal(model.layer4[1].conv2.weight, resnet["layer4.1.conv2.weight"])


@pytest.mark.parametrize("suffix", [".pth", ".safetensors"])
def test_the_index_agrees_with_the_tensors(tmp_path: Path, suffix: str) -> None:
    model = build_backbone("shufflenet_v2_x0_5", 4)
    save_weights(model, tmp_path, {"run": "r1"})
    path = tmp_path / f"weights{suffix}"
    index = read_index(path)
    assert index.shapes == shapes_of(model)
    assert index.shapes == {name: tuple(value.shape) for name, value in read_state(path).items()}
    assert index.metadata.get("run") == ("r1" if suffix == ".safetensors" else None)


def test_stems_classes_and_places_are_told(tmp_path: Path) -> None:
    pth, _ = save_weights(build_backbone("resnet18", 5, stem="small"), tmp_path)
    facts = inspect_weights(pth)
    assert (facts.stem, facts.classes, facts.places) == ("small", 5, None)
    assert facts.misfit("resnet18", "small") == ""
    assert "is for resnet18 with stem small; choose that network" in facts.misfit("resnet18", "imagenet")
    _, tensors = save_weights(build_backbone("timm:vit_tiny_patch16_224", 3, image_size=32), tmp_path)
    facts = inspect_weights(tensors)
    assert facts.backbones == ("timm:deit_tiny_patch16_224", "timm:vit_tiny_patch16_224")
    assert facts.places == 5
    torch.save({"own.weight": torch.zeros(2)}, pth)
    assert inspect_weights(pth).backbones == ()
    assert inspect_weights(pth).misfit("resnet18", "imagenet") == ""


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.999])
def test_a_file_cut_off_is_told(tmp_path: Path, resnet: dict[str, torch.Tensor], zipped: bool, share: float) -> None:
    path = tmp_path / "cut.pth"
    torch.save(resnet, path, _use_new_zipfile_serialization=zipped)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(share * len(whole))])
    for reads in (inspect_weights, read_state):
        with pytest.raises(InputError, match="cannot be read as weights, perhaps because a download broke off"):
            reads(path)


def test_a_safetensors_file_cut_off_is_told(tmp_path: Path) -> None:
    _, path = save_weights(build_backbone("shufflenet_v2_x0_5", 4), tmp_path)
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(InputError, match="bytes are announced"):
        inspect_weights(path)


def test_modules_in_place_of_weights_or_beside_them_are_refused(tmp_path: Path) -> None:
    whole = torch.nn.Sequential(torch.nn.Linear(2, 2))
    torch.save(whole, tmp_path / "whole.pth")
    for reads in (inspect_weights, read_state):
        with pytest.raises(InputError, match="holds no weights"):
            reads(tmp_path / "whole.pth")
    torch.save({"state_dict": whole.state_dict(), "ema": whole}, tmp_path / "beside.pth")
    with pytest.raises(InputError, match=r"refers to code \(torch\.nn\.modules\.container\.Sequential\)"):
        read_state(tmp_path / "beside.pth")


@pytest.mark.parametrize("file", ["zipped.pth", "old.pth", "w.safetensors"])
def test_damage_anywhere_is_one_sentence(tmp_path: Path, file: str) -> None:
    tensors = {"a.weight": torch.zeros(3, 4), "b": torch.ones(2)}
    torch.save({"state_dict": tensors}, tmp_path / "zipped.pth")
    torch.save({"state_dict": tensors}, tmp_path / "old.pth", _use_new_zipfile_serialization=False)
    save_file(tensors, tmp_path / "w.safetensors")
    whole = (tmp_path / file).read_bytes()
    chance, sentences = random.Random(7), []
    for _ in range(50):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 3, 20))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        (tmp_path / file).write_bytes(damaged)
        for reads in (read_index, read_state):
            try:
                reads(tmp_path / file)
            except WorkbenchError as error:
                sentences.append(str(error))
    assert sentences
    assert not any("\n" in sentence or "weights_only" in sentence for sentence in sentences)


@pytest.mark.parametrize("kind", ["tar", "zip"])
def test_an_archive_is_told_from_a_weight_file(tmp_path: Path, kind: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "weights.pth").write_bytes(b"x")
    made_archive = Path(shutil.make_archive(str(tmp_path / "out"), kind, tmp_path / "in"))
    path = made_archive.rename(tmp_path / "weights.pth.tar")
    for reads in (inspect_weights, read_state):
        with pytest.raises(InputError, match=r"is an archive, not a weight file.*unpack it"):
            reads(path)


def test_inspection_needs_no_torch(tmp_path: Path, resnet: dict[str, torch.Tensor]) -> None:
    torch.save(resnet, tmp_path / "w.pth")
    code = (
        "import sys; sys.modules['torch'] = None; from pathlib import Path; "
        "from engine.models.weight_files import inspect_weights; print(inspect_weights(Path(sys.argv[1])).backbones)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "w.pth")], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "('resnet18',)", done.stderr


def test_published_checkpoints_are_found_by_any_of_their_names(tmp_path: Path) -> None:
    one = PUBLISHED[0]
    assert find_published(one, [tmp_path]) is None
    (tmp_path / "FractalDB-1000_res50.pth").write_bytes(b"x")
    assert find_published(one, [tmp_path]) == tmp_path / "FractalDB-1000_res50.pth"
    assert find_weight_file(one.file, [tmp_path]) == tmp_path / "FractalDB-1000_res50.pth"
    assert find_published(PUBLISHED[1], [tmp_path]) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("FractalDB-10000_resnet50_epoch90.pth", r"get it from https://github\.com/hirokatsu.* and put it into .*here"),
        ("FractalDB-60_resnet18_epoch40.pth", r"get it from https://github\.com/hirokatsu"),
        ("mine.pth", "There is no weight file mine.pth: put it into .*here, or give its whole path"),
        ("nowhere/mine.pth", "There is no weight file nowhere/mine.pth; correct the path"),
    ],
)
def test_a_missing_file_is_told_with_where_it_goes(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(MissingDataError, match=message):
        find_weight_file(text, [tmp_path / "here"])
