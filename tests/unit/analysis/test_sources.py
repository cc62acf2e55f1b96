"""What is analysed is what the sources say: the first classes, the first pictures, the images of the training."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.analysis.request import AnalysisRequest, SourceKind, analyze
from engine.analysis.sources import DrawnImages, open_folder, published_points, select
from engine.analysis.statistics import class_statistics
from engine.categories.catalogue import fractaldb_1k
from engine.categories.category_set import CategorySet
from engine.errors import InputError, MissingDataError
from engine.ifs.category import Category
from engine.images.fractal_images import FractalImages
from engine.images.labelled import LabelledImages
from engine.progress import Control
from engine.render.settings import RenderSettings, Style
from engine.workspace import Workspace

SETTINGS = RenderSettings(style=Style.POINT_GRAY, size=16, points=500, counts=1, flips=2)
FLYING = Category.from_maps("flying", [[90.0, 0, 0, 90.0, 1, 1], [80.0, 0, 0, 80.0, -1, 0]])


def test_drawn_images_are_the_training_images() -> None:
    categories = fractaldb_1k().first(7)
    trained = FractalImages(categories, SETTINGS, instances=20, validation=0, cache=None).load("train")
    blocks = list(DrawnImages(categories, SETTINGS, 20).blocks(Control()))
    images, labels = (np.concatenate(part) for part in zip(*blocks, strict=True))
    for label in range(7):
        drawn = sorted(image.tobytes() for image in images[labels == label])
        assert drawn == sorted(image.tobytes() for image in trained.images[trained.labels == label])


def test_the_first_block_holds_every_class() -> None:
    settings = RenderSettings(style=Style.POINT_GRAY, size=16, points=2_000_000, counts=1, flips=1)
    source = DrawnImages(fractaldb_1k().first(8), settings, 4)
    _, labels = next(iter(source.blocks(Control())))
    assert set(labels.tolist()) == set(range(8))
    assert len(labels) < source.total


def test_a_category_without_a_valid_variant_contributes_nothing() -> None:
    good = fractaldb_1k()[0]
    found = class_statistics(DrawnImages(CategorySet("mixed", (FLYING, good)), SETTINGS, 5))
    assert found.classes == (good.name,)
    assert found.counts.tolist() == [5]


def test_too_many_instances_are_refused() -> None:
    with pytest.raises(InputError, match="51 instances were asked for; these settings have 1 to 50"):
        DrawnImages(fractaldb_1k().first(2), SETTINGS, 51)


def test_selection_takes_the_first_of_each_class() -> None:
    labels = np.array([2, 0, 1, 0, 2, 0, 1, 2], dtype=np.int64)
    images = np.arange(8, dtype=np.uint8).reshape(8, 1, 1, 1)
    chosen = select(LabelledImages("x", "train", images, labels, ("a", "b", "c")), classes=2, instances=2)
    assert chosen.classes == ("a", "b")
    assert chosen.labels.tolist() == [0, 1, 0, 1]
    assert chosen.images.ravel().tolist() == [1, 2, 3, 6]


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        ({"classes": 4}, "x has 3 classes, 4 were asked for"),
        ({"instances": 2}, "Class b of x has 1 pictures, 2 were asked for"),
    ],
)
def test_selection_refuses_more_than_there_is(choice: dict[str, int], sentence: str) -> None:
    labels = np.array([0, 0, 1, 2, 2], dtype=np.int64)
    data = LabelledImages("x", "train", np.zeros((5, 1, 1, 1), np.uint8), labels, ("a", "b", "c"))
    with pytest.raises(InputError, match=sentence):
        select(data, **choice)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rng = np.random.default_rng(0)
    for name in ("cat", "dog", "eel"):
        (tmp_path / "pets" / name).mkdir(parents=True)
        for index in range(5):
            Image.fromarray(rng.integers(0, 256, (12, 12, 3), dtype=np.uint8)).save(
                tmp_path / "pets" / name / f"{index}.png"
            )
    return tmp_path / "pets"


def test_folder_statistics_are_those_of_its_files(folder: Path) -> None:
    found = class_statistics(open_folder(folder, classes=2, instances=3))
    assert found.classes == ("cat", "dog")
    for label, name in enumerate(found.classes):
        own = np.stack([np.asarray(Image.open(folder / name / f"{index}.png"), dtype=np.float64) for index in range(3)])
        np.testing.assert_allclose(found.means[label], own.mean(axis=0), rtol=1e-13)
        np.testing.assert_allclose(found.std[label], own.std(axis=0), rtol=1e-12)


def test_folders_that_do_not_fit_are_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match="There is no folder"):
        open_folder(tmp_path / "nothing")
    with pytest.raises(InputError, match="has 3 classes, 9 were asked for"):
        open_folder(folder, classes=9)
    with pytest.raises(InputError, match=r"Class cat of .* has 5 pictures, 6 were asked for"):
        open_folder(folder, instances=6)
    with pytest.raises(InputError, match="holds no folder"):
        open_folder(folder / "cat")


def test_a_request_opens_each_kind_of_source(folder: Path, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "workspace")
    drawn = analyze(AnalysisRequest(SourceKind.CATEGORIES, "fractaldb-1k", 3, 4, 16), workspace)
    assert drawn.statistics.classes == ("00000", "00001", "00002")
    assert drawn.provenance["settings"]["size"] == 16
    sample = analyze(AnalysisRequest(SourceKind.DATASET, "FashionMNIST-sample", 2, 5), workspace)
    assert sample.statistics.counts.tolist() == [5, 5]
    pictures = analyze(AnalysisRequest(SourceKind.FOLDER, str(folder), size=8), workspace)
    assert pictures.statistics.means.shape == (3, 8, 8, 3)


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        ({"kind": SourceKind.CATEGORIES, "source": "fractaldb-1k", "classes": 0}, "classes is 0; give 1 or more"),
        ({"kind": SourceKind.DATASET, "source": "FashionMNIST-sample", "size": 30}, "have 28 pixels"),
        ({"kind": SourceKind.CATEGORIES, "source": "fractaldb-1k", "classes": 1001}, "ask for 1 to 1000"),
    ],
)
def test_requests_that_cannot_be_met_are_refused(request_: dict[str, object], sentence: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=sentence):
        AnalysisRequest(**request_).open(Workspace(tmp_path))  # type: ignore[arg-type]


def test_default_points_keep_the_published_density() -> None:
    assert published_points(256) == 100_000
    assert published_points(362) == pytest.approx(200_000, rel=0.001)
    assert published_points(16) == 1000
