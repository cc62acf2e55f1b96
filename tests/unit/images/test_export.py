"""The exported ImageFolder: the original's names and pixels, resumable, honest about degenerate images."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.categories.catalogue import fractaldb_1k
from engine.categories.category_set import CategorySet
from engine.errors import InputError, Interrupted, StorageError
from engine.ifs.category import Category
from engine.images import export
from engine.images.dataset_images import open_folder
from engine.images.export import ImageFolderExport, encode_png
from engine.progress import Control, Progress
from engine.render.renderer import Outcome, render_images
from engine.render.settings import RenderSettings, Style

SETTINGS = RenderSettings(style=Style.POINT_GRAY, size=32, points=500, weight_step=0.1, counts=2, flips=4)
CATEGORIES = fractaldb_1k().first(2)


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.png")}


def test_names_are_the_originals_and_pixels_the_renderers(tmp_path: Path) -> None:
    result = ImageFolderExport(CATEGORIES, SETTINGS, tmp_path).run()
    expected = {
        f"{name}/{name}_{row:02d}_count_{count}_flip{flip}.png"
        for name in ("00000", "00001")
        for row in range(25)
        for count in range(2)
        for flip in range(4)
    }
    assert _files(tmp_path) == expected
    assert (result.images, result.written, result.kept) == (400, 400, 0)
    drawn = render_images(CATEGORIES.categories, np.ones(200, int), np.arange(200), SETTINGS).images
    for instance in (0, 5, 77, 199):
        at = SETTINGS.coordinates(instance)
        file = tmp_path / "00001" / f"00001_{at.weight_row:02d}_count_{at.count}_flip{at.flip}.png"
        with Image.open(file) as picture:
            assert picture.mode == "L"
            np.testing.assert_array_equal(np.asarray(picture), drawn[instance, ..., 0])


@pytest.mark.parametrize("protocol", ["fast", "fractaldb"])
@pytest.mark.parametrize("style", list(Style))
def test_protocol_fractaldb_and_colour_are_written_as_rgb(style: Style, protocol: str, tmp_path: Path) -> None:
    settings = RenderSettings(style, protocol, size=32, points=500, weight_step=None, counts=1, flips=1)
    ImageFolderExport(CATEGORIES, settings, tmp_path).run()
    assert _files(tmp_path) == {f"{name}/{name}_02_count_0_flip0.png" for name in CATEGORIES.names}
    drawn = render_images(CATEGORIES.categories, [0], [0], settings).images[0]
    with Image.open(tmp_path / "00000/00000_02_count_0_flip0.png") as picture:
        gray = protocol == "fast" and style.channels == 1
        assert picture.mode == ("L" if gray else "RGB")
        pixels = np.asarray(picture.convert("RGB"))
    np.testing.assert_array_equal(pixels, np.broadcast_to(drawn, (32, 32, 3)))


def test_the_export_is_a_data_set_for_others(tmp_path: Path) -> None:
    for part in ("train", "test"):
        ImageFolderExport(CATEGORIES, SETTINGS, tmp_path / part).run()
    dataset = open_folder(tmp_path, size=32)
    assert dataset.classes == CATEGORIES.names
    assert len(dataset.load("train")) == 400


def test_an_interrupted_export_goes_on_where_it_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "_BATCH_IMAGES", 40)
    control = Control()
    seen: list[Progress] = []

    def stop_soon(progress: Progress) -> None:
        seen.append(progress)
        if progress.done >= 120:
            control.stop()

    with pytest.raises(Interrupted):
        ImageFolderExport(CATEGORIES, SETTINGS, tmp_path).run(report=stop_soon, control=control)
    assert [progress.done for progress in seen] == [40, 80, 120]
    assert len(_files(tmp_path)) == 120
    damaged = tmp_path / "00000/00000_00_count_0_flip0.png"
    damaged.write_bytes(b"")  # as a power cut leaves it
    untouched = (tmp_path / "00000/00000_00_count_0_flip1.png").stat().st_mtime_ns
    again = ImageFolderExport(CATEGORIES, SETTINGS, tmp_path)
    assert (again.total, again.missing) == (400, 281)
    result = again.run()
    assert (result.images, result.written, result.kept) == (400, 281, 119)
    assert (tmp_path / "00000/00000_00_count_0_flip1.png").stat().st_mtime_ns == untouched
    assert not list(tmp_path.rglob("*.part"))

    ImageFolderExport(CATEGORIES, SETTINGS, tmp_path / "fresh").run()
    for file in _files(tmp_path / "fresh"):
        assert (tmp_path / file).read_bytes() == (tmp_path / "fresh" / file).read_bytes()


def test_a_folder_of_something_else_is_not_mixed_up(tmp_path: Path) -> None:
    ImageFolderExport(CATEGORIES, SETTINGS, tmp_path / "a").run()
    other = RenderSettings(style=Style.POINT_GRAY, size=33, points=500, weight_step=0.1, counts=2, flips=4)
    with pytest.raises(InputError, match="other categories or settings"):
        ImageFolderExport(CATEGORIES, other, tmp_path / "a")
    with pytest.raises(InputError, match="other categories or settings"):
        ImageFolderExport(fractaldb_1k().first(3), SETTINGS, tmp_path / "a")
    (tmp_path / "b").mkdir()
    (tmp_path / "b/holiday.jpg").write_bytes(b"")
    with pytest.raises(InputError, match="not empty"):
        ImageFolderExport(CATEGORIES, SETTINGS, tmp_path / "b")
    (tmp_path / "c").write_text("")
    with pytest.raises(StorageError, match="Cannot write"):
        ImageFolderExport(CATEGORIES, SETTINGS, tmp_path / "c" / "d")
    with pytest.raises(InputError, match="threads"):
        ImageFolderExport(CATEGORIES, SETTINGS, tmp_path / "e", threads=0)


WILD = CategorySet(
    "wild", (Category("w", np.array([[0.95, 0, 0, 0.5, 1, 0], [0.95, 0, 0, 0.5, 0, 1]]), np.array([0.5, 0.5])),)
)
DEEP = RenderSettings(style=Style.POINT_GRAY, size=32, points=50_000, weight_step=0.4, counts=1, flips=2)


@pytest.mark.parametrize("skip", [False, True])
def test_degenerate_images_are_listed_and_skipped_on_request(skip: bool, tmp_path: Path) -> None:
    bad = render_images(WILD.categories, np.zeros(50, int), np.arange(50), DEEP).outcomes != Outcome.OK
    assert 0 < bad.sum() < 50
    for written in (50 - skip * int(bad.sum()), 0):
        result = ImageFolderExport(WILD, DEEP, tmp_path, skip_degenerate=skip).run()
        assert result.written == written
        assert result.images == 50 - skip * int(bad.sum()) == len(_files(tmp_path))
        assert [image.file for image in result.degenerate] == [
            export.picture_file("w", int(instance), DEEP) for instance in np.flatnonzero(bad)
        ]
        assert {image.outcome for image in result.degenerate} <= {"empty", "non_finite"}
    assert len((tmp_path / "degenerate.csv").read_text().splitlines()) == bad.sum()


def test_the_estimate_is_near_the_truth(tmp_path: Path) -> None:
    folder = ImageFolderExport(CATEGORIES, SETTINGS, tmp_path)
    estimate = folder.estimated_bytes()
    folder.run()
    truth = sum((tmp_path / file).stat().st_size for file in _files(tmp_path))
    assert 0.7 < estimate / truth < 1.4
    assert ImageFolderExport(CATEGORIES, SETTINGS, tmp_path).estimated_bytes() == 0


def test_a_full_disk_is_told_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    folder = ImageFolderExport(CATEGORIES, SETTINGS, tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=10))
    with pytest.raises(StorageError, match="GB free"):
        folder.run()
    assert not _files(tmp_path)


def test_png_is_lossless() -> None:
    rng = np.random.default_rng(1)
    for channels in (1, 3):
        image = rng.integers(0, 256, (17, 17, channels), dtype=np.uint8)
        data = encode_png(image, rgb=channels == 3)
        with Image.open(io.BytesIO(data)) as picture:
            np.testing.assert_array_equal(np.asarray(picture).reshape(image.shape), image)


def test_the_estimate_says_images_exactly_and_bytes_nearly_without_writing(tmp_path: Path) -> None:
    told: list[export.ExportEstimate] = []
    estimate = export.estimate_export(CATEGORIES, SETTINGS, on_estimate=told.append)
    exporting = ImageFolderExport(CATEGORIES, SETTINGS, tmp_path)
    result = exporting.run()
    truth = sum(path.stat().st_size for path in tmp_path.rglob("*.png"))
    assert estimate.images == result.images == 400
    assert exporting.written_bytes == truth
    assert estimate.bytes == pytest.approx(truth, rel=0.15)
    assert estimate.seconds > 0
    assert [each.samples for each in told] == sorted({each.samples for each in told})
    assert told[-1] == estimate


def test_the_estimate_of_one_image_and_a_stop() -> None:
    one = RenderSettings(style=Style.POINT_COLOR, size=32, points=500, weight_step=None, counts=1, flips=1)
    assert export.estimate_export(CATEGORIES.first(1), one).images == 1
    control = Control()
    control.stop()
    with pytest.raises(Interrupted):
        export.estimate_export(CATEGORIES, SETTINGS, control=control)
