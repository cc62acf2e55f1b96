"""Two sets, and what leads from one to the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from engine.categories.category_set import CategorySet
from engine.categories.difference import SetDifference, difference
from engine.errors import MissingDataError
from engine.progress import Control, Report
from engine.sentences import Sentence
from gui.explorer.browse.thumbnails import Thumbnails
from gui.explorer.curate.difference_view import DifferenceView
from gui.explorer.session import EDITED, ExplorerSession
from gui.services import Services
from gui.tasks import Failure
from gui.theme import GRID
from gui.widgets.fields import QuietComboBox
from gui.widgets.latest import Latest
from gui.widgets.pages import Page

Reader = Callable[[], CategorySet | None]


def find_difference(
    readers: tuple[Reader, Reader],
    *,
    partial: object,  # noqa: ARG001
    report: Report,  # noqa: ARG001
    control: Control,
) -> SetDifference:
    """Return what leads from the first set to the second.

    Raises
    ------
    WorkbenchError
        When one cannot be read, or is empty.
    """
    sets = []
    for read in readers:
        control.poll()
        categories = read()
        if categories is None:
            raise MissingDataError(Sentence("One of the two sets is empty; choose another one."))
        sets.append(categories)
    return difference(*sets)


class DifferencePage(Page):
    """From which set, to which set; the sets are compared as they are now, with their edits."""

    def __init__(self, session: ExplorerSession, services: Services, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.title = self.tr("Difference of two sets")
        self._session = session
        self.view = DifferenceView(thumbnails, services.theme)
        self.view.wanted.connect(self._show)
        self._asking = Latest(services.tasks, find_difference, self)
        self._asking.answered.connect(self._take)
        self._asking.failed.connect(self._refuse)
        self.first = self._choice(self.tr("From"))
        self.second = self._choice(self.tr("To"))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(QLabel(self.tr("From")))
        row.addWidget(self.first, 1)
        row.addWidget(QLabel(self.tr("to")))
        row.addWidget(self.second, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GRID, GRID // 2)
        column.setSpacing(GRID)
        column.addLayout(row)
        column.addWidget(self.view, 1)

    def _choice(self, name: str) -> QuietComboBox:
        choice = QuietComboBox()
        choice.setAccessibleName(name)
        choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        choice.setMinimumContentsLength(8)
        choice.currentIndexChanged.connect(self._ask)
        return choice

    def opened(self) -> None:
        """Offer the sets that there are; compare the one shown with another."""
        sources = [source for source in self._session.sources() if source.key != EDITED]
        for choice in (self.first, self.second):
            before = choice.currentData()
            choice.blockSignals(True)
            choice.clear()
            for source in sources:
                choice.addItem(source.label, source.key)
            choice.setCurrentIndex(choice.findData(before))
            choice.blockSignals(False)
        self._preset()
        self._ask()
        self.first.setFocus()

    def _preset(self) -> None:
        shown = self._session.current_source
        if self.second.currentIndex() < 0 or self.first.currentData() == self.second.currentData():
            self.second.setCurrentIndex(max(0, self.second.findData(shown)))
        if self.first.currentIndex() < 0 or self.first.currentData() == self.second.currentData():
            others = [at for at in range(self.first.count()) if self.first.itemData(at) != self.second.currentData()]
            self.first.setCurrentIndex(others[-1] if others else 0)

    def left(self) -> None:
        """Ask no further."""
        self._asking.forget()

    @Slot()
    def _ask(self) -> None:
        keys = self.first.currentData(), self.second.currentData()
        if None in keys:
            return
        if keys[0] == keys[1]:
            self._asking.forget()
            self.view.clear(self.tr("Choose two different sets."))
            return
        self._asking.ask((self._session.reader(keys[0]), self._session.reader(keys[1])))

    @Slot(int, object)
    def _take(self, _number: int, found: SetDifference) -> None:
        self.view.show_difference(found)

    @Slot(object)
    def _refuse(self, failure: Failure) -> None:
        self.view.clear(failure.message)

    @Slot(str)
    def _show(self, identity: str) -> None:
        found = self._session.find(identity)
        if found is not None:
            self.closed.emit()
            self._session.show([found.key])


def reader_of(session: ExplorerSession, name: str, number: int) -> Reader:
    """Return what reads a version of an own set."""
    return partial(session.own.read, name, number)
