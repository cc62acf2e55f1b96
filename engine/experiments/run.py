"""Carry out one run: images, network, training, weights, all recorded in its folder."""

from __future__ import annotations

import contextlib
import os
import platform
import shlex
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import Interrupted, WorkbenchError
from engine.experiments.failures import explained
from engine.experiments.image_source import Where, run_images
from engine.experiments.inputs import RunImages
from engine.experiments.precision_memory import known_precision, precision_key, remember_precision
from engine.experiments.recorder import Recorder
from engine.experiments.records import environment, result_values
from engine.experiments.run_folder import RunFolder, State, done_values
from engine.experiments.sources import check_source, source_weights
from engine.experiments.specification import RunSpecification
from engine.experiments.steering import FolderControl, StatusKeeper, room_file, started
from engine.experiments.unchanged import check_unchanged, image_facts
from engine.progress import Control, Progress, Report, ignore
from engine.sentences import Sentence, sentence_of
from engine.storage import write_json
from engine.training.control import TrainingControl
from engine.training.events import Event, PreparedEvent, TrainingResult
from engine.training.ranks import ALONE, Ranks
from engine.training.settings import TrainingSettings
from engine.workspace import default_workspace


@dataclass(frozen=True, eq=False)
class Job:
    """All a trainer needs.

    Attributes
    ----------
    settings : TrainingSettings
        With the seed of the run.
    weights : callable
        Returns the file to start from, None for scratch; called for a fresh run only.
    note : callable
        Takes facts for ``environment.json``.
    """

    specification: RunSpecification
    settings: TrainingSettings
    images: RunImages
    folder: RunFolder
    weights: Callable[[], Path | None]
    note: Callable[[Mapping[str, Any]], None]
    events: Callable[[Event], None]
    control: TrainingControl
    threads: int | None
    ranks: Ranks = ALONE


Trainer = Callable[[Job], TrainingResult]


def execute_run(
    folder: RunFolder,
    *,
    control: Control | None = None,
    report: Report | None = None,
    threads: int | None = None,
    trainer: Trainer | None = None,
    ranks: Ranks = ALONE,
    where: Where = "auto",
) -> dict[str, Any]:
    """Carry out the queued run in `folder`, or go on with it from its checkpoint, and return its result.

    Parameters
    ----------
    folder : RunFolder
        A run that is done is not done again: its result is returned.
    control : Control, optional
        Polled beside ``control.json``.
    report : callable, optional
        Told of images drawn and of training steps.
    threads : int, optional
        Threads of torch, default all cores. Part of the numbers; a resumed run keeps what it began with.
    trainer : callable, optional
        What trains, for tests; default `torch_trainer`.
    ranks : Ranks
        Of which this process is the first; the others call `follow_run` of `engine.experiments.following`.
    where : {'auto', 'cache', 'device'}
        Where fractal images are made, see `run_images`; decides no number.

    Returns
    -------
    dict
        What ``result.json`` holds.

    Raises
    ------
    Interrupted
        On a stop; the sentence says how to go on.
    WorkbenchError
        When the run cannot be done; the folder then says failed, and why.
    """
    with folder.held():
        done = ranks.from_first(lambda: done_before(folder))
        if done is not None:
            return done
        session = _Session(folder, control, report or ignore, threads, ranks, where)
        return session.execute(trainer or torch_trainer)


def done_before(folder: RunFolder) -> dict[str, Any] | None:
    """Return the result of a run that is done, None for any other.

    A process that died after it wrote the result has done the run: what it left undone is done here.
    """
    result = folder.result()
    if result is not None:
        status = folder.stored_status()
        if status.state is not State.DONE:
            folder.write_status(status.finished(result))
        folder.remove_checkpoints()
        _sweep(folder)
    return result


def _sweep(folder: RunFolder) -> None:
    """Remove what a process left that was killed while it wrote; others write ``control.json`` only."""
    room_file(folder).unlink(missing_ok=True)
    for part in folder.path.rglob(".*.part"):
        if not part.name.startswith(".control.json"):
            part.unlink(missing_ok=True)


def resume_command(folder: RunFolder) -> str:
    """Return the command line that goes on with a run."""
    root = folder.workspace.root
    place = "" if root == default_workspace().root else f" --workspace {shlex.quote(str(root))}"
    return f"main.py train --resume {folder.id}{place}"


