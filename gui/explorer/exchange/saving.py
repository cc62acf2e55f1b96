"""Categories into a file of any format: where, and what the format cannot keep."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.categories.category_set import CategorySet
from engine.categories.files import losses, write_categories
from gui.explorer.session import ExplorerSession
from gui.services import Services


class Saving(QObject):
    """Asks for a place and writes in the background."""

    def __init__(self, services: Services, session: ExplorerSession, tab: QWidget) -> None:
        super().__init__(tab)
        self._services = services
        self._session = session
        self._tab = tab

    def formats(self, count: int) -> Sequence[tuple[str, str]]:
        """Return what `count` categories can be written as: the words of the dialog and the ending."""
        csv = ("FractalDB CSV (*.csv)", ".csv") if count == 1 else (self.tr("Folder of FractalDB CSV files (*)"), "")
        flame, fractint = self.tr("Flames for Fractorium, Apophysis (*.flame)"), self.tr("Fractint (*.ifs)")
        return (csv, ("NumPy (*.npz)", ".npz"), ("JSON (*.json)", ".json"), (flame, ".flame"), (fractint, ".ifs"))

    def ask(self, categories: CategorySet, extension: str) -> None:
        """Ask where to write `categories`; `extension` is proposed."""
        formats = dict(self.formats(len(categories)))
        dialog = QFileDialog(self._tab, self.tr("Save {0} as").format(categories.name))
        dialog.setDirectory(str(self._services.workspace.sets))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilters(list(formats))

        def chosen(words: str) -> None:
            ending = formats.get(words, extension)
            dialog.setDefaultSuffix(ending)
            dialog.selectFile(categories.name + ending)

        dialog.filterSelected.connect(chosen)
        dialog.selectNameFilter(next(words for words, ending in formats.items() if ending == extension))
        dialog.setDefaultSuffix(extension)
        dialog.selectFile(categories.name + extension)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self.write, categories))
        dialog.open()

    def write(self, categories: CategorySet, path: str) -> None:
        """Write `categories` in the background and say so, and what the format cannot keep."""
        lost = losses(categories, Path(path))
        task = self._services.tasks.start(write_categories, categories, Path(path))
        task.finished.connect(partial(self._written, path, lost))
        task.failed.connect(self._services.tell_failure)

    def _written(self, path: str, lost: tuple[str, ...], _result: object) -> None:
        text = self.tr("Saved {0}.").format(path)
        words = {
            "name of the set": self.tr("the name of the set"),
            "provenance": self.tr("where it came from"),
            "order of the categories (a folder is read by name)": self.tr("the order, as a folder is read by name"),
        }
        if lost:
            kept = self.tr("Maps and probabilities are kept to the last digit; this format does not keep {0}.")
            text += " " + kept.format(", ".join(words.get(each, each) for each in lost))
        self._services.tell("success", text)
        self._session.sources_changed.emit()
