"""A weight file as a source: chosen, or a published one by its name; looked into before anything starts."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QMenu, QPushButton

from engine.errors import WorkbenchError
from engine.models.imagenet import weight_places
from engine.models.weight_files import (
    FRACTALDB_PAGE,
    PUBLISHED,
    PublishedCheckpoint,
    WeightFacts,
    find_published,
    find_weight_file,
    inspect_weights,
)
from gui.engine_words import say
from gui.services import Services
from gui.training.form.weights_body import FileRow, WeightsBody
from gui.training.outlook import rounded_bytes


class CheckpointBody(WeightsBody):
    """Any weight file."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._places = weight_places(services.workspace.data)
        self._asked: tuple[str, int] = ("", 0)
        self._facts: WeightFacts | None = None
        self._refusal = ""
        self.file = FileRow(self.tr("Weights file"), self.tr("A .pth or .safetensors file"))
        self.published = QPushButton(self.tr("Published checkpoints"))
        self.menu = QMenu(self)
        for checkpoint in PUBLISHED:
            self.menu.addAction(checkpoint.label, partial(self.use_published, checkpoint))
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Open their page"), self._open_page)
        self.published.setMenu(self.menu)
        self._holds = QLabel()
        self._holds.setProperty("caption", "true")
        self._holds.setWordWrap(True)
        for widget in (self.file, self.published, self._holds):
            self.column.addWidget(widget)
        self.file.changed.connect(self._choose)

    def show_values(self) -> None:
        """Show the values, and what the file holds."""
        self.file.show_path(self.values.get("path", ""))
        self._look()
        self._show_holds()

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

    # ------------------------------------------------------------------ what it holds

    def _look(self) -> None:
        """Read the index of the file anew when it is another one; that takes a few milliseconds."""
        given = self.values.get("path", "")
        self._refusal = self.tr("Choose a weights file.") if not given else ""
        if not given:
            self._facts, self._asked = None, ("", 0)
            return
        try:
            path = find_weight_file(given, self._places)
            asked = (str(path), path.stat().st_mtime_ns)
            if asked != self._asked or self._facts is None:
                self._facts = None
                self._facts, self._asked = inspect_weights(path), asked
        except (WorkbenchError, OSError) as error:
            self._facts, self._refusal = None, say(error)

    def _show_holds(self) -> None:
        facts = self._facts
        self._holds.setVisible(facts is not None)
        if facts is None:
            return
        network = " / ".join(facts.backbones) or self.tr("a network that is not known here")
        parts = [network]
        if facts.classes is not None:
            parts.append(self.tr("{0} classes").format(f"{facts.classes:,}"))
        parts.append(rounded_bytes(facts.bytes))
        if facts.backbones and not facts.misfit(self.backbone, self.stem):
            parts.append(self.tr("fits"))
        self._holds.setText(self.tr("Holds {0}").format(", ".join(parts)))
        self._holds.setToolTip(
            self.tr("{0} tensors, {1} numbers: {2} …").format(
                facts.entries, f"{facts.parameters:,}", ", ".join(facts.first_names)
            )
        )

    def problem(self) -> str:
        """Return why the file cannot be used; looks into it."""
        self._look()
        self._show_holds()
        if self._facts is None:
            return self._refusal
        return say(self._facts.misfit(self.backbone, self.stem))

    @Slot(str)
    def _choose(self, path: str) -> None:
        self.values["path"] = path.strip()
        self.changed.emit()
