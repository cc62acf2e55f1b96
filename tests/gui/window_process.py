"""A window without pictures, for tests to kill: ROOT RUN ... are queued."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engine.experiments import child_process
from engine.workspace import Workspace
from gui.training.training_thread import TrainingThread

if __name__ == "__main__":
    child_process.MAIN = Path(__file__).with_name("pretend_trainer.py")
    application = QCoreApplication(sys.argv)
    thread = TrainingThread(Workspace(Path(sys.argv[1])))
    thread.start()
    if sys.argv[2:]:
        thread.enqueue(sys.argv[2:])
    sys.exit(application.exec())
