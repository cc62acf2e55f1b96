"""The versions of an own set: what made each, what differs from now, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, Qt, Slot
from PySide6.QtWidgets import QHeaderView, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from engine.categories.difference import SetDifference
from engine.categories.library import VersionNote
from engine.errors import WorkbenchError
from gui.engine_words import say
from gui.explorer.browse.thumbnails import Thumbnails
from gui.explorer.curate import set_editing
from gui.explorer.curate.difference_page import find_difference, reader_of
from gui.explorer.curate.difference_view import DifferenceView
from gui.explorer.session import ExplorerSession
from gui.services import Services
from gui.tasks import Failure
from gui.theme import GRID
from gui.widgets.latest import Latest
from gui.widgets.pages import Page

_NUMBER = Qt.ItemDataRole.UserRole


class VersionsPage(Page):
    """Choosing a version shows what has changed since; restoring it makes it the newest, as a step of undo."""

    def __init__(self, session: ExplorerSession, services: Services, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._session = session
        self._services = services
        self._name = ""
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAccessibleName(self.tr("Versions"))
        self.list.setHeaderLabels(
            [self.tr("Version"), self.tr("Categories"), self.tr("Time"), self.tr("What was done")]
        )
        for column in range(3):
            self.list.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.list.currentItemChanged.connect(self._chosen)
        self.list.itemActivated.connect(self.restore)
        self.view = DifferenceView(thumbnails, services.theme)
        self.restore_button = QPushButton(services.theme.icon("history"), self.tr("Restore this version"))
        self.restore_button.clicked.connect(self.restore)
        self.tools = self.restore_button
        self._asking = Latest(services.tasks, find_difference, self)
        self._asking.answered.connect(self._take)
        self._asking.failed.connect(self._refuse)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, GRID, GRID // 2)
        column_layout.setSpacing(GRID)
        column_layout.addWidget(self.list, 2)
        column_layout.addWidget(self.view, 3)
        session.sources_changed.connect(self._again)

    def show_set(self, name: str) -> None:
        """Show the versions of this set."""
        self._name = name
        self.title = self.tr("Versions of {0}").format(name)
        self.list.clear()
        self.view.clear("")
        self._again()

    def opened(self) -> None:
        """Take the focus."""
        self.list.setFocus()

    def left(self) -> None:
        """Ask no further."""
        self._asking.forget()
        self._name = ""

    @Slot()
    def _again(self) -> None:
        if self._name and self._session.own.number(self._name) is None:
            self.closed.emit()
        elif self._name:
            self._session.when_saved(self._read)

    @Slot()
    def _read(self) -> None:
        if self._name:
            task = self._services.tasks.start(self._session.own.notes, self._name)
            task.finished.connect(self._fill)
            task.failed.connect(self._services.tell_failure)

    @Slot(object)
    def _fill(self, notes: Sequence[VersionNote]) -> None:
        now = self._session.own.number(self._name) if self._name else None
        before = self.list.currentItem()
        chosen = now if before is None else before.data(0, _NUMBER)
        self.list.clear()
        for note in notes:
            number = note.version.number
            item = QTreeWidgetItem(self.list)
            item.setData(0, _NUMBER, number)
            item.setText(0, self.tr("{0}, now").format(number) if number == now else str(number))
            item.setText(1, f"{note.count:,}")
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setText(2, _local(note.time))
            item.setText(3, note.edit)
            item.setToolTip(3, note.edit)
            if number == chosen:
                self.list.setCurrentItem(item)

    @Slot(QTreeWidgetItem)
    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        now = self._session.own.number(self._name) if self._name else None
        self.restore_button.setEnabled(item is not None and item.data(0, _NUMBER) != now)
        if item is None or now is None:
            return
        if item.data(0, _NUMBER) == now:
            self._asking.forget()
            self.view.clear(
                self.tr("This is the set as it is now. Choose another version to see what has changed since.")
            )
            return
        number = item.data(0, _NUMBER)
        self._asking.ask((reader_of(self._session, self._name, number), reader_of(self._session, self._name, now)))

    @Slot(int, object)
    def _take(self, _number: int, found: SetDifference) -> None:
        self.view.show_difference(found)

    @Slot(object)
    def _refuse(self, failure: Failure) -> None:
        self.view.clear(failure.message)

    @Slot()
    def restore(self) -> None:
        """Make the chosen version the newest."""
        item = self.list.currentItem()
        if item is None or not self.restore_button.isEnabled():
            return
        number = int(item.data(0, _NUMBER))
        text = self.tr("Restore version {0} of {1}").format(number, self._name)
        try:
            set_editing.restore_version(self._session, self._name, number, text)
        except WorkbenchError as error:
            self._services.tell("error", say(error))


def _local(time: str) -> str:
    moment = QDateTime.fromString(time, Qt.DateFormat.ISODate)
    return QLocale().toString(moment.toLocalTime(), QLocale.FormatType.ShortFormat) if moment.isValid() else time
