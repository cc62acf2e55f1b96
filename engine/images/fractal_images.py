"""Images of categories by formula: drawn when asked for, the same bytes however they are made.

Which instances a category contributes is one seeded permutation of its instance numbers: the validation
images are the first valid ones in it, the training images the next, so the two are disjoint, and the
validation images stay the same when more training images are asked for. Variants that are empty or not
finite are passed over for the next in the permutation and reported (`FractalImages.degenerate`).
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from engine.categories.category_set import CategorySet
from engine.errors import InputError
from engine.ifs.category import Category
from engine.images.cache import DEFAULT_LIMIT, ImageCache
from engine.images.labelled import LabelledImages, Split
from engine.progress import Control, Progress, Report, ignore
from engine.render.renderer import RENDERER_VERSION, Outcome, render_images
from engine.render.settings import RenderSettings
from engine.sentences import Sentence
from engine.storage import digest

_BATCH_BYTES = 32 * 2**20
_BATCH_POINTS = 40_000_000
_GROUP_IMAGES = 4096

Store = Callable[[NDArray[np.int64], NDArray[Any]], None]
"""Keep images (N, S, S, C), or what stands for them, at positions (N,) of the whole array."""

Outcomes = Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.uint8]]
"""Return what becomes of the images of category indices (N,) and instances (N,), an `Outcome` each."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Instances of one weight row of one category that were passed over.

    Attributes
    ----------
    category : str
    weight_row : int
        Row of the weight table, 0 to 24.
    outcome : {'empty', 'non_finite'}
    instances : int
        How many were drawn and passed over.
    """

    category: str
    weight_row: int
    outcome: str
    instances: int


@dataclass(frozen=True, slots=True)
class DegenerateReport:
    """Which variants were passed over while images were drawn."""

    left_out: tuple[LeftOut, ...]

    @property
    def total(self) -> int:
        """Instances passed over."""
        return sum(item.instances for item in self.left_out)

    @property
    def by_category(self) -> dict[str, int]:
        """Instances passed over by category, the worst first; categories without any are not named."""
        counts: Counter[str] = Counter()
        for item in self.left_out:
            counts[item.category] += item.instances
        return dict(counts.most_common())


@dataclass(frozen=True, slots=True)
class _Images:
    pixels: NDArray[np.uint8]  # (C * (V + T), S, S, channels): validation first, class after class
    degenerate: DegenerateReport


def instance_order(category: Category, settings: RenderSettings, seed: int) -> NDArray[np.int64]:
    """Return the instances of `category`, shape (settings.instances,), in the order in which they are taken."""
    rng = np.random.default_rng([seed, int(category.identity, 16)])
    return np.asarray(rng.permutation(settings.instances), dtype=np.int64)


class FractalImages:
    """Training and validation images of a category set.

    Parameters
    ----------
    categories : CategorySet
        Category i is class i.
    settings : RenderSettings
    instances : int
        Training images a category.
    validation : int
        Validation images a category; may be 0.
    cache : Path or None
        Cache folder of the workspace; None: keep the images in memory only.
    seed : int
        Seed of the choice of instances (what an instance looks like follows from the settings alone).
    cache_limit : int
        Bytes of images the cache may keep.

    Raises
    ------
    InputError
        When the settings have fewer instances a category than asked for.
    """

    def __init__(
        self,
        categories: CategorySet,
        settings: RenderSettings,
        *,
        instances: int,
        validation: int,
        cache: Path | None,
        seed: int = 0,
        cache_limit: int = DEFAULT_LIMIT,
    ) -> None:
        if instances < 1 or validation < 0 or seed < 0:
            raise InputError(
                Sentence(
                    "{0} training and {1} validation images with seed {2}; give at least 1, 0 and 0.",
                    instances,
                    validation,
                    seed,
                )
            )
        if instances + validation > settings.instances:
            raise InputError(
                Sentence(
                    "{0} training and {1} validation images a category were asked for, but these settings "
                    "have {2}; ask for fewer or raise the counts.",
                    instances,
                    validation,
                    settings.instances,
                )
            )
        self.name = categories.name
        self.categories = categories
        self.settings = settings
        self.instances = instances
        self.validation = validation
        self.seed = seed
        self._cache = ImageCache(cache / "images", cache_limit) if cache is not None else None
        self._images: _Images | None = None

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of the categories."""
        return self.categories.names

    @property
    def shape(self) -> tuple[int, int, int]:
        """(H, W, C) of an image."""
        return self.settings.size, self.settings.size, self.settings.style.channels

    @property
    def bytes(self) -> int:
        """Size of all images."""
        return len(self.categories) * (self.instances + self.validation) * int(np.prod(self.shape))

    @property
    def identity(self) -> str:
        """Digest of everything that decides the bytes: the key in the cache."""
        return digest(
            f"renderer {RENDERER_VERSION}",
            self.categories.identity,
            json.dumps(asdict(self.settings), sort_keys=True),
            f"{self.instances} {self.validation} {self.seed}",
        )

    @property
    def cached(self) -> bool:
        """Whether the images lie in the cache and need not be drawn."""
        return self._cache is not None and self.identity in {entry.key for entry in self._cache.entries()}

    @property
    def degenerate(self) -> DegenerateReport | None:
        """Which variants were passed over; None until `load` was called."""
        return self._images.degenerate if self._images is not None else None

    def load(
        self,
        split: Split,
        *,
        report: Report = ignore,
        control: Control | None = None,
        threads: int | None = None,
    ) -> LabelledImages:
        """Return the images of `split`, drawn now or taken from the cache.

        Parameters
        ----------
        split : {'train', 'validation'}
        report, control
            Progress in images, and interruption; an interrupted drawing leaves nothing behind.
        threads : int, optional
            All cores when None; the bytes do not depend on it.

        Raises
        ------
        InputError
            When there is no such split, or a category has too few valid variants.
        StorageError
            When the cache cannot be written.
        """
        if split == "test":
            raise InputError(Sentence("Fractal images have the splits train and validation; ask for one of them."))
        if self._images is None:
            self._images = self._obtain(_Drawing(self, report, control or Control(), threads))
        count = len(self.categories)
        held_out = count * self.validation
        chosen, per_class = (
            (slice(0, held_out), self.validation) if split == "validation" else (slice(held_out, None), self.instances)
        )
        labels = np.repeat(np.arange(count, dtype=np.int64), per_class)
        return LabelledImages(self.name, split, self._images.pixels[chosen], labels, self.classes)

    def chosen_instances(
        self, outcomes: Outcomes, *, report: Report = ignore, control: Control | None = None
    ) -> tuple[NDArray[np.int32], DegenerateReport]:
        """Return which instance each image shows, and what was passed over, without keeping an image.

        Parameters
        ----------
        outcomes : callable
            Takes category indices and instances, shape (N,), and returns an `Outcome` each.
        report, control
            As `load`.

        Returns
        -------
        instances : ndarray of shape (C * (validation + instances),), int32
            The validation images first, category after category in each part.
        degenerate : DegenerateReport

        Raises
        ------
        InputError
            When a category has too few valid variants.
        """
        chosen = np.zeros(len(self.categories) * (self.validation + self.instances), dtype=np.int32)

        def keep(positions: NDArray[np.int64], instances: NDArray[Any]) -> None:
            chosen[positions] = instances

        choosing = _Choosing(self, report, control or Control(), outcomes)
        choosing.run(keep)
        return chosen, choosing.degenerate()

    def _obtain(self, drawing: _Drawing) -> _Images:
        shape = (len(self.categories) * (self.validation + self.instances), *self.shape)
        if self._cache is None:
            pixels = np.empty(shape, dtype=np.uint8)

            def keep(positions: NDArray[np.int64], images: NDArray[np.uint8]) -> None:
                pixels[positions] = images

            drawing.run(keep)
            pixels.setflags(write=False)
            return _Images(pixels, drawing.degenerate())
        key = self.identity
        stored = self._cache.get(key)
        if stored is None or stored[0].shape != shape:
            stored = self._cache.put(key, shape, drawing.fill)
        pixels, note = stored
        return _Images(pixels, self._named(note))

    def _named(self, note: Mapping[str, Any]) -> DegenerateReport:
        # The entry is kept by content, so it knows categories by index: another set may call them otherwise.
        return DegenerateReport(
            tuple(
                LeftOut(self.classes[index], row, outcome, instances)
                for index, row, outcome, instances in note["left_out"]
            )
        )


