"""Looks at a run: true to what the network got, rare, and without effect on the numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

import engine.training.glimpses as module
from engine.images.labelled import LabelledImages
from engine.models.backbones import build_backbone
from engine.training.events import BatchEvent, EvaluatedEvent, Event, FiltersEvent
from engine.training.glimpses import Glimpses, Pace, first_convolution
from engine.training.loop import train
from engine.training.settings import Augmentation, TrainingSettings

SIZE = 16
SETTINGS = TrainingSettings(epochs=2, batch_size=8, precision="float32", learning_rate=0.02)


def noise(count: int = 24) -> LabelledImages:
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (count, SIZE, SIZE, 1), dtype=np.uint8)
    return LabelledImages("noise", "train", images, np.arange(count) % 3, ("a", "b", "c"))


def trained(folder: Path) -> tuple[list[Event], dict[str, torch.Tensor]]:
    events: list[Event] = []
    model = build_backbone("mobilenet_v3_small", 3, seed=7)
    train(model, SETTINGS, noise(), noise(), noise(), checkpoints=folder, events=events.append, threads=1)
    return events, {name: value.clone() for name, value in model.state_dict().items()}


def test_pictures_are_those_the_network_got() -> None:
    augmentation = Augmentation()
    events: list[Event] = []
    stored = np.random.default_rng(1).integers(0, 256, (30, 3, 8, 8))
    mean, std = (torch.tensor(values).view(1, 3, 1, 1) for values in (augmentation.mean, augmentation.std))
    images = (torch.from_numpy(stored).float() / 255 - mean) / std
    scores = torch.eye(30)[:, :5]
    Glimpses(nn.Identity(), augmentation, events.append).batch(3, 7, images, torch.arange(30), scores)
    (event,) = events
    assert isinstance(event, BatchEvent)
    assert (event.epoch, event.step) == (3, 7)
    assert np.array_equal(event.images, stored[:24].transpose(0, 2, 3, 1))
    assert event.labels.tolist() == list(range(24))
    assert event.predictions.tolist() == [0, 1, 2, 3, 4, *[0] * 19]


def test_large_pictures_are_halved() -> None:
    augmentation = Augmentation(mean=(0.0, 0.0, 0.0), std=(1.0, 1.0, 1.0))
    events: list[Event] = []
    images = torch.zeros(2, 3, 224, 224)
    images[:, :, ::2] = 1.0
    Glimpses(nn.Identity(), augmentation, events.append).batch(0, 1, images, torch.zeros(2), torch.zeros(2, 3))
    assert isinstance(events[0], BatchEvent)
    assert events[0].images.shape == (2, 112, 112, 3)
    assert np.all(events[0].images == 128)


def test_mixed_labels_count_as_their_largest_share() -> None:
    events: list[Event] = []
    labels = torch.tensor([[0.2, 0.8], [0.7, 0.3]])
    Glimpses(nn.Identity(), Augmentation(), events.append).batch(0, 1, torch.zeros(2, 3, 4, 4), labels, labels)
    assert isinstance(events[0], BatchEvent)
    assert events[0].labels.tolist() == [1, 0]


def test_looks_take_no_more_than_their_share(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    pace = Pace(interval_s=3.0)
    assert pace.due
    now[0] += 0.1
    pace.paid(100.0)
    looks = 0
    while now[0] < 2100.0:
        now[0] += 1.0
        if pace.due:
            looks += 1
            since, now[0] = now[0], now[0] + 0.1
            pace.paid(since)
    assert 0 < looks * 0.1 / 2000 <= module.SHARE
    quick = Pace(interval_s=3.0)
    quick.paid(now[0])
    assert not quick.due
    now[0] += 3.0
    assert quick.due


def test_a_run_tells_of_batches_filters_and_evaluations(tmp_path: Path) -> None:
    events, _ = trained(tmp_path)
    batches = [event for event in events if isinstance(event, BatchEvent)]
    filters = [event for event in events if isinstance(event, FiltersEvent)]
    evaluations = [event for event in events if isinstance(event, EvaluatedEvent)]
    assert batches[0].images.shape == (8, SIZE, SIZE, 3)
    assert filters[-1].epoch == 1
    assert filters[-1].filters.shape[1:] == (3, 3, 3)
    assert [event.epoch for event in evaluations] == [0, 1, 1]


def test_numbers_are_the_same_however_often_one_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, rarely = trained(tmp_path / "rarely")
    monkeypatch.setattr(Pace, "due", True)
    events, always = trained(tmp_path / "always")
    assert sum(isinstance(event, BatchEvent) for event in events) == 6
    assert all(torch.equal(rarely[name], always[name]) for name in rarely)


def test_the_first_layer_of_every_kind_of_network() -> None:
    for backbone in ("resnet18", "mobilenet_v3_small"):
        layer = first_convolution(build_backbone(backbone, 2))
        assert layer is not None
        assert layer.in_channels == 3
    assert first_convolution(nn.Linear(2, 2)) is None
