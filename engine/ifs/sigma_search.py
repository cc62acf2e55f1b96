"""A search over the sigma-factor stream: systems sampled as in `sigma_factor`, kept when they fill enough.

The stream is that of `sample_sigma_factor` (Anderson & Farrell, WACV 2022), so with a fill rate of 0 the result is
the same. The fill rate is that of the published search of FractalDB (Kataoka et al. 2020), on the same pixels.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from engine.cores import worker_count
from engine.errors import InputError, Interrupted, StorageError
from engine.ifs.category import Category
from engine.ifs.measures import FILL_POINTS
from engine.ifs.measures import fill_rate as measured_fill
from engine.ifs.search import highest_fill_rate
from engine.ifs.sigma_factor import check_sampling, draw_system
from engine.progress import Control, Progress, Report, ignore
from engine.sentences import Sentence, sentence_of
from engine.storage import read_json, write_json

_BATCH = 16
_SAVE_EVERY_S = 5.0


def search_sigma_factor(
    count: int,
    *,
    seed: int = 1,
    fill_rate: float = 0.0,
    threads: int | None = None,
    report: Report = ignore,
    control: Control | None = None,
    on_found: Callable[[int, Category], None] | None = None,
    on_examined: Callable[[int], None] | None = None,
    state: Path | None = None,
) -> list[Category]:
    """Return the first `count` systems of the stream that fill enough, named ``00000``, ``00001``, ...

    Parameters
    ----------
    count : int
        Categories wanted, at least 1.
    seed : int
        Seed of NumPy's default generator, not negative.
    fill_rate : float
        Share of the 512 x 512 pixels a category must fill; 0 takes every one.
    threads, report, control, on_found, on_examined
        As for `engine.ifs.search.search_fractaldb`.
    state : Path, optional
        JSON file in which the search is kept every few seconds and at its end; given an existing one it goes on.

    Raises
    ------
    InputError
        When an argument lies outside its range, or `state` belongs to another search.
    StorageError
        When `state` cannot be read or written.
    Interrupted
        When stopped; the text says what was kept.
    """
    check_sampling(count, seed)
    if not 0 <= fill_rate <= highest_fill_rate(FILL_POINTS):
        raise InputError(
            Sentence(
                "The fill rate is {0}; give 0 to {1:.4g}, the most that {2:,} points can cover.",
                fill_rate,
                highest_fill_rate(FILL_POINTS),
                FILL_POINTS,
            )
        )
    control = control or Control()
    search = _Search(seed, fill_rate)
    if state is not None and state.exists():
        search.restore(state)
    told = _Told(count, report, on_found, on_examined)
    for index, category in enumerate(search.found[:count]):
        told.found(index, category)
    told.progress(search)
    if len(search.found) < count:
        try:
            _search_on(search, count, worker_count(threads), control, told, state)
        except Interrupted as stop:
            _save(search, state)
            so_far = Sentence("Stopped with {0:,} of {1:,} categories found", len(search.found), count)
            if state is None:
                raise Interrupted(Sentence("{0}; nothing was kept.", so_far)) from stop
            raise Interrupted(Sentence("{0}; they are kept in {1}.", so_far, state.parent)) from stop
        _save(search, state)
    return search.found[:count]


@dataclass
class _Search:
    """What was found, and the generator behind the last candidate examined."""

    seed: int
    fill_rate: float
    examined: int = 0
    elapsed_s: float = 0.0
    found: list[Category] = field(default_factory=list)
    generator: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.generator = dict(np.random.default_rng(self.seed).bit_generator.state)

    def as_json(self) -> dict[str, Any]:
        """Return everything as JSON values that read back bit for bit."""
        return {
            "seed": self.seed,
            "fill_rate": self.fill_rate,
            "examined": self.examined,
            "elapsed_s": self.elapsed_s,
            "generator": self.generator,
            "found": [category.maps.tolist() for category in self.found],
        }

    def restore(self, path: Path) -> None:
        """Take over what `as_json` stored at `path`."""
        stored = read_json(path)
        try:
            for key, value in (("seed", self.seed), ("fill rate", self.fill_rate)):
                if stored[key.replace(" ", "_")] != value:
                    raise InputError(
                        Sentence(
                            "{0} keeps a search with {1} {2}, not {3}. Search with the same settings to go on, or "
                            "into another folder.",
                            path,
                            key,
                            stored[key.replace(" ", "_")],
                            value,
                        )
                    )
            self.examined, self.elapsed_s = int(stored["examined"]), float(stored["elapsed_s"])
            np.random.default_rng(0).bit_generator.state = stored["generator"]
            self.generator = stored["generator"]
            self.found = [Category.from_maps(f"{at:05d}", maps) for at, maps in enumerate(stored["found"])]
        except (KeyError, TypeError, ValueError) as error:
            raise StorageError(
                Sentence("{0} is not a whole search state ({1}). Delete it to search anew.", path, sentence_of(error))
            ) from error


@dataclass(frozen=True)
class _Told:
    """Whoever wants to hear of the search."""

    count: int
    report: Report
    on_found: Callable[[int, Category], None] | None
    on_examined: Callable[[int], None] | None

    def found(self, index: int, category: Category) -> None:
        """Tell of a category, unless it is one more than was wanted."""
        if self.on_found is not None and index < self.count:
            self.on_found(index, category)

    def progress(self, search: _Search) -> None:
        """Tell how far the search is."""
        if self.on_examined is not None:
            self.on_examined(search.examined)
        done = min(len(search.found), self.count)
        detail = f"{search.examined:,} candidates examined"
        self.report(Progress("searching categories", done, self.count, search.elapsed_s, detail))


@dataclass(frozen=True)
class _Batch:
    """Candidates drawn together, which of them are kept, and the generator behind them."""

    candidates: tuple[Category, ...]
    kept: Future[list[bool]]
    generator: dict[str, Any]


def _search_on(search: _Search, count: int, workers: int, control: Control, told: _Told, state: Path | None) -> None:
    rng = np.random.default_rng(0)
    rng.bit_generator.state = search.generator
    began_s = time.monotonic() - search.elapsed_s - control.paused_s
    saved_s = time.monotonic()
    judged: deque[_Batch] = deque()
    with ThreadPoolExecutor(workers, thread_name_prefix="search") as pool:
        try:
            while len(search.found) < count:
                control.poll()
                while len(judged) < workers + 2:
                    candidates = tuple(Category.from_maps("candidate", draw_system(rng)) for _ in range(_BATCH))
                    kept = pool.submit(_judge, candidates, search.fill_rate)
                    judged.append(_Batch(candidates, kept, dict(rng.bit_generator.state)))
                batch = judged.popleft()
                for category, good in zip(batch.candidates, batch.kept.result(), strict=True):
                    if good:
                        index = len(search.found)
                        search.found.append(Category(f"{index:05d}", category.maps, category.probabilities))
                        told.found(index, search.found[-1])
                search.examined += len(batch.candidates)
                search.generator = batch.generator
                search.elapsed_s = time.monotonic() - began_s - control.paused_s
                told.progress(search)
                if time.monotonic() - saved_s > _SAVE_EVERY_S:
                    _save(search, state)
                    saved_s = time.monotonic()
        finally:
            pool.shutdown(cancel_futures=True)


def _judge(candidates: tuple[Category, ...], least: float) -> list[bool]:
    return [least <= 0 or measured_fill(category) >= least for category in candidates]


def _save(search: _Search, state: Path | None) -> None:
    if state is not None:
        write_json(state, search.as_json())
