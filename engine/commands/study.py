"""``main.py study``: carry out a source x data set x seed matrix and draw what it found."""

from __future__ import annotations

import argparse
import os
from typing import Any

from engine.commands.console import Console, duration
from engine.commands.train import add_process_arguments, prepare_process
from engine.errors import InputError
from engine.experiments.comparison import write_comparison
from engine.experiments.estimate import Estimate, estimate_study
from engine.experiments.extension import extend_study
from engine.experiments.feasibility import refusals
from engine.experiments.machine import free_disk
from engine.experiments.presets import PRESETS, load_study
from engine.experiments.problems import SpecificationError
from engine.experiments.study_folder import StudyFolder, require_resumable, study_folder
from engine.training.ranks import rank_count


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("study", metavar="SPEC.toml|PRESET", help=f"a file, a preset of yours, or {', '.join(PRESETS)}")
    parser.add_argument("--resume", action="store_true", help="go on with a study that was begun before")
    add_process_arguments(parser)


def run(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Carry the study out, and return its table and where its figure lies."""
    if rank_count(os.environ) > 1:
        raise InputError(
            "torchrun carries out one run, not a study; print what starts all its runs with `main.py launch STUDY "
            "--processes N`."
        )
    prepare_process(arguments, console)
    specification = load_study(arguments.study, arguments.workspace)
    before = study_folder(specification, arguments.workspace)
    if before.exists:
        require_resumable(before, resume=arguments.resume)
    problems = refusals(specification, arguments.workspace, free_disk=free_disk(arguments.workspace.root))
    if problems:
        raise SpecificationError(arguments.study, problems)
    study, changed = extend_study(specification, arguments.workspace)
    if changed.left:
        console.say(changed.sentence)
    console.say(_outlook(study, estimate_study(specification, arguments.workspace)))
    from engine.experiments.study import execute_study

    table = execute_study(study, control=console.control, report=console.report, threads=arguments.threads)
    write_comparison(table, study)
    from engine.figures.accuracy import write_accuracy_files

    files = write_accuracy_files(table, study.figures)
    return {
        "folder": str(study.path),
        **table.to_json(),
        "figures": [str(path) for path in files],
        "text": f"{table.to_markdown()}\nfigure {files[0]}",
    }


def _outlook(study: StudyFolder, estimate: Estimate) -> str:
    status = study.status()
    if not estimate.runs:
        return f"study {study.name}: all {status.planned} runs were done before; here is what they found"
    kept = f", {status.done} of them done before" if status.done else ""
    about = "very roughly" if estimate.rough else "about"
    memory = "" if estimate.memory_bytes is None else f", {estimate.memory_bytes / 1e9:,.1f} GB of memory"
    return (
        f"study {study.name}: {status.planned} runs{kept}; {about} {duration(estimate.seconds)} here, "
        f"{estimate.images:,} training images, {estimate.disk_bytes / 1e6:,.0f} MB on the disk{memory}"
    )
