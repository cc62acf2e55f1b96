from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torchvision.transforms.v2 import functional as reference

from engine.errors import InputError
from engine.images.labelled import LabelledImages
from engine.training.batches import Batches, epoch_order, plan_geometry, step_generator
from engine.training.settings import IMAGENET_MEAN, IMAGENET_STD, Augmentation, TrainingSettings

CPU = torch.device("cpu")


def pictures(count: int = 12, size: int = 20, channels: int = 1, seed: int = 0) -> LabelledImages:
    images = np.random.default_rng(seed).integers(0, 256, (count, size, size, channels), dtype=np.uint8)
    return LabelledImages("noise", "train", images, np.arange(count) % 3, ("a", "b", "c"))


def make(data: LabelledImages, image_size: int | None = None, **how: object) -> Batches:
    settings = TrainingSettings(image_size=image_size, augmentation=Augmentation.model_validate(how))
    return Batches(data, settings, CPU)


def stored(tensor: torch.Tensor, mean: object = (0.2,) * 3, std: object = (0.5,) * 3) -> np.ndarray:
    """Undo the normalisation: (B, H, W, 3) in 0..255."""
    pixels = tensor.permute(0, 2, 3, 1) * torch.tensor(std) + torch.tensor(mean)
    return (pixels * 255).round().numpy().astype(np.int64)


@pytest.mark.parametrize("channels", [1, 3])
def test_plain_pictures_arrive_unchanged_in_three_channels(channels: int) -> None:
    data = pictures(channels=channels)
    batches = make(data, mean=IMAGENET_MEAN, std=IMAGENET_STD)
    indices = np.array([3, 1, 7])
    images, labels = batches.training(indices, step_generator(0, 0, 0))
    expected = np.broadcast_to(data.images[indices], (3, 20, 20, 3))
    assert np.array_equal(stored(images, IMAGENET_MEAN, IMAGENET_STD), expected)
    assert labels.tolist() == data.labels[indices].tolist()
    assert images.is_contiguous(memory_format=torch.channels_last)


def test_normalisation_agrees_with_torchvision() -> None:
    data = pictures(channels=3)
    images, _ = make(data, mean=IMAGENET_MEAN, std=IMAGENET_STD).evaluation(0, 5)
    scaled = torch.from_numpy(data.images[:5]).permute(0, 3, 1, 2) / 255
    torch.testing.assert_close(images, reference.normalize(scaled, IMAGENET_MEAN, IMAGENET_STD))


def test_every_crop_is_a_window_of_its_picture_and_all_places_occur() -> None:
    data = pictures(count=3, size=10)
    batches = make(data, 8)
    seen: set[tuple[int, int]] = set()
    for step in range(60):
        images, _ = batches.training(np.arange(3), step_generator(1, 0, step))
        for crop, whole in zip(stored(images)[..., 0], data.images[..., 0], strict=True):
            places = [
                (top, left)
                for top in range(3)
                for left in range(3)
                if np.array_equal(crop, whole[top : top + 8, left : left + 8])
            ]
            assert len(places) == 1
            seen.add(places[0])
    assert seen == {(top, left) for top in range(3) for left in range(3)}


def test_padding_is_black_and_reaches_all_sides() -> None:
    data = LabelledImages("white", "train", np.full((4, 8, 8, 1), 255, np.uint8), np.zeros(4, np.int64), ("a",))
    batches = make(data, padding=2)
    rows = set()
    for step in range(40):
        crops = stored(batches.training(np.arange(4), step_generator(0, 0, step))[0])[..., 0]
        assert set(np.unique(crops)) <= {0, 255}
        rows |= {(int((crop[0] == 0).all()), int((crop[-1] == 0).all())) for crop in crops}
    assert rows == {(0, 0), (1, 0), (0, 1)}


def test_about_half_the_pictures_are_mirrored() -> None:
    data = pictures(count=200, size=8)
    images, _ = make(data, horizontal_flip=True).training(np.arange(200), step_generator(0, 0, 0))
    crops = stored(images)[..., 0]
    same = np.array([np.array_equal(crop, whole) for crop, whole in zip(crops, data.images[..., 0], strict=True)])
    mirrored = np.array(
        [np.array_equal(crop, whole[:, ::-1]) for crop, whole in zip(crops, data.images[..., 0], strict=True)]
    )
    assert np.array_equal(same, ~mirrored)
    assert 60 < mirrored.sum() < 140