class _Session:
    """One process at work on a run, from taking it up to its end."""

    def __init__(
        self,
        folder: RunFolder,
        control: Control | None,
        report: Report,
        threads: int | None,
        ranks: Ranks,
        where: Where,
    ) -> None:
        self.folder = folder
        self.specification = folder.specification
        self.report = report
        self.threads = threads
        self.ranks = ranks
        self.where = where
        self.began = time.monotonic()
        self.before_s = folder.status().active_s
        self.keeper = StatusKeeper(folder, started(folder.status(), os.getpid()))
        self.control = FolderControl(folder, self.keeper, control)
        self.environment = dict(folder.environment() or {})
        _sweep(folder)

    def execute(self, trainer: Trainer) -> dict[str, Any]:
        with self.keeper:
            try:
                result = self._train(trainer)
            except Interrupted as stop:
                sentence = Sentence("{0} Go on with `{1}`.", sentence_of(stop), resume_command(self.folder))
                self._end(State.STOPPED, sentence)
                raise Interrupted(sentence) from stop
            except WorkbenchError as error:
                self._end(State.FAILED, str(error))
                raise
            except BaseException as error:
                self.log(traceback.format_exc())
                known = explained(error, self.specification)
                if known is None:
                    defect = f"{type(error).__name__}: {error}"
                    self._end(State.FAILED, Sentence("A defect of the program: {0}. See log.txt.", defect))
                    raise
                self._end(State.FAILED, str(known))
                raise known from error
            self._end(State.DONE)
            self.keeper.update(**done_values(result))
        self.folder.remove_checkpoints()
        return result

    def _end(self, state: State, message: str = "") -> None:
        self.log(f"{state}: {message}" if message else str(state))
        self.keeper.update(
            state=state,
            message=message,
            remaining_s=None,
            ended=time.time(),
            active_s=self.worked_s(),
        )

    def worked_s(self) -> float:
        """Return the seconds of work so far, in all sessions, without those in which it was paused."""
        return self.before_s + time.monotonic() - self.began - self.control.paused_s

    def log(self, text: str) -> None:
        """Add to ``log.txt``."""
        # A log that cannot be written must not hide the reason that was to be logged.
        with contextlib.suppress(OSError), self.folder.log.open("a", encoding="utf-8") as stream:
            stream.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')}  {text.rstrip()}\n")

    def note(self, facts: Mapping[str, Any]) -> None:
        """Add to ``environment.json``."""
        self.environment.update(facts)
        write_json(self.folder.path / "environment.json", self.environment)

    # --- the work ------------------------------------------------------------------------------------------------

    def _train(self, trainer: Trainer) -> dict[str, Any]:
        attempt = self.keeper.status.attempt
        self.log(f"attempt {attempt}, process {os.getpid()} on {platform.node() or 'this machine'}")
        self.note({**environment(self.specification), "processes": self.ranks.size})
        if not self.folder.begun:
            # Before the images: drawing them takes long.
            check_source(self.specification, self.folder.workspace, queued=False)
        self.keeper.update(message="Preparing the images.")
        images = self.ranks.in_turn(self._images)
        self.keeper.update(message="Preparing the network.")
        with contextlib.closing(Recorder(self, images.train)) as recorder:
            job = Job(
                specification=self.specification,
                settings=self.specification.settings,
                images=images,
                folder=self.folder,
                weights=lambda: source_weights(self.specification, self.folder.workspace),
                note=self.note,
                events=recorder.take,
                control=self.control,
                threads=self.threads,
                ranks=self.ranks,
            )
            trained = trainer(job)
            result = result_values(trained, images, recorder.setup_s)
            recorder.finish(result)
        # Last: a run with a result is done, whatever happens next.
        write_json(self.folder.path / "result.json", result)
        return result

    def _images(self) -> RunImages:
        images = run_images(
            self.specification,
            self.folder.workspace,
            where=self.where,
            device=self.ranks.device,
            report=self._drawing,
            control=self.control,
        )
        facts = image_facts(images)
        if self.folder.begun:
            check_unchanged(self.environment.get("images"), facts, self.specification)
        self.note({"images": facts})
        # To load torch takes seconds in which nobody hears of a stop.
        self.control.poll()
        return images

    def _drawing(self, progress: Progress) -> None:
        self.keeper.update(message=f"Drawing images: {progress.done:,} of {progress.total:,}.")
        self.report(progress)


# --- training ----------------------------------------------------------------------------------------------------


def torch_trainer(job: Job) -> TrainingResult:
    """Train with torch; a run that has a checkpoint goes on from it and does not ask for its source again."""
    from engine.experiments.network import build_network
    from engine.experiments.starting import start_from
    from engine.models.weights import save_weights
    from engine.training.loop import train

    model_section = job.specification.model
    shape = job.images.train.images.shape
    model = build_network(model_section, job.settings, len(job.images.train.classes), (shape[1], shape[2]))
    if not job.folder.begun:
        path = job.weights()
        if path is not None:
            job.note({"source": start_from(model, path)})
    key = precision_key(model_section, job.settings, shape[1], job.threads)
    settings = job.ranks.from_first(lambda: _with_known_precision(job, key))

    def events(event: Event) -> None:
        if isinstance(event, PreparedEvent):
            remember_precision(key, event.precision)
        job.events(event)

    with job.ranks.guarded():
        result = train(
            model,
            settings,
            job.images.train,
            job.images.validation,
            job.images.test,
            checkpoints=job.folder.checkpoints,
            events=events,
            control=job.control,
            threads=job.threads,
            ranks=job.ranks,
        )
    if job.ranks.first:
        save_weights(model, job.folder.path, {"run": job.folder.id, "data": job.images.train.name})
    return result


def _with_known_precision(job: Job, key: str) -> TrainingSettings:
    """Return the settings with the arithmetic found the faster here before; a run keeps what it began with."""
    if job.settings.precision != "auto":
        return job.settings
    begun = job.folder.begun
    precision = (job.folder.environment() or {}).get("precision_setting") if begun else None
    if precision is None:
        precision = known_precision(key)
        job.note({"precision_setting": precision})
    return job.settings.model_copy(update={"precision": precision})
