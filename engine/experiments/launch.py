"""Scripts that carry runs out elsewhere: on machines one logs in to (plain), or through Slurm. Free of torch.

A script starts what this program would start itself, ``main.py train --resume RUN`` under torchrun, on the same
workspace; whoever sees the workspace watches and steers the runs by their folders as always.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
from dataclasses import dataclass
from typing import Literal

from engine.errors import InputError
from engine.experiments.child_process import MAIN
from engine.experiments.run_folder import RunFolder
from engine.experiments.study_folder import StudyFolder
from engine.sentences import Sentence

Kind = Literal["plain", "slurm"]
KINDS: tuple[Kind, ...] = ("plain", "slurm")

PORT = 29_500
"""Where the machines of a plain script meet, torchrun's usual port."""
STOP_BEFORE_S = 300
"""How long before the end of its time a Slurm job is told to stop: a batch and a checkpoint must fit in."""

_TIME = re.compile(r"(\d+-\d{1,2}(:\d{1,2}){0,2}|\d+(:\d{1,2}){0,2})")
_WORD = re.compile(r"[\w.,:@+-]+")


@dataclass(frozen=True, slots=True)
class SlurmOptions:
    """What Slurm is asked for.

    Attributes
    ----------
    time : str
        Limit of one job as Slurm writes it, such as ``24:00:00`` or ``2-12:00:00``. A run that needs longer goes on
        in the next.
    partition, account : str
        Empty: the cluster's own choice.
    gpus : bool
        Ask for a GPU a process.
    cpus : int
        Processor cores a process.
    """

    time: str = "24:00:00"
    partition: str = ""
    account: str = ""
    gpus: bool = True
    cpus: int = 8

    def __post_init__(self) -> None:
        if not _TIME.fullmatch(self.time):
            raise InputError(
                Sentence("The time is {0!r}; give it as Slurm does, such as 24:00:00 or 2-12:00:00.", self.time)
            )
        for name, word in (("partition", self.partition), ("account", self.account)):
            if word and not _WORD.fullmatch(word):
                raise InputError(
                    Sentence("The {0} is {1!r}; give its name, letters and digits without blanks.", name, word)
                )
        if self.cpus < 1:
            raise InputError(Sentence("{0} cores a process; give 1 or more.", self.cpus))


def launch_script(
    target: RunFolder | StudyFolder,
    *,
    kind: Kind = "plain",
    processes: int = 1,
    nodes: int = 1,
    setup: str = "",
    slurm: SlurmOptions | None = None,
) -> str:
    """Return a bash script that carries out a run, or every run of a study.

    Parameters
    ----------
    target : RunFolder or StudyFolder
        Of a workspace that all machines see at the same path.
    kind : {'plain', 'slurm'}
        ``plain`` is started by hand (on each machine); started again it goes on. ``slurm`` is handed to sbatch for a
        run, and to bash for a study, where every run is a job that waits for the run it needs.
    processes : int
        Processes a machine that share every run, one a GPU.
    nodes : int
        Machines that share every run.
    setup : str
        Lines of shell that come first on every machine, such as ``module load cuda``.
    slurm : SlurmOptions, optional

    Raises
    ------
    InputError
        When a number is out of range.
    """
    if kind not in KINDS:
        raise InputError(Sentence("There are no scripts of kind {0!r}; give {1}.", kind, " or ".join(KINDS)))
    if processes < 1 or nodes < 1:
        raise InputError(Sentence("{0} processes on {1} machines; give 1 or more of each.", processes, nodes))
    script = _Script(target, processes, nodes, setup.strip())
    return script.plain() if kind == "plain" else script.slurm(slurm or SlurmOptions())


