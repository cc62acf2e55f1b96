"""A new category at random, by a published way of sampling, into Drafts."""

from __future__ import annotations

import secrets
from enum import StrEnum

from PySide6.QtCore import QObject, Slot

from engine.ifs.category import Category
from engine.progress import Control, Report
from gui.explorer.bench import Bench
from gui.services import Services
from gui.tasks import Task

_FILL_RATE, _POINTS = 0.2, 100_000
_SEEDS = 2**32


class Sampling(StrEnum):
    """A published way of sampling."""

    FRACTALDB = "fractaldb"
    SVD = "svd"


def draw_category(sampling: Sampling, seed: int, *, report: Report, control: Control) -> Category:
    """Return the first category that the sampling gives for `seed`."""
    name = f"{sampling}-{seed:08x}"
    if sampling is Sampling.SVD:
        from engine.ifs.sigma_factor import sample_sigma_factor

        found = sample_sigma_factor(1, seed=seed)[0]
    else:
        from engine.ifs.search import search_fractaldb

        found = search_fractaldb(1, seed=seed, fill_rate=_FILL_RATE, points=_POINTS, report=report, control=control)[0]
    return Category(name, found.maps, found.probabilities)


class RandomCategory(QObject):
    """The commands; the one without a name repeats the sampling used last."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._services: Services = bench.services
        self._session = bench.session
        self._task: Task | None = None
        self._seed = 0
        self._sampling = Sampling.FRACTALDB
        self.action = bench.add_action(self.tr("New random category"), "sparkles", "Ctrl+N", self.draw)
        bench.add_action(self.tr("New random category as in FractalDB"), "dice-5", "Ctrl+Alt+N", self.draw_fractaldb)
        bench.add_action(self.tr("New random category by singular values"), "dice-5", "Ctrl+Alt+B", self.draw_svd)

    @Slot()
    def draw(self) -> None:
        """Draw by the sampling used last."""
        stored = self._services.settings.get("explorer/sampling", str(Sampling.FRACTALDB))
        self._draw(Sampling.SVD if stored == Sampling.SVD else Sampling.FRACTALDB)

    @Slot()
    def draw_fractaldb(self) -> None:
        """Draw as in the published search, with its fill filter."""
        self._draw(Sampling.FRACTALDB)

    @Slot()
    def draw_svd(self) -> None:
        """Draw contractions by their singular values."""
        self._draw(Sampling.SVD)

    def _draw(self, sampling: Sampling) -> None:
        if self._task is not None:
            return
        self._services.settings.set("explorer/sampling", str(sampling))
        self._sampling, self._seed = sampling, secrets.randbelow(_SEEDS)
        title = self.tr("Drawing a random category")
        task = self._services.tasks.start(draw_category, sampling, self._seed, title=title, with_progress=True)
        self._task = task
        task.finished.connect(self._take)
        task.failed.connect(self._services.tell_failure)
        task.ended.connect(self._end)

    @Slot(object)
    def _take(self, category: Category) -> None:
        origin: dict[str, object] = {"how": "random", "protocol": str(self._sampling), "seed": self._seed}
        if self._sampling is Sampling.FRACTALDB:
            origin |= {"fill_rate": _FILL_RATE, "points": _POINTS}
        self._session.add_categories([category], origin)

    @Slot()
    def _end(self) -> None:
        self._task = None
