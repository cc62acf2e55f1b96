"""Real data sets: read in their published layouts, split and limited fairly, refused when damaged."""

from __future__ import annotations

import gzip
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from engine.errors import InputError, MissingDataError
from engine.images.dataset_images import DATASETS, FileState, open_dataset, picture_folders
from engine.images.idx_format import read_idx
from engine.images.labelled import Split
from engine.images.sampling import balanced_order
from tests.unit.images.layouts import idx_bytes, python2_batch, today_batch
from tests.unit.images.published import WRITERS

REGISTERED = [name for name, description in DATASETS.items() if description.files]
STORED = [name for name in REGISTERED if not DATASETS[name].pictures]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=80), st.integers(0, 2**32 - 1))
def test_every_beginning_of_a_balanced_order_is_balanced(labels: list[int], seed: int) -> None:
    array = np.array(labels)
    order = balanced_order(array, np.random.default_rng(seed))
    assert sorted(order.tolist()) == list(range(len(labels)))
    available = np.bincount(array)
    for count in range(1, len(labels) + 1):
        drawn = np.bincount(array[order[:count]], minlength=len(available))
        # A class has fewer than the fullest one only by a turn in progress, or because it has no more.
        assert (drawn >= np.minimum(available, drawn.max() - 1)).all()


def test_every_set_of_the_registry_has_a_writer_here() -> None:
    assert list(WRITERS) == REGISTERED


@pytest.mark.parametrize("name", REGISTERED)
def test_every_layout_is_read(name: str, tmp_path: Path) -> None:
    WRITERS[name](tmp_path)
    description = DATASETS[name]
    assert description.missing(tmp_path) == []
    dataset = open_dataset(name, tmp_path)
    for split in ("train", "test"):
        loaded = dataset.load(split)
        assert loaded.images.shape[1:] == description.shape
        assert loaded.images.dtype == np.uint8
        assert loaded.labels.dtype == np.int64
        assert loaded.classes == (description.classes or loaded.classes)
        assert set(loaded.labels.tolist()) == set(range(len(loaded.classes)))
        assert dataset.count(split) == len(loaded)
    held_out = dataset.load("validation", validation=2)
    assert held_out.images.shape[1:] == description.shape
    assert len(dataset.load("train", validation=2)) == dataset.count("train") - 2


def test_classes_are_those_published() -> None:
    assert all(len(known.classes) in (0, known.class_count) for known in DATASETS.values())
    assert {name: known.class_count for name, known in DATASETS.items() if not known.pictures} == {
        "FashionMNIST-sample": 10,
        "MNIST": 10,
        "FashionMNIST": 10,
        "KMNIST": 10,
        "K49": 49,
        "CIFAR-10": 10,
        "CIFAR-100": 100,
        "EMNIST-balanced": 47,
        "EMNIST-letters": 26,
        "EMNIST-digits": 10,
        "EMNIST-byclass": 62,
        "EMNIST-bymerge": 47,
        "EMNIST-mnist": 10,
        "QMNIST": 10,
        "USPS": 10,
        "SVHN": 10,
        "STL10": 10,
        "SEMEION": 10,
        "MNIST-5k": 10,
    }
    assert list(DATASETS["CIFAR-100"].classes) == sorted(DATASETS["CIFAR-100"].classes)
    assert all(len(set(description.classes)) == len(description.classes) for description in DATASETS.values())
    assert DATASETS["K49"].judged_by_balanced_accuracy
    assert not DATASETS["KMNIST"].judged_by_balanced_accuracy


def test_pixels_stand_where_the_files_say(data: Path) -> None:
    pixels = np.zeros((20, 3072), dtype=np.uint8)
    pixels[3, 1024 + 5 * 32 + 7] = 200  # image 3, green, row 5, column 7
    for pickled in (python2_batch, today_batch):
        batch = pickled(pixels, "labels", [0, 1] * 10)
        (data / "cifar-10-batches-py" / "test_batch").write_bytes(batch)
        images = open_dataset("CIFAR-10", data).load("test").images
        assert np.argwhere(images).tolist() == [[3, 5, 7, 1]]
    picture = np.zeros((20, 28, 28), dtype=np.uint8)
    picture[2, 9, 4] = 77
    (data / "KMNIST/raw/t10k-images-idx3-ubyte").write_bytes(idx_bytes(picture))
    assert np.argwhere(open_dataset("KMNIST", data).load("test").images).tolist() == [[2, 9, 4, 0]]


