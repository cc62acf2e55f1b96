"""Thumbnails: made in slices in the background, visible ones first; kept by content in memory and on disk."""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from engine.content_store import ContentStore
from engine.errors import StorageError
from engine.ifs.category import Category
from gui.explorer.entries import Entry
from gui.services import Services
from gui.tasks import Failure, Task
from gui.widgets.pictures import DENSITY_COLOURS, rgb_image

_SLICE = 24
"""Pictures rendered at a time: few enough that a newly visible one waits for a few milliseconds only."""

_ASKED = 512
"""Pictures looked for on disk at a time."""

_LEVELS_BYTES = 96 * 2**20
_IMAGES_BYTES = 48 * 2**20
_DISK_BYTES = 256 * 2**20
_WHOLE_BYTES = 64 * 2**20
"""Of a set whose pictures need no more than this all are made; of a larger one those that are looked at."""

_RECIPE = "3"
"""Part of the name on disk; to be raised when the pictures change."""


@dataclass(frozen=True, eq=False, slots=True)
class _Slice:
    size: int
    levels: Mapping[str, NDArray[np.uint8]]
    rendered: int


class Thumbnails(QObject):
    """Pictures of categories by content, all of one size.

    Memory and disk are bounded: the pictures seen last stay. The window's thread never touches the disk.

    Signals
    -------
    ready(object)
        Identities (a frozenset) whose picture can be had now.
    busy(bool)
        Pictures are being made, or all are there.
    """

    ready = Signal(object)
    busy = Signal(bool)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._size = 0
        self._store: ContentStore | None = None
        self._levels: OrderedDict[str, NDArray[np.uint8]] = OrderedDict()
        self._images: OrderedDict[str, QImage] = OrderedDict()
        self._urgent: dict[str, Category] = {}
        self._rest: dict[str, Category] = {}
        self._task: Task | None = None
        self._failed = False
        self._held = False
        self._busy = False
        self.rendered = 0
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._pump)

    # ------------------------------------------------------------------ asking

    def open(self, entries: Sequence[Entry], size: int) -> None:
        """Make the pictures of a set, `size` device pixels wide: all of a small one, those wanted of a large one."""
        self._failed = False
        if size != self._size:
            self._size = size
            self._levels.clear()
            self._images.clear()
            folder = self._services.workspace.cache / "thumbnails" / f"{size}-{_RECIPE}"
            self._store = ContentStore(folder, size * size, _DISK_BYTES)
        self._urgent, self._rest = {}, {}
        if len(entries) * size * size <= _WHOLE_BYTES:
            self._rest = {
                entry.key.identity: entry.published for entry in entries if entry.key.identity not in self._levels
            }
        self._pump()

    def want(self, categories: Iterable[Category]) -> None:
        """Make these next, the ones on the screen for instance; what was wanted before falls back."""
        self._urgent = {category.identity: category for category in categories if not self._has(category.identity)}
        self._pump()

    def image(self, category: Category) -> QImage | None:
        """Return the picture, None while there is none."""
        identity = category.identity
        image = self._images.get(identity)
        if image is not None:
            self._images.move_to_end(identity)
            return image
        levels = self._levels.get(identity)
        if levels is None:
            return None
        self._levels.move_to_end(identity)
        image = self._images[identity] = rgb_image(DENSITY_COLOURS[levels])
        _shorten(self._images, _IMAGES_BYTES // (4 * self._size * self._size))
        return image

    def hold(self, held: bool) -> None:
        """Leave the processor to something more urgent, or go on."""
        self._held = held
        if not held:
            self._again.start(0)

    @property
    def missing(self) -> int:
        """Pictures that are still to be made: of the whole of a small set, of those wanted of a large one."""
        return 0 if self._failed else len(self._rest.keys() | self._urgent.keys())

    def _has(self, identity: str) -> bool:
        return identity in self._levels or identity in self._images

    # ------------------------------------------------------------------ making

    @Slot()
    def _pump(self) -> None:
        if self._task is not None or self._held or self._failed or self._store is None:
            return
        chosen = dict(islice(self._urgent.items(), _ASKED))
        chosen |= islice(self._rest.items(), _ASKED - len(chosen))
        if chosen:
            most = _SLICE if self._urgent else 4 * _SLICE
            self._task = self._services.tasks.start(_make, self._store, chosen, self._size, most, priority=-1)
            self._task.finished.connect(self._take)
            self._task.failed.connect(self._give_up)
            self._task.ended.connect(self._end)
        self._tell(busy=bool(chosen))

    def _tell(self, *, busy: bool) -> None:
        if busy != self._busy:
            self._busy = busy
            self.busy.emit(busy)

    @Slot(object)
    def _take(self, made: _Slice) -> None:
        if made.size != self._size:
            return
        self.rendered += made.rendered
        for identity in made.levels:
            self._urgent.pop(identity, None)
            self._rest.pop(identity, None)
        self._levels.update(made.levels)
        _shorten(self._levels, _LEVELS_BYTES // (self._size * self._size))
        self.ready.emit(frozenset(made.levels))

    @Slot(object)
    def _give_up(self, failure: Failure) -> None:
        self._failed = True
        self._tell(busy=False)
        self._services.tell_failure(failure)

    @Slot()
    def _end(self) -> None:
        self._task = None
        # Through the event loop, so that painting and input come first.
        self._again.start(0)


def _shorten(kept: OrderedDict[str, QImage] | OrderedDict[str, NDArray[np.uint8]], most: int) -> None:
    while len(kept) > max(64, most):
        kept.popitem(last=False)


def _make(store: ContentStore, categories: Mapping[str, Category], size: int, most: int) -> _Slice:
    """Return the pictures that were kept, and at most `most` more, rendered in the order asked for and kept now."""
    levels = {identity: record.reshape(size, size) for identity, record in store.load(categories).items()}
    missing = dict(islice(((key, each) for key, each in categories.items() if key not in levels), most))
    if missing:
        # The compiled kernels are loaded here, off the window's thread.
        from engine.render.density import Framing, render_thumbnails

        rendered = render_thumbnails(list(missing.values()), size, framing=Framing.TRUE_ASPECT)
        fresh = dict(zip(missing, rendered, strict=True))
        levels |= fresh
        # A cache that cannot be written costs time on the next start, nothing else.
        with contextlib.suppress(StorageError):
            store.add({identity: picture.reshape(-1) for identity, picture in fresh.items()})
    return _Slice(size, levels, len(missing))
