"""Choosing by keyboard, as in a photo program: rate, keep, reject, clear, on to the next, back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial

from PySide6.QtCore import QCoreApplication, QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence

from engine.categories.marks import MAX_RATING, Mark, Pick
from gui.explorer.bench import Bench
from gui.explorer.entries import Entry, EntryKey

_ADVANCE = "explorer/advance"
_TRAIL = 1000


def rated(rating: int, mark: Mark) -> Mark:
    """Return `mark` with that many stars."""
    return replace(mark, rating=rating)


def picked(pick: Pick, mark: Mark) -> Mark:
    """Return `mark` with that pick."""
    return replace(mark, pick=pick)


def cleared(mark: Mark) -> Mark:
    """Return `mark` without stars and pick; what was written stays."""
    return replace(mark, rating=0, pick=Pick.NONE)


def stars_text(rating: int) -> str:
    """Return the words for a rating."""
    words = {0: QCoreApplication.translate("Culling", "No stars"), 1: QCoreApplication.translate("Culling", "1 star")}
    return words.get(rating, QCoreApplication.translate("Culling", "{0} stars").format(rating))


class Culling(QObject):
    """The verdicts as actions; their single keys work while the grid has the focus, never while typing."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._session = bench.session
        self._trail: list[EntryKey] = []
        self.keep = self._verdict(self.tr("Keep"), "thumbs-up", ("K", "P"), partial(picked, Pick.KEEP))
        self.reject = self._verdict(self.tr("Reject"), "thumbs-down", ("X",), partial(picked, Pick.REJECT))
        self.clear = self._verdict(self.tr("Clear stars and pick"), "minus", ("U",), cleared)
        for rating in range(MAX_RATING + 1):
            self._verdict(stars_text(rating), "star", (str(rating),), partial(rated, rating))
        self.in_grid(self.tr("Back to the category judged before"), "arrow-left", ("Backspace",), self.go_back)
        self.advance = bench.add_action(
            self.tr("Go on to the next after a verdict"), "skip-forward", "Ctrl+Alt+A", self._remember_choice
        )
        self.advance.setCheckable(True)
        self.advance.setChecked(bench.services.settings.get(_ADVANCE, True))

    def in_grid(self, text: str, icon: str, keys: tuple[str, ...], slot: object) -> QAction:
        """Return an action of the tab, listed with the others, whose keys work while the grid has the focus."""
        action = self._bench.add_action(text, icon, keys[0], slot)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._bench.grid.addAction(action)
        return action

    def _verdict(self, text: str, icon: str, keys: tuple[str, ...], change: Callable[[Mark], Mark]) -> QAction:
        """Return the action of a verdict; Shift with its key judges without going on."""
        action = self.in_grid(text, icon, keys, lambda: self.judge(change, text, advance=self.advance.isChecked()))
        staying = QAction(self._bench.grid)
        staying.setShortcuts([QKeySequence(f"Shift+{key}") for key in keys])
        staying.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        staying.triggered.connect(lambda: self.judge(change, text, advance=False))
        self._bench.grid.addAction(staying)
        return action

    @Slot()
    def _remember_choice(self) -> None:
        self._bench.services.settings.set(_ADVANCE, self.advance.isChecked())

    # ------------------------------------------------------------------ judging

    def judge(self, change: Callable[[Mark], Mark], text: str, *, advance: bool) -> None:
        """Change the marks of the selection in one step; with `advance`, one category gives way to the next."""
        selection = self._session.selection
        if not selection:
            return
        following = self._following(selection[0]) if advance and len(selection) == 1 else None
        if len(selection) > 1:
            text = self.tr("{0}: {1} categories").format(text, len(selection))
        changed = cache(change)
        self._session.set_marks({entry.key.identity: changed(self._session.mark(entry)) for entry in selection}, text)
        self._trail = [*self._trail[-_TRAIL:], selection[0].key]
        if following is not None:
            self._session.select(following)

    def _following(self, entry: Entry) -> Entry | None:
        categories = self._bench.grid.categories
        row = categories.row_of(entry.key)
        listed = categories.listed
        return listed[row + 1] if row is not None and row + 1 < len(listed) else None

    @Slot()
    def go_back(self) -> None:
        """Select the category judged last; again, the one before it."""
        categories = self._bench.grid.categories
        while self._trail:
            row = categories.row_of(self._trail.pop())
            if row is not None and categories.listed[row].key != self._current_key():
                self._session.select(categories.listed[row])
                return

    def _current_key(self) -> EntryKey | None:
        return None if self._session.current is None else self._session.current.key
