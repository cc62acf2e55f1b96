"""Images of one class are those an analysis adds up, in its order."""

from __future__ import annotations

import numpy as np
import pytest

from engine.analysis.class_samples import class_samples
from engine.analysis.sources import ArrayImages, DrawnImages
from engine.categories.catalogue import fractaldb_1k
from engine.errors import InputError, Interrupted
from engine.images.labelled import LabelledImages
from engine.progress import Control
from engine.render.settings import RenderSettings, Style

SETTINGS = RenderSettings(style=Style.POINT_GRAY, size=16, points=200, weight_step=0.4)


def _arrays() -> ArrayImages:
    images = np.arange(7 * 4, dtype=np.uint8).reshape(7, 2, 2, 1)
    labels = np.array([0, 1, 0, 1, 1, 0, 1], dtype=np.int64)
    return ArrayImages(LabelledImages("few", "train", images, labels, ("a", "b")))


def test_pages_of_an_array_follow_each_other() -> None:
    source = _arrays()
    first, rest = class_samples(source, "b", 0, 3), class_samples(source, "b", 3, 3)
    assert first.places.tolist() == [0, 1, 2]
    assert rest.places.tolist() == [3]
    assert first.total == rest.total == 4
    assert np.array_equal(np.concatenate([first.images, rest.images]), source.data.images[[1, 3, 4, 6]])


def test_samples_of_a_category_are_the_images_that_are_analysed() -> None:
    source = DrawnImages(fractaldb_1k().first(3), SETTINGS, 12)
    blocks = list(source.blocks(Control()))
    images = np.concatenate([images for images, _ in blocks])
    labels = np.concatenate([labels for _, labels in blocks])
    found = class_samples(source, source.classes[1], 0, 12)
    own = images[labels == 1]
    assert 0 < len(found.images) <= len(own)
    assert np.array_equal(found.images, own[: len(found.images)])
    page = class_samples(source, source.classes[1], int(found.places[4]), 3)
    assert np.array_equal(page.images, found.images[4:7])
    assert found.total == 12


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(InputError, match="few has no class 'c'"):
        class_samples(_arrays(), "c", 0, 1)


def test_a_stop_ends_the_drawing() -> None:
    control = Control()
    control.stop()
    with pytest.raises(Interrupted):
        class_samples(DrawnImages(fractaldb_1k().first(1), SETTINGS, 12), "00000", 0, 12, control=control)
