"""The process that trains one run: started beside the window, outliving it if need be."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

from engine.errors import StorageError
from engine.experiments.run_folder import RunFolder
from engine.workspace import Workspace

MAIN = Path(__file__).resolve().parents[2] / "main.py"

NICENESS = 10
"""How far a trainer stands back behind the window, in steps of POSIX niceness."""


class Child:
    """``main.py train --resume RUN`` in a session of its own, at low priority; what it prints goes to the run's log."""

    def __init__(self, folder: RunFolder, workspace: Workspace) -> None:
        self.folder = folder
        command = [
            sys.executable, str(MAIN), "--workspace", str(workspace.root), "train", "--resume", folder.id,
        ]  # fmt: skip
        environment = os.environ | {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
        try:
            with (folder.path / "console.txt").open("ab") as log:
                self._process: subprocess.Popen[bytes] = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    env=environment,
                    cwd=workspace.root,
                    creationflags=_creation_flags(),
                    start_new_session=True,
                )
        except OSError as error:
            raise StorageError(f"Cannot start training {folder.id}: {error.strerror or error}.") from error
        if sys.platform != "win32":
            # From outside: code between fork and exec is unsafe in a process with threads.
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, NICENESS)

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    @property
    def exit_status(self) -> int | None:
        """Exit status, None while it runs."""
        return self._process.poll()

    def last_words(self) -> str:
        """Return the end of what it printed."""
        with contextlib.suppress(OSError):
            text = (self.folder.path / "console.txt").read_text(encoding="utf-8", errors="replace")
            return text[-4000:].strip()
        return ""

    def kill(self) -> None:
        """End the process and those it started, at once."""
        if sys.platform == "win32":
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(self.pid)], check=False, capture_output=True)
        else:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()

    def release(self) -> None:
        """Let the process go on alone."""
        # Popen complains when a living process is forgotten; this one is meant to live.
        self._process.returncode = 0


def _creation_flags() -> int:
    """Return what Windows is told; elsewhere a session of its own says the same."""
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        return flags | subprocess.BELOW_NORMAL_PRIORITY_CLASS
    return 0
