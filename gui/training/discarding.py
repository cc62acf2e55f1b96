"""Deleting runs: one question that names what is lost and what depends on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from engine.experiments.run_folder import RunFolder
from engine.experiments.run_index import RunRow
from engine.experiments.run_status import State
from gui.training.lineage_page import lineage_of
from gui.training.run_words import run_title
from gui.training.training_thread import RunsSnapshot

_NAMED = 5
"""So many runs are named one by one."""


def ask_discard(parent: QWidget, rows: Sequence[RunRow], snapshot: RunsSnapshot) -> bool:
    """Ask whether these runs are to be deleted; return whether they are. Enter and Esc delete nothing."""
    translate = QCoreApplication.translate
    title = translate("Discarding", "Discard run")
    box = QMessageBox(QMessageBox.Icon.Warning, title, discard_question(rows, snapshot), parent=parent)
    delete = box.addButton(translate("Discarding", "Delete"), QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(translate("Discarding", "Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.exec()
    box.deleteLater()
    return box.clickedButton() is delete


def discard_question(rows: Sequence[RunRow], snapshot: RunsSnapshot) -> str:
    """Return the question: which runs go, which start from their weights, which studies lose a cell."""
    translate = QCoreApplication.translate
    if len(rows) == 1:
        text = translate(
            "Discarding", "Delete the run {0} with its weights, checkpoints and metrics? This cannot be undone."
        )
        parts = [text.format(run_title(rows[0].status))]
    else:
        text = translate(
            "Discarding", "Delete {0} runs with their weights, checkpoints and metrics? This cannot be undone."
        )
        parts = [text.format(len(rows)), _names(rows)]
    lineage = lineage_of(snapshot)
    needing = lineage.descendants(row.id for row in rows)
    if needing:
        parts.append(translate("Discarding", "Runs that start from these weights: {0}.").format(_names(needing)))
        if any(row.status.state is not State.DONE for row in needing):
            text = translate(
                "Discarding",
                "Those that are not done wait then: Start, with the study in the form, trains these weights again.",
            )
            parts.append(text)
    studies = sorted({study for row in rows for study in lineage.studies(row.id)})
    if studies:
        parts.append(translate("Discarding", "Studies that lose results: {0}.").format(", ".join(studies)))
    return "\n\n".join(parts)


def _names(rows: Sequence[RunRow]) -> str:
    names = "; ".join(run_title(row.status) for row in rows[:_NAMED])
    return names if len(rows) <= _NAMED else f"{names}; …"


def discard_all(folders: Sequence[RunFolder]) -> None:
    """Delete these runs, those that start from others first; raises as `RunFolder.discard`."""
    for folder in reversed(folders):
        folder.discard()
