"""The category search of FractalDB (Kataoka et al. 2020), replayed exactly and on all cores.

Random systems are drawn from one sequential stream and kept when their picture fills enough of its frame. The stream
is drawn by the calling thread, batch by batch; worker threads judge the batches, and results are taken in the
order of drawing, so what is found depends on seed, fill rate and points alone. Seed 1, fill rate 0.2 and 100,000
points give the 1,000 published categories of FractalDB-1k after 42,655 candidates.
"""

from __future__ import annotations

import json
import math
import time
import zipfile
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.cores import worker_count
from engine.errors import InputError, Interrupted, StorageError
from engine.ifs.category import Category
from engine.ifs.fill_kernels import FRAME, MOST_MAPS, PAD, STEPS, draw_candidates, filled_pixels
from engine.ifs.legacy_random import HISTORY, seeded_history
from engine.progress import Control, Progress, Report, ignore
from engine.sentences import Sentence, sentence_of
from engine.storage import replacing

PUBLISHED_SEED = 1
PUBLISHED_FILL_RATE = 0.2
PUBLISHED_POINTS = 100_000

FEWEST_POINTS, MOST_POINTS = 100, 10_000_000
MOST_THREADS = 256
_BATCH = 32
_BATCH_BYTES = 4_000_000
_SAVE_EVERY_S = 5.0

OnFound = Callable[[int, Category], None]
OnExamined = Callable[[int], None]


def search_fractaldb(
    count: int,
    *,
    seed: int = PUBLISHED_SEED,
    fill_rate: float = PUBLISHED_FILL_RATE,
    points: int = PUBLISHED_POINTS,
    threads: int | None = None,
    report: Report = ignore,
    control: Control | None = None,
    on_found: OnFound | None = None,
    on_examined: OnExamined | None = None,
    state: Path | None = None,
) -> list[Category]:
    """Return the first `count` categories of the search, named ``00000``, ``00001``, ...

    Parameters
    ----------
    count : int
        Categories wanted, at least 1.
    seed : int
        Seed of the legacy generator, 0 to 2**32 - 1.
    fill_rate : float
        Share of the 512 x 512 pixels a category must fill, above 0; see `highest_fill_rate`.
    points : int
        Points of an orbit, the origin included.
    threads : int, optional
        Worker threads; one a core by default. Of no effect on the result.
    report, control
        See `engine.progress`; `Progress.done` counts categories.
    on_found : callable, optional
        Called with index and category, in order, in the calling thread; also for categories restored from `state`.
    on_examined : callable, optional
        Called with the number of candidates examined so far, in the calling thread.
    state : Path, optional
        File in which the search is kept every few seconds and at its end. Given an existing one the search goes
        on from there, with the result of an uninterrupted search; `count` may have grown.

    Raises
    ------
    InputError
        When an argument lies outside its range, or `state` belongs to another search.
    StorageError
        When `state` cannot be read or written.
    Interrupted
        When stopped; the text says what was kept.
    """
    _check(count, seed, fill_rate, points, threads)
    search = _restored(state, seed, fill_rate, points) if state is not None and state.exists() else None
    search = search or _Search(seed, fill_rate, points, seeded_history(seed))
    workers = threads or min(worker_count(), MOST_THREADS)
    told = (on_found, on_examined)
    return _Runner(search, count, workers, report, control or Control(), told, state).run()


def highest_fill_rate(points: int) -> float:
    """Return the fill rate that no orbit of `points` points can exceed: each fills one pixel, inside the padding."""
    return min(points, (FRAME - 2 * PAD + 1) ** 2) / FRAME**2


