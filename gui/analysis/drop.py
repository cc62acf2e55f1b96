"""Files and folders dropped on the analysis tab."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from gui.widgets.veil import Veil


class Drop(QObject):
    """Takes a file or folder that is dropped anywhere on `tab`, and says meanwhile what that will do.

    Signals
    -------
    dropped(str)
        Its path; of several the first.
    """

    dropped = Signal(str)

    def __init__(self, tab: QWidget) -> None:
        super().__init__(tab)
        self._tab = tab
        self._veil = Veil(
            self.tr("Drop to choose: a folder or .npz of images, a category set, or a weights file for features"), tab
        )
        tab.setAcceptDrops(True)
        tab.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._tab:
            if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
                self._veil.hide()
                event.acceptProposedAction()
                self.dropped.emit(_paths(event)[0])
                return True
            if isinstance(event, QDragEnterEvent | QDragMoveEvent) and _paths(event):
                self._veil.cover(self._tab)
                event.acceptProposedAction()
                return True
            if event.type() == QEvent.Type.DragLeave:
                self._veil.hide()
        return super().eventFilter(watched, event)


def _paths(event: QDropEvent) -> list[str]:
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
