"""Suggestions: categories of another set that look least like anything a set has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial as bound
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from engine.categories.files import read_categories
from engine.categories.marks import Pick
from engine.categories.notes import Notes
from engine.ifs.category import Category
from engine.progress import Control, Progress, Report
from gui.explorer.bench import Bench
from gui.explorer.browse.set_measures import SetMeasures
from gui.explorer.entries import Entry
from gui.explorer.session import EDITED, ExplorerSession
from gui.explorer.shape.wall import PictureWall, Tile
from gui.services import Services
from gui.tasks import Failure, Task
from gui.theme import GRID
from gui.widgets.fields import QuietComboBox, QuietSpinBox
from gui.widgets.pages import Page
from gui.widgets.pictures import density_image

MOST = 100
_PICTURE = 128


class Covering(StrEnum):
    """What the suggestions are to be unlike."""

    SET = "set"
    SELECTION = "selection"
    KEPT = "kept"


@dataclass(frozen=True, eq=False, slots=True)
class Suggestions:
    """What was found.

    Attributes
    ----------
    categories : tuple of Category
        The one that is missed most first.
    likeness : ndarray of shape (N,), float32
        Of each to the likest of what is there.
    pictures : ndarray of shape (N, S, S), uint8
    """

    categories: tuple[Category, ...]
    likeness: NDArray[np.float32]
    pictures: NDArray[np.uint8]


def suggest(
    have: Sequence[Category],
    pool: Sequence[Category] | Path,
    count: int,
    cache: Path,
    *,
    report: Report,
    control: Control,
) -> Suggestions:
    """Return up to `count` categories of `pool`, each least like what there is and what was suggested before it."""
    from engine.categories.likeness import describe, farthest_first, likeness
    from engine.render.density import Framing, render_thumbnails

    if isinstance(pool, Path):
        pool = read_categories(pool, Notes()).categories
    there = {category.identity for category in have}
    unique = {category.identity: category for category in pool if category.identity not in there}
    candidates = list(unique.values())
    held = describe(have, cache=cache, report=report, control=control)
    offered = describe(candidates, cache=cache, report=report, control=control)
    chosen = np.arange(len(candidates), len(candidates) + len(have))
    places = farthest_first(offered.joined(held), chosen, count, report=report, control=control)
    found = tuple(candidates[place] for place in places.tolist())
    alike = likeness(offered.take(places), held) if len(have) and len(found) else np.zeros((len(found), 1), np.float32)
    pictures = render_thumbnails(found, _PICTURE, framing=Framing.TRUE_ASPECT)
    return Suggestions(found, np.asarray(alike.max(axis=1), np.float32), pictures)


class Suggester(QObject):
    """The last suggestions, looked for in the background; outlives the page.

    Signals
    -------
    changed()
        There are other suggestions, or none, or the work began or ended.
    progressed(object)
        Progress.
    """

    changed = Signal()
    progressed = Signal(object)

    def __init__(self, services: Services, session: ExplorerSession) -> None:
        super().__init__()
        self._services = services
        self._session = session
        self._measures = services.keep(SetMeasures, bound(SetMeasures, services))
        self._task: Task | None = None
        self.answer: Suggestions | None = None
        self.source = ""
        self.left_out: frozenset[int] = frozenset()

    @property
    def busy(self) -> bool:
        """Whether suggestions are being looked for."""
        return self._task is not None

    def ask(self, pool: str, covering: Covering, count: int) -> None:
        """Look for suggestions from the set `pool`."""
        self.cancel()
        session = self._session
        self.answer, self.source, self.left_out = None, session.current_source, frozenset()
        if not pool:
            self.changed.emit()
            return
        have = [session.category(entry) for entry in self._there(covering)]
        title = self.tr("Looking for what is missing")
        cache = self._services.workspace.cache / "likeness"
        # Who waits for suggestions comes before what is measured in the background.
        self._measures.hold(True)
        self._task = self._services.tasks.start(
            suggest, have, self._pool(pool), count, cache, title=title, with_progress=True
        )
        self._task.progressed.connect(self.progressed)
        self._task.finished.connect(self._take)
        self._task.failed.connect(self._fail)
        self._task.ended.connect(self._end)
        self.changed.emit()

    def _there(self, covering: Covering) -> Sequence[Entry]:
        session = self._session
        entries = session.entries(session.current_source)
        if covering is Covering.SELECTION:
            return session.selection
        if covering is Covering.KEPT:
            return [entry for entry in entries if session.mark(entry).pick is Pick.KEEP]
        return [entry for entry in entries if session.mark(entry).pick is not Pick.REJECT]

    def _pool(self, key: str) -> Sequence[Category] | Path:
        try:
            return [self._session.category(entry) for entry in self._session.entries(key)]
        except KeyError:
            path = next(source.path for source in self._session.sources() if source.key == key)
            assert path is not None  # a set without a file has been read
            return path

    def cancel(self) -> None:
        """Stop looking."""
        if self._task is not None:
            self._task.cancel()
            self._measures.hold(False)
            self._task = None

    @Slot(object)
    def _take(self, answer: Suggestions) -> None:
        if self.sender() is self._task:
            self.answer = answer
            self.changed.emit()

    @Slot(object)
    def _fail(self, failure: Failure) -> None:
        self._services.tell_failure(failure)

    @Slot()
    def _end(self) -> None:
        if self.sender() is self._task:
            self._measures.hold(False)
            self._task = None
            self.changed.emit()

    def toggle(self, index: int) -> None:
        """Leave a suggestion out, or take it in again."""
        self.left_out ^= {index}
        self.changed.emit()

    def chosen(self) -> list[Category]:
        """Return the suggestions that are not left out."""
        if self.answer is None:
            return []
        return [each for index, each in enumerate(self.answer.categories) if index not in self.left_out]


class SuggestPage(Page):
    """A wall of suggestions; Enter adds them."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.title = self.tr("Suggest more")
        self._services = bench.services
        self._session = bench.session
        self.suggester = self._services.keep(Suggester, bound(Suggester, self._services, self._session))
        self._shown = False
        self.wall = PictureWall(self._services.theme)
        self.wall.setAccessibleName(self.tr("Suggestions"))
        self._build()
        self.suggester.changed.connect(self._show)
        self.suggester.progressed.connect(self._show_progress)
        self.wall.activated.connect(self.add)
        self._session.opened.connect(self._set_opened)
        self._session.sources_changed.connect(self._list_sources)

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        self._text = QLabel()
        self._text.setProperty("caption", "true")
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.add_button = QPushButton()
        self.add_button.setProperty("primary", "true")
        self.add_button.setToolTip(self.tr("Add the suggestions that are ticked (Enter)"))
        self.add_button.clicked.connect(self.add)
        below = QHBoxLayout()
        below.addWidget(self._text, 1)
        below.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(self._build_question())
        column.addWidget(self.wall, 1)
        column.addLayout(below)

    def _build_question(self) -> QHBoxLayout:
        settings = self._services.settings
        self.count = QuietSpinBox()
        self.count.setRange(1, MOST)
        stored = settings.get("explorer/suggest_count", 20)
        self.count.setValue(stored if isinstance(stored, int) else 20)
        self.count.setAccessibleName(self.tr("How many to suggest"))
        self.count.setToolTip(self.tr("How many to suggest, 1 to {0}").format(MOST))
        self.pool = QuietComboBox()
        self.pool.setAccessibleName(self.tr("Where to take them from"))
        self.pool.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.covering = QuietComboBox()
        self.covering.setAccessibleName(self.tr("What they are to be unlike"))
        for covering, text in (
            (Covering.SET, self.tr("this set")),
            (Covering.SELECTION, self.tr("the selection")),
            (Covering.KEPT, self.tr("what is kept")),
        ):
            self.covering.addItem(text, covering)
        self._go = QPushButton(self.tr("Suggest"))
        self._go.clicked.connect(self.ask)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.count)
        for text, field in ((self.tr("from"), self.pool), (self.tr("least like"), self.covering)):
            row.addWidget(QLabel(text))
            row.addWidget(field)
        row.addWidget(self._go)
        return row

    # ------------------------------------------------------------------ asking

    def opened(self) -> None:
        self._shown = True
        self._list_sources()
        if self.suggester.source != self._session.current_source or self.suggester.answer is None:
            self.ask()
        self._show()
        self.wall.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        self._shown = False
        self.suggester.cancel()

    @Slot()
    def _set_opened(self) -> None:
        if self._shown:
            self.opened()

    @Slot()
    def _list_sources(self) -> None:
        chosen = self.pool.currentData()
        self.pool.clear()
        for source in self._session.sources():
            if source.key not in (EDITED, self._session.current_source):
                self.pool.addItem(source.label, source.key)
        self.pool.setCurrentIndex(max(0, self.pool.findData(chosen)) if self.pool.count() else -1)

    @Slot()
    def ask(self) -> None:
        """Look for suggestions as the fields say."""
        self._services.settings.set("explorer/suggest_count", self.count.value())
        self.suggester.ask(
            str(self.pool.currentData() or ""), Covering(self.covering.currentData()), self.count.value()
        )
        self.wall.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _show_progress(self, progress: Progress) -> None:
        if self._shown and self.suggester.busy:
            self._text.setText(self.tr("Looking for what is missing: {0}").format(f"{progress.fraction:.0%}"))

    # ------------------------------------------------------------------ what was found

    @Slot()
    def _show(self) -> None:
        if not self._shown:
            return
        answer = self.suggester.answer
        chosen = self.suggester.chosen()
        self.add_button.setEnabled(bool(chosen))
        self.add_button.setText(self.tr("Add {0} to {1}").format(len(chosen), self.target or self.tr("Drafts")))
        self._text.setText(self._sentence())
        self.wall.show_tiles([] if answer is None else [self._tile(answer, at) for at in range(len(answer.categories))])

    def _sentence(self) -> str:
        if not self.pool.count():
            return self.tr("There is no other set to take categories from. Open or import one.")
        if self.suggester.busy:
            return self.tr("Looking for what is missing")
        answer = self.suggester.answer
        if answer is not None and not answer.categories:
            return self.tr("That set holds nothing that is not here already.")
        return self.tr("X leaves one out or takes it in · Space enlarges · Enter adds the ticked ones")

    def _tile(self, answer: Suggestions, at: int) -> Tile:
        name, alike = answer.categories[at].name, f"{answer.likeness[at]:.2f}".replace("-", "\N{MINUS SIGN}")
        tip = self.tr("{0}: the likest of what is there is {1} alike").format(name, alike)
        image = density_image(answer.pictures[at])
        return Tile(image, f"{name}  {alike}", tip, kept=at not in self.suggester.left_out)

    @property
    def target(self) -> str:
        """The own set that they are added to, empty for drafts."""
        source = self._session.current_source
        return source if self._session.is_own(source) else ""

    @Slot()
    def add(self) -> None:
        """Add what is ticked to the set, where it is the user's own, or else to the drafts."""
        chosen = self.suggester.chosen()
        if chosen:
            origin = {
                "how": "suggested",
                "from": str(self.pool.currentText()),
                "unlike": str(self.covering.currentData()),
            }
            self.suggester.answer = None
            self._session.add_categories(chosen, origin, into=self.target or None)
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_X and not event.modifiers() and self.suggester.answer is not None:
            if self.wall.current < len(self.wall.tiles):
                self.suggester.toggle(self.wall.current)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.add()
        else:
            super().keyPressEvent(event)
