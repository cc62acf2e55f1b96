"""Readers of the data sets that are published as picture files: which files make up a part, and their classes.

Where a set publishes training, validation and test pictures, the training part is the first two together (held-out
images are drawn from it by seed, as for every other set); where it publishes no parts, a fixed fifth of each class
is the test part (`engine.images.sampling.fixed_test_part`).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from engine.errors import InputError, MissingDataError, StorageError
from engine.images.datasets.description import Find, Part, PictureFiles
from engine.images.datasets.stored import read_matlab
from engine.images.image_folder import class_folders, list_pictures
from engine.images.sampling import fixed_test_part

_MAX_BYTES = 64 * 2**20
_AGAIN = "get the data set again."

Lister = Callable[[Find, Part], PictureFiles]


def folders(parts: Mapping[Part, Sequence[str]], names: Mapping[str, str] | None = None) -> Lister:
    """Return the reader of sets with a folder a part (or several, taken together) and in it a folder a class.

    Parameters
    ----------
    parts : mapping
        Names of the folders of each part.
    names : mapping, optional
        Folder of a class to the name to show.
    """

    def read(find: Find, part: Part) -> PictureFiles:
        classes = class_folders(find(parts["train"][0]))
        found = [list_pictures(find(folder), classes) for folder in parts[part]]
        files = tuple(file for files, _ in found for file in files)
        shown = tuple((names or {}).get(name, name) for name in classes)
        return PictureFiles(files, np.concatenate([labels for _, labels in found]), shown)

    return read


def one_folder(folder: str, *, leave_out: Sequence[str] = (), depth: int = 1) -> Lister:
    """Return the reader of a set without parts: in `folder` a folder a class.

    Parameters
    ----------
    folder : str
    leave_out : sequence of str
        Folders that are no class.
    depth : int
        How many folders deep a class is; its name is the path.
    """
    return several_folders((folder,), leave_out=leave_out, depth=depth)


def several_folders(names: Sequence[str], *, leave_out: Sequence[str] = (), depth: int = 1) -> Lister:
    """Return the reader of a set without parts whose classes lie in several folders; otherwise as `one_folder`."""

    def read(find: Find, part: Part) -> PictureFiles:
        classes: list[str] = []
        files: list[Path] = []
        labels: list[int] = []
        for folder in names:
            root = find(folder)
            own = [name for name in _deep(root, depth) if name not in leave_out]
            pictures, found = list_pictures(root, own)
            files += pictures
            labels += (found + len(classes)).tolist()
            classes += own
        return split_pictures(PictureFiles(tuple(files), np.array(labels, dtype=np.int64), tuple(classes)), part)

    return read


def _deep(root: Path, depth: int) -> list[str]:
    names = [""]
    for _ in range(depth):
        names = [f"{name}/{child}".lstrip("/") for name in names for child in class_folders(root / name)]
    return names


def split_pictures(everything: PictureFiles, part: Part) -> PictureFiles:
    """Return the part of pictures that are published without parts: a fixed fifth of each class is the test part."""
    test = fixed_test_part(everything.labels)
    chosen = np.flatnonzero(test if part == "test" else ~test)
    files = tuple(everything.files[index] for index in chosen)
    return PictureFiles(files, everything.labels[chosen], everything.classes)


def dtd(find: Find, part: Part) -> PictureFiles:
    """List the Describable Textures (Cimpoi et al. 2014), the first of the ten published partitions."""
    lines = [line for name in _TRAIN_AND_VAL[part] for line in _lines(find(f"dtd/dtd/labels/{name}1.txt"))]
    named = [(line.split("/")[0], line) for line in lines]
    everyone = [line for name in ("train", "val", "test") for line in _lines(find(f"dtd/dtd/labels/{name}1.txt"))]
    return _labelled(find("dtd/dtd/images/"), named, sorted({line.split("/")[0] for line in everyone}))


_TRAIN_AND_VAL: dict[Part, tuple[str, ...]] = {"train": ("train", "val"), "test": ("test",)}


def aircraft(find: Find, part: Part) -> PictureFiles:
    """List FGVC-Aircraft (Maji et al. 2013) by variant."""
    folder = "fgvc-aircraft-2013b/data"
    variants = _lines(find(f"{folder}/variants.txt"))
    listed = find(f"{folder}/images_variant_{'trainval' if part == 'train' else 'test'}.txt")
    pairs = [line.partition(" ") for line in _lines(listed)]
    named = [(variant, f"{picture}.jpg") for picture, _, variant in pairs]
    return _labelled(find(f"{folder}/images/"), named, variants)


def flowers(names: Sequence[str]) -> Lister:
    """Return the reader of the Oxford 102 Flowers (Nilsback & Zisserman 2008), whose classes are called `names`."""

    def read(find: Find, part: Part) -> PictureFiles:
        path = find("flowers-102/setid.mat")
        keys = {"train": ("trnid", "valid"), "test": ("tstid",)}[part]
        sets = read_matlab(path, keys)
        ids = np.concatenate([sets[key].reshape(-1) for key in keys]).astype(np.int64)
        labels = read_matlab(find("flowers-102/imagelabels.mat"), ("labels",))["labels"].reshape(-1).astype(np.int64)
        if len(ids) and not 1 <= int(ids.min()) <= int(ids.max()) <= len(labels):
            raise InputError(f"{path} names images that imagelabels.mat does not know; {_AGAIN}")
        folder = find("flowers-102/jpg/")
        files = tuple(folder / f"image_{index:05d}.jpg" for index in ids)
        return PictureFiles(files, labels[ids - 1] - 1, tuple(names))

    return read


def pets(find: Find, part: Part) -> PictureFiles:
    """List the Oxford-IIIT Pets (Parkhi et al. 2012) by breed."""
    path = find(f"oxford-iiit-pet/annotations/{'trainval' if part == 'train' else 'test'}.txt")
    rows = [line.split() for line in _lines(path) if not line.startswith("#")]
    breeds: dict[int, str] = {}
    labels = []
    for number, row in enumerate(rows, start=1):
        if len(row) != 4 or not row[1].isdigit():
            raise InputError(f"{path}, line {number}: not `picture class species breed`; {_AGAIN}")
        labels.append(int(row[1]) - 1)
        breeds[labels[-1]] = row[0].rpartition("_")[0].replace("_", " ")
    folder = find("oxford-iiit-pet/images/")
    classes = tuple(breeds.get(label, str(label + 1)) for label in range(max(breeds, default=-1) + 1))
    files = tuple(folder / f"{row[0]}.jpg" for row in rows)
    return PictureFiles(files, np.array(labels, dtype=np.int64), classes)


def food(find: Find, part: Part) -> PictureFiles:
    """List Food-101 (Bossard et al. 2014)."""
    path = find(f"food-101/meta/{part}.json")
    try:
        listed = json.loads(_text(path))
        named = [(name, f"{picture}.jpg") for name, pictures in sorted(listed.items()) for picture in pictures]
    except (ValueError, AttributeError, TypeError) as error:
        raise InputError(f"{path} is not a list of pictures by class ({error}); {_AGAIN}") from error
    return _labelled(find("food-101/images/"), named, sorted(listed))


def gtsrb(names: Sequence[str]) -> Lister:
    """Return the reader of the German traffic signs (Stallkamp et al. 2012), whose classes are called `names`."""

    def read(find: Find, part: Part) -> PictureFiles:
        if part == "train":
            root = find("gtsrb/GTSRB/Training/")
            files, labels = list_pictures(root, class_folders(root))
            return PictureFiles(tuple(files), labels, tuple(names))
        path = find("gtsrb/GT-final_test.csv")
        rows = list(csv.DictReader(_text(path).splitlines(), delimiter=";"))
        if not rows or not {"Filename", "ClassId"} <= set(rows[0]):
            raise InputError(f"{path} lacks the columns Filename and ClassId; {_AGAIN}")
        classes = [str(index) for index in range(len(names))]
        named = [(str(row["ClassId"]), str(row["Filename"])) for row in rows]
        found = _labelled(find("gtsrb/GTSRB/Final_Test/Images/"), named, classes)
        return PictureFiles(found.files, found.labels, tuple(names))

    return read


def _labelled(folder: Path, named: Sequence[tuple[str, str]], classes: Sequence[str]) -> PictureFiles:
    """Return pictures listed as (class, path inside `folder`).

    Raises
    ------
    InputError
        When a class is not among `classes`, or a path leads out of the folder.
    """
    numbers = {name: index for index, name in enumerate(classes)}
    stranger = next((name for name, _ in named if name not in numbers), None)
    if stranger is not None:
        raise InputError(f"The lists beside {folder} name the class {stranger!r}, which their others lack; {_AGAIN}")
    outside = next((path for _, path in named if Path(path).is_absolute() or ".." in Path(path).parts), None)
    if outside is not None:
        raise InputError(f"The lists beside {folder} name the picture {outside!r} outside of it; {_AGAIN}")
    files = tuple(folder / path for _, path in named)
    return PictureFiles(files, np.array([numbers[name] for name, _ in named], dtype=np.int64), tuple(classes))


def _lines(path: Path) -> list[str]:
    lines = [line.strip() for line in _text(path).splitlines() if line.strip()]
    if not lines:
        raise MissingDataError(f"{path} is empty; {_AGAIN}")
    return lines


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise InputError(f"{path} is larger than {_MAX_BYTES:,} bytes, which no such list is; {_AGAIN}")
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not plain text; {_AGAIN}") from error
    except OSError as error:
        raise StorageError(f"Cannot read {path}: {error.strerror or error}.") from error
