"""Start and end of the window."""

from __future__ import annotations

import contextlib
import locale
import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

import engine.fields  # noqa: F401  (here for its libraries: see below)
from engine.errors import StorageError, WorkbenchError
from engine.locks import exclusive
from engine.workspace import Workspace
from gui.collector import WindowCollector
from gui.engine_words import say
from gui.language import Language
from gui.main_window import MainWindow
from gui.services import Services
from gui.settings import Settings
from gui.tasks import Tasks
from gui.theme import Theme

# pydantic cannot be imported while another thread looks through the modules, as numba does when it compiles: it then
# meets itself half imported. So it is there, by `engine.fields`, before the first worker is.

log = logging.getLogger(__name__)

_SWITCH_S = 0.0005
"""How long Python runs one thread while another waits: the window and the renderer take turns within a frame."""


class Workbench(QObject):
    """The running program: services that outlive a window, and the window, rebuilt when the language changes."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        settings = Settings(workspace.root / "settings.json")
        scheme = settings.get("window/scheme", "system")
        theme = Theme(scheme if scheme in ("light", "dark") else "system")
        self.services = Services(workspace, Tasks(), settings, theme)
        self.language = Language(settings.get("window/language", ""))
        self._claim = contextlib.ExitStack()
        self.window = self._build_window()
        self._claim_workspace()
        self.language.changed.connect(self._keep_language)
        sys.excepthook = self._report_defect

    def _build_window(self) -> MainWindow:
        window = MainWindow(self.services, self.language)
        window.workspace_chosen.connect(self._open_workspace)
        return window

    @Slot()
    def _keep_language(self) -> None:
        self.services.settings.set("window/language", self.language.code)
        # The request comes from a menu of the window about to be replaced: let that call end first.
        QTimer.singleShot(0, self, self._replace_window)

    @Slot(str)
    def _open_workspace(self, folder: str) -> None:
        if not self.window.close():
            return
        self.close()
        workspace = Workspace(Path(folder))
        settings = Settings(workspace.root / "settings.json")
        self.services = Services(workspace, Tasks(), settings, self.services.theme)
        settings.set("window/language", self.language.code)
        settings.set("window/scheme", self.services.theme.scheme)
        QTimer.singleShot(0, self, self._replace_window)
        QTimer.singleShot(0, self, self._claim_workspace)

    @Slot()
    def _claim_workspace(self) -> None:
        """Be the window of the workspace until it is left; say so where another one is."""
        self._claim.close()
        lock, refusal = self.services.workspace.root / ".window.lock", "Another window has this workspace open."
        try:
            self._claim.enter_context(exclusive(lock, refusal))
        except StorageError as error:
            # Where locks cannot be had, whoever writes next says so.
            if str(error) == refusal:
                self.services.tell("warning", self._shared_words())

    def _shared_words(self) -> str:
        return self.tr(
            "Another window has this workspace open. Runs, their notes and the queue are shared at once; "
            "what is marked or edited in the explorer there is seen here after a restart."
        )

    @Slot()
    def _replace_window(self) -> None:
        old = self.window
        self.window = self._build_window()
        self.window.show()
        old.hide()
        old.deleteLater()

    @Slot()
    def quit_unless_rebuilding(self) -> None:
        """End the program when the window was closed by the user and no other is about to open."""
        QTimer.singleShot(50, self, self._quit_if_closed)

    @Slot()
    def _quit_if_closed(self) -> None:
        if not self.window.isVisible():
            QApplication.quit()

    def _report_defect(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        details = "".join(traceback.format_exception(kind, error, trace))
        log.error("%s", details)
        sys.stderr.write(details)
        if isinstance(error, WorkbenchError):
            self.services.tell("error", say(error), details)
        else:
            text = self.tr("Something went wrong in the program: {0}. Your work is kept.").format(say(error) or kind)
            self.services.tell("error", text, details)

    def close(self) -> None:
        """Stop background work and keep the preferences."""
        self.services.tasks.stop_all()
        self.services.settings.save()
        self._claim.close()


def make_application(argv: list[str]) -> QApplication:
    """Return the application object, with the C locale's numbers that QApplication takes away."""
    sys.setswitchinterval(_SWITCH_S)
    application = QApplication(argv)
    application.setApplicationName("FractalDB Workbench")
    WindowCollector(application)
    # A change of language closes the only window for a moment; Workbench decides when that is the end.
    application.setQuitOnLastWindowClosed(False)
    # QApplication adopts LC_NUMERIC of the environment; C libraries then misread "0.5" where a comma is used.
    locale.setlocale(locale.LC_NUMERIC, "C")
    return application


def run_window(workspace: Workspace) -> int:
    """Open the window and return the exit status when it was closed."""
    application = make_application([sys.argv[0]])
    workbench = Workbench(workspace)
    application.lastWindowClosed.connect(workbench.quit_unless_rebuilding)
    workbench.window.show()
    status = application.exec()
    workbench.close()
    return status
