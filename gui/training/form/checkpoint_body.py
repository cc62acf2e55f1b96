"""A weight file as a source: chosen, or a published one by its name; looked into before anything starts."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QPushButton

from engine.models.imagenet import weight_places
from engine.models.weight_files import FRACTALDB_PAGE, PUBLISHED, PublishedCheckpoint, find_published
from gui.services import Services
from gui.training.form.weight_look import WeightLook
from gui.training.form.weights_body import FileRow, WeightsBody


class CheckpointBody(WeightsBody):
    """Any weight file."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._places = weight_places(services.workspace.data)
        self.file = FileRow(self.tr("Weights file"), self.tr("A .pth or .safetensors file"))
        self.published = QPushButton(self.tr("Published checkpoints"))
        self.menu = QMenu(self)
        for checkpoint in PUBLISHED:
            self.menu.addAction(checkpoint.label, partial(self.use_published, checkpoint))
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Open their page"), self._open_page)
        self.published.setMenu(self.menu)
        self.look = WeightLook(self._places)
        for widget in (self.file, self.published, self.look):
            self.column.addWidget(widget)
        self.file.changed.connect(self._choose)

    def show_values(self) -> None:
        """Show the values, and what the file holds."""
        self.file.show_path(self.values.get("path", ""))
        self.problem()

    def use_published(self, checkpoint: PublishedCheckpoint) -> None:
        """Take a published checkpoint: the file where it lies, else its name."""
        found = find_published(checkpoint, self._places)
        self.file.line.setText(str(found) if found is not None else checkpoint.file)

    @staticmethod
    def _open_page() -> None:
        QDesktopServices.openUrl(QUrl(FRACTALDB_PAGE))

    def summary(self) -> str:
        """Return the file's name."""
        return str(self.values.get("path", "")).replace("\\", "/").rpartition("/")[2]

    def problem(self) -> str:
        """Return why the file cannot be used; looks into it."""
        given = self.values.get("path", "")
        if given:
            return self.look.look(given, self.backbone, self.stem)
        self.look.leave()
        return self.tr("Choose a weights file.")

    @Slot(str)
    def _choose(self, path: str) -> None:
        self.values["path"] = path.strip()
        self.changed.emit()
