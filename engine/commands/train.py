"""``main.py train``: carry out one run, or go on with one; under torchrun, with several processes."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.commands.console import Console
from engine.errors import InputError
from engine.experiments.image_source import WHERES
from engine.experiments.inputs import check_data
from engine.experiments.processes import lower_priority
from engine.experiments.run_folder import RunFolder, find_run
from engine.experiments.sources import check_source
from engine.experiments.specification import load_run_specification
from engine.training.ranks import ALONE, Ranks, rank_count


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("specification", nargs="?", type=Path, metavar="SPEC.toml", help="what to train, on what, how")
    parser.add_argument("--resume", metavar="RUN", help="go on with this run of the workspace, or start it if queued")
    parser.add_argument(
        "--images",
        choices=WHERES,
        default="auto",
        help="draw fractals before and keep them, or on the GPU batch by batch (auto: there where they do not fit)",
    )
    parser.add_argument("--probe", action="store_true", help="only measure pace and memory, in a few seconds")
    add_process_arguments(parser)


def add_process_arguments(parser: argparse.ArgumentParser) -> None:
    """Add how the process itself runs."""
    parser.add_argument(
        "--threads", type=int, metavar="N", help="threads (default: all cores; the last digits depend on it)"
    )
    parser.add_argument("--nice", type=int, default=0, metavar="N", help="let other programs go first, 0 to 19")


def prepare_process(arguments: argparse.Namespace, console: Console) -> None:
    """Lower the priority as asked, stop with a checkpoint when the process is asked to end, share the cores well.

    Raises
    ------
    InputError
        When an option is out of range.
    """
    if arguments.threads is not None and arguments.threads < 1:
        raise InputError(f"--threads is {arguments.threads}; give 1 or more.")
    if not 0 <= arguments.nice <= 19:
        raise InputError(f"--nice is {arguments.nice}; give 0 to 19.")
    lower_priority(arguments.nice)
    # Torch's threads (libgomp) spin for milliseconds at each barrier: beside another busy process they burn the time
    # that the late thread needs. Sleeping at once costs a quarter of the pace on an idle machine. A short spin has
    # neither fault: 520 images a second against 480 (default) and 410 (asleep). Read when torch is loaded: set before.
    os.environ.setdefault("GOMP_SPINCOUNT", "10000")
    signal.signal(signal.SIGTERM, lambda *_: console.control.stop())


def run(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Train, and return the result."""
    if (arguments.specification is None) == (arguments.resume is None):
        raise InputError("give a specification, such as `main.py train SPEC.toml`, or --resume with the id of a run.")
    prepare_process(arguments, console)
    if arguments.probe:
        return _probe(arguments, console)
    with _ranks(console) as ranks:
        folder = ranks.from_first(lambda: _folder(arguments, console))
        if not ranks.first:
            from engine.experiments.following import follow_run

            follow_run(folder, ranks, control=console.control, threads=arguments.threads, where=arguments.images)
            return {}
        from engine.experiments.run import execute_run

        result = execute_run(
            folder,
            control=console.control,
            report=console.report,
            threads=arguments.threads,
            ranks=ranks,
            where=arguments.images,
        )
        return {"run": folder.id, "folder": str(folder.path), **result, "text": _text(folder, result)}


def _probe(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Return what a few steps say of the pace and the memory of a run."""
    if arguments.specification is None:
        raise InputError("--probe measures a specification; give one, such as `main.py train --probe SPEC.toml`.")
    specification = load_run_specification(arguments.specification)
    from engine.experiments.probe_steps import measure

    probe = measure(specification, arguments.workspace, console.control)
    batch = specification.training.batch_size
    return {
        **dataclasses.asdict(probe),
        "text": f"{probe.images_per_s:,.0f} images/s on {probe.device}, "
        f"{probe.memory(batch) / 1e9:.1f} GB of memory with batches of {batch}",
    }


def _folder(arguments: argparse.Namespace, console: Console) -> RunFolder:
    if arguments.resume is not None:
        return find_run(arguments.resume, arguments.workspace)
    specification = load_run_specification(arguments.specification)
    check_data(specification.data, arguments.workspace)
    check_source(specification, arguments.workspace)
    folder = RunFolder.create(specification, arguments.workspace)
    console.say(f"run {folder.id}")
    return folder


@contextlib.contextmanager
def _ranks(console: Console) -> Iterator[Ranks]:
    """Join the other processes where torchrun started several; all but the first are silent."""
    if rank_count(os.environ) == 1:
        yield ALONE
        return
    from engine.training.distributed import joined

    with joined() as ranks:
        if not ranks.first:
            console.mute()
        yield ranks


def _text(folder: RunFolder, result: dict[str, Any]) -> str:
    lines = [f"run {folder.id}: done in {result['setup_s'] + result['training_s']:.0f} s"]
    for split in ("test", "validation"):
        if result[split] is not None:
            found = result[split]
            lines.append(
                f"{split} accuracy {found['accuracy']:.4f} on {found['count']:,} images "
                f"(mean over classes {found['balanced_accuracy']:.4f})"
            )
    lines.append(f"weights {folder.weights}")
    return "\n".join(lines)