def test_gzipped_files_are_as_good(data: Path) -> None:
    plain = open_dataset("MNIST", data).load("train")
    for file in (data / "MNIST/raw").iterdir():
        file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes()))
        file.unlink()
    zipped = open_dataset("MNIST", data).load("train")
    np.testing.assert_array_equal(plain.images, zipped.images)
    np.testing.assert_array_equal(plain.labels, zipped.labels)


def test_the_bundled_sample_needs_no_data_folder(tmp_path: Path) -> None:
    dataset = open_dataset("FashionMNIST-sample", tmp_path / "nowhere")
    train, test = dataset.load("train"), dataset.load("test")
    assert np.bincount(train.labels).tolist() == [200] * 10
    assert np.bincount(test.labels).tolist() == [300] * 10
    assert 60 < train.images.mean() < 85
    # Trousers (1) are narrow and sandals (5) flat: real pictures, not noise.
    assert train.images[train.labels == 1].mean() > train.images[train.labels == 5].mean()


@pytest.mark.parametrize("name", REGISTERED)
def test_missing_files_are_named_with_their_place(name: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    WRITERS[name](data)
    file = next(iter(DATASETS[name].files))
    (data / file).rename(tmp_path / "away")
    with pytest.raises(MissingDataError) as caught:
        open_dataset(name, data)
    assert file in str(caught.value)
    assert str(data) in str(caught.value)
    assert DATASETS[name].missing(data) == [file]
    with pytest.raises(MissingDataError, match="complete"):
        open_dataset(name, data / "nowhere")


def test_unknown_names_are_answered(data: Path) -> None:
    with pytest.raises(MissingDataError, match="did you mean 'FashionMNIST'"):
        open_dataset("fashionMNIST", data)
    with pytest.raises(MissingDataError, match=r"known: .*train/<class>"):
        open_dataset("zzz", data)


@pytest.mark.parametrize("name", STORED)
def test_every_truncation_is_one_sentence_with_the_file(name: str, tmp_path: Path) -> None:
    data = tmp_path
    WRITERS[name](data)
    for file in DATASETS[name].files:
        path = data / file
        whole = path.read_bytes()
        # Of a text file only its sum tells that the last line end is gone.
        for length in {0, 1, 3, 7, 10, len(whole) // 2, len(whole) - (3 if path.suffix == ".data" else 1)} - {
            len(whole)
        }:
            path.write_bytes(whole[:length])
            part: Split = "test" if any(word in file for word in ("test", "t10k", "usps.t")) else "train"
            with pytest.raises(InputError) as caught:
                open_dataset(name, data).load(part)
            assert str(path) in str(caught.value)
            assert "\n" not in str(caught.value)
        path.write_bytes(whole)


BAD_IDX: dict[str, tuple[bytes, str]] = {
    "labels as images": (idx_bytes(np.zeros(40, np.uint8)), "not an IDX image file"),
    "text": (b"<html>not found</html>", "not an IDX image file"),
    "left over": (idx_bytes(np.zeros((40, 28, 28), np.uint8)) + b"x", "has bytes left over"),
    "huge": (bytes([0, 0, 8, 3]) + b"\xff" * 12, "claims"),
    "wrong edge": (idx_bytes(np.zeros((40, 32, 32), np.uint8)), r"\(32, 32, 1\) instead of \(28, 28, 1\)"),
    "fewer": (idx_bytes(np.zeros((39, 28, 28), np.uint8)), "39 images but 40 labels"),
}


@pytest.mark.parametrize(("content", "sentence"), BAD_IDX.values(), ids=BAD_IDX)
def test_a_wrong_idx_file_is_refused(content: bytes, sentence: str, data: Path) -> None:
    (data / "MNIST/raw/train-images-idx3-ubyte").write_bytes(content)
    with pytest.raises(InputError, match=sentence):
        open_dataset("MNIST", data).load("train")


def test_a_damaged_gzip_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.gz"
    whole = gzip.compress(idx_bytes(np.arange(200, dtype=np.uint8)))
    for content in (whole[:-9], b"plain", whole[:30] + bytes([whole[30] ^ 255]) + whole[31:]):
        path.write_bytes(content)
        with pytest.raises(InputError, match=r"x\.gz"):
            read_idx(path, 1)


def test_labels_out_of_range_are_refused(data: Path) -> None:
    (data / "MNIST/raw/train-labels-idx1-ubyte").write_bytes(idx_bytes(np.full(40, 10, np.uint8)))
    with pytest.raises(InputError, match="label 10 for 10 classes"):
        open_dataset("MNIST", data).load("train")


class _Command:
    """Pickles as a call of `os.system`, the textbook attack."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, (f"touch {self.mark}",)


def _poisoned(entry: object) -> Callable[[Path], bytes]:
    def batch(mark: Path) -> bytes:
        value = _Command(mark) if entry is _Command else entry
        return pickle.dumps({"data": np.zeros((1, 3072), np.uint8), "labels": [0], "more": value}, protocol=4)

    return batch


POISON: dict[str, tuple[Callable[[Path], bytes], str]] = {
    "command": (_poisoned(_Command), r"the name .*\.system"),
    "numpy function": (_poisoned(np.load), "the name numpy"),
    "object array": (_poisoned(np.array([{}], dtype=object)), "array of 'O8'"),
    "builtin": (lambda _: b"\x80\x04c__builtin__\neval\n\x8c\x011\x85R.", "__builtin__.eval"),
    "attribute": (lambda _: b"\x80\x02cnumpy\ndtype\nN}U\x01aK\x01s\x86b.", "CIFAR batch"),
    "call the type": (lambda _: b"\x80\x02cnumpy\nndarray\nJ\xff\xff\xff\x7f\x85\x85R.", "CIFAR batch"),
    "not a mapping": (lambda _: pickle.dumps([1, 2]), "lacks the entries"),
    "other labels": (lambda _: today_batch(np.zeros((1, 3072), np.uint8), "coarse_labels", [0]), "lacks the entries"),
    "text labels": (lambda _: pickle.dumps({"data": np.zeros((1, 3072), np.uint8), "labels": ["0"]}), "list of labels"),
    "narrow": (lambda _: today_batch(np.zeros((1, 3071), np.uint8), "labels", [0]), "3072"),
    "one label short": (lambda _: today_batch(np.zeros((2, 3072), np.uint8), "labels", [0]), "2 images"),
}


@pytest.mark.parametrize(("batch", "sentence"), POISON.values(), ids=POISON)
def test_a_batch_cannot_run_code(batch: Callable[[Path], bytes], sentence: str, data: Path, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    (data / "cifar-10-batches-py/test_batch").write_bytes(batch(mark))
    with pytest.raises(InputError, match=sentence) as caught:
        open_dataset("CIFAR-10", data).load("test")
    assert "test_batch" in str(caught.value)
    assert not mark.exists()


def test_held_out_images_are_disjoint_balanced_and_seeded(tmp_path: Path) -> None:
    dataset = open_dataset("FashionMNIST-sample", tmp_path)
    train = dataset.load("train", validation=500, seed=3)
    held_out = dataset.load("validation", validation=500, seed=3)
    assert (len(train), len(held_out)) == (1500, 500)
    assert np.bincount(held_out.labels).tolist() == [50] * 10
    together = {image.tobytes() for image in np.concatenate([train.images, held_out.images])}
    assert together == {image.tobytes() for image in dataset.load("train").images}
    other = dataset.load("validation", validation=500, seed=4)
    assert not np.array_equal(other.images, held_out.images)
    again = dataset.load("validation", validation=500, seed=3)
    np.testing.assert_array_equal(again.images, held_out.images)
    assert len(dataset.load("validation")) == 0


def test_a_limit_draws_balanced_nested_subsets_beside_the_validation_images(tmp_path: Path) -> None:
    dataset = open_dataset("FashionMNIST-sample", tmp_path)
    small = dataset.load("train", limit=100, validation=300, seed=1)
    large = dataset.load("train", limit=1000, validation=300, seed=1)
    assert np.bincount(small.labels).tolist() == [10] * 10
    contained = {image.tobytes() for image in large.images}
    assert {image.tobytes() for image in small.images} <= contained
    held_out = dataset.load("validation", limit=100, validation=300, seed=1)
    assert len(held_out) == 300
    assert contained.isdisjoint(image.tobytes() for image in held_out.images)
    assert len(dataset.load("test", limit=100, validation=300, seed=1)) == 3000


@pytest.mark.parametrize(("limit", "validation"), [(0, 0), (2001, 0), (1501, 500), (-1, 0), (None, 2000), (None, -1)])
def test_more_than_there_is_cannot_be_drawn(limit: int | None, validation: int, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="FashionMNIST-sample has"):
        open_dataset("FashionMNIST-sample", tmp_path).load("train", limit=limit, validation=validation)


def test_published_sums_tell_other_files_apart(data: Path) -> None:
    states = DATASETS["K49"].check(data)
    assert set(states.values()) == {FileState.DIFFERENT}
    (data / "K49/k49-test-imgs.npz").unlink()
    assert DATASETS["K49"].check(data)["K49/k49-test-imgs.npz"] is FileState.MISSING
    assert set(DATASETS["MNIST"].check(data).values()) == {FileState.FOUND}


# Folders of pictures.


def _picture(path: Path, mode: str = "L", size: tuple[int, int] = (20, 10), level: int = 100) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new(mode, size, level if mode in ("L", "I;16") else (level, 0, 0)).save(path)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    for part, count in (("train", 4), ("val", 2)):
        for name in ("cat", "dog"):
            for index in range(count):
                _picture(tmp_path / "pets" / part / name / f"{index}.png", level=50 + index)
    return tmp_path


def test_a_folder_of_pictures_is_a_data_set(pictures: Path) -> None:
    _picture(pictures / "pets/train/dog/deep/er/9.jpg", level=50)
    (pictures / "pets/train/dog/note.txt").write_text("no picture")
    assert picture_folders(pictures) == ["pets"]
    dataset = open_dataset("pets", pictures, size=16)
    assert dataset.classes == ("cat", "dog")
    train, test = dataset.load("train"), dataset.load("test")
    assert train.images.shape == (9, 16, 16, 1)
    assert train.labels.tolist() == [0] * 4 + [1] * 5
    assert train.images[:4, 8, 8, 0].tolist() == [50, 51, 52, 53]
    assert test.images.shape == (4, 16, 16, 1)


def test_one_colour_picture_makes_the_whole_set_rgb(pictures: Path) -> None:
    _picture(pictures / "pets/val/cat/red.png", mode="RGB", level=200)
    images = open_dataset("pets", pictures).load("test").images
    assert images.shape == (5, 64, 64, 3)
    assert images[2, 0, 0].tolist() == [200, 0, 0]
    assert open_dataset("pets", pictures).load("train").images.shape[3] == 3


def test_pictures_are_cut_to_the_central_square_not_squeezed(pictures: Path) -> None:
    wide = np.zeros((10, 30), dtype=np.uint8)
    wide[:, 10:20] = 255
    for file in (pictures / "pets/train/cat").iterdir():
        Image.fromarray(wide).save(file)
    assert (open_dataset("pets", pictures, size=10).load("train").images[0] == 255).all()


@pytest.mark.parametrize("content", [b"", b"no picture", "truncated"])
def test_a_broken_picture_is_named(content: bytes | str, pictures: Path) -> None:
    path = pictures / "pets/train/dog/0.png"
    noise = np.random.default_rng(0).integers(0, 256, (64, 64), dtype=np.uint8)
    Image.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[:2000] if isinstance(content, str) else content)
    with pytest.raises(InputError) as caught:
        open_dataset("pets", pictures).load("train")
    assert str(path) in str(caught.value)


def test_deep_pictures_and_too_much_memory_are_refused(pictures: Path) -> None:
    with pytest.raises(InputError, match="smaller size"):
        open_dataset("pets", pictures, size=200_000).load("train")
    _picture(pictures / "pets/train/dog/0.png", mode="I;16", level=40_000)
    with pytest.raises(InputError, match=r"0\.png has more than 8 bits"):
        open_dataset("pets", pictures).load("train")


def test_incomplete_folders_are_explained(pictures: Path) -> None:
    (pictures / "pets/train/fox").mkdir()
    with pytest.raises(MissingDataError, match="fox holds no picture"):
        open_dataset("pets", pictures)
    (pictures / "pets/train/fox").rename(pictures / "pets/val/fox")
    with pytest.raises(InputError, match="fox is a class that"):
        open_dataset("pets", pictures)
    (pictures / "other").mkdir()
    with pytest.raises(MissingDataError, match="no data set of pictures"):
        open_dataset("other", pictures)


def test_images_need_no_torch() -> None:
    script = "import sys, engine.images.dataset_images, engine.images.fractal_images, engine.images.export\n"
    script += "assert 'torch' not in sys.modules and 'PySide6' not in sys.modules"
    root = Path(__file__).resolve().parents[3]
    subprocess.run([sys.executable, "-c", script], cwd=root, check=True, timeout=120)
