"""Data of the user's own: folders of pictures in several shapes, NumPy archives, and the cache of what was decoded."""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from engine.errors import InputError, Interrupted, MissingDataError
from engine.images import image_folder, picture_images
from engine.images.cache import ImageCache
from engine.images.dataset_images import array_archives, open_dataset, picture_folders
from engine.progress import Control, Progress


def _picture(path: Path, level: int, size: tuple[int, int] = (20, 20)) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", size, level).save(path)


def _levels(images: np.ndarray[Any, np.dtype[np.uint8]]) -> list[int]:
    return [int(level) for level in images[:, 0, 0, 0]]


@pytest.fixture
def pets(tmp_path: Path) -> Path:
    """A data folder with the folder 'pets': two classes of ten pictures."""
    for label, name in enumerate(("cat", "dog")):
        for index in range(10):
            _picture(tmp_path / "pets" / name / f"{index}.png", 100 * label + index)
    return tmp_path


def test_a_folder_without_parts_is_split_the_same_way_everywhere(pets: Path) -> None:
    assert picture_folders(pets) == ["pets"]
    dataset = open_dataset("pets", pets, size=8)
    train, test = dataset.load("train"), dataset.load("test")
    assert np.bincount(test.labels).tolist() == [2, 2]
    assert sorted(_levels(train.images) + _levels(test.images)) == [*range(10), *range(100, 110)]
    moved = pets.parent / "elsewhere"
    pets.rename(moved)
    assert _levels(open_dataset("pets", moved, size=8).load("test", seed=9).images) == _levels(test.images)
    assert len(open_dataset(str(moved / "pets"), Path("/nowhere"), size=8).load("train")) == 16


def test_validation_pictures_belong_to_training_where_there_are_test_pictures(tmp_path: Path) -> None:
    for index, part in enumerate(("train", "val", "test")):
        for name in ("cat", "dog"):
            _picture(tmp_path / "pets" / part / name / "0.png", 10 * index)
    dataset = open_dataset("pets", tmp_path)
    assert _levels(dataset.load("train").images) == [0, 0, 10, 10]
    assert dataset.load("train").labels.tolist() == [0, 1, 0, 1]
    assert _levels(dataset.load("test").images) == [20, 20]


def test_only_folders_of_pictures_are_listed(tmp_path: Path) -> None:
    _picture(tmp_path / "one-class/cat/0.png", 1)
    _picture(tmp_path / "eurosat/2750/Forest/0.png", 1)
    _picture(tmp_path / "eurosat/2750/River/0.png", 1)
    (tmp_path / "notes/a").mkdir(parents=True)
    (tmp_path / "notes/b").mkdir()
    (tmp_path / "file.txt").write_text("x")
    assert picture_folders(tmp_path) == []
    assert picture_folders(tmp_path / "nowhere") == []
    with pytest.raises(MissingDataError, match="is no data set of pictures"):
        open_dataset("notes", tmp_path)


# The cache.


