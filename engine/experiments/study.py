"""Carry out a study: its runs one after another in this process, each in its own run folder."""

from __future__ import annotations

from engine.errors import InputError, Interrupted, WorkbenchError
from engine.experiments.comparison import Comparison, comparison, write_comparison
from engine.experiments.inputs import check_data
from engine.experiments.run import Trainer, execute_run, source_weights
from engine.experiments.run_folder import RunFolder, State
from engine.experiments.specification import RunSource
from engine.experiments.study_folder import StudyFolder
from engine.progress import Control, Progress, Report, ignore


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
    that do not need it.

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
        failures: dict[str, str] = {}
        for index, folder in enumerate(folders):
            if folder.status().needs in failures:
                failures[folder.id] = f"needs {folder.status().needs}"
                continue
            try:
                execute_run(
                    folder,
                    control=control,
                    report=_within(report or ignore, index, len(folders)),
                    threads=threads,
                    trainer=trainer,
                )
            except Interrupted as stop:
                raise Interrupted(_interrupted(study, str(stop))) from stop
            except WorkbenchError as error:
                failures[folder.id] = str(error)
            write_comparison(comparison(study), study)
        if failures:
            first, reason = next(iter(failures.items()))
            raise InputError(
                f"{len(failures)} of {len(folders)} runs of the study {study.name} failed; the first, {first}: "
                f"{reason} The others are kept; correct the cause and add --resume."
            )
        return comparison(study)


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
    if not isinstance(specification.source, RunSource):
        source_weights(specification, workspace)