def _check(count: int, seed: int, fill_rate: float, points: int, threads: int | None) -> None:
    if count < 1:
        raise InputError(Sentence("The number of categories is {0}; give at least 1.", count))
    if not 0 <= seed < 2**32:
        raise InputError(
            Sentence("The seed is {0}; give 0 to {1}, the range of the legacy generator.", seed, 2**32 - 1)
        )
    if not FEWEST_POINTS <= points <= MOST_POINTS:
        raise InputError(Sentence("The number of points is {0}; give {1} to {2}.", points, FEWEST_POINTS, MOST_POINTS))
    if not fill_rate > 0:
        raise InputError(Sentence("The fill rate is {0}; give a number above 0 (the published one is 0.2).", fill_rate))
    if fill_rate > highest_fill_rate(points):
        raise InputError(
            Sentence(
                "No category can fill {0:g} of {1} x {1} pixels with {2:,} points: the most they can "
                "cover is {3:.4g}. Lower the fill rate or use more points.",
                fill_rate,
                FRAME,
                points,
                highest_fill_rate(points),
            )
        )
    if threads is not None and not 1 <= threads <= MOST_THREADS:
        raise InputError(Sentence("The number of threads is {0}; give 1 to {1}.", threads, MOST_THREADS))


@dataclass
class _Search:
    """A search up to some candidate: what was found, and the random stream behind that candidate."""

    seed: int
    fill_rate: float
    points: int
    history: NDArray[np.uint32]
    examined: int = 0
    elapsed_s: float = 0.0
    found: list[Category] = field(default_factory=list)

    @property
    def threshold(self) -> int:
        """Pixels a category must fill."""
        return math.ceil(self.fill_rate * FRAME**2)

    @property
    def settings(self) -> dict[str, float]:
        """What decides the result."""
        return {"seed": self.seed, "fill_rate": self.fill_rate, "points": self.points}

    def save(self, path: Path) -> None:
        """Write everything to `path` atomically."""
        empty = np.zeros((0, 6))
        with replacing(path) as temporary, temporary.open("wb") as stream:
            np.savez(
                stream,
                settings=np.array(json.dumps(self.settings)),
                history=self.history,
                examined=np.array(self.examined),
                elapsed_s=np.array(self.elapsed_s),
                sizes=np.array([category.size for category in self.found], dtype=np.int64),
                maps=np.concatenate([empty, *(category.maps for category in self.found)]),
                probabilities=np.concatenate([empty[:, 0], *(category.probabilities for category in self.found)]),
            )


def _restored(path: Path, seed: int, fill_rate: float, points: int) -> _Search:
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
            settings = json.loads(str(archive["settings"]))
            search = _Search(seed, fill_rate, points, archive["history"].astype(np.uint32))
            search.examined, search.elapsed_s = int(archive["examined"]), float(archive["elapsed_s"])
            stops = np.cumsum(archive["sizes"])[:-1]
            parts = zip(np.split(archive["maps"], stops), np.split(archive["probabilities"], stops), strict=True)
            if len(archive["sizes"]):
                search.found = [Category(f"{i:05d}", maps, shares) for i, (maps, shares) in enumerate(parts)]
    except OSError as error:
        raise StorageError(Sentence("Cannot read {0}: {1}.", path, error.strerror or error)) from error
    except (zipfile.BadZipFile, ValueError, KeyError, EOFError, InputError) as error:
        raise StorageError(
            Sentence("{0} is not a whole search state ({1}). Delete it to search anew.", path, sentence_of(error))
        ) from error
    if search.history.shape != (HISTORY,):
        raise StorageError(Sentence("{0} is not a whole search state. Delete it to search anew.", path))
    for key, value in search.settings.items():
        if settings.get(key) != value:
            raise InputError(
                Sentence(
                    "{0} keeps a search with {1} {2}, not {3}. Search with the same settings to go on, or "
                    "into another folder.",
                    path,
                    key.replace("_", " "),
                    settings.get(key),
                    value,
                )
            )
    return search


