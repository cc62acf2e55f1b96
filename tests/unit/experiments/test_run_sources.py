"""Where runs start from: found, checked before the queue, put into the network, and noted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from engine.errors import InputError, MissingDataError
from engine.experiments.run import execute_run
from engine.experiments.run_folder import RunFolder, State
from engine.experiments.sources import check_source, source_weights
from engine.experiments.specification import (
    Checkpoint,
    ImageNet,
    Model,
    NamedRun,
    RunSource,
    RunSpecification,
    StudySpecification,
)
from engine.experiments.starting import start_from
from engine.experiments.study import execute_study
from engine.experiments.study_folder import plan_study
from engine.models import catalogue
from engine.models.backbones import build_backbone
from engine.models.imagenet import IMAGENET_WEIGHTS, ImageNetWeights
from engine.models.weights import save_weights
from engine.training.settings import TrainingSettings
from engine.workspace import Workspace

MakeRun = Callable[..., RunSpecification]
MakeStudy = Callable[..., StudySpecification]
NETWORK = "mobilenet_v3_small"


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a weight file of a network with five classes."""
    return save_weights(build_backbone(NETWORK, 5, seed=3), tmp_path_factory.mktemp("weights"))[0]


def test_a_file_is_found_by_its_name_in_the_data_folder(workspace: Workspace, make_run: MakeRun, weights: Path) -> None:
    name = "FractalDB-1000_resnet50_epoch90.pth"
    run = make_run(source=Checkpoint(path=name))
    with pytest.raises(MissingDataError, match=rf"There is no weight file {name}: get it from https.*{workspace.data}"):
        check_source(run, workspace)
    (workspace.data / "weights").mkdir(parents=True)
    (workspace.data / "weights" / "FractalDB-1000_resnet50_checkpoint.pth.tar").write_bytes(weights.read_bytes())
    check_source(run, workspace)
    assert source_weights(run, workspace) == workspace.data / "weights" / "FractalDB-1000_resnet50_checkpoint.pth.tar"


def test_weights_for_another_network_are_refused_before_the_queue(
    workspace: Workspace, make_run: MakeRun, weights: Path
) -> None:
    run = make_run(source=Checkpoint(path=str(weights)), model=Model(backbone="resnet18"))
    with pytest.raises(InputError, match=rf"weights\.pth is for {NETWORK}; choose that network"):
        check_source(run, workspace)


def test_published_weights_are_checked_and_their_version_counts(
    workspace: Workspace, make_run: MakeRun, weights: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    content = weights.read_bytes()
    file = f"{NETWORK}-{hashlib.sha256(content).hexdigest()[:8]}.pth"
    monkeypatch.setitem(
        IMAGENET_WEIGHTS, (NETWORK, "V1"), ImageNetWeights(NETWORK, "V1", file, (), "https://x/" + file, 10)
    )
    run = make_run(source=ImageNet())
    with pytest.raises(MissingDataError, match=rf"main\.py weights {NETWORK} --download.*put {file}"):
        check_source(run, workspace)
    path = workspace.data / "weights" / file
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    check_source(run, workspace)
    assert source_weights(run, workspace) == path
    path.write_bytes(content[:-1] + b"!")
    with pytest.raises(InputError, match="is not the published file"):
        check_source(run, workspace)
    second = make_run(source=ImageNet(version="V2"))
    with pytest.raises(InputError, match="no ImageNet weights V2"):
        check_source(second, workspace)
    assert second.content != run.content
    assert second.source.label == "imagenet V2"


def test_the_record_says_what_was_taken(weights: Path) -> None:
    model = build_backbone(NETWORK, 5, seed=9)
    fresh = model.get_submodule("classifier.3").weight.detach().clone()
    noted = start_from(model, weights)
    assert torch.equal(model.get_submodule("classifier.3").weight, fresh)
    assert noted["sha256"] == hashlib.sha256(weights.read_bytes()).hexdigest()
    assert noted["file"] == "weights.pth"
    assert noted["bytes"] == weights.stat().st_size
    assert noted["entries"] == len(model.state_dict()) - 2
    assert (noted["missing"], noted["ignored"], noted["ignored_names"]) == (0, 0, [])


def test_a_run_that_is_not_there_or_not_done_is_told(workspace: Workspace, make_run: MakeRun) -> None:
    with pytest.raises(MissingDataError, match=r"There is no run lost in .*runs; choose one"):
        source_weights(make_run(source=RunSource(run="lost")), workspace)
    waiting = RunFolder.create(make_run(), workspace)
    with pytest.raises(MissingDataError, match=f"finish it with `main.py train --resume {waiting.id}`"):
        source_weights(make_run(source=RunSource(run=waiting.id)), workspace)


def test_a_run_of_another_network_is_refused_before_any_image_is_drawn(
    workspace: Workspace, make_run: MakeRun, weights: Path
) -> None:
    first = RunFolder.create(make_run(model=Model(backbone="resnet18")), workspace)
    second = make_run(source=RunSource(run=first.id))
    with pytest.raises(
        InputError, match=f"{first.id} trained resnet18 with stem imagenet, which does not fit {NETWORK}"
    ):
        check_source(second, workspace)
    for source in (Checkpoint(path=str(weights)), Checkpoint(path="nowhere.pth")):
        folder = RunFolder.create(make_run(source=source, model=Model(backbone="resnet18")), workspace)
        with pytest.raises((InputError, MissingDataError)) as caught:
            execute_run(folder)
        assert folder.status().message == str(caught.value)
        assert not workspace.cache.exists()


def test_without_timm_its_networks_can_be_named_but_not_trained(
    workspace: Workspace, make_run: MakeRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "timm_installed", lambda: False)
    training = TrainingSettings(epochs=1, batch_size=8, image_size=32)
    run = make_run(model=Model(backbone="timm:deit_tiny_patch16_224"), training=training)
    with pytest.raises(MissingDataError, match=r"timm:deit_tiny_patch16_224 needs the package timm.*--extra timm"):
        check_source(run, workspace)


def test_a_transformer_of_timm_is_trained_and_starts_a_study(
    workspace: Workspace, make_run: MakeRun, make_study: MakeStudy
) -> None:
    model = Model(backbone="timm:deit_tiny_patch16_224")
    training = TrainingSettings(epochs=1, batch_size=16, precision="float32", image_size=48)
    first = RunFolder.create(make_run(model=model, training=training), workspace)
    execute_run(first, threads=1)
    smaller = training.model_copy(update={"image_size": 32})
    study = make_study(
        model=model,
        seeds=(1,),
        training=smaller,
        sources=(NamedRun(name="earlier", run=first.id),),
    )
    table = execute_study(plan_study(study, workspace), threads=1)
    assert [row.source for row in table.rows] == ["earlier"]
    folder = RunFolder(workspace.runs / table.rows[0].run)
    assert folder.status().state is State.DONE
    assert folder.status().needs == first.id
    noted = (folder.environment() or {})["source"]
    assert noted["sha256"] == hashlib.sha256(first.weights.read_bytes()).hexdigest()
    assert noted["ignored"] == 0
    again = build_backbone(model.backbone, 10, image_size=32)
    again.load_state_dict(torch.load(folder.weights, weights_only=True), strict=True)
