"""Thumbnails: rendered in slices in the background, visible ones first; kept in memory and on disk."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from engine.errors import StorageError
from engine.ifs.category import Category
from engine.storage import digest, replacing
from gui.services import Services
from gui.tasks import Failure, Task
from gui.widgets.pictures import density_image

_SLICE = 24
_KEPT_BYTES = 96 * 2**20
_STORED_BYTES = 64 * 2**20
_RECIPE = "2"
"""Part of the name on disk; to be raised when the pictures change."""


@dataclass(frozen=True, eq=False, slots=True)
class _Slice:
    generation: int
    identities: tuple[str, ...]
    levels: NDArray[np.uint8]


class Thumbnails(QObject):
    """Pictures of categories by content, all of one size.

    Signals
    -------
    ready(object)
        Identities (a frozenset) whose picture can be had now.
    """

    ready = Signal(object)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._size = 0
        self._generation = 0
        self._images: OrderedDict[str, QImage] = OrderedDict()
        self._levels: dict[str, NDArray[np.uint8]] = {}
        self._urgent: dict[str, Category] = {}
        self._rest: dict[str, Category] = {}
        self._whole: tuple[str, ...] = ()
        self._file: Path | None = None
        self._task: Task | None = None
        self._failed = False
        self._held = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._pump)

    # ------------------------------------------------------------------ asking

    def open(self, categories: Sequence[Category], size: int) -> None:
        """Make all pictures of a set, `size` device pixels wide; those kept on disk are there at once."""
        self._generation += 1
        if size != self._size:
            self._size = size
            self._images.clear()
            self._urgent.clear()
        self._levels, self._rest, self._whole, self._file = {}, {}, (), None
        self._failed = False
        if len(categories) * size * size > _STORED_BYTES or not categories:
            return
        identities = tuple(category.identity for category in categories)
        self._whole = identities
        self._file = self._services.workspace.cache / "thumbnails" / f"{digest(*identities)}-{size}-{_RECIPE}.npy"
        stored = _load(self._file, (len(identities), size, size))
        if stored is not None:
            self._levels = dict(zip(identities, stored, strict=True))
            self._file = None
            self.ready.emit(frozenset(identities))
            return
        self._rest = dict(zip(identities, categories, strict=True))
        self._pump()

    def want(self, categories: Iterable[Category]) -> None:
        """Make these next, the ones on the screen for instance; what was wanted before falls back."""
        self._urgent = {category.identity: category for category in categories if not self._has(category.identity)}
        self._pump()

    def image(self, category: Category) -> QImage | None:
        """Return the picture, None while there is none."""
        identity = category.identity
        image = self._images.get(identity)
        if image is None:
            levels = self._levels.get(identity)
            if levels is None:
                return None
            image = density_image(levels)
            self._keep(identity, image)
        else:
            self._images.move_to_end(identity)
        return image

    def hold(self, held: bool) -> None:
        """Leave the processor to something more urgent, or go on."""
        self._held = held
        if not held:
            self._again.start(0)

    @property
    def missing(self) -> int:
        """Pictures of the open set that are still to be made."""
        return len(self._rest)

    def _has(self, identity: str) -> bool:
        return identity in self._images or identity in self._levels

    def _keep(self, identity: str, image: QImage) -> None:
        self._images[identity] = image
        most = max(64, _KEPT_BYTES // max(1, self._size * self._size))
        while len(self._images) > most:
            self._images.popitem(last=False)

    # ------------------------------------------------------------------ making

    @Slot()
    def _pump(self) -> None:
        if self._task is not None or self._held or self._failed:
            return
        chosen = dict(list(self._urgent.items())[:_SLICE])
        for identity in list(self._rest)[: _SLICE - len(chosen)]:
            chosen.setdefault(identity, self._rest[identity])
        if not chosen:
            return
        self._task = self._services.tasks.start(_render, self._generation, chosen, self._size, priority=-1)
        self._task.finished.connect(self._take)
        self._task.failed.connect(self._give_up)
        self._task.ended.connect(self._end)

    @Slot(object)
    def _take(self, made: _Slice) -> None:
        current = made.generation == self._generation
        if made.levels.shape[1:] != (self._size, self._size):
            return
        for identity, levels in zip(made.identities, made.levels, strict=True):
            self._urgent.pop(identity, None)
            if current and self._rest.pop(identity, None) is not None:
                self._levels[identity] = levels
            else:
                self._keep(identity, density_image(levels))
        self.ready.emit(frozenset(made.identities))
        if current and not self._rest and self._file is not None:
            self._store()

    def _store(self) -> None:
        path, self._file = self._file, None
        if path is not None:
            pictures = np.stack([self._levels[identity] for identity in self._whole])
            self._services.tasks.start(_save, path, pictures, priority=-2)

    @Slot(object)
    def _give_up(self, failure: Failure) -> None:
        self._failed = True
        self._services.tell_failure(failure)

    @Slot()
    def _end(self) -> None:
        self._task = None
        # Through the event loop, so that painting and input come first.
        self._again.start(0)


def _render(generation: int, categories: dict[str, Category], size: int) -> _Slice:
    # The compiled kernels are loaded here, off the window's thread.
    from engine.render.density import Framing, render_thumbnails

    levels = render_thumbnails(list(categories.values()), size, framing=Framing.TRUE_ASPECT)
    return _Slice(generation, tuple(categories), levels)


def _load(path: Path, shape: tuple[int, int, int]) -> NDArray[np.uint8] | None:
    try:
        stored = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return stored if stored.shape == shape and stored.dtype == np.uint8 else None


def _save(path: Path, pictures: NDArray[np.uint8]) -> None:
    # A cache that cannot be written costs time on the next start, nothing else.
    try:
        with replacing(path) as temporary, temporary.open("wb") as stream:
            np.save(stream, pictures)
    except StorageError:
        pass
