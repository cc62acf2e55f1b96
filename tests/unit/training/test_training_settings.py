from __future__ import annotations

import math
import subprocess
import sys
from itertools import pairwise

import pytest
from pydantic import ValidationError

from engine.training.schedule import learning_rate
from engine.training.settings import TrainingSettings


def test_defaults_are_the_published_fine_tuning_protocol() -> None:
    # finetuning/args.py of hirokatsukataoka16/FractalDB-Pretrained-ResNet-PyTorch.
    settings = TrainingSettings()
    assert (settings.optimizer, settings.learning_rate, settings.momentum) == ("sgd", 0.01, 0.9)
    assert (settings.weight_decay, settings.batch_size, settings.epochs) == (1e-4, 256, 90)
    assert (settings.schedule, settings.milestones, settings.gamma) == ("step", (30, 60), 0.1)


def test_settings_survive_plain_values() -> None:
    settings = TrainingSettings(epochs=3, milestones=(1, 2), augmentation={"padding": 4})  # type: ignore[arg-type]
    assert TrainingSettings.model_validate(settings.model_dump(mode="json")) == settings


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"epochs": 0}, "epochs"),
        ({"learning_rates": 0.1}, "learning_rates"),
        ({"learning_rate": float("nan")}, "learning_rate"),
        ({"milestones": (60, 30)}, "rising epoch numbers"),
        ({"warmup_epochs": 91}, "at most the 90 epochs"),
        ({"nesterov": True, "optimizer": "adamw"}, "nesterov needs optimizer sgd"),
        ({"augmentation": {"std": (0.5, 0.0, 0.5)}}, "three numbers above zero"),
        ({"augmentation": {"resize": 200}, "image_size": 224}, "at least image_size, 224"),
        ({"augmentation": {"crop_scale": (0.5, 0.2)}}, "two rising shares"),
        ({"augmentation": {"crop_scale": (0.0, 1.0)}}, "two rising shares"),
        ({"augmentation": {"rand_augment": 11}}, "rand_augment"),
        ({"augmentation": {"random_erasing": 1.1}}, "random_erasing"),
        ({"augmentation": {"mixup": -1}}, "mixup"),
        ({"clip_norm": -0.1}, "clip_norm"),
        ({"drop_path": 1.0}, "drop_path"),
        ({"freeze": ""}, "freeze"),
    ],
)
def test_bad_values_are_refused_by_name(values: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        TrainingSettings.model_validate(values)


def test_step_schedule_falls_at_its_milestones() -> None:
    settings = TrainingSettings(epochs=90, learning_rate=0.1)
    rates = [learning_rate(settings, epoch * 7 + step, 7) for epoch in range(90) for step in range(7)]
    assert rates[29 * 7 + 6] == 0.1
    assert rates[30 * 7] == pytest.approx(0.01)
    assert rates[60 * 7 - 1] == pytest.approx(0.01)
    assert rates[60 * 7] == pytest.approx(0.001)


def test_cosine_falls_from_the_peak_to_nearly_nothing() -> None:
    settings = TrainingSettings(epochs=4, schedule="cosine", learning_rate=0.2)
    rates = [learning_rate(settings, step, 10) for step in range(40)]
    assert rates[0] == 0.2
    assert rates[20] == pytest.approx(0.1)
    assert rates == sorted(rates, reverse=True)
    assert 0 < rates[-1] < 0.001


@pytest.mark.parametrize("schedule", ["cosine", "step", "constant"])
def test_warm_up_climbs_in_equal_steps_to_the_peak(schedule: str) -> None:
    settings = TrainingSettings(epochs=9, schedule=schedule, milestones=(6,), warmup_epochs=2, learning_rate=1.0)
    rates = [learning_rate(settings, step, 4) for step in range(9)]
    gaps = [second - first for first, second in pairwise(rates)]
    assert all(math.isclose(gap, gaps[0]) for gap in gaps)
    assert rates[8] == 1.0


def test_settings_control_and_events_load_without_torch() -> None:
    code = (
        "import sys, engine.training.settings, engine.training.control, engine.training.events, "
        "engine.training.schedule, engine.models.catalogue; sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
