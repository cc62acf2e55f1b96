"""Categories in by drop and paste, out by copy: files, folders, and text as other programs put it on the clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer, Slot
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from engine.categories.category_set import CategorySet
from engine.categories.files import FORMATS, READERS, parse_categories, read_csv_files
from engine.categories.flame_format import flame_text
from engine.categories.notes import Notes
from gui.explorer.exchange.chosen import selected_set
from gui.explorer.session import ExplorerSession
from gui.services import Services
from gui.widgets.veil import Veil


class Transfer(QObject):
    """Takes what is dropped on `tab` or pasted, and copies the selection."""

    def __init__(self, services: Services, session: ExplorerSession, tab: QWidget) -> None:
        super().__init__(tab)
        self._services = services
        self._session = session
        self._tab = tab
        self._waiting: list[Path] = []
        self._veil = Veil(self.tr("Drop to open: {0}, or folders of CSV files").format(FORMATS), tab)
        tab.setAcceptDrops(True)
        tab.installEventFilter(self)
        session.opened.connect(self._opened)

    # ------------------------------------------------------------------ drop

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._tab:
            if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
                self._veil.hide()
                event.acceptProposedAction()
                self.take(event.mimeData())
                return True
            if isinstance(event, QDragEnterEvent | QDragMoveEvent) and _usable(event.mimeData()):
                self._veil.cover(self._tab)
                event.acceptProposedAction()
                return True
            if event.type() == QEvent.Type.DragLeave:
                self._veil.hide()
        return super().eventFilter(watched, event)

    def take(self, data: QMimeData) -> None:
        """Open the files in `data`, or else read its text."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self.open_paths(paths)
        elif data.hasText():
            self.read_text(data.text(), self.tr("Dropped text"))

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files and folders one after another; several CSV files become one set."""
        readable = [path for path in paths if path.is_dir() or path.suffix.lower() in READERS]
        refused = [path for path in paths if path not in readable]
        if refused:
            text = self.tr("{0} is no file of categories; give {1} or a folder of CSV files.")
            self._services.tell("warning", text.format(refused[0].name, FORMATS), "\n".join(map(str, refused)))
        single = [path for path in readable if path.suffix.lower() == ".csv" and path.is_file()]
        if len(single) > 1:
            readable = [path for path in readable if path not in single]
            task = self._services.tasks.start(read_csv_files, single, title=self.tr("Reading CSV files"))
            task.finished.connect(self._add_files)
            task.failed.connect(self._services.tell_failure)
        self._waiting += readable
        self._open_next()

    @Slot()
    def _open_next(self) -> None:
        if self._waiting:
            self._session.open_path(self._waiting.pop(0))

    @Slot(str)
    def _opened(self, _key: str) -> None:
        if self._waiting:
            QTimer.singleShot(0, self, self._open_next)

    @Slot(object)
    def _add_files(self, categories: CategorySet) -> None:
        self._add(categories, {"how": "imported", "file": categories.name})

    # ------------------------------------------------------------------ clipboard

    @Slot()
    def paste(self) -> None:
        """Read categories from the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        if data.hasUrls() and any(url.isLocalFile() for url in data.urls()):
            self.take(data)
        else:
            self.read_text(data.text(), self.tr("Clipboard"))

    def read_text(self, text: str, place: str) -> None:
        """Read categories from `text`; `place` says in messages where it is from."""
        task = self._services.tasks.start(_parse, text, place)
        task.finished.connect(self._take_parsed)
        task.failed.connect(self._services.tell_failure)

    @Slot(object)
    def _take_parsed(self, parsed: tuple[CategorySet, Notes]) -> None:
        categories, notes = parsed
        self._add(categories, {"how": "pasted", "file": categories.name})
        if notes.sentences:
            self._session.tell_notes(categories, notes)

    def _add(self, categories: CategorySet, origin: dict[str, object]) -> None:
        self._session.add_categories(categories.categories, origin)
        text = self.tr("Categories added: {0}. Undo takes them back.").format(len(categories))
        self._services.tell("success", text)

    @Slot()
    def copy(self) -> None:
        """Put the selection on the clipboard as flame XML."""
        chosen = selected_set(self._session)
        if chosen is not None:
            task = self._services.tasks.start(flame_text, chosen)
            task.finished.connect(partial(self._copied, len(chosen)))
            task.failed.connect(self._services.tell_failure)

    def _copied(self, count: int, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        told = self.tr("On the clipboard as flame XML, for Fractorium, Apophysis or this program: {0} categories.")
        self._services.tell("info", told.format(count))


def _usable(data: QMimeData) -> bool:
    return any(url.isLocalFile() for url in data.urls()) or data.hasText()


def _parse(text: str, place: str) -> tuple[CategorySet, Notes]:
    notes = Notes()
    return parse_categories(text, place, notes), notes
