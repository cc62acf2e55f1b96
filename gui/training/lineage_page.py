"""The page that says where the weights of a run come from, and what was made from them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from engine.experiments.lineage import Lineage
from engine.experiments.run_index import RunRow
from gui.services import Services
from gui.theme import GRID
from gui.training.run_words import run_title, state_text
from gui.training.training_thread import RunsSnapshot
from gui.widgets.pages import Page

_RUN = int(Qt.ItemDataRole.UserRole)


def lineage_of(snapshot: RunsSnapshot) -> Lineage:
    """Return the lineage of all runs of the window."""
    studies: Mapping[str, tuple[str, ...]] = {study.name: study.run_ids for study in snapshot.studies}
    return Lineage(snapshot.entries, studies)


class LineagePage(Page):
    """A tree: the runs a run descends from, itself, and the runs that descend from it.

    Signals
    -------
    run_asked(str)
        Go to the run of this id.
    """

    run_asked = Signal(str)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._theme = services.theme
        self.title = self.tr("Lineage")
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(self.tr("Lineage of the run"))
        self.tree.setUniformRowHeights(True)
        self.tree.setHeaderLabels([self.tr("Run"), self.tr("State"), self.tr("Test (%)"), self.tr("Studies")])
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        self.tree.itemActivated.connect(self._go)
        self.tree.itemClicked.connect(self._go)
        self.setFocusProxy(self.tree)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, GRID, GRID)
        column.addWidget(self.sentence)
        column.addWidget(self.tree, 1)

    def show_run(self, run_id: str, snapshot: RunsSnapshot) -> None:
        """Show the family of this run."""
        lineage = lineage_of(snapshot)
        self.tree.clear()
        above: QTreeWidgetItem | None = None
        ancestors = lineage.ancestors(run_id)
        for ancestor in reversed(ancestors):
            above = self._add(above, ancestor, lineage)
        own = self._add(above, run_id, lineage)
        font = own.font(0)
        font.setBold(True)
        own.setFont(0, font)
        self._add_children(own, run_id, lineage, {*ancestors, run_id})
        self.tree.expandAll()
        self.tree.setCurrentItem(own)
        for column in (1, 2, 3):
            self.tree.resizeColumnToContents(column)
        self.sentence.setText(self._sentence(len(ancestors), len(lineage.descendants([run_id]))))

    def _add_children(self, item: QTreeWidgetItem, run_id: str, lineage: Lineage, met: set[str]) -> None:
        for child in lineage.children(run_id):
            if child.id not in met:
                below = self._add(item, child.id, lineage)
                self._add_children(below, child.id, lineage, met | {child.id})

    def _add(self, above: QTreeWidgetItem | None, run_id: str, lineage: Lineage) -> QTreeWidgetItem:
        row = lineage.row(run_id)
        texts = [self.tr("{0} (discarded)").format(run_id), "", "", ""] if row is None else self._texts(row, lineage)
        item = QTreeWidgetItem(texts)
        item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight)
        item.setToolTip(0, run_id)
        if row is not None:
            item.setData(0, _RUN, run_id)
        if above is None:
            self.tree.addTopLevelItem(item)
        else:
            above.addChild(item)
        return item

    @staticmethod
    def _texts(row: RunRow, lineage: Lineage) -> list[str]:
        test = row.status.test_accuracy
        return [
            run_title(row.status),
            state_text(row.status.state),
            "" if test is None else f"{100 * test:.1f}",
            ", ".join(lineage.studies(row.id)),
        ]

    def _sentence(self, before: int, after: int) -> str:
        if not before and not after:
            return self.tr("This run starts from no other run, and no other starts from it.")
        return self.tr("Ancestors: {0} · descendants: {1}").format(before, after)

    @Slot(QTreeWidgetItem, int)
    def _go(self, item: QTreeWidgetItem, _column: int) -> None:
        run_id = item.data(0, _RUN)
        if run_id:
            self.run_asked.emit(str(run_id))
