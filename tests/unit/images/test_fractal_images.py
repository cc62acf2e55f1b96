"""Fractal images are a function of their description: the same bytes from memory, cache, any thread count."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.categories.catalogue import fractaldb_1k
from engine.categories.category_set import CategorySet
from engine.errors import InputError, Interrupted, StorageError
from engine.ifs.category import Category
from engine.images import fractal_images
from engine.images.cache import ImageCache
from engine.images.fractal_images import FractalImages
from engine.progress import Control, Progress
from engine.render.renderer import Outcome, RenderedImages, render_images
from engine.render.settings import RenderSettings, Style

SETTINGS = RenderSettings(style=Style.POINT_GRAY, size=32, points=1000, weight_step=0.1, counts=2, flips=2)


def _source(cache: Path | None = None, **changes: int) -> FractalImages:
    wanted = {"instances": 20, "validation": 5, "seed": 0} | changes
    return FractalImages(fractaldb_1k().first(6), SETTINGS, cache=cache, **wanted)


def _pictures(images: np.ndarray) -> list[bytes]:
    return [image.tobytes() for image in images]


@pytest.mark.parametrize("split", ["train", "validation"])
def test_memory_cache_and_threads_give_the_same_bytes(split: str, tmp_path: Path) -> None:
    reference = _source().load(split, threads=1)
    for cache in (None, tmp_path, tmp_path):
        for threads in (1, 2, 3):
            loaded = _source(cache).load(split, threads=threads)
            np.testing.assert_array_equal(loaded.images, reference.images)
            np.testing.assert_array_equal(loaded.labels, reference.labels)
            assert not loaded.images.flags.writeable


def test_batches_and_groups_do_not_change_the_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    reference = _source().load("train")
    monkeypatch.setattr(fractal_images, "_GROUP_IMAGES", 1)
    monkeypatch.setattr(fractal_images, "_BATCH_BYTES", 1)
    np.testing.assert_array_equal(_source().load("train").images, reference.images)


def test_labels_and_shapes_are_as_described() -> None:
    source = _source()
    train, validation = source.load("train"), source.load("validation")
    assert train.images.shape == (120, 32, 32, 1)
    assert train.labels.tolist() == [label for label in range(6) for _ in range(20)]
    assert validation.labels.tolist() == [label for label in range(6) for _ in range(5)]
    assert train.classes == source.classes == fractaldb_1k().names[:6]
    assert source.bytes == train.images.nbytes + validation.images.nbytes


def test_images_are_those_of_the_renderer_each_instance_once() -> None:
    settings = RenderSettings(style=Style.POINT_GRAY, size=32, points=1000, weight_step=None, counts=10, flips=1)
    categories = fractaldb_1k().first(2)
    source = FractalImages(categories, settings, instances=7, validation=3, cache=None)
    drawn = render_images(categories.categories, np.repeat([0, 1], 10), np.tile(np.arange(10), 2), settings).images
    for label in range(2):
        parts = [source.load(split) for split in ("train", "validation")]
        mine = [picture for part in parts for picture in _pictures(part.images[part.labels == label])]
        assert sorted(mine) == sorted(_pictures(drawn[10 * label : 10 * label + 10]))


def test_validation_is_disjoint_and_stays_when_training_grows() -> None:
    few, many = _source(instances=10), _source(instances=40)
    np.testing.assert_array_equal(few.load("validation").images, many.load("validation").images)
    assert set(_pictures(few.load("train").images)) <= set(_pictures(many.load("train").images))
    held_out = set(_pictures(few.load("validation").images))
    assert held_out.isdisjoint(_pictures(many.load("train").images))


def test_a_category_contributes_the_same_images_in_any_set() -> None:
    whole = _source().load("train")
    part = FractalImages(fractaldb_1k().subset([4, 2]), SETTINGS, instances=20, validation=5, cache=None).load("train")
    np.testing.assert_array_equal(part.images[:20], whole.images[80:100])
    np.testing.assert_array_equal(part.images[20:], whole.images[40:60])


def test_another_seed_chooses_other_instances() -> None:
    assert _pictures(_source(seed=1).load("validation").images) != _pictures(_source().load("validation").images)


def _diverging(name: str) -> Category:
    # The unweighted system contracts; 1.8 a and 1.4 a do not.
    return Category(name, np.array([[0.95, 0, 0, 0.5, 1, 0], [0.95, 0, 0, 0.5, 0, 1]]), np.array([0.5, 0.5]))


DEEP = RenderSettings(style=Style.POINT_GRAY, size=32, points=50_000, weight_step=0.4, counts=2, flips=2)


def test_degenerate_variants_are_replaced_and_named(tmp_path: Path) -> None:
    categories = CategorySet("x", (_diverging("wild"), fractaldb_1k()[0]))
    bad = render_images(categories.categories, np.repeat([0, 1], 100), np.tile(np.arange(100), 2), DEEP).outcomes
    degenerate_rows = {int(n) // 4 for n in np.flatnonzero(bad[:100])}
    assert degenerate_rows, "the example must diverge"
    source = FractalImages(categories, DEEP, instances=60, validation=10, cache=tmp_path)
    assert source.degenerate is None
    train, validation = source.load("train"), source.load("validation")
    assert len(train) == 120
    report = source.degenerate
    assert report is not None
    assert {item.weight_row for item in report.left_out if item.category == "wild"} <= degenerate_rows
    assert report.by_category["wild"] == sum(i.instances for i in report.left_out if i.category == "wild") > 0
    assert report.total >= report.by_category["wild"]
    refused = render_images(categories.categories, np.zeros(100, int), np.arange(100), DEEP)
    unwanted = set(_pictures(refused.images[refused.outcomes != Outcome.OK]))
    assert unwanted.isdisjoint(_pictures(np.concatenate([train.images, validation.images])))
    again = FractalImages(categories, DEEP, instances=60, validation=10, cache=tmp_path)
    again.load("train")
    assert again.degenerate == report


def test_the_report_of_a_cached_set_uses_the_names_of_the_set_at_hand(tmp_path: Path) -> None:
    for name in ("first", "second"):
        source = FractalImages(CategorySet("x", (_diverging(name),)), DEEP, instances=60, validation=10, cache=tmp_path)
        source.load("train")
        assert source.degenerate is not None
        assert {item.category for item in source.degenerate.left_out} == {name}
    assert len(ImageCache(tmp_path / "images").entries()) == 1


def test_a_category_that_cannot_deliver_is_named() -> None:
    categories = CategorySet("x", (fractaldb_1k()[1], _diverging("wild")))
    with pytest.raises(InputError, match=r"Category wild cannot deliver 100 images: \d+ of its 100 variants"):
        FractalImages(categories, DEEP, instances=90, validation=10, cache=None).load("train")


def test_a_failing_draw_leaves_no_entry(tmp_path: Path) -> None:
    categories = CategorySet("x", (_diverging("wild"),))
    with pytest.raises(InputError):
        FractalImages(categories, DEEP, instances=90, validation=10, cache=tmp_path).load("train")
    assert ImageCache(tmp_path / "images").entries() == []
    assert [file.suffix for file in (tmp_path / "images").iterdir()] == []


@pytest.mark.parametrize(
    ("instances", "validation", "seed"), [(0, 0, 0), (1, -1, 0), (1, 0, -1), (100, 1, 0), (90, 11, 0)]
)
def test_impossible_wishes_are_refused_at_once(instances: int, validation: int, seed: int) -> None:
    with pytest.raises(InputError):
        _source(instances=instances, validation=validation, seed=seed)
    with pytest.raises(InputError, match="train and validation"):
        _source().load("test")


def test_progress_counts_images_and_an_interruption_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fractal_images, "_BATCH_BYTES", 1)  # 32 images a batch
    seen: list[Progress] = []
    _source(tmp_path).load("train", report=seen.append)
    assert [progress.done for progress in seen] == sorted(progress.done for progress in seen)
    assert (seen[-1].done, seen[-1].total) == (150, 150)
    ImageCache(tmp_path / "images").clear()

    control = Control()
    with pytest.raises(Interrupted):
        _source(tmp_path).load("train", report=lambda _: control.stop(), control=control)
    assert list((tmp_path / "images").glob("*.npy")) == []
    assert list((tmp_path / "images").glob(".*")) == []


def test_the_key_holds_everything_that_decides_the_bytes() -> None:
    base = _source()
    renamed = CategorySet("y", tuple(Category("n" + c.name, c.maps, c.probabilities) for c in base.categories))
    assert FractalImages(renamed, SETTINGS, instances=20, validation=5, cache=None).identity == base.identity
    keys = {base.identity, _source(instances=19).identity, _source(validation=4).identity, _source(seed=1).identity}
    for settings in (
        RenderSettings(style=Style.POINT_GRAY, size=32, points=1000, weight_step=0.1, counts=2, flips=2, seed=9),
        RenderSettings(style=Style.POINT_GRAY, size=32, points=1001, weight_step=0.1, counts=2, flips=2),
        RenderSettings(style=Style.PATCH_GRAY, size=32, points=1000, weight_step=0.1, counts=2, flips=2),
        RenderSettings(
            style=Style.POINT_GRAY, size=32, points=1000, weight_step=0.1, counts=2, flips=2, protocol="fractaldb"
        ),
    ):
        keys.add(FractalImages(base.categories, settings, instances=20, validation=5, cache=None).identity)
    other = fractaldb_1k().subset([1, 0, 2, 3, 4, 5])
    keys.add(FractalImages(other, SETTINGS, instances=20, validation=5, cache=None).identity)
    assert len(keys) == 9


def test_a_second_load_draws_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _source(tmp_path).load("train")

    def refuse(*_arguments: object, **_options: object) -> RenderedImages:
        raise AssertionError("drawn again")

    monkeypatch.setattr(fractal_images, "render_images", refuse)
    assert isinstance(_source(tmp_path).load("validation").images, np.memmap)


def test_a_damaged_entry_is_made_again(tmp_path: Path) -> None:
    reference = _source(tmp_path).load("train").images.copy()
    (file,) = (tmp_path / "images").glob("*.npy")
    for content in (b"", file.read_bytes()[:1000]):
        file.write_bytes(content)
        np.testing.assert_array_equal(_source(tmp_path).load("train").images, reference)


def test_an_unwritable_cache_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "images").write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="Cannot write"):
        _source(tmp_path).load("train")
