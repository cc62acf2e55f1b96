"""Two programs with one workspace open."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from engine.workspace import Workspace
from gui.app import Workbench


@pytest.fixture
def benches(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Workbench]]:
    """Yield a list whose programs are ended after the test."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    made: list[Workbench] = []
    yield made
    for bench in made:
        bench.window.close()
        bench.close()
        bench.window.deleteLater()
    qapp.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _said(bench: Workbench) -> str:
    bench.window.show()
    return bench.window._messages.text


def test_a_second_window_says_what_is_shared_and_a_later_one_alone_says_nothing(
    benches: list[Workbench], tmp_path: Path
) -> None:
    workspace = Workspace(tmp_path / "shared")
    benches.append(Workbench(workspace))
    assert _said(benches[0]) == ""
    benches.append(Workbench(workspace))
    assert "Another window has this workspace open" in _said(benches[1])
    for bench in benches:
        bench.close()
    benches.append(Workbench(workspace))
    assert _said(benches[2]) == ""