class _Counted:
    """Counts the pictures that are decoded."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        original = image_folder._fitted

        def counted(*arguments: Any) -> Any:
            self.count += 1
            return original(*arguments)

        monkeypatch.setattr(image_folder, "_fitted", counted)


def test_pictures_are_decoded_once(pets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = _Counted(monkeypatch)
    cache = pets / "cache"
    first = open_dataset("pets", pets, size=8, cache=cache).load("train")
    assert counted.count == 16
    again = open_dataset("pets", pets, size=8, cache=cache)
    np.testing.assert_array_equal(again.load("train").images, first.images)
    some = again.load("train", limit=4, validation=2)
    assert some.images.shape == (4, 8, 8, 1)
    assert counted.count == 16
    plain = open_dataset("pets", pets, size=8).load("train", limit=4, validation=2)
    np.testing.assert_array_equal(some.images, plain.images)
    assert not first.images.flags.writeable
    open_dataset("pets", pets, size=9, cache=cache).load("train")
    assert counted.count == 16 + 4 + 16
    assert len(ImageCache(cache / "images").entries()) == 2


def test_a_small_draw_decodes_no_more_than_it_needs(pets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = _Counted(monkeypatch)
    dataset = open_dataset("pets", pets, size=8, cache=pets / "cache")
    assert len(dataset.load("train", limit=3)) == 3
    assert counted.count == 3


@pytest.mark.parametrize("in_memory", [0, 2**30])
def test_draws_of_other_seeds_share_what_was_decoded(
    in_memory: int, pets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_images, "_IN_MEMORY", in_memory)
    monkeypatch.setattr(picture_images, "_SLICE", 3)
    counted = _Counted(monkeypatch)
    cache = pets / "cache"
    drawn = [open_dataset("pets", pets, size=8, cache=cache).load("train", validation=4, seed=seed) for seed in (1, 2)]
    assert counted.count == 16
    for seed, images in enumerate(drawn, start=1):
        plain = open_dataset("pets", pets, size=8).load("train", validation=4, seed=seed)
        np.testing.assert_array_equal(images.images, plain.images)
        np.testing.assert_array_equal(images.labels, plain.labels)
    assert len(ImageCache(cache / "images").entries()) == (1 if in_memory else 3)


def test_a_changed_picture_is_decoded_again(pets: Path) -> None:
    cache = pets / "cache"
    before = open_dataset("pets", pets, size=8, cache=cache).load("train")
    path = next(path for path in sorted((pets / "pets/cat").iterdir()))
    for file in sorted((pets / "pets/cat").iterdir()):
        _picture(file, 77)
        os.utime(file, ns=(1, path.stat().st_mtime_ns + 5))
    after = open_dataset("pets", pets, size=8, cache=cache).load("train")
    assert set(_levels(after.images[after.labels == 0])) == {77}
    assert set(_levels(before.images[before.labels == 0])) != {77}


def test_decoding_tells_progress_and_stops(pets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image_folder, "worker_count", lambda: 2)
    monkeypatch.setattr(image_folder, "_SLICE_A_WORKER", 2)
    told: list[Progress] = []
    open_dataset("pets", pets, size=8).load("train", report=told.append)
    assert [progress.done for progress in told] == [4, 8, 12, 16]
    control = Control()
    cache = pets / "cache"
    with pytest.raises(Interrupted):
        open_dataset("pets", pets, size=8, cache=cache).load(
            "train", control=control, report=lambda _progress: control.stop()
        )
    assert ImageCache(cache / "images").entries() == []
    assert [path for path in cache.rglob("*") if path.is_file()] == []


def test_large_jpegs_are_decoded_small_but_look_the_same(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    smooth = Image.fromarray(rng.integers(0, 256, (12, 16, 3), dtype=np.uint8)).resize((1600, 1200))
    for part in ("train", "test"):
        for name in ("a", "b"):
            (tmp_path / f"big/{part}/{name}").mkdir(parents=True)
            smooth.save(tmp_path / f"big/{part}/{name}/0.jpg", quality=95)
    loaded = open_dataset("big", tmp_path, size=64).load("test").images[0].astype(int)
    exact = np.asarray(smooth.crop((200, 0, 1400, 1200)).resize((64, 64), Image.Resampling.BILINEAR)).astype(int)
    assert np.abs(loaded - exact).mean() < 2


# NumPy archives.


def _arrays(count: int, *shape: int) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return np.random.default_rng(count).integers(0, 256, (count, *shape), dtype=np.uint8)


KEYS: dict[str, tuple[str, str, str, str]] = {
    "plain words": ("train_images", "train_labels", "test_images", "test_labels"),
    "x and y": ("x_train", "y_train", "x_test", "y_test"),
    "validation as test": ("train_images", "train_labels", "val_images", "val_labels"),
}


@pytest.mark.parametrize("keys", KEYS.values(), ids=KEYS)
@pytest.mark.parametrize("shape", [(8, 8), (8, 8, 1), (8, 8, 3)])
def test_an_archive_is_a_data_set(keys: tuple[str, str, str, str], shape: tuple[int, ...], tmp_path: Path) -> None:
    train, test = _arrays(12, *shape), _arrays(6, *shape)
    labels = np.array([[0], [1], [2]] * 4, dtype=np.uint8)  # (N, 1), as MedMNIST stores them
    contents = dict(zip(keys, (train, labels, test, np.array([2, 1, 0] * 2)), strict=True))
    np.savez(tmp_path / "mine.npz", **contents)  # type: ignore[arg-type]
    assert array_archives(tmp_path) == ["mine.npz"]
    for name in ("mine", "mine.npz", str(tmp_path / "mine.npz")):
        dataset = open_dataset(name, tmp_path)
        np.testing.assert_array_equal(dataset.load("train").images, train.reshape(12, 8, 8, -1))
        np.testing.assert_array_equal(dataset.load("test").images, test.reshape(6, 8, 8, -1))
        assert dataset.load("train").labels.tolist() == [0, 1, 2] * 4
        assert dataset.classes == ("0", "1", "2")
        assert len(dataset.load("validation", validation=3)) == 3
        assert dataset.name == "mine"


def test_an_archive_without_parts_is_split(tmp_path: Path) -> None:
    images = _arrays(50, 8, 8)
    np.savez_compressed(tmp_path / "mine.npz", images=images, labels=np.arange(50) % 5)
    dataset = open_dataset("mine", tmp_path)
    train, test = dataset.load("train"), dataset.load("test")
    assert np.bincount(test.labels).tolist() == [2] * 5
    together = {image.tobytes() for image in np.concatenate([train.images, test.images])}
    assert together == {image.tobytes() for image in images}


def test_validation_arrays_belong_to_training(tmp_path: Path) -> None:
    parts = {f"{part}_images": _arrays(count, 8, 8) for part, count in (("train", 6), ("val", 4), ("test", 2))}
    labels = {f"{part}_labels": np.arange(count) % 2 for part, count in (("train", 6), ("val", 4), ("test", 2))}
    np.savez(tmp_path / "mine.npz", **parts, **labels)
    dataset = open_dataset("mine", tmp_path)
    assert (dataset.count("train"), dataset.count("test")) == (10, 2)
    np.testing.assert_array_equal(dataset.load("train").images[6:, ..., 0], parts["val_images"])


@pytest.mark.parametrize(
    ("labels", "classes", "names", "numbers"),
    [
        ([5, 7, 5, 7], None, ("5", "7"), [0, 1, 0, 1]),
        (["dog", "cat", "dog", "cat"], None, ("cat", "dog"), [1, 0, 1, 0]),
        ([0, 2, 0, 2], ["a", "b", "c"], ("a", "b", "c"), [0, 2, 0, 2]),
        (["dog", "cat", "dog", "cat"], ["dog", "cat"], ("dog", "cat"), [0, 1, 0, 1]),
    ],
)
def test_names_of_classes(
    labels: list[Any], classes: list[str] | None, names: tuple[str, ...], numbers: list[int], tmp_path: Path
) -> None:
    named = {} if classes is None else {"classes": np.array(classes)}
    parts = {"train_images": _arrays(4, 8, 8), "test_images": _arrays(4, 8, 8)}
    np.savez(tmp_path / "m.npz", train_labels=labels, test_labels=labels, **parts, **named)  # type: ignore[arg-type]
    loaded = open_dataset("m", tmp_path).load("train")
    assert loaded.classes == names
    assert loaded.labels.tolist() == numbers


def test_archives_are_brought_to_one_square_size(tmp_path: Path) -> None:
    wide = np.zeros((10, 8, 24, 3), dtype=np.uint8)
    wide[:, :, 8:16] = 200
    np.savez(tmp_path / "m.npz", images=wide, labels=np.arange(10) % 2)
    assert (open_dataset("m", tmp_path).load("train").images == 200).all()
    assert open_dataset("m", tmp_path).load("train").images.shape[1:] == (8, 8, 3)
    assert open_dataset("m", tmp_path, size=32).load("test").images.shape[1:] == (32, 32, 3)


IMAGES = _arrays(4, 8, 8)
BAD_ARCHIVES: dict[str, tuple[dict[str, Any], str]] = {
    "no keys": ({"a": IMAGES}, "holds a; save its arrays as images and labels"),
    "images alone": ({"images": IMAGES}, "without its labels"),
    "training alone": ({"train_images": IMAGES, "train_labels": [0, 1, 0, 1]}, "save its arrays as"),
    "floats": ({"images": IMAGES / 255, "labels": [0, 1, 0, 1]}, "images is float64 of shape"),
    "channels first": ({"images": _arrays(4, 3, 8, 8), "labels": [0, 1, 0, 1]}, r"\(N, H, W, 3\)"),
    "one number": ({"images": np.uint8(3), "labels": [0, 1]}, r"images is uint8 of shape \(\)"),
    "alpha": ({"images": _arrays(4, 8, 8, 4), "labels": [0, 1, 0, 1]}, r"\(N, H, W, 3\)"),
    "float labels": ({"images": IMAGES, "labels": [0.5, 1, 0, 1]}, "labels is float64"),
    "one-hot labels": ({"images": IMAGES, "labels": np.eye(4, dtype=int)}, "one whole number"),
    "fewer labels": ({"images": IMAGES, "labels": [0, 1]}, "4 images in images but 2 labels in labels"),
    "objects": ({"images": IMAGES, "labels": np.array([{}, 1, 0, 1], dtype=object)}, "not a whole NumPy archive"),
    "too few classes": ({"images": IMAGES, "labels": [0, 1, 0, 2], "classes": ["a", "b"]}, "label 2 for 2 classes"),
    "below 0": ({"images": IMAGES, "labels": [0, -1, 0, 1], "classes": ["a", "b"]}, "label -1 for 2"),
    "stranger": ({"images": IMAGES, "labels": ["a", "z", "a", "b"], "classes": ["a", "b"]}, "label 'z'"),
    "classes": ({"images": IMAGES, "labels": [0, 1, 0, 1], "classes": [0, 1]}, "save a list of names"),
}


@pytest.mark.parametrize(("content", "sentence"), BAD_ARCHIVES.values(), ids=BAD_ARCHIVES)
def test_an_unfit_archive_is_refused(content: dict[str, Any], sentence: str, tmp_path: Path) -> None:
    np.savez(tmp_path / "m.npz", **content)
    with pytest.raises(InputError, match=sentence) as caught:
        open_dataset("m", tmp_path).load("train")
    assert "\n" not in str(caught.value)


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.npz"
    np.savez(path, images=IMAGES, labels=[0, 1, 0, 1])
    whole = path.read_bytes()
    for content in (b"", b"no zip", whole[:100], whole[:-30], pickle.dumps([1])):
        path.write_bytes(content)
        with pytest.raises(InputError, match=r"m\.npz is not a whole NumPy archive"):
            open_dataset("m", tmp_path).load("train")
