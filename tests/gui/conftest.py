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

    What is there before the test is set aside: looking through all of it took a third of the suite's time. What is left
    of a test is collected before the next, for pytest holds its fixtures until all of them were torn down.
    """
    gc.disable()
    gc.collect()
    gc.freeze()
    yield
    _delete_windows()
    gc.collect()
    gc.enable()


def _delete_windows() -> None:
    """Delete the program's windows and parts that stood alone, as the program does with a window that is replaced.

    A connection to a closure keeps a window alive that is only closed, and the next test's style is worked out for
    every widget there is: after twenty tests that took seven seconds.
    """
    if QApplication.instance() is None:
        return
    for window in QApplication.topLevelWidgets():
        # Menus without a parent belong to pyqtgraph, which deletes them.
        if window.parent() is None and type(window).__module__.startswith("gui."):
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


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
