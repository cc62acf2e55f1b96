"""A few pictures of one class, to look at: of those an analysis adds up, in the order in which it takes them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch

import numpy as np
from numpy.typing import NDArray

from engine.analysis.sources import ArrayImages, DrawnImages, FolderImages, ImageSource
from engine.errors import InputError
from engine.images.fractal_images import instance_order
from engine.images.image_folder import read_pictures
from engine.progress import Control
from engine.render.renderer import Outcome, render_images
from engine.sentences import Sentence

_DRAWN_AT_ONCE = 8
"""Variants drawn between two polls."""


@dataclass(frozen=True, eq=False)
class Samples:
    """Some pictures of a class.

    Attributes
    ----------
    images : ndarray of shape (N, H, W, C), uint8
    places : ndarray of shape (N,), int64
        Place of each among the class's pictures, ascending; of categories, whose empty variants are passed over, not
        every place has a picture.
    total : int
        Places there are.
    """

    images: NDArray[np.uint8]
    places: NDArray[np.int64]
    total: int


def class_samples(source: ImageSource, name: str, start: int, count: int, *, control: Control | None = None) -> Samples:
    """Return up to `count` pictures of the class called `name`, from place `start` on.

    Raises
    ------
    InputError
        When the source has no such class, or its pictures cannot be looked at one by one.
    Interrupted
        When `control` was stopped.
    """
    if name not in source.classes:
        raise InputError(Sentence("{0} has no class {1!r}; analyse it again.", source.name, name))
    return _samples(source, source.classes.index(name), start, count, control or Control())


@singledispatch
def _samples(source: ImageSource, _label: int, _start: int, _count: int, _control: Control) -> Samples:
    raise InputError(Sentence("The images of {0} cannot be shown one by one; choose another source.", source.name))


@_samples.register
def _of_arrays(source: ArrayImages, label: int, start: int, count: int, _control: Control) -> Samples:
    own = np.flatnonzero(source.data.labels == label)
    chosen = own[start : start + count]
    return Samples(np.asarray(source.data.images[chosen]), np.arange(start, start + len(chosen)), len(own))


@_samples.register
def _of_files(source: FolderImages, label: int, start: int, count: int, control: Control) -> Samples:
    own = np.flatnonzero(source.labels == label)
    chosen = own[start : start + count]
    files = [source.files[index] for index in chosen.tolist()]
    images = read_pictures(files, source.size, source.channels, control=control)
    return Samples(images, np.arange(start, start + len(chosen)), len(own))


@_samples.register
def _of_categories(source: DrawnImages, label: int, start: int, count: int, control: Control) -> Samples:
    category = source.categories.categories[label]
    order = instance_order(category, source.settings, source.seed)[: source.instances]
    size = source.settings.size
    images = [np.zeros((0, size, size, source.settings.style.channels), dtype=np.uint8)]
    places = [np.zeros(0, dtype=np.int64)]
    found = 0
    for first in range(start, len(order), _DRAWN_AT_ONCE):
        control.poll()
        chosen = order[first : first + _DRAWN_AT_ONCE]
        labels = np.zeros(len(chosen), dtype=np.int64)
        drawn = render_images((category,), labels, chosen, source.settings, threads=source.threads)
        good = np.flatnonzero(drawn.outcomes == Outcome.OK)[: count - found]
        images.append(drawn.images[good])
        places.append(first + good)
        found += len(good)
        if found == count:
            break
    return Samples(np.concatenate(images), np.concatenate(places), len(order))
