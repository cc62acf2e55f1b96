"""Carry out a study: its runs one after another in this process, each in its own run folder."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from engine.errors import InputError, Interrupted, WorkbenchError
from engine.experiments.comparison import Comparison, comparison, write_comparison
from engine.experiments.inputs import check_data
from engine.experiments.queue import QueueBusyError, RunQueue, may_come, read_note
from engine.experiments.run import Trainer, execute_run
from engine.experiments.run_folder import RunFolder
from engine.experiments.run_status import RunStatus, State
from engine.experiments.runner import noted
from engine.experiments.sources import check_source
from engine.experiments.study_folder import StudyFolder
from engine.progress import Control, Progress, Report, ignore

FOLLOW_S = 0.5
"""Between two looks at a study that another process carries out."""


def execute_study(
    study: StudyFolder,
    *,
    control: Control | None = None,
    report: Report | None = None,
    threads: int | None = None,
    trainer: Trainer | None = None,
) -> Comparison:
    """Carry out the runs of `study` that are not done, and return what it found.

    Every run is the same as ``main.py train --resume RUN`` would do it. A run that fails does not hold up those
    that do not need it. Where another process carries out the queue of the workspace, the runs are queued there and
    watched: no two processes of a workspace train side by side.

    Parameters
    ----------
    study : StudyFolder
        From `plan_study`.
    control, report, threads, trainer
        As in `execute_run`.

    Raises
    ------
    Interrupted
        On a stop; the sentence says how to go on.
    MissingDataError
        Before anything is trained, when data of any run is not there.
    InputError
        When runs failed.
    """
    with study.held():
        folders = study.queue()
        check_sources(study)
        failures = None
        while failures is None:
            try:
                with noted(RunQueue(study.workspace)) as tell:
                    failures = _carry_out(study, folders, tell, control, report or ignore, threads, trainer)
            except QueueBusyError:
                failures = _follow(study, control or Control(), report or ignore)
        if failures:
            first, reason = next(iter(failures.items()))
            raise InputError(
                f"{len(failures)} of {len(folders)} runs of the study {study.name} failed; the first, {first}: "
                f"{reason} The others are kept; correct the cause and add --resume."
            )
        return comparison(study)


def _carry_out(
    study: StudyFolder,
    folders: Sequence[RunFolder],
    tell: Callable[[str], None],
    control: Control | None,
    report: Report,
    threads: int | None,
    trainer: Trainer | None,
) -> dict[str, str]:
    """Carry out the runs in this process; return why some failed, by their ids."""
    queue = RunQueue(study.workspace)
    failures: dict[str, str] = {}
    for index, folder in enumerate(folders):
        if folder.status().needs in failures:
            failures[folder.id] = f"needs {folder.status().needs}"
            continue
        tell(folder.id)
        within = _within(report, index, len(folders))
        try:
            execute_run(folder, control=control, report=within, threads=threads, trainer=trainer)
        except Interrupted as stop:
            raise Interrupted(_interrupted(study, str(stop))) from stop
        except WorkbenchError as error:
            failures[folder.id] = str(error)
        # It may have waited in the queue as well.
        queue.settle(folder.id, folder.status().state)
        write_comparison(comparison(study), study)
    return failures


def _follow(study: StudyFolder, control: Control, report: Report) -> dict[str, str] | None:
    """Let the process that carries out the queue do the runs, and watch; return why some failed, by their ids.

    None: that process is gone before they were done.
    """
    queue = RunQueue(study.workspace)
    queue.add(entry.id for entry in study.runs() if entry.status.state is not State.DONE)
    begun = time.monotonic()
    while True:
        status, state = study.status(), queue.read()
        report(Progress(f"study {study.name}, in the queue", status.done, status.planned, time.monotonic() - begun))
        statuses = _statuses(study)
        waiting = [run_id for run_id, one in statuses.items() if one.state is not State.DONE]
        if not any(may_come(run_id, state, statuses) for run_id in waiting):
            return {run_id: statuses[run_id].message or "it was taken out of the queue." for run_id in waiting}
        if (note := read_note(queue)) is None or not note.alive:
            return None
        try:
            control.poll()
        except Interrupted:
            raise Interrupted(
                f"The queue goes on with the study {study.name} without this command; see it with `main.py queue`."
            ) from None
        time.sleep(FOLLOW_S)


def _statuses(study: StudyFolder) -> dict[str, RunStatus]:
    """Return where the runs of the study stand, and the earlier runs that they start from."""
    own = {entry.id: entry.status for entry in study.runs()}
    needed = {status.needs for status in own.values()} - {"", *own}
    return own | {run_id: RunFolder(study.workspace.runs / run_id).status() for run_id in needed}


def _within(report: Report, index: int, count: int) -> Report:
    """Return a report that says which run of the study it is."""

    def told(progress: Progress) -> None:
        report(
            Progress(
                f"[{index + 1}/{count}] {progress.task}",
                progress.done,
                progress.total,
                progress.elapsed_s,
                progress.detail,
            )
        )

    return told


def _interrupted(study: StudyFolder, stop: str) -> str:
    status = study.status()
    what = stop.partition(" Go on with ")[0].rstrip(".")
    return f"{what}. {status.done} of {status.planned} runs are done and kept; the same command with --resume goes on."


def check_sources(study: StudyFolder) -> None:
    """Look for the data and weights of every run that is not done.

    Raises
    ------
    MissingDataError
        Naming what goes where.
    """
    for entry in study.runs():
        if entry.status.state is not State.DONE:
            _check_run(entry.folder)


def _check_run(folder: RunFolder) -> None:
    specification, workspace = folder.specification, folder.workspace
    check_data(specification.data, workspace)
    check_source(specification, workspace)
