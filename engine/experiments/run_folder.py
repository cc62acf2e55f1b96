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
from pathlib import Path
from typing import Any, Literal

from engine.errors import InputError, MissingDataError, StorageError, WorkbenchError
from engine.experiments.metrics import MetricsCursor, MetricsPage, read_metrics
from engine.experiments.queue import RunQueue, read_note
from engine.experiments.run_status import STALE_S, RunStatus, State, as_seen, cut_off, death_message, done_values
from engine.experiments.specification import (
    RunSpecification,
    load_run_specification,
    save_specification,
    slug,
)
from engine.locks import exclusive
from engine.sentences import Sentence
from engine.storage import make_folder, read_json, write_json
from engine.workspace import Workspace

__all__ = [
    "STALE_S",
    "VERBS",
    "RunEntry",
    "RunFolder",
    "RunStatus",
    "State",
    "Verb",
    "as_seen",
    "done_values",
    "find_run",
    "list_runs",
]

Verb = Literal["pause", "resume", "stop_after_epoch", "stop"]
VERBS: tuple[Verb, ...] = ("pause", "resume", "stop_after_epoch", "stop")


_KILL = "kill"
_DISCARDED = ".discarded-"


class RunFolder:
    """One run of the workspace.

    Attributes
    ----------
    path : Path
    id : str
        Name of the folder; stands for the run in specifications and on the command line.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.id = path.name

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
            raise InputError(Sentence("There is a run {0} already; resume it, or discard it first.", folder.id))
        make_folder(folder.path)
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
    def begun(self) -> bool:
        """Whether there is a checkpoint to go on from."""
        return any(self.checkpoints.glob("*.pt"))

    def remove_checkpoints(self) -> None:
        """Free their room when the run is done: it cannot go on, and its weights are kept twice already."""
        shutil.rmtree(self.checkpoints, ignore_errors=True)

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
            raise MissingDataError(
                Sentence("There is no run {0} in {1}; list them with `main.py runs`.", self.id, self.path.parent)
            )

    def status(self) -> RunStatus:
        """Return where the run stands; a live state whose process is gone reads as interrupted.

        A status file that is missing or damaged costs no run: what the other files tell stands in for it.

        Raises
        ------
        MissingDataError, InputError, StorageError
            When there is no such run, or its specification is damaged as well.
        """
        return as_seen(self.stored_status())

    def stored_status(self) -> RunStatus:
        """Return what ``status.json`` says, or what stands in for it; see `status`."""
        self.require()
        path = self.path / "status.json"
        try:
            return RunStatus.from_json(read_json(path))
        except StorageError as error:
            damage = str(error)
        except (TypeError, ValueError, KeyError) as error:
            damage = f"{path} is not the status of a run ({error})."
        return self._status_from_traces(damage)

    def _status_from_traces(self, damage: str) -> RunStatus:
        specification = self.specification
        status = RunStatus(
            state=State.INTERRUPTED,
            name=specification.name,
            source=specification.source.label,
            target=specification.data.label,
            seed=specification.seed,
            needs=getattr(specification.source, "run", ""),
            message=Sentence(
                "{0}. Nothing is lost: resume, and the run goes on from its last checkpoint.", damage.rstrip(".")
            ),
            epochs=specification.training.epochs,
            created=(self.path / "specification.toml").stat().st_mtime,
        )
        result = self.result()
        return status if result is None else status.finished(result)

    def write_status(self, status: RunStatus) -> None:
        """Replace ``status.json``; for the process that holds the run.

        Raises
        ------
        StorageError
            When it cannot be written, or the folder is gone.
        """
        if not self.path.is_dir():
            # Making it anew would leave a run without a specification.
            raise StorageError(
                Sentence("The folder {0} is gone; it was moved or deleted. Put it back and resume.", self.path)
            )
        write_json(self.path / "status.json", dataclasses.asdict(status))

    def announce_kill(self) -> None:
        """Say that the trainer is about to be killed because a person asked for it; see `note_death`."""
        status = self.stored_status()
        self._write_command(_KILL, status.attempt if status.state.live else status.attempt + 1)

    def note_death(self, exit_status: int) -> None:
        """Say in the status how the trainer died, where it could not say so itself.

        Parameters
        ----------
        exit_status : int
            As `subprocess.Popen.returncode` of the trainer, which must have ended.

        Raises
        ------
        StorageError
            When another process is at work on the run by now, or the folder cannot be written.
        """
        with self.held():
            stored = self.stored_status()
            if stored.state.live:
                message = death_message(exit_status, stored, asked=self._killed(stored.attempt))
                self.write_status(cut_off(stored, message))

    def _killed(self, attempt: int) -> bool:
        with contextlib.suppress(StorageError):
            return self._values("control.json") == {"verb": _KILL, "attempt": attempt}
        return False

    def metrics(self, since: MetricsCursor | None = None) -> MetricsPage:
        """Return the events written after `since`, see `read_metrics`."""
        return read_metrics(self.metrics_file, since)

    def result(self) -> dict[str, Any] | None:
        """Return ``result.json``; None while the run is not done.

        Raises
        ------
        StorageError
            When the file is damaged.
        """
        return self._values("result.json")

    def environment(self) -> dict[str, Any] | None:
        """Return ``environment.json``; None before the first start. Raises as `result`."""
        return self._values("environment.json")

    def _values(self, name: str) -> dict[str, Any] | None:
        path = self.path / name
        if not path.is_file():
            return None
        values = read_json(path)
        if not isinstance(values, dict):
            raise StorageError(Sentence("{0} holds no table of values; restore it from a copy or delete it.", path))
        return values

    def command(self, verb: Verb) -> None:
        """Steer the process at work on the run, at its next batch, or the one that the queue is starting for it.

        Raises
        ------
        InputError
            When the verb does not exist, or there is no such process.
        """
        if verb not in VERBS:
            raise InputError(Sentence("{0!r} does not steer a run; give {1}.", verb, ", ".join(VERBS)))
        status = self.status()
        if status.state.live:
            self._write_command(verb, status.attempt)
        elif self.starting(status):
            self._write_command(verb, status.attempt + 1)
        else:
            raise InputError(
                Sentence("Run {0} is {1}, no process is at work on it; {2} needs one.", self.id, status.state, verb)
            )

    def forget_command(self) -> None:
        """Forget what was to steer the run; before a new attempt at it."""
        (self.path / "control.json").unlink(missing_ok=True)

    def starting(self, status: RunStatus) -> bool:
        """Return whether the queue starts a process that has not taken the run up yet; `status` as just read."""
        note = read_note(RunQueue(self.workspace))
        return note is not None and note.starts(self.id, status)

    def _write_command(self, verb: str, attempt: int) -> None:
        # With the attempt it is for: one that comes too late must not steer the next.
        write_json(self.path / "control.json", {"verb": verb, "attempt": attempt})

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
        with exclusive(
            self.path / "lock", Sentence("Run {0} is being trained by another process; stop that one first.", self.id)
        ):
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
        if self.exists:
            if _status_or_damage(self).state.live:
                raise InputError(Sentence("Run {0} is being trained; stop it before you discard it.", self.id))
            with self.held():  # also where its status was damaged under a living trainer
                pass
        # Renamed first: a half-deleted folder must not look like a run.
        doomed = self.path.with_name(f"{_DISCARDED}{uuid.uuid4().hex}")
        try:
            os.rename(self.path, doomed)
            for folder in self.path.parent.glob(f"{_DISCARDED}*"):  # a kill may have left others
                shutil.rmtree(folder)
        except FileNotFoundError:
            self.require()
        except OSError as error:
            raise StorageError(
                Sentence("Cannot delete {0}: {1}. Close what uses it.", self.path, error.strerror or error)
            ) from error


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
            Sentence(
                "{0} runs begin with {1!r}: {2}; give more of the id.",
                len(fitting),
                run,
                ", ".join(sorted(fitting)[:5]),
            )
        )
    raise MissingDataError(
        Sentence("There is no run {0!r} in {1}; list them with `main.py runs`.", str(run), workspace.runs)
    )


def list_runs(workspace: Workspace) -> list[RunEntry]:
    """Return the runs of the workspace, oldest first; reads one small file a run.

    A run whose specification is damaged is listed as failed, with the reason as its message.
    """
    entries = [RunEntry(folder, _status_or_damage(folder)) for folder in map(RunFolder, _folders(workspace))]
    return sorted(entries, key=lambda entry: (entry.status.created, entry.id))


def _status_or_damage(folder: RunFolder) -> RunStatus:
    try:
        return folder.status()
    except WorkbenchError as error:
        return RunStatus(state=State.FAILED, name=folder.id, message=str(error))


def _folders(workspace: Workspace) -> list[Path]:
    try:
        names = os.listdir(workspace.runs)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StorageError(
            Sentence(
                "Cannot read {0}: {1}. Choose a folder that you may write to.", workspace.runs, error.strerror or error
            )
        ) from error
    return [
        workspace.runs / name for name in names if not name.startswith(".") and RunFolder(workspace.runs / name).exists
    ]
