"""Ends what a test of the queue left behind."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import signal
import time

from engine.experiments.queue import RunQueue, read_note
from engine.experiments.run_folder import list_runs
from engine.experiments.run_status import State
from engine.workspace import Workspace

PATIENCE_S = 20.0


def end_everything(workspace: Workspace) -> None:
    """Kill runner and trainers of `workspace`, and wait until they are gone."""
    queue = RunQueue(workspace)
    queue.hold(True)
    for entry in list_runs(workspace):
        if entry.status.state.live and entry.status.pid == os.getpid():
            # A runner would wait for this process to train it to its end.
            entry.folder.write_status(dataclasses.replace(entry.status, state=State.STOPPED))
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        note = read_note(queue)
        pids = {entry.status.pid for entry in list_runs(workspace) if entry.status.state.live}
        if note is not None and note.alive:
            pids |= {note.pid, note.trainer}
        pids -= {0, os.getpid()}
        if not pids:
            return
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)
    raise AssertionError(f"processes of {workspace.root} are still alive: {pids}")
