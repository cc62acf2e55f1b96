"""A run as a folder: what was asked, how far it is, what came out. Free of torch, safe to read while it grows.

The layout stands in ARCHITECTURE.md. One process writes (the trainer, which holds ``lock``); any number read,
and steer by ``control.json``. Nothing but these files passes between them, so a window, a terminal and a cluster
node see the same run.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, Self

from engine.errors import InputError, MissingDataError, StorageError
from engine.experiments.metrics import MetricsCursor, MetricsPage, read_metrics
from engine.experiments.processes import HOST, process_identity
from engine.experiments.specification import (
    RunSpecification,
    load_run_specification,
    save_specification,
    slug,
)
from engine.locks import exclusive
from engine.storage import read_json, write_json
from engine.workspace import Workspace

Verb = Literal["pause", "resume", "stop_after_epoch", "stop"]
VERBS: tuple[Verb, ...] = ("pause", "resume", "stop_after_epoch", "stop")

STALE_S = 120.0
"""A heartbeat older than this, on another machine, means that the trainer is gone."""


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
    def fraction(self) -> float:
        """Share of the epochs done, 0 to 1."""
        if self.state is State.DONE:
            return 1.0
        part = self.step / self.steps if self.steps else 0.0
        return min(1.0, (self.epoch + part) / self.epochs) if self.epochs else 0.0

    @classmethod
    def from_json(cls, values: Any) -> Self:
        """Return the status a file holds; raises ValueError or TypeError when it is none."""
        return cls(**{**values, "state": State(values["state"])})


class RunFolder:
    """One run of the workspace.

    Attributes
    ----------
    path : Path
        Its name is the id of the run.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RunFolder) and self.path == other.path

    def __hash__(self) -> int:
        return hash(self.path)

    def __repr__(self) -> str:
        return f"RunFolder({self.path})"

    @classmethod
    def create(
        cls,
        specification: RunSpecification,
        workspace: Workspace,
        *,
        run_id: str | None = None,
        role: Literal["run", "pretrain", "finetune"] = "run",
        source: str = "",
        target: str = "",
        needs: str = "",
    ) -> RunFolder:
        """Queue a run: freeze its specification in a new folder.

        Parameters
        ----------
        specification : RunSpecification
        workspace : Workspace
        run_id : str, optional
            Name of the folder; by default made of the name, and of a number where it is taken.
        role, source, target, needs
            For the table of runs, see `RunStatus`; the labels default to those of the specification.

        Raises
        ------
        InputError
            When there is a run of this id.
        StorageError
            When the workspace cannot be written.
        """
        folder = cls(workspace.runs / run_id) if run_id else cls._free(specification, workspace)
        if folder.exists:
            raise InputError(f"There is a run {folder.id} already; resume it, or discard it first.")
        folder.write_status(
            RunStatus(
                name=specification.name,
                source=source or specification.source.label,
                target=target or specification.data.label,
                seed=specification.seed,
                role=role,
                needs=needs or getattr(specification.source, "run", ""),
                epochs=specification.training.epochs,
                created=time.time(),
            )
        )
        # Last: with the specification the run exists, and then it is whole.
        save_specification(specification, folder.path / "specification.toml")
        return folder

    @classmethod
    def _free(cls, specification: RunSpecification, workspace: Workspace) -> RunFolder:
        stem = f"{slug(specification.name) or 'run'}-{specification.content[:8]}"
        number = 1
        while True:
            path = workspace.runs / (stem if number == 1 else f"{stem}-{number}")
            if not path.exists():
                return cls(path)
            number += 1

    @property
    def id(self) -> str:
        """Name of the folder; stands for the run in specifications and on the command line."""
        return self.path.name

    @property
    def exists(self) -> bool:
        """Whether the run was queued."""
        return (self.path / "specification.toml").is_file()

    @property
    def specification(self) -> RunSpecification:
        """What was asked, as frozen when queued.

        Raises
        ------
        MissingDataError, InputError, StorageError
            When there is no such run, or its file was damaged.
        """
        self.require()
        return load_run_specification(self.path / "specification.toml")

    @property
    def workspace(self) -> Workspace:
        """The workspace whose ``runs`` folder holds this one."""
        return Workspace(self.path.parent.parent)

    @property
    def checkpoints(self) -> Path:
        """Folder of the checkpoints."""
        return self.path / "checkpoints"

    @property
    def weights(self) -> Path:
        """The final network, torchvision names."""
        return self.path / "weights.pth"

    @property
    def log(self) -> Path:
        """What the trainer wrote for people."""
        return self.path / "log.txt"

    @property
    def metrics_file(self) -> Path:
        """See `engine.experiments.metrics`."""
        return self.path / "metrics.jsonl"

    def require(self) -> None:
        """Raise MissingDataError when there is no such run."""
        if not self.exists:
            raise MissingDataError(f"There is no run {self.id} in {self.path.parent}; list them with `main.py runs`.")

    def status(self) -> RunStatus:
        """Return where the run stands; a live state whose process is gone reads as interrupted.

        Raises
        ------
        MissingDataError, StorageError
            When there is no such run, or its status cannot be read.
        """
        self.require()
        path = self.path / "status.json"
        try:
            status = RunStatus.from_json(read_json(path))
        except (TypeError, ValueError, KeyError) as error:
            raise StorageError(f"{path} is not the status of a run ({error}); discard the run.") from error
        return as_seen(status)

    def write_status(self, status: RunStatus) -> None:
        """Replace ``status.json``; for the process that holds the run."""
        write_json(self.path / "status.json", dataclasses.asdict(status))

    def metrics(self, since: MetricsCursor | None = None) -> MetricsPage:
        """Return the events written after `since`, see `read_metrics`."""
        return read_metrics(self.metrics_file, since)

    def result(self) -> dict[str, Any] | None:
        """Return ``result.json``; None while the run is not done."""
        path = self.path / "result.json"
        return dict(read_json(path)) if path.is_file() else None

    def environment(self) -> dict[str, Any] | None:
        """Return ``environment.json``; None before the first start."""
        path = self.path / "environment.json"
        return dict(read_json(path)) if path.is_file() else None

    def command(self, verb: Verb) -> None:
        """Steer the process at work on the run, at its next batch.

        Raises
        ------
        InputError
            When the verb does not exist, or no process is at work.
        """
        if verb not in VERBS:
            raise InputError(f"{verb!r} does not steer a run; give {', '.join(VERBS)}.")
        state = self.status().state
        if not state.live:
            raise InputError(f"Run {self.id} is {state}, no process is at work on it; {verb} needs one.")
        write_json(self.path / "control.json", {"verb": verb})

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Be the one process that works on the run.

        Raises
        ------
        MissingDataError
            When there is no such run.
        StorageError
            When another process holds it, or the folder cannot be written.
        """
        self.require()
        with exclusive(self.path / "lock", f"Run {self.id} is being trained by another process; stop that one first."):
            yield

    def discard(self) -> None:
        """Delete the run and all it holds.

        Raises
        ------
        InputError
            While a process is at work on it.
        StorageError
            When a file cannot be deleted.
        """
        with contextlib.suppress(StorageError):
            if self.exists and self.status().state.live:
                raise InputError(f"Run {self.id} is being trained; stop it before you discard it.")
        # Renamed first: a half-deleted folder must not look like a run.
        doomed = self.path.with_name(f".discarded-{uuid.uuid4().hex}")
        try:
            os.rename(self.path, doomed)
            shutil.rmtree(doomed)
        except FileNotFoundError:
            self.require()
        except OSError as error:
            raise StorageError(f"Cannot delete {self.path}: {error.strerror or error}. Close what uses it.") from error


def as_seen(status: RunStatus) -> RunStatus:
    """Return what a stored status means now: a live state whose process is gone reads as interrupted."""
    if not status.state.live or _alive(status):
        return status
    return dataclasses.replace(
        status,
        state=State.INTERRUPTED,
        message="The process that trained it is gone. Resume: it goes on from its last checkpoint.",
        remaining_s=None,
    )


def _alive(status: RunStatus) -> bool:
    if status.host == HOST:
        return status.process == process_identity(status.pid)
    return time.time() - status.heartbeat < STALE_S


@dataclass(frozen=True, slots=True)
class RunEntry:
    """A line of the table of runs."""

    folder: RunFolder
    status: RunStatus

    @property
    def id(self) -> str:
        """Id of the run."""
        return self.folder.id


def find_run(run: str | Path, workspace: Workspace) -> RunFolder:
    """Return the run of that id (or the start of one, where it is the only such), or the folder at that path.

    Raises
    ------
    MissingDataError
        When there is none; names near ones.
    InputError
        When several ids begin so.
    """
    for path in (workspace.runs / run, Path(run)):
        if RunFolder(path).exists:
            return RunFolder(path.resolve())
    ids = [path.name for path in _folders(workspace)]
    fitting = [name for name in ids if name.startswith(str(run))]
    if len(fitting) == 1:
        return RunFolder(workspace.runs / fitting[0])
    if fitting:
        raise InputError(
            f"{len(fitting)} runs begin with {run!r}: {', '.join(sorted(fitting)[:5])}; give more of the id."
        )
    raise MissingDataError(f"There is no run {str(run)!r} in {workspace.runs}; list them with `main.py runs`.")


def list_runs(workspace: Workspace) -> list[RunEntry]:
    """Return the runs of the workspace, oldest first; reads one small file a run.

    A run whose status is damaged is listed as failed, with the reason as its message.
    """
    entries = [RunEntry(folder, _status_or_damage(folder)) for folder in map(RunFolder, _folders(workspace))]
    return sorted(entries, key=lambda entry: (entry.status.created, entry.id))


def _status_or_damage(folder: RunFolder) -> RunStatus:
    try:
        return folder.status()
    except (StorageError, MissingDataError) as error:
        return RunStatus(state=State.FAILED, name=folder.id, message=str(error))


def _folders(workspace: Workspace) -> list[Path]:
    try:
        names = os.listdir(workspace.runs)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StorageError(f"Cannot read {workspace.runs}: {error.strerror or error}.") from error
    return [
        workspace.runs / name for name in names if not name.startswith(".") and RunFolder(workspace.runs / name).exists
    ]
