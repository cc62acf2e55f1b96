"""What can be done with own sets, as actions that ask in a line over the thumbnails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction

from engine.categories.marks import Pick
from engine.errors import WorkbenchError
from gui.engine_words import say
from gui.explorer.bench import Bench
from gui.explorer.browse.set_measures import SetMeasures
from gui.explorer.curate import set_editing
from gui.explorer.curate.ask_bar import AskBar
from gui.explorer.curate.difference_page import DifferencePage
from gui.explorer.curate.split_page import SplitPage
from gui.explorer.curate.versions_page import VersionsPage
from gui.explorer.entries import Entry

_NAMED = 3


class SetActions(QObject):
    """New sets from what is selected, kept or shown; adding and removing; rename, duplicate, delete."""

    def __init__(self, bench: Bench, ask: AskBar, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._session = bench.session
        self._ask = ask
        add = bench.add_action
        self.from_selection = add(
            self.tr("New set from the selection…"), "folder-plus", "Ctrl+J", self.new_from_selection
        )
        self.from_kept = add(self.tr("New set from the kept…"), "copy-check", "Ctrl+Shift+K", self.new_from_kept)
        self.from_shown = add(self.tr("New set from what is shown…"), "list-filter", "Ctrl+Alt+F", self.new_from_shown)
        self.add_to = add(self.tr("Add the selection to a set…"), "bookmark-plus", "Ctrl+Shift+J", self.add_selection)
        self.remove = add(self.tr("Remove the selection from this set"), "minus", "Del", self.remove_selection)
        self.remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        bench.grid.addAction(self.remove)
        self.remove_rejected = add(self.tr("Remove the rejected…"), "trash-2", "Ctrl+Del", self.ask_remove_rejected)
        self.rename = add(self.tr("Rename this set…"), "pencil", "F2", self.ask_rename)
        self.duplicate = add(self.tr("Duplicate this set…"), "copy-plus", "Ctrl+Alt+D", self.ask_duplicate)
        self.delete = add(self.tr("Delete this set…"), "trash", "Ctrl+Shift+Del", self.ask_delete)
        self.versions = add(self.tr("Versions of this set"), "history", "Ctrl+H", self.open_versions)
        self.differences = add(self.tr("Difference of two sets"), "git-compare", "Ctrl+Shift+D", self.open_difference)
        self.split = add(self.tr("Split this set…"), "split", "Ctrl+Alt+P", self.open_split)
        self.undelete = add(self.tr("Bring back a deleted set…"), "rotate-ccw", "Ctrl+Alt+Z", self.ask_undelete)
        self.train_selection = add(
            self.tr("Train on the selection"), "graduation-cap", "Ctrl+Alt+Return", partial(self._hand_on, "training")
        )
        self.analyse_selection = add(
            self.tr("Analyse the selection"),
            "chart-column",
            "Ctrl+Alt+Shift+Return",
            partial(self._hand_on, "analysis"),
        )
        self._build_pages()
        self.refresh()

    def _build_pages(self) -> None:
        bench, session, services = self._bench, self._session, self._bench.services
        measures = services.keep(SetMeasures, partial(SetMeasures, services))
        self.versions_page = VersionsPage(session, services, bench.thumbnails)
        self.difference_page = DifferencePage(session, services, bench.thumbnails)
        self.split_page = SplitPage(session, services, measures)

    def refresh(self) -> None:
        """Offer what the shown set allows."""
        own = self._session.is_own(self._session.current_source)
        for action in (self.remove, self.rename, self.delete, self.versions):
            action.setEnabled(own)

    def of_selection(self) -> list[QAction]:
        """Return what works on the selection, for the menu of the thumbnails."""
        return [self.from_selection, self.add_to, self.remove, self.train_selection, self.analyse_selection]

    def of_set(self) -> list[QAction]:
        """Return what works on the set, for the menu of the sets."""
        return [
            self.from_kept,
            self.from_shown,
            self.remove_rejected,
            self.rename,
            self.duplicate,
            self.delete,
            self.undelete,
            self.versions,
            self.differences,
            self.split,
        ]

    # ------------------------------------------------------------------ new sets

    @Slot()
    def new_from_selection(self) -> None:
        """Ask for the name of a set of the selection."""
        self._ask_new(self._session.selection)

    @Slot()
    def new_from_kept(self) -> None:
        """Ask for the name of a set of what is kept in the set shown."""
        kept = self._picked(Pick.KEEP)
        if kept:
            self._ask_new(kept)
        else:
            self._tell(self.tr("Nothing is kept in this set yet. Press K on a thumbnail to keep it."))

    @Slot()
    def new_from_shown(self) -> None:
        """Ask for the name of a set of what the filter leaves."""
        self._ask_new(self._bench.grid.categories.listed)

    def _ask_new(self, entries: Sequence[Entry]) -> None:
        chosen = tuple(entries)
        if chosen:
            self._ask.ask(
                self.tr("Name of the new set of {0:,} categories").format(len(chosen)),
                self.tr("Make the set"),
                lambda name: self._make(name, chosen),
                value=self._free_name(),
            )

    def _make(self, name: str, entries: Sequence[Entry]) -> None:
        text = self.tr("New set {0}: {1:,} categories").format(name, len(entries))
        set_editing.new_set(self._session, name, entries, text)

    def _free_name(self) -> str:
        taken = {name.casefold() for name in self._session.set_names()}
        count = 1
        while (name := self.tr("My set {0}").format(count)).casefold() in taken:
            count += 1
        return name

    def _picked(self, pick: Pick) -> list[Entry]:
        entries = self._session.entries(self._session.current_source)
        return [entry for entry in entries if self._session.mark(entry).pick is pick]

    # ------------------------------------------------------------------ membership

    @Slot()
    def add_selection(self) -> None:
        """Ask which set to add the selection to."""
        chosen = self._session.selection
        names = [name for name in self._session.own.names() if name != self._session.current_source]
        if chosen:
            self._ask.ask(
                self.tr("Add {0:,} categories to which set?").format(len(chosen)),
                self.tr("Add"),
                lambda name: self._add(name, chosen),
                value=names[0] if names else self._free_name(),
                choices=names,
            )

    def _add(self, name: str, entries: Sequence[Entry]) -> None:
        text = self.tr("Add {0} to {1}").format(self._names(entries), name)
        count = set_editing.add_to_set(self._session, name, entries, text)
        self._tell(self.tr("{0:,} categories were added to {1}.").format(count, name))

    @Slot()
    def remove_selection(self) -> None:
        """Take the selection out of the own set that is shown; undo brings it back."""
        self._remove(self._session.selection)

    def _remove(self, entries: Sequence[Entry]) -> None:
        name = self._session.current_source
        if not self._session.is_own(name):
            self._tell(self.tr("This set cannot be changed. Make a set of the selection instead."))
            return
        following = self._after(entries)
        text = self.tr("Remove {0} from {1}").format(self._names(entries), name)
        self._try(lambda: set_editing.remove_from_set(self._session, name, entries, text))
        if following is not None:
            self._session.show([following.key])

    def _after(self, entries: Sequence[Entry]) -> Entry | None:
        """Return the first listed category that stays after the first that goes."""
        gone = {entry.key for entry in entries}
        listed = self._bench.grid.categories.listed
        rows = [row for row in (self._bench.grid.categories.row_of(key) for key in gone) if row is not None]
        first = min(rows, default=0)
        after = [entry for entry in listed[first:] if entry.key not in gone]
        before = [entry for entry in listed[:first] if entry.key not in gone]
        return after[0] if after else before[-1] if before else None

    @Slot()
    def ask_remove_rejected(self) -> None:
        """Ask whether the rejected shall go, naming them; a read-only set is copied without them."""
        name = self._session.current_source
        rejected = self._picked(Pick.REJECT)
        if not rejected:
            self._tell(self.tr("Nothing is rejected in this set. Press X on a thumbnail to reject it."))
        elif self._session.is_own(name):
            self._ask.ask(
                self.tr("Remove {0} from {1}? {2:,} categories stay; undo brings them back.").format(
                    self._names(rejected), name, len(self._session.entries(name)) - len(rejected)
                ),
                self.tr("Remove {0:,}").format(len(rejected)),
                lambda _: self._remove(rejected),
            )
        else:
            gone = {entry.key for entry in rejected}
            rest = [entry for entry in self._session.entries(name) if entry.key not in gone]
            self._ask.ask(
                self.tr("{0} cannot be changed. New set of the {1:,} not rejected").format(
                    self._session.label(name) or self.tr("Edited"), len(rest)
                ),
                self.tr("Make the set"),
                lambda given: self._make(given, rest),
                value=self._free_name(),
            )

    # ------------------------------------------------------------------ the set as a whole

    @Slot()
    def ask_rename(self) -> None:
        """Ask for another name of the own set that is shown."""
        name = self._session.current_source
        self._ask.ask(
            self.tr("New name of {0}").format(name),
            self.tr("Rename"),
            lambda new: self._rename(name, new),
            value=name,
        )

    def _rename(self, name: str, new: str) -> None:
        if new != name:
            text = self.tr("Rename {0} to {1}").format(name, new)
            set_editing.rename_set(self._session, name, new, text)

    @Slot()
    def ask_duplicate(self) -> None:
        """Ask for the name of a copy of the set that is shown."""
        key = self._session.current_source
        label = self._session.label(key) or self.tr("Edited")
        self._ask.ask(
            self.tr("Name of the copy of {0}").format(label),
            self.tr("Duplicate"),
            lambda name: set_editing.duplicate_set(
                self._session, key, name, self.tr("Duplicate {0} as {1}").format(label, name)
            ),
            value=self._free_name(),
        )

    @Slot()
    def ask_delete(self) -> None:
        """Ask whether the own set that is shown shall go."""
        name = self._session.current_source
        self._ask.ask(
            self.tr("Delete the set {0} with {1:,} categories? Undo brings it back.").format(
                name, len(self._session.entries(name))
            ),
            self.tr("Delete {0}").format(name),
            lambda _: self._session.put_sets({name: None}, self.tr("Delete {0}").format(name)),
        )

    @Slot()
    def ask_undelete(self) -> None:
        """Ask which deleted set to bring back."""
        names = self._session.own.deleted()
        if names:
            self._ask.ask(
                self.tr("Bring back which set?"),
                self.tr("Bring back"),
                self._undelete,
                choices=names,
                only_choices=True,
            )
        else:
            self._tell(self.tr("No set was deleted."))

    def _undelete(self, name: str) -> None:
        newest = self._session.own.newest(name)
        if newest is not None:
            self._session.put_sets({name: newest}, self.tr("Bring back {0}").format(name), show=name)

    # ------------------------------------------------------------------ pages

    @Slot()
    def open_versions(self) -> None:
        """Show the versions of the own set that is shown."""
        if self._session.is_own(self._session.current_source):
            self.versions_page.show_set(self._session.current_source)
            self._bench.stage.open(self.versions_page)

    @Slot()
    def open_difference(self) -> None:
        """Show what differs between two sets."""
        self._bench.stage.open(self.difference_page)

    @Slot()
    def open_split(self) -> None:
        """Show the ways to divide the set that is shown."""
        self.split_page.show_set(self._session.current_source)
        self._bench.stage.open(self.split_page)

    # ------------------------------------------------------------------ ways on

    def _hand_on(self, tab: str) -> None:
        self._try(
            lambda: self._session.hand_over_entries(
                self._session.selection, partial(self._bench.services.hub.navigate.emit, tab)
            )
        )

    # ------------------------------------------------------------------ help

    def _names(self, entries: Sequence[Entry]) -> str:
        named = ", ".join(entry.key.name for entry in entries[:_NAMED])
        more = len(entries) - _NAMED
        return self.tr("{0} and {1:,} more").format(named, more) if more > 0 else named

    def _tell(self, text: str) -> None:
        self._bench.services.tell("info", text)

    def _try(self, do: Callable[[], object]) -> None:
        try:
            do()
        except WorkbenchError as error:
            self._bench.services.tell("error", say(error))
