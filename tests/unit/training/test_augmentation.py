"""Augmentation of batches: laws of crops, erasing, mixing and RandAugment; a share of a batch is a part of it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from torchvision.transforms.v2 import functional as reference

from engine.errors import Interrupted
from engine.images.labelled import LabelledImages
from engine.models.backbones import build_backbone
from engine.training.augmentation import crop_windows, cut_windows, draw_mixture, erase, mix
from engine.training.batches import Batches, step_generator
from engine.training.control import TrainingControl
from engine.training.events import Event, StepEvent
from engine.training.loop import train
from engine.training.optimizers import clip_gradients
from engine.training.rand_augment import LAYERS, Changes, change, draw_changes
from engine.training.settings import Augmentation, TrainingSettings

ALL = Augmentation(
    crop_scale=(0.3, 1.0), horizontal_flip=True, rand_augment=9, random_erasing=0.5, mixup=0.8, cutmix=1.0
)
CPU = torch.device("cpu")


def pictures(count: int = 12, size: int = 16, channels: int = 1) -> LabelledImages:
    images = np.random.default_rng(3).integers(0, 256, (count, size, size, channels), dtype=np.uint8)
    return LabelledImages("noise", "train", images, np.arange(count) % 3, ("a", "b", "c"))


def batch(
    augmentation: Augmentation, step: int = 0, share: slice = slice(None), channels: int = 3
) -> tuple[torch.Tensor, torch.Tensor]:
    batches = Batches(pictures(12, 16, channels), TrainingSettings(augmentation=augmentation), CPU)
    return batches.training(np.arange(8), step_generator(1, 2, step), share)


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize(
    "augmentation", [ALL, *(ALL.model_copy(update={kind: 0.0}) for kind in ("mixup", "cutmix", "random_erasing"))]
)
def test_a_share_of_a_batch_is_a_part_of_the_whole(augmentation: Augmentation, channels: int) -> None:
    for step in range(4):
        images, labels = batch(augmentation, step, channels=channels)
        for share in (slice(0, 3), slice(3, 8)):
            part, part_labels = batch(augmentation, step, share, channels)
            assert torch.equal(part, images[share])
            assert torch.equal(part_labels, labels[share])


def test_batches_are_a_function_of_the_step() -> None:
    assert torch.equal(batch(ALL)[0], batch(ALL)[0])
    assert not torch.equal(batch(ALL)[0], batch(ALL, step=1)[0])


def test_windows_lie_within_the_picture_and_take_the_share_of_it_that_was_asked_for() -> None:
    windows = crop_windows(np.random.default_rng(1), 500, (40, 60), (0.2, 0.5))
    top, left, high, wide = windows.T
    assert (top >= 0).all()
    assert (left >= 0).all()
    assert (top + high <= 40).all()
    assert (left + wide <= 60).all()
    share = high * wide / 2400
    assert 0.18 < share.min() < 0.25
    assert 0.45 < share.max() < 0.53
    assert 0.7 < (wide / high).min() < (wide / high).max() < 1.4


def test_a_picture_too_narrow_for_any_window_gives_its_middle() -> None:
    assert crop_windows(np.random.default_rng(1), 2, (4, 100), (1.0, 1.0)).tolist() == [[0, 47, 4, 5]] * 2


def test_a_window_at_its_own_size_is_the_crop_itself() -> None:
    planes = torch.rand(2, 3, 20, 20)
    windows = np.array([[3, 5, 8, 8], [0, 12, 8, 8]], dtype=np.float64)
    cut = cut_windows(planes, windows, np.array([False, True]), 8)
    assert torch.allclose(cut[0], planes[0, :, 3:11, 5:13], atol=1e-5)
    assert torch.allclose(cut[1], planes[1, :, 0:8, 12:20].flip(-1), atol=1e-5)


def test_erasing_strikes_its_share_and_leaves_the_rest_alone() -> None:
    images = torch.zeros(400, 1, 20, 20)
    erased = erase(images, 0.25, np.random.default_rng(2), 400, np.arange(400))
    struck = erased.flatten(1).count_nonzero(dim=1) / 400
    assert 0.18 < float((struck > 0).float().mean()) < 0.32
    hit = struck[struck > 0]
    assert float(hit.min()) > 0.015
    assert float(hit.max()) < 0.36
    assert abs(float(erased[erased != 0].std()) - 1) < 0.1
    assert not images.any()


def test_mixtures_hold_as_much_of_a_picture_as_the_labels_say() -> None:
    images = torch.arange(4.0).view(4, 1, 1, 1).expand(4, 1, 32, 32).contiguous()
    labels, pairs = torch.arange(4), (np.arange(4), np.arange(4)[::-1].copy())
    for seed in range(40):
        for settings in (Augmentation(mixup=0.8), Augmentation(cutmix=1.0)):
            mixture = draw_mixture(np.random.default_rng(seed), settings, 32)
            mixed, shares = mix(images, labels, 4, mixture, pairs)
            assert torch.allclose(shares.sum(dim=1), torch.ones(4))
            expected = (shares * torch.arange(4.0)).sum(dim=1)
            assert torch.allclose(mixed.mean(dim=(1, 2, 3)), expected, atol=1e-4)
            assert (mixture.window is None) == (settings.cutmix == 0)


def test_with_both_kinds_of_mixing_batches_take_turns_by_chance() -> None:
    settings = Augmentation(mixup=0.8, cutmix=1.0)
    cut = [draw_mixture(np.random.default_rng(seed), settings, 32).window is not None for seed in range(200)]
    assert 70 < sum(cut) < 130


def one(name_index: int, level: float, images: torch.Tensor) -> torch.Tensor:
    kinds = np.full((LAYERS, len(images)), -1)
    kinds[0] = name_index
    return change(images, Changes(kinds, np.full(kinds.shape, level)), (0.5, 0.5, 0.5))


@pytest.mark.parametrize(
    ("index", "level", "same"),
    [
        (0, 0.4, reference.autocontrast),
        (1, 0.4, reference.equalize),
        (2, 0.4, reference.invert),
        (3, 0.5, lambda whole: reference.posterize(whole, 2)),
        (4, 0.5, lambda whole: reference.solarize(whole, 128)),
        (6, -1 / 3, lambda whole: reference.adjust_saturation(whole, 0.7)),
        (7, 1 / 3, lambda whole: reference.adjust_contrast(whole, 1.3)),
        (8, -1 / 3, lambda whole: reference.adjust_brightness(whole, 0.7)),
        (9, 1 / 3, lambda whole: reference.adjust_sharpness(whole, 1.3)),
    ],
)
def test_changes_of_colour_agree_with_torchvision(index: int, level: float, same: object) -> None:
    whole = torch.randint(0, 256, (3, 3, 12, 12), dtype=torch.uint8, generator=torch.Generator().manual_seed(1))
    assert callable(same)
    assert (one(index, level, whole.float()) - same(whole).float()).abs().max() <= 2


def test_changes_of_place_move_what_they_should() -> None:
    dot = torch.full((1, 1, 21, 21), 127.5)
    dot[0, 0, 10, 10] = 255
    moved = one(13, 2 / 9.45, dot)  # a tenth of the edge
    assert moved[0, 0, 10].argmax() == 8
    turned = torch.full((1, 1, 21, 21), 127.5)
    turned[0, 0, 10, 4] = 255
    assert one(10, 1.0, turned)[0, 0, :, 5].argmax() in (6, 7, 13, 14)
    # What comes in from outside has the colour of the mean.
    assert torch.allclose(one(13, 1.0, torch.zeros(1, 1, 21, 21))[0, 0, :, -3:], torch.tensor(127.5))


def test_the_strength_of_changes_follows_the_magnitude() -> None:
    none, strong = (np.abs(draw_changes(np.random.default_rng(1), 2000, value).levels) for value in (0.0, 9.0))
    assert none.mean() < 0.05
    assert 0.85 < strong.mean() < 0.95
    drawn = draw_changes(np.random.default_rng(1), 2000, 9.0)
    assert 0.45 < (drawn.kinds >= 0).mean() < 0.55
    assert set(np.unique(drawn.kinds)) == set(range(-1, 15))


def test_long_gradients_are_scaled_down_and_short_ones_left() -> None:
    parameter = torch.nn.Parameter(torch.zeros(4))
    optimizer = torch.optim.SGD([parameter], lr=1.0)
    for longest, expected in ((1.0, 1.0), (100.0, 6.0), (0.0, 6.0)):
        parameter.grad = torch.full((4,), 3.0)
        clip_gradients(optimizer, longest)
        assert float(parameter.grad.norm()) == pytest.approx(expected, rel=1e-4)


def test_a_resumed_run_with_every_augmentation_equals_the_uninterrupted_one(tmp_path: Path) -> None:
    settings = TrainingSettings(
        epochs=2,
        batch_size=6,
        precision="float32",
        augmentation=ALL,
        clip_norm=1.0,
        optimizer="adamw",
        decay_all=False,
        label_smoothing=0.1,
    )

    def run(folder: Path, stop_at: int | None = None) -> tuple[list[float], str]:
        model = build_backbone("mobilenet_v3_small", 3)
        control, losses = TrainingControl(), []

        def events(event: Event) -> None:
            if isinstance(event, StepEvent):
                losses.append(event.loss)
                if len(losses) == stop_at:
                    control.stop()

        train(model, settings, pictures(18, 32), checkpoints=folder, events=events, control=control, threads=1)
        return losses, json.dumps({name: value.sum().item() for name, value in model.state_dict().items()})

    whole, weights = run(tmp_path / "whole")
    with pytest.raises(Interrupted):
        run(tmp_path / "cut", stop_at=4)
    rest, resumed = run(tmp_path / "cut")
    assert resumed == weights
    assert rest == whole[4:]
