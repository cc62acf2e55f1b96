"""Processes that outlive whoever starts them: the trainer of one run, and the runner of the queue."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from engine.errors import StorageError
from engine.experiments.processes import HOST
from engine.experiments.queue import RunQueue, read_note
from engine.experiments.run_folder import RunFolder
from engine.sentences import Sentence
from engine.workspace import Workspace

MAIN = Path(__file__).resolve().parents[2] / "main.py"

NICENESS = 10
"""How far a trainer stands back behind a window, in steps of POSIX niceness."""
_WORDS = 4000


class ChildProcess:
    """A process in a session of its own.

    Parameters
    ----------
    command : sequence of str
    log : Path
        What it prints goes to the end of this file.
    folder : Path
        Where it works.
    what : str
        For the sentence when it cannot be started.

    Raises
    ------
    StorageError
        When it cannot be started.
    """

    def __init__(self, command: Sequence[str], log: Path, folder: Path, what: str) -> None:
        environment = os.environ | {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
        try:
            log.parent.mkdir(parents=True, exist_ok=True)
            with log.open("ab") as stream:
                self._process: subprocess.Popen[bytes] = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=stream,
                    stderr=subprocess.STDOUT,
                    env=environment,
                    cwd=folder,
                    creationflags=_creation_flags(),
                    start_new_session=True,
                )
        except OSError as error:
            raise StorageError(Sentence("Cannot start {0}: {1}.", what, error.strerror or error)) from error

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    @property
    def exit_status(self) -> int | None:
        """Exit status, None while it runs."""
        return self._process.poll()

    def stand_back(self) -> None:
        """Let other programs go first."""
        if sys.platform != "win32":
            # From outside: code between fork and exec is unsafe in a process with threads.
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, NICENESS)

    def release(self) -> None:
        """Let the process go on alone."""
        # Popen complains when a living process is forgotten; this one is meant to live.
        self._process.returncode = 0


def start_trainer(folder: RunFolder, processes: int = 1) -> ChildProcess:
    """Start what trains the run in `folder`, at low priority; what it prints goes to the folder."""
    command = trainer_command(folder, processes)
    child = ChildProcess(command, console_file(folder), folder.workspace.root, Sentence("training {0}", folder.id))
    child.stand_back()
    return child


def start_runner(workspace: Workspace) -> ChildProcess:
    """Start ``main.py queue --run`` in the background: it carries out the queue and then ends."""
    command = [sys.executable, str(MAIN), "--workspace", str(workspace.root), "queue", "--run"]
    return ChildProcess(command, runner_log(workspace), workspace.root, Sentence("the queue"))


def runner_log(workspace: Workspace) -> Path:
    """Return the file that takes what a runner in the background prints."""
    return workspace.root / "queue" / "runner.txt"


def trainer_command(folder: RunFolder, processes: int = 1) -> list[str]:
    """Return the command that carries out the run in `folder`, shared by so many processes of this machine."""
    command = [str(MAIN), "--workspace", str(folder.workspace.root), "train", "--resume", folder.id]
    share = ["-m", "torch.distributed.run", "--standalone", f"--nproc-per-node={processes}"] if processes > 1 else []
    return [sys.executable, *share, *command]


def console_file(folder: RunFolder) -> Path:
    """Return the file that takes what the trainer of a run prints."""
    return folder.path / "console.txt"


def last_words(log: Path) -> str:
    """Return the end of what a process printed."""
    with contextlib.suppress(OSError), log.open("rb") as stream:
        stream.seek(max(0, stream.seek(0, os.SEEK_END) - _WORDS))
        return stream.read().decode("utf-8", errors="replace").strip()
    return ""


def kill_trainer(folder: RunFolder, queue: RunQueue) -> bool:
    """End the trainer that the queue started for the run in `folder`, at once; any other is left alone.

    Returns
    -------
    bool
        Whether there was such a process on this machine.
    """
    note, status = read_note(queue), folder.status()
    if note is None or note.host != HOST or note.current != folder.id or not note.trainer:
        return False
    if not status.state.live and not note.starts(folder.id, status):
        return False
    folder.announce_kill()
    _kill_group(note.trainer)
    return True


def _kill_group(pid: int) -> None:
    """End the process and those it started; nothing happens when it is gone."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(pid)], check=False, capture_output=True)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)


def _creation_flags() -> int:
    """Return what Windows is told; elsewhere a session of its own says the same."""
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        return flags | subprocess.BELOW_NORMAL_PRIORITY_CLASS
    return 0
