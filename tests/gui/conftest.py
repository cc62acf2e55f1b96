"""What the tests of the window share."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from engine.workspace import Workspace
from gui.services import Services
from gui.settings import Settings
from gui.tasks import Tasks
from gui.theme import Theme


@pytest.fixture(autouse=True)
def collected_in_this_thread() -> Iterator[None]:
    """Collect cycles between tests, in the window's thread, and never in a worker: as the program does.

    What is there before the test is set aside: looking through all of it took a third of the suite's time.
    """
    gc.disable()
    gc.freeze()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return an empty workspace."""
    return Workspace(tmp_path / "workspace")


@pytest.fixture
def services(qapp: QApplication, workspace: Workspace) -> Iterator[Services]:
    """Yield services over an empty workspace; afterwards windows are closed and background work has stopped."""
    made = Services(workspace, Tasks(), Settings(workspace.root / "settings.json"), Theme("light"))
    made.settings.set("training/measure", False)  # a test that is slow would otherwise start to train
    yield made
    for window in qapp.topLevelWidgets():
        window.close()
    # A kernel that is being compiled cannot be interrupted.
    assert made.tasks.stop_all(120_000), "background work did not stop when asked"
    # Deliver what the ending tasks posted and delete what asked for it, while everything still exists.
    qapp.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
