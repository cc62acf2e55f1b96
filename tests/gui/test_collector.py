"""Cycles that hold Qt objects are deleted in the window's thread, whatever the workers allocate."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gui.collector import WindowCollector


class _Knot(QObject):
    """An object of a cycle; notes the thread that deletes it."""

    def __init__(self, deleted_in: list[int]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: deleted_in.append(threading.get_ident()))


def _allocate_much(kept: list[list[int]]) -> None:
    # What lives on counts towards the thresholds of the collector.
    for _ in range(200_000):
        kept.append([])


def test_a_worker_that_allocates_collects_nothing_and_the_window_does(qtbot: QtBot) -> None:
    owner = QObject()
    collector = WindowCollector(owner)
    assert not gc.isenabled()
    deleted_in: list[int] = []
    for _ in range(50):
        _Knot(deleted_in)
    kept: list[list[int]] = []
    worker = threading.Thread(target=_allocate_much, args=(kept,))
    worker.start()
    worker.join()
    assert deleted_in == []
    collector.look()
    assert deleted_in
    assert set(deleted_in) == {threading.get_ident()}
