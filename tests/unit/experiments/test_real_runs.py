"""Runs trained in earnest: a linear probe and a vision transformer on a share of the images."""

from __future__ import annotations

import numpy as np
import pytest

from engine.experiments.run import execute_run
from engine.experiments.run_folder import RunFolder
from engine.experiments.specification import Checkpoint, DatasetData, Model, RunSpecification
from engine.training.settings import IMAGENET_MEAN, Augmentation, TrainingSettings
from engine.workspace import Workspace

HALF = DatasetData(name="noise", train_fraction=0.5)


@pytest.fixture(autouse=True)
def noise(workspace: Workspace) -> None:
    rng = np.random.default_rng(1)
    arrays = {
        f"{part}_{kind}": values
        for part, count in (("train", 40), ("test", 12))
        for kind, values in (
            ("images", rng.integers(0, 256, (count, 32, 32), dtype=np.uint8)),
            ("labels", np.arange(count) % 4),
        )
    }
    workspace.data.mkdir(parents=True)
    np.savez(workspace.data / "noise.npz", **arrays)


def test_a_linear_probe_changes_the_head_alone(workspace: Workspace) -> None:
    from engine.models.weights import read_state

    training = TrainingSettings(epochs=1, batch_size=8, image_size=32, learning_rate=0.1, precision="float32")
    first = RunSpecification(data=HALF, model=Model(backbone="resnet18"), training=training)
    folder = RunFolder.create(first, workspace)
    result = execute_run(folder, threads=1)
    assert result["train_images"] == 20
    assert 0 <= result["balanced_accuracy"] <= 1
    assert folder.status().test_balanced_accuracy == result["test"]["balanced_accuracy"]
    probe = first.model_copy(
        update={
            "source": Checkpoint(path=str(folder.weights)),
            "training": training.model_copy(update={"freeze": "backbone"}),
        }
    )
    second = RunFolder.create(probe, workspace)
    execute_run(second, threads=1)
    before, after = read_state(folder.weights), read_state(second.weights)
    changed = {name for name, value in before.items() if not value.equal(after[name])}
    assert changed == {"fc.weight", "fc.bias"}


def test_a_vision_transformer_is_trained_by_its_recipe(workspace: Workspace) -> None:
    pytest.importorskip("timm")
    augmentation = Augmentation(
        crop_scale=(0.08, 1), rand_augment=9, random_erasing=0.25, mixup=0.8, cutmix=1.0, mean=IMAGENET_MEAN
    )
    training = TrainingSettings(
        epochs=1,
        batch_size=8,
        image_size=32,
        optimizer="adamw",
        learning_rate=1e-3,
        weight_decay=0.05,
        decay_all=False,
        drop_path=0.1,
        warmup_epochs=0.5,
        schedule="cosine",
        precision="float32",
        label_smoothing=0.1,
        augmentation=augmentation,
    )
    model = Model(backbone="timm:deit_tiny_patch16_224")
    folder = RunFolder.create(RunSpecification(data=HALF, model=model, training=training), workspace)
    result = execute_run(folder, threads=1)
    assert result["train_images"] == 20
    assert result["parameters"] == pytest.approx(5.5e6, rel=0.05)
