"""The list of what can be analysed: category sets, data sets, and what was brought from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QStandardItemModel

from engine.analysis.request import SourceKind
from engine.categories.catalogue import FRACTALDB_1K, available_sets
from engine.images.dataset_images import DATASETS, array_archives, picture_folders
from engine.workspace import Workspace
from gui.widgets.fields import QuietComboBox

_NAMES = {FRACTALDB_1K: "FractalDB-1k"}


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of the list of sources."""

    kind: SourceKind
    source: str


class SourceBox(QuietComboBox):
    """Sources under the titles of their kinds; those that are chosen by path stay until the window is built anew."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._brought: list[Choice] = []
        self.setMinimumContentsLength(10)
        self.setSizeAdjustPolicy(QuietComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(24)

    def refresh(self) -> None:
        """List what there is now, keeping the choice."""
        chosen = self.choice
        blocker = QSignalBlocker(self)
        self.clear()
        known = set()
        for title, choices in self._listed():
            if choices:
                self._add_title(title)
                known |= set(choices)
            for choice in choices:
                self._add(choice)
        if chosen is not None and chosen not in known:
            self._bring(chosen)
        self._choose(chosen if chosen is not None else Choice(SourceKind.CATEGORIES, FRACTALDB_1K))
        blocker.unblock()

    def _listed(self) -> tuple[tuple[str, list[Choice]], ...]:
        data = self._workspace.data
        here = [name for name, known in DATASETS.items() if not known.missing(data)]
        own = [*picture_folders(data), *array_archives(data)]
        sets = [Choice(SourceKind.CATEGORIES, name) for name in available_sets(self._workspace)]
        missing = [Choice(SourceKind.DATASET, name) for name in DATASETS if name not in here]
        return (
            (self.tr("Files and folders"), self._brought),
            (self.tr("Category sets"), sets),
            (self.tr("Data sets"), [Choice(SourceKind.DATASET, name) for name in (*here, *own)]),
            (self.tr("Data sets that are not here"), missing),
        )

    def _add_title(self, title: str) -> None:
        self.addItem(title)
        item = cast(QStandardItemModel, self.model()).item(self.count() - 1)
        item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _add(self, choice: Choice) -> None:
        text = _NAMES.get(choice.source, choice.source)
        self.addItem(Path(text).name, choice)
        self.setItemData(self.count() - 1, text, Qt.ItemDataRole.ToolTipRole)

    def select(self, choice: Choice) -> None:
        """Choose a source, adding it to the list where it is not there yet."""
        if choice not in self._entries():
            self._bring(choice)
        self._choose(choice)

    def _bring(self, choice: Choice) -> None:
        self._brought.append(choice)
        self._add(choice)

    def _choose(self, choice: Choice) -> None:
        entries = self._entries()
        if choice in entries:
            self.setCurrentIndex(entries.index(choice))

    def _entries(self) -> list[object]:
        return [self.itemData(index) for index in range(self.count())]

    @property
    def choice(self) -> Choice | None:
        """The source chosen."""
        data = self.currentData()
        return data if isinstance(data, Choice) else None
