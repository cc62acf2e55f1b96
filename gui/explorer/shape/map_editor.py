"""What is done to whole maps of the selected category, which of them are selected, and which the picture shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from engine.errors import InputError
from engine.ifs import map_editing
from engine.ifs.category import MAX_MAPS, Category
from engine.ifs.map_editing import Mirror
from engine.ifs.moments import centre
from engine.sentences import Sentence, sentence_of
from gui.engine_words import say
from gui.explorer.entries import Entry, State
from gui.explorer.session import ExplorerSession
from gui.services import Services

Rows = frozenset[int]


class MapEditor(QObject):
    """Edits, each one step of undo; and two ways of looking that no file and no set ever hears of.

    A muted map goes on taking part, but the copy it draws is left out of the picture; of soloed maps only the copies
    are drawn. Leaving a map out of the system altogether would show another category, and a single map alone draws
    nothing but a point. Mute and solo belong to the window, not to the category: undo does not touch them, and they
    end when another category is selected or the number of maps changes.

    Signals
    -------
    selected(object)
        frozenset of the numbers of the selected maps, counted from 0.
    looked()
        Other maps are muted or soloed.
    """

    selected = Signal(object)
    looked = Signal()

    def __init__(self, services: Services, session: ExplorerSession) -> None:
        super().__init__()
        self._services = services
        self._session = session
        self._selection: Rows = frozenset()
        self._muted: Rows = frozenset()
        self._soloed: Rows = frozenset()
        self._size = 0
        session.selected.connect(self._begin)
        session.changed.connect(self._follow)
        self._begin(session.current)

    # ------------------------------------------------------------------ following the session

    def forget(self) -> None:
        """Select nothing and show all."""
        self._begin(self._session.current)

    @Slot(object)
    def _begin(self, _entry: Entry | None) -> None:
        state = self.state
        self._size = 0 if state is None else state.category.size
        self.select(frozenset())
        self._look(frozenset(), frozenset())

    @Slot(object)
    def _follow(self, _key: object) -> None:
        state = self.state
        size = 0 if state is None else state.category.size
        if size != self._size:
            self._size = size
            self.select(frozenset(row for row in self._selection if row < size))
            self._look(frozenset(), frozenset())

    @property
    def state(self) -> State | None:
        """The selected category as it is now."""
        entry = self._session.current
        return None if entry is None else self._session.state(entry)

    # ------------------------------------------------------------------ selection

    @property
    def selection(self) -> Rows:
        """Numbers of the selected maps, counted from 0."""
        return self._selection

    @Slot(object)
    def select(self, rows: Rows) -> None:
        """Select these maps; numbers that the category does not have are left out."""
        chosen = frozenset(row for row in rows if 0 <= row < self._size)
        if chosen != self._selection:
            self._selection = chosen
            self.selected.emit(chosen)

    # ------------------------------------------------------------------ looking

    @property
    def muted(self) -> Rows:
        """Maps whose copies are left out of the picture."""
        return self._muted

    @property
    def soloed(self) -> Rows:
        """Maps whose copies alone are drawn, where there are any."""
        return self._soloed

    @property
    def shown(self) -> tuple[int, ...] | None:
        """The maps whose copies are drawn; None for all, the usual case."""
        rows = self._soloed or frozenset(range(self._size)) - self._muted
        return None if len(rows) == self._size else tuple(sorted(rows))

    def toggle_mute(self, rows: Rows) -> None:
        """Mute these maps, or unmute them where all are muted; at least one stays to be seen."""
        muted = self._muted - rows if rows <= self._muted else self._muted | rows
        if len(muted) < self._size:
            self._look(muted, self._soloed - rows)

    def toggle_solo(self, rows: Rows) -> None:
        """Show these maps' copies alone, or all again where these are soloed."""
        self._look(self._muted - rows, frozenset() if rows == self._soloed else rows)

    def show_all(self) -> None:
        """End mute and solo."""
        self._look(frozenset(), frozenset())

    def _look(self, muted: Rows, soloed: Rows) -> None:
        if (muted, soloed) != (self._muted, self._soloed):
            self._muted, self._soloed = muted, soloed
            self.looked.emit()

    # ------------------------------------------------------------------ editing

    @Slot()
    def add(self) -> None:
        """Add a map: the picture at half its size beside its centre."""
        self._edit(
            lambda category: map_editing.with_maps(category, map_editing.new_map(category)),
            self.tr("Add a map"),
            select=lambda before: frozenset({before.size}),
        )

    @Slot()
    def duplicate(self) -> None:
        """Put a copy behind each selected map and select the copies."""
        rows = sorted(self._selection)
        copies = frozenset(row + number + 1 for number, row in enumerate(rows))
        text = self.tr("Duplicate {0}").format(self._named(rows))
        self._edit(lambda category: map_editing.with_duplicates(category, rows)[0], text, select=lambda _: copies)

    @Slot()
    def delete(self) -> None:
        """Delete the selected maps; one always stays."""
        rows = sorted(self._selection)
        text = self.tr("Delete {0}").format(self._named(rows))
        nothing: Rows = frozenset()
        self._edit(lambda category: map_editing.without_maps(category, rows), text, select=lambda _: nothing)

    def mirror(self, mirror: Mirror) -> None:
        """Turn the copies of the selected maps over, each in its place."""
        rows = sorted(self._selection)
        text = self.tr("Mirror {0}").format(self._named(rows))
        self._edit(lambda category: map_editing.with_mirrored(category, rows, mirror), text)

    @Slot()
    def equalise(self) -> None:
        """Give all maps the same probability; they no longer follow |det| then."""
        state = self.state
        if state is not None:
            self._session.change(State(map_editing.equalised(state.category), False), self.tr("Equal probabilities"))

    def make_symmetric(self, order: int, mirror: bool, about_centre: bool) -> None:
        """Make the picture symmetric; see `engine.ifs.map_editing.symmetric`."""

        def made(category: Category) -> Category:
            x, y = centre(category) if about_centre else (0.0, 0.0)
            return map_editing.symmetric(category, order, mirror=mirror, pivot=(float(x), float(y)))

        self._edit(made, self.tr("Make symmetric"))

    def _edit(
        self, change: Callable[[Category], Category], text: str, *, select: Callable[[Category], Rows] | None = None
    ) -> None:
        """Change the selected category in one step; locked probabilities follow |det| afterwards, too."""
        state = self.state
        if state is None:
            return
        try:
            category = change(state.category)
        except InputError as error:
            self._services.tell("warning", say(error))
            return
        if state.locked:
            category = Category.from_maps(category.name, category.maps)
        self._session.change(State(category, state.locked), text)
        if select is not None:
            self.select(select(state.category))

    def _named(self, rows: Sequence[int]) -> str:
        if len(rows) == 1:
            return self.tr("map {0}").format(rows[0] + 1)
        return self.tr("{0} maps").format(len(rows))

    # ------------------------------------------------------------------ clipboard

    @Slot()
    def copy(self) -> None:
        """Put the selected maps on the clipboard as lines of a b c d e f p, read back exactly by `paste`."""
        state = self.state
        if state is not None and self._selection:
            category, rows = state.category, sorted(self._selection)
            table = np.concatenate([category.maps, category.probabilities[:, None]], axis=1)
            lines = ("\t".join(map(repr, table[row].tolist())) for row in rows)
            QGuiApplication.clipboard().setText("\n".join(lines))
            self._services.tell("info", self.tr("On the clipboard: {0}").format(self._named(rows)))

    @Slot()
    def paste(self) -> None:
        """Add the maps that are on the clipboard and select them."""
        try:
            table = read_maps(QGuiApplication.clipboard().text())
        except InputError as error:
            self._services.tell("warning", say(error))
            return
        shares = table[:, 6] if table.shape[1] == 7 and 0 <= table[:, 6].sum() < 1 else None
        added = len(table)
        text = self.tr("Paste {0}").format(self._named(range(added)) if added > 1 else self.tr("a map"))
        self._edit(
            lambda category: map_editing.with_maps(category, table[:, :6], shares),
            text,
            select=lambda before: frozenset(range(before.size, before.size + added)),
        )


def read_maps(text: str) -> NDArray[np.float64]:
    """Return maps from lines of six numbers, a b c d e f, or seven with the probability.

    Raises
    ------
    InputError
        When the text is anything else.
    """
    lines = [line.replace(",", " ").replace(";", " ").split() for line in text[:100_000].splitlines() if line.strip()]
    if not lines or len(lines) > MAX_MAPS or len({len(line) for line in lines}) != 1 or len(lines[0]) not in (6, 7):
        raise InputError(
            Sentence(
                "The clipboard holds no maps: copy 1 to {0} lines of six numbers, a b c d e f, or of seven with p.",
                MAX_MAPS,
            )
        )
    try:
        table = np.array([[float(word) for word in line] for line in lines])
    except ValueError as error:
        raise InputError(
            Sentence("The clipboard holds no maps ({0}); copy lines of numbers a b c d e f.", sentence_of(error))
        ) from error
    if not np.isfinite(table).all() or (table.shape[1] == 7 and (table[:, 6] < 0).any()):
        raise InputError(
            Sentence("The maps on the clipboard hold a number that is not finite, or a negative probability.")
        )
    return table