class _Batch:
    """Candidates drawn together, in buffers that are used again."""

    def __init__(self, size: int, points: int) -> None:
        padded = -(-points // STEPS) * STEPS
        self.maps = np.zeros((size, MOST_MAPS, 6))
        self.probabilities = np.zeros((size, MOST_MAPS))
        self.sizes = np.zeros(size, np.int64)
        self.choices = np.zeros((size, padded), np.uint8)
        self.history_behind = np.zeros(HISTORY, np.uint32)

    def draw(self, history: NDArray[np.uint32], points: int) -> None:
        """Fill the batch from the stream and move `history` behind it."""
        draw_candidates(history, points, self.maps, self.probabilities, self.sizes, self.choices)
        self.history_behind[:] = history

    def accepted(self, points: int, threshold: int) -> NDArray[np.intp]:
        """Return which candidates fill at least `threshold` pixels, in order."""
        filled = filled_pixels(self.maps, self.sizes, self.choices, points, threshold)
        return np.flatnonzero(filled >= threshold)

    def category(self, b: int, name: str) -> Category:
        """Return candidate `b` as a category."""
        size = self.sizes[b]
        return Category(name, self.maps[b, :size], self.probabilities[b, :size])


class _Runner:
    """One session of a search."""

    def __init__(
        self,
        search: _Search,
        count: int,
        threads: int,
        report: Report,
        control: Control,
        told: tuple[OnFound | None, OnExamined | None],
        state: Path | None,
    ) -> None:
        self._search = search
        self._count = count
        self._threads = threads
        self._report = report
        self._control = control
        self._on_found, self._on_examined = told
        self._state = state
        self._began_s = time.monotonic() - search.elapsed_s
        self._saved_s = time.monotonic()

    def run(self) -> list[Category]:
        """Search until enough is found."""
        search = self._search
        for index, category in enumerate(search.found[: self._count]):
            self._announce(index, category)
        self._tell()
        if len(search.found) < self._count:
            try:
                self._search_on()
            except Interrupted as stop:
                raise Interrupted(self._what_was_kept()) from stop
            self._save()
        return search.found[: self._count]

    def _search_on(self) -> None:
        search = self._search
        size = max(4, min(_BATCH, _BATCH_BYTES // search.points // 4 * 4))
        drawn_to = search.history.copy()
        spare = [_Batch(size, search.points) for _ in range(self._threads + 2)]
        judged: deque[tuple[_Batch, Future[NDArray[np.intp]]]] = deque()
        with ThreadPoolExecutor(self._threads, thread_name_prefix="search") as pool:
            try:
                while len(search.found) < self._count:
                    self._control.poll()
                    while spare:
                        batch = spare.pop()
                        batch.draw(drawn_to, search.points)
                        judged.append((batch, pool.submit(batch.accepted, search.points, search.threshold)))
                    batch, future = judged.popleft()
                    self._take(batch, future.result())
                    spare.append(batch)
            finally:
                pool.shutdown(cancel_futures=True)

    def _take(self, batch: _Batch, accepted: NDArray[np.intp]) -> None:
        search = self._search
        for b in accepted:
            index = len(search.found)
            search.found.append(batch.category(int(b), f"{index:05d}"))
            if index < self._count:
                self._announce(index, search.found[-1])
        search.examined += len(batch.sizes)
        search.history = batch.history_behind.copy()
        search.elapsed_s = time.monotonic() - self._began_s - self._control.paused_s
        self._tell()
        if time.monotonic() - self._saved_s > _SAVE_EVERY_S:
            self._save()

    def _announce(self, index: int, category: Category) -> None:
        if self._on_found is not None:
            self._on_found(index, category)

    def _tell(self) -> None:
        search = self._search
        done = min(len(search.found), self._count)
        detail = (
            f"{search.examined:,} candidates examined" if search.examined else "the first use compiles, some seconds"
        )
        if self._on_examined is not None:
            self._on_examined(search.examined)
        self._report(Progress("searching categories", done, self._count, search.elapsed_s, detail))

    def _save(self) -> None:
        if self._state is not None:
            self._search.save(self._state)
        self._saved_s = time.monotonic()

    def _what_was_kept(self) -> Sentence:
        search = self._search
        so_far = Sentence("Stopped with {0:,} of {1:,} categories found", len(search.found), self._count)
        if self._state is None:
            return Sentence("{0}; nothing was kept.", so_far)
        self._save()
        return Sentence(
            "{0}; they are kept in {1}. Start the same search again to go on from there.", so_far, self._state.parent
        )