class _Script:
    """One script in the making."""

    def __init__(self, target: RunFolder | StudyFolder, processes: int, nodes: int, setup: str) -> None:
        self.processes, self.nodes, self.setup = processes, nodes, setup
        self.workspace = target.workspace.root
        self.study = target if isinstance(target, StudyFolder) else None
        if isinstance(target, StudyFolder):
            self.title = f"the study {target.name}"
            self.runs = [(run.id, run.needs) for run in target.plan.runs]
        else:
            self.title = f"the run {target.id}"
            self.runs = [(target.id, "")]

    # --- started by hand -----------------------------------------------------------------------------------------

    def plain(self) -> str:
        """Return the script of one machine, or of one of several."""
        where = "on this machine" if self.nodes == 1 else f"on {self.nodes} machines"
        count = "1 process" if self.processes == 1 else f"{self.processes} processes"
        lines = [
            "#!/bin/bash",
            f"# Carries out {self.title} {where}, with {count} each.",
            "# Stop it with Ctrl+C or from the window; start it again and it goes on.",
        ]
        if self.nodes > 1:
            lines += ["# Start it on every machine with the name of the first: bash SCRIPT NAME"]
        lines += ["set -eu", *self._paths()]
        if self.nodes > 1:
            usage = "give the name of the first machine: bash $0 NAME"
            lines += [f'head="${{1:?{usage}}}"', f"port={PORT}", f"nodes={self.nodes}"]
        lines += ["", "train() {", *_indented(self._train(_meeting("$1") if self.nodes > 1 else None)), "}", ""]
        lines += [f"train {shlex.quote(run)}" for run, _ in self.runs]
        if self.study is not None:
            table = f'"$python" "$program" --workspace "$workspace" figures --study {shlex.quote(self.study.name)}'
            lines += ["", "# All runs are done: the table and the figure.", table]
        return "\n".join(lines) + "\n"

    # --- Slurm ---------------------------------------------------------------------------------------------------

    def slurm(self, options: SlurmOptions) -> str:
        """Return the job of one run, or what submits the jobs of a study."""
        if self.study is None:
            run = self.runs[0][0]
            head = [f"#SBATCH --job-name={run}", f"#SBATCH --output={_sbatch(self._output(run))}"]
            body = [f"run={shlex.quote(run)}", *self._paths(), *self._job()]
            note = f"# Carries out {self.title}. Hand it over with: sbatch SCRIPT"
            return "\n".join(["#!/bin/bash", *head, *self._asked(options), note, *body]) + "\n"
        lines = [
            "#!/bin/bash",
            f"# Hands {self.title} to Slurm, a job a run; each waits for the run that it needs. Start it with bash.",
            "set -eu",
            f"workspace={shlex.quote(str(self.workspace))}",
            "",
            "submit() {",
            '    sbatch --parsable --kill-on-invalid-dep=yes --job-name="$1" --export="ALL,run=$1" \\',
            '        --output="$workspace/runs/$1/slurm-%j.txt" ${2:+"--dependency=afterok:$2"} <<\'JOB\'',
            "#!/bin/bash",
            *self._asked(options),
            *self._paths(),
            *self._job(),
            "JOB",
            "}",
            "",
        ]
        jobs: dict[str, str] = {}
        for number, (run, needs) in enumerate(self.runs):
            jobs[run] = f"job{number}"
            after = f' "${jobs[needs]}"' if needs in jobs else ""
            lines += [f"{jobs[run]}=$(submit {shlex.quote(run)}{after})", f'echo "{run}: job ${jobs[run]}"']
        return "\n".join(lines) + "\n"

    def _output(self, run: str) -> str:
        return str(self.workspace / "runs" / run / "slurm-%j.txt")

    def _asked(self, options: SlurmOptions) -> list[str]:
        asked = [
            f"--nodes={self.nodes}",
            "--ntasks-per-node=1",
            f"--cpus-per-task={options.cpus * self.processes}",
            f"--time={options.time}",
            "--requeue",
            "--open-mode=append",
            f"--signal=B:USR1@{STOP_BEFORE_S}",
        ]
        asked += [f"--gpus-per-node={self.processes}"] if options.gpus else []
        asked += [f"--partition={options.partition}"] if options.partition else []
        asked += [f"--account={options.account}"] if options.account else []
        return [f"#SBATCH {option}" for option in asked]

    def _job(self) -> list[str]:
        """Return what a job does: train, and stop with a checkpoint and queue again when its time runs out."""
        return [
            f"nodes={self.nodes}",
            'head=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)',
            "port=$((20000 + SLURM_JOB_ID % 20000))",
            "",
            "# Slurm sends USR1 before the time is over: the run stops with a checkpoint, and the job queues again.",
            "again=",
            "stop() {",
            "    again=yes",
            '    printf \'{"verb": "stop"}\\n\' > "$workspace/runs/$run/.control.json.part"',
            '    mv "$workspace/runs/$run/.control.json.part" "$workspace/runs/$run/control.json"',
            "}",
            "trap stop USR1",
            "",
            "train() {",
            *_indented(self._train(_meeting("$SLURM_JOB_ID"), prefix="srun ")),
            "}",
            "",
            'train "$run" &',
            "training=$!",
            "# A signal ends a wait: go on waiting until the training itself has ended.",
            'while wait "$training"; status=$?; [ "$status" -gt 128 ] && kill -0 "$training" 2> /dev/null; do :; done',
            'wait "$training" 2> /dev/null && status=0',
            'if [ "$status" -ne 0 ] && [ -n "$again" ]; then',
            '    scontrol requeue "$SLURM_JOB_ID"',
            "fi",
            'exit "$status"',
        ]

    # --- both ----------------------------------------------------------------------------------------------------

    def _paths(self) -> list[str]:
        data = os.environ.get("FRACTALDB_DATA")
        return [
            "# Change these where they are called otherwise over there.",
            f"python={shlex.quote(sys.executable)}",
            f"program={shlex.quote(str(MAIN))}",
            f"workspace={shlex.quote(str(self.workspace))}",
            *([f"export FRACTALDB_DATA={shlex.quote(data)}"] if data else []),
            *self.setup.splitlines(),
        ]

    def _train(self, meeting: list[str] | None, prefix: str = "") -> list[str]:
        """Return the command that trains the run named by the first argument; `meeting`: options of torchrun."""
        if meeting is None and self.processes == 1:
            share = ""
        else:
            options = [f"--nproc-per-node={self.processes}", *(meeting or ["--standalone"])]
            share = f" -m torch.distributed.run {' '.join(options)}"
        return [
            f'{prefix}"$python"{share} \\',
            '    "$program" --workspace "$workspace" train --resume "$1"',
        ]


def _meeting(name: str) -> list[str]:
    """Return how the processes of several machines find each other, under a `name` that they have in common."""
    return ['--nnodes="$nodes"', f'--rdzv-id="{name}"', "--rdzv-backend=c10d", '--rdzv-endpoint="$head:$port"']


def _indented(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _sbatch(value: str) -> str:
    """Return `value` for an #SBATCH line, which knows double quotes only."""
    if '"' in value or "\n" in value:
        raise InputError(
            Sentence("The path {0} has a quotation mark, which Slurm cannot read; rename the folder.", value)
        )
    return f'"{value}"' if re.search(r"\s|#", value) else value
