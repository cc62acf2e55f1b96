"""``main.py launch``: print a script that carries out a run or a study elsewhere, by hand or through Slurm."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from engine.commands.console import Console
from engine.errors import MissingDataError
from engine.experiments.launch import KINDS, SlurmOptions, launch_script
from engine.experiments.run_folder import RunFolder, find_run
from engine.experiments.study_folder import StudyFolder, find_study
from engine.storage import write_text
from engine.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what is started, where, and what Slurm is asked for."""
    defaults = SlurmOptions()
    parser.add_argument("target", metavar="RUN|STUDY", help="a run or a study of the workspace")
    parser.add_argument("--kind", choices=KINDS, default="plain", help="started by hand, or by sbatch (%(default)s)")
    parser.add_argument("--processes", type=int, default=1, metavar="N", help="a machine, one a GPU (%(default)s)")
    parser.add_argument("--nodes", type=int, default=1, metavar="N", help="machines (%(default)s)")
    parser.add_argument("--setup", default="", metavar="LINES", help="shell that comes first, as 'module load cuda'")
    parser.add_argument("--time", default=defaults.time, help="limit of one job of Slurm (%(default)s)")
    parser.add_argument("--partition", default=defaults.partition, metavar="NAME", help="of Slurm")
    parser.add_argument("--account", default=defaults.account, metavar="NAME", help="of Slurm")
    parser.add_argument("--cpus", type=int, default=defaults.cpus, metavar="N", help="cores a process (%(default)s)")
    parser.add_argument("--no-gpus", action="store_true", help="train on the processors")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the script there instead")


def run(arguments: argparse.Namespace, console: Console) -> dict[str, Any]:
    """Return the script, or where it was written."""
    target = _target(arguments.target, arguments.workspace)
    script = launch_script(
        target,
        kind=arguments.kind,
        processes=arguments.processes,
        nodes=arguments.nodes,
        setup=arguments.setup,
        slurm=SlurmOptions(
            time=arguments.time,
            partition=arguments.partition,
            account=arguments.account,
            gpus=not arguments.no_gpus,
            cpus=arguments.cpus,
        ),
    )
    if isinstance(target, StudyFolder):
        target.queue()
    if arguments.out is None:
        return {"script": script, "text": script}
    write_text(arguments.out, script)
    return {"file": str(arguments.out), "text": f"script {arguments.out}"}


def _target(name: str, workspace: Workspace) -> RunFolder | StudyFolder:
    try:
        return find_study(name, workspace)
    except MissingDataError:
        pass
    try:
        return find_run(name, workspace)
    except MissingDataError:
        raise MissingDataError(
            f"There is neither a run nor a study {name!r} in {workspace.root}; list the runs with `main.py runs`."
        ) from None