class _Drawing:
    """One pass over all images of a `FractalImages`."""

    def __init__(self, source: FractalImages, report: Report, control: Control, threads: int | None) -> None:
        self._source = source
        self._report = report
        self._control = control
        self._threads = threads
        self._left_out: Counter[tuple[int, int, str]] = Counter()
        self._done = 0
        self._started = time.monotonic() - control.paused_s
        per_image = int(np.prod(source.shape))
        self._batch = max(32, min(_BATCH_BYTES // per_image, _BATCH_POINTS // source.settings.points))

    def fill(self, stream: BinaryIO, offset: int) -> dict[str, Any]:
        """Write all images into `stream` from `offset` on and return the note of the cache entry."""
        per_image = int(np.prod(self._source.shape))

        def write(positions: NDArray[np.int64], images: NDArray[np.uint8]) -> None:
            for run in np.split(np.arange(len(positions)), np.flatnonzero(np.diff(positions) != 1) + 1):
                if len(run):
                    stream.seek(offset + int(positions[run[0]]) * per_image)
                    stream.write(images[run[0] : run[-1] + 1].tobytes())

        self.run(write)
        stream.flush()
        source = self._source
        return {
            "categories": f"{len(source.categories)} of {source.name}",
            "settings": asdict(source.settings),
            "instances": source.instances,
            "validation": source.validation,
            "left_out": [[*key, count] for key, count in sorted(self._left_out.items())],
        }

    def degenerate(self) -> DegenerateReport:
        """Return what was passed over so far."""
        classes = self._source.classes
        return DegenerateReport(
            tuple(
                LeftOut(classes[index], row, outcome, count)
                for (index, row, outcome), count in sorted(self._left_out.items())
            )
        )

    def run(self, store: Store) -> None:
        """Draw every image and hand it to `store`."""
        source = self._source
        count = len(source.categories)
        per_class = source.validation + source.instances
        group = max(1, _GROUP_IMAGES // per_class)
        for start in range(0, count, group):
            orders = {index: self._order(index) for index in range(start, min(start + group, count))}
            held_out = ((i, i * source.validation + j) for i in orders for j in range(source.validation))
            self._fill_slots(list(held_out), orders, store)
            first = count * source.validation
            training = ((i, first + i * source.instances + j) for i in orders for j in range(source.instances))
            self._fill_slots(list(training), orders, store)

    def _order(self, index: int) -> Iterator[int]:
        source = self._source
        return iter(instance_order(source.categories[index], source.settings, source.seed).tolist())

    def _fill_slots(self, slots: list[tuple[int, int]], orders: Mapping[int, Iterator[int]], store: Store) -> None:
        """Fill each slot (category, position); slots whose variant is degenerate get the category's next one."""
        while slots:
            planned = self._planned(slots, orders)
            slots = []
            for start in range(0, len(planned), self._batch):
                self._control.poll()
                slots += self._draw(planned[start : start + self._batch], store)

    def _planned(self, slots: list[tuple[int, int]], orders: Mapping[int, Iterator[int]]) -> list[tuple[int, int, int]]:
        """Give each slot (category, position) an instance; in a category both rise together.

        Images that differ by a flip only are then neighbours and share the renderer's work, and the positions
        of a batch are runs that can be written at once.
        """
        drawn = sorted((index, self._next(index, orders)) for index, _ in slots)
        return [(index, position, instance) for (index, position), (_, instance) in zip(slots, drawn, strict=True)]

    def _next(self, index: int, orders: Mapping[int, Iterator[int]]) -> int:
        try:
            return next(orders[index])
        except StopIteration:
            source = self._source
            bad = sum(count for (other, _, _), count in self._left_out.items() if other == index)
            raise InputError(
                Sentence(
                    "Category {0} cannot deliver {1} images: {2} of its {3} variants are empty or fly off to "
                    "infinity; ask for fewer, use a smaller weight step, or leave the category out.",
                    source.classes[index],
                    source.validation + source.instances,
                    bad,
                    source.settings.instances,
                )
            ) from None

    def _rendered(
        self, indices: NDArray[np.int64], instances: NDArray[np.int64]
    ) -> tuple[NDArray[Any], NDArray[np.uint8]]:
        source = self._source
        drawn = render_images(source.categories.categories, indices, instances, source.settings, threads=self._threads)
        return drawn.images, drawn.outcomes

    def _draw(self, planned: list[tuple[int, int, int]], store: Store) -> list[tuple[int, int]]:
        indices, positions, instances = np.array(planned, dtype=np.int64).T
        source = self._source
        images, outcomes = self._rendered(indices, instances)
        good = outcomes == Outcome.OK
        store(positions[good], images[good])
        for place in np.flatnonzero(~good):
            row = source.settings.coordinates(int(instances[place])).weight_row
            self._left_out[int(indices[place]), row, Outcome(int(outcomes[place])).name.lower()] += 1
        self._done += int(good.sum())
        total = len(source.categories) * (source.validation + source.instances)
        elapsed = time.monotonic() - self._started - self._control.paused_s
        self._report(Progress("drawing images", self._done, total, elapsed, source.name))
        return [(int(indices[place]), int(positions[place])) for place in np.flatnonzero(~good)]


class _Choosing(_Drawing):
    """The same pass where another draws: what is handed on are the numbers of the instances."""

    def __init__(self, source: FractalImages, report: Report, control: Control, outcomes: Outcomes) -> None:
        super().__init__(source, report, control, None)
        self._outcomes = outcomes

    def _rendered(
        self, indices: NDArray[np.int64], instances: NDArray[np.int64]
    ) -> tuple[NDArray[Any], NDArray[np.uint8]]:
        return instances, self._outcomes(indices, instances)
