"""Own presets and study files of the form: opened, saved, renamed, deleted."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.errors import InputError, WorkbenchError
from engine.experiments.presets import Preset, available_presets, delete_preset, preset_text, read_preset, save_preset
from engine.experiments.specification import StudySpecification, slug
from engine.storage import write_text
from gui.engine_words import say
from gui.services import Services


class StudyFiles(QObject):
    """The presets of the workspace, and TOML files anywhere.

    Signals
    -------
    changed()
        The presets are others now.
    opened(Preset)
        A study file was read.
    name_refused(str)
        Why the study cannot be kept under its name.
    """

    changed = Signal()
    opened = Signal(object)
    name_refused = Signal(str)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._window = parent

    def presets(self) -> list[Preset]:
        """Return the presets of the program and of the workspace."""
        return available_presets(self._services.workspace)

    def keep(self, study: StudySpecification, notes: Mapping[str, str], *, origin: str = "") -> str:
        """Keep a study as a preset and return its name, empty when it was refused.

        Parameters
        ----------
        study : StudySpecification
        notes : mapping
            Sentences for its fields.
        origin : str
            The own preset the study was made from, which may be replaced.
        """
        replace = slug(study.name) == origin
        try:
            kept = save_preset(study, self._services.workspace, notes=notes, replace=replace)
        except InputError as error:
            self.name_refused.emit(say(error))
            return ""
        except WorkbenchError as error:
            self._services.tell("error", say(error))
            return ""
        self._services.tell("success", self.tr("The preset {0} is kept.").format(kept.name))
        self.changed.emit()
        return kept.name

    def rename(self, study: StudySpecification, notes: Mapping[str, str], origin: str) -> str:
        """Keep a study under its own name in place of the preset it was made from; return the name."""
        kept = self.keep(study, notes, origin=origin)
        if kept and kept != origin:
            self.delete(origin)
        return kept

    def delete(self, name: str) -> None:
        """Delete an own preset."""
        try:
            delete_preset(name, self._services.workspace)
        except WorkbenchError as error:
            self._services.tell("error", say(error))
        self.changed.emit()

    # ------------------------------------------------------------------ files

    @Slot()
    def ask_open(self) -> None:
        """Let the user choose a study file, and read it."""
        kinds = self.tr("Studies (*.toml);;All files (*)")
        path, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Open a study"), str(self._services.workspace.studies), kinds
        )
        if path:
            self.open(Path(path))

    def open(self, path: Path) -> None:
        """Read a study file."""
        try:
            self.opened.emit(read_preset(path))
        except WorkbenchError as error:
            self._services.tell("error", say(error))

    def ask_save(self, study: StudySpecification, notes: Mapping[str, str]) -> None:
        """Let the user choose where to write a study, and write it."""
        proposed = self._services.workspace.root / f"{slug(study.name)}.toml"
        kinds = self.tr("Studies (*.toml)")
        path, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save the study"), str(proposed), kinds)
        if path:
            self.save(study, notes, Path(path))

    def save(self, study: StudySpecification, notes: Mapping[str, str], path: Path) -> None:
        """Write a study to a file, which ends in .toml."""
        path = path if path.suffix else path.with_suffix(".toml")
        try:
            write_text(path, preset_text(study, notes))
        except WorkbenchError as error:
            self._services.tell("error", say(error))
        else:
            self._services.tell("success", self.tr("The study is written to {0}.").format(path))