def test_published_fine_tuning_resizes_then_crops_like_torchvision() -> None:
    data = pictures(count=2, size=28)
    batches = make(data, 224, resize=256, mean=IMAGENET_MEAN, std=IMAGENET_STD)
    images, _ = batches.evaluation(0, 2)
    planes = torch.from_numpy(data.images).permute(0, 3, 1, 2).float()
    expected = (
        reference.center_crop(reference.resize(planes, [256], antialias=True), [224]).expand(2, 3, 224, 224) / 255
    )
    torch.testing.assert_close(images, reference.normalize(expected, IMAGENET_MEAN, IMAGENET_STD), atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize(
    ("shape", "image_size", "resize", "resized", "size"),
    [
        ((32, 32), None, None, None, 32),
        ((362, 362), 224, None, None, 224),
        ((28, 28), 32, None, (32, 32), 32),
        ((28, 28), 224, 256, (256, 256), 224),
        ((40, 60), 32, 32, (32, 48), 32),
        ((28, 28), None, 64, (64, 64), 64),
    ],
)
def test_geometry(
    shape: tuple[int, int], image_size: int | None, resize: int | None, resized: tuple[int, int] | None, size: int
) -> None:
    geometry = plan_geometry(shape, image_size, resize)
    assert (geometry.resized, geometry.size) == (resized, size)


def test_oblong_pictures_become_squares() -> None:
    images = np.random.default_rng(0).integers(0, 256, (5, 20, 31, 3), dtype=np.uint8)
    data = LabelledImages("oblong", "train", images, np.zeros(5, np.int64), ("a",))
    batches = make(data, 16, resize=18, horizontal_flip=True)
    assert batches.training(np.arange(5), step_generator(0, 0, 0))[0].shape == (5, 3, 16, 16)
    assert batches.evaluation(0, 5)[0].shape == (5, 3, 16, 16)


def test_batch_is_a_function_of_seed_epoch_and_step() -> None:
    batches = make(pictures(), 16, padding=2, horizontal_flip=True)
    indices = np.arange(12)

    def batch(seed: int, epoch: int, step: int) -> torch.Tensor:
        return batches.training(indices, step_generator(seed, epoch, step))[0]

    assert torch.equal(batch(1, 2, 3), batch(1, 2, 3))
    others = [batch(2, 2, 3), batch(1, 3, 3), batch(1, 2, 4)]
    assert not any(torch.equal(batch(1, 2, 3), other) for other in others)


def test_epochs_visit_every_picture_once_in_changing_order() -> None:
    orders = [epoch_order(4, epoch, 50) for epoch in range(3)]
    assert all(sorted(order.tolist()) == list(range(50)) for order in orders)
    assert orders[0].tolist() != orders[1].tolist() != orders[2].tolist()


def test_read_only_memory_maps_serve(tmp_path: Path) -> None:
    data = pictures()
    np.save(tmp_path / "images.npy", data.images)
    mapped = np.load(tmp_path / "images.npy", mmap_mode="r")
    other = LabelledImages(data.name, data.split, mapped, data.labels, data.classes)
    first, second = (make(source).training(np.arange(4), step_generator(0, 0, 0))[0] for source in (data, other))
    assert torch.equal(first, second)


@pytest.mark.parametrize(
    ("images", "labels", "message"),
    [
        (np.zeros((3, 8, 8), np.uint8), np.zeros(3, np.int64), r"shape \(3, 8, 8\) and type uint8"),
        (np.zeros((3, 8, 8, 1)), np.zeros(3, np.int64), "type float64"),
        (np.zeros((3, 8, 8, 1), np.uint8), np.zeros(2, np.int64), "3 images and 2 labels"),
        (np.zeros((0, 8, 8, 1), np.uint8), np.zeros(0, np.int64), "no images"),
        (np.zeros((3, 8, 8, 1), np.uint8), np.array([0, 1, 2]), "labels 0 to 2; its 2 classes need 0 to 1"),
        (np.zeros((3, 8, 8, 1), np.uint8), np.array([0, -1, 1]), "labels -1 to 1"),
    ],
)
def test_unusable_pictures_are_refused(images: np.ndarray, labels: np.ndarray, message: str) -> None:
    with pytest.raises(InputError, match=message):
        make(LabelledImages("odd", "train", images, labels, ("a", "b")))
