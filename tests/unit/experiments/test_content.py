"""What names a run: digests stay what they were when settings are added, and change with every number."""

from __future__ import annotations

import pytest

from engine.experiments.plan import plan
from engine.experiments.presets import load_preset
from engine.experiments.specification import DatasetData, Model, RunSpecification
from engine.fields import content_values
from engine.training.settings import Augmentation, TrainingSettings

# As named by the program before settings were added; finished runs are found by these.
QUICK = ["c447af5ec5456dd58d15", "b48c6f8c0a153dfea0b3", "15d5a76b9eb85c65305f"]
PAPER = ["829af20391c1c028bde8", "987c1c11ed9c61750f96", "2895e3e24dd31bda18e0", "74a3434d12cae5252dd0"]


@pytest.mark.parametrize(
    ("name", "study", "runs"),
    [("quick", "e5bdfc14e6740ce450d9", QUICK), ("paper", "fc7c1b0e2ac5a262ec1f", PAPER)],
)
def test_runs_made_before_keep_their_names(name: str, study: str, runs: list[str]) -> None:
    specification = load_preset(name)
    assert specification.content == study
    assert [run.specification.content for run in plan(specification).runs[: len(runs)]] == runs


@pytest.mark.parametrize(
    "change",
    [
        {"freeze": "backbone"},
        {"clip_norm": 1.0},
        {"decay_all": False},
        {"augmentation": Augmentation(crop_scale=(0.5, 1))},
        {"augmentation": Augmentation(rand_augment=0.0)},
        {"augmentation": Augmentation(mixup=0.8)},
        {"augmentation": Augmentation(cutmix=1.0)},
        {"augmentation": Augmentation(random_erasing=0.25)},
    ],
)
def test_every_added_setting_makes_another_run(change: dict[str, object]) -> None:
    def content(**changes: object) -> str:
        data = DatasetData(name="MNIST")
        training = TrainingSettings().model_copy(update=changes)
        return RunSpecification(data=data, model=Model(backbone="resnet18"), training=training).content

    assert content(**change) != content()


def test_the_whole_of_a_data_set_is_the_same_however_it_is_said() -> None:
    whole = DatasetData.model_validate({"name": "MNIST", "train_fraction": 1})
    assert whole == DatasetData(name="MNIST")
    assert content_values(whole) == content_values(DatasetData(name="MNIST"))
    assert "train_fraction" in content_values(DatasetData(name="MNIST", train_fraction=0.5))
