"""Where a run stands: what ``status.json`` holds, and what that means by now. Free of torch."""

from __future__ import annotations

import dataclasses
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal, Self

from engine.experiments.processes import HOST, process_identity
from engine.sentences import Sentence

STALE_S = 120.0
"""A heartbeat older than this, on another machine, means that the trainer is gone."""
STOPS_AFTER_EPOCH = "Stops after this epoch."
"""What a run says that stops, but not at once."""


class State(StrEnum):
    """Where a run stands; `INTERRUPTED` is also read from the traces of a process that died."""

    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"
    STOPPED = "stopped"
    DONE = "done"
    FAILED = "failed"
    INTERRUPTED = "interrupted"

    @property
    def live(self) -> bool:
        """A process is at work on it."""
        return self in (State.RUNNING, State.PAUSED, State.STOPPING)

    @property
    def resumable(self) -> bool:
        """`execute_run` may take it up: it waits, was stopped, was cut off, or failed."""
        return not self.live and self is not State.DONE


@dataclass(frozen=True, slots=True)
class RunStatus:
    """``status.json``: everything a table of runs shows, in one small file.

    Attributes
    ----------
    state : State
    name, source, target : str
        For people: the run, where its weights come from, what it trains on.
    seed : int
    role : {'run', 'pretrain', 'finetune'}
        Its part in a study; ``run`` outside one.
    needs : str
        Id of the run that must be done before, empty for none.
    message : str
        What it does now, why it failed, or how to go on.
    epoch, epochs, step, steps : int
        Epochs done and in all; batches done of this epoch and in an epoch. 0 while not known.
    images_per_s, remaining_s : float or None
    accuracy, best_accuracy, test_accuracy : float or None
        Last and best on the validation images, and the final one on the test images; 0 to 1.
    test_balanced_accuracy : float or None
        Mean of the accuracies of the classes on the test images, by which K49 is judged.
    created, started, ended, heartbeat : float
        Seconds since 1970; 0: not yet.
    active_s : float
        Seconds of work in all sessions.
    attempt : int
        How often a process took it up.
    pid, process, host
        Who does; `process` also names the start time, because numbers of processes are used again.
    """

    state: State = State.QUEUED
    name: str = ""
    source: str = ""
    target: str = ""
    seed: int = 1
    role: Literal["run", "pretrain", "finetune"] = "run"
    needs: str = ""
    message: str = ""
    epoch: int = 0
    epochs: int = 0
    step: int = 0
    steps: int = 0
    images_per_s: float | None = None
    remaining_s: float | None = None
    accuracy: float | None = None
    best_accuracy: float | None = None
    test_accuracy: float | None = None
    test_balanced_accuracy: float | None = None
    created: float = 0.0
    started: float = 0.0
    ended: float = 0.0
    heartbeat: float = 0.0
    active_s: float = 0.0
    attempt: int = 0
    pid: int = 0
    process: str = ""
    host: str = ""

    @property
    def stops_now(self) -> bool:
        """It is told to stop, and not only after its epoch."""
        return self.state is State.STOPPING and self.message != STOPS_AFTER_EPOCH

    @property
    def fraction(self) -> float:
        """Share of the epochs done, 0 to 1."""
        if self.state is State.DONE:
            return 1.0
        part = self.step / self.steps if self.steps else 0.0
        return min(1.0, (self.epoch + part) / self.epochs) if self.epochs else 0.0

    def finished(self, result: Mapping[str, Any]) -> RunStatus:
        """Return the status of the run when it is done with `result`, as ``result.json`` holds it."""
        return dataclasses.replace(
            self, state=State.DONE, message="", epoch=self.epochs, step=0, remaining_s=None, **done_values(result)
        )

    @classmethod
    def from_json(cls, values: Any) -> Self:
        """Return the status a file holds; raises ValueError or TypeError when it is none."""
        return cls(**{**values, "state": State(values["state"])})


def done_values(result: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of `RunStatus` that `result`, as ``result.json`` holds it, decides."""
    tested = result.get("test") or {}
    return {
        "best_accuracy": result.get("best_accuracy"),
        "test_accuracy": tested.get("accuracy"),
        "test_balanced_accuracy": tested.get("balanced_accuracy"),
    }


def as_seen(status: RunStatus) -> RunStatus:
    """Return what a stored status means now: a live state whose process is gone reads as interrupted.

    A process that is there and has said nothing for `STALE_S` keeps its state; the message tells of the silence.
    """
    if not status.state.live:
        return status
    silent_s = time.time() - status.heartbeat
    if not _alive(status, silent_s):
        return cut_off(
            status, Sentence("The process that trained it is gone. Resume: it goes on from its last checkpoint.")
        )
    if status.host == HOST and status.heartbeat and silent_s > STALE_S:
        message = Sentence(
            "Nothing was heard of its process {0} for {1} minutes: it is suspended or hangs. End that process and "
            "resume the run: it goes on from its last checkpoint.",
            status.pid,
            f"{silent_s / 60:.0f}",
        )
        return dataclasses.replace(status, message=message, remaining_s=None)
    return status


def cut_off(status: RunStatus, message: str) -> RunStatus:
    """Return `status` as that of a run whose process died."""
    return dataclasses.replace(status, state=State.INTERRUPTED, message=message, remaining_s=None)


def death_message(exit_status: int, status: RunStatus, *, asked: bool) -> Sentence:
    """Return a sentence about a trainer that ended without a word.

    Parameters
    ----------
    exit_status : int
        As `subprocess.Popen.returncode`: a negative number names the signal.
    status : RunStatus
        What it said last.
    asked : bool
        Whether a person had it ended.
    """
    if asked:
        return Sentence(
            "Its process was ended at once, as asked. Resume: it goes on from its last checkpoint.",
        )
    if exit_status == -_KILL:
        return Sentence(
            "The system ended its process at once, most likely because memory ran out. Close other programs and "
            "resume: it goes on from its last checkpoint. If it happens again, queue {0} anew with a smaller "
            "training.batch_size or image size.",
            status.name or Sentence("the run"),
        )
    if exit_status < 0:
        return Sentence(
            "Its process crashed ({0}); see console.txt in its folder. Resume: it goes on from its last checkpoint.",
            _signal_name(-exit_status),
        )
    return Sentence(
        "Its process ended without a word (exit status {0}); see console.txt in its folder. Resume: it goes on from "
        "its last checkpoint.",
        exit_status,
    )


_KILL = 9


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _alive(status: RunStatus, silent_s: float) -> bool:
    if status.host == HOST:
        return status.process == process_identity(status.pid)
    return silent_s < STALE_S
