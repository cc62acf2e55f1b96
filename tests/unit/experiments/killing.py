"""Kill the trainer of a run at random moments, many times, and compare with a run left alone.

    python -m tests.unit.experiments.killing FOLDER [--kills N] [--seed S]

Prints one JSON object: how many kills, in which phase they struck, and what differed (nothing, or it is a defect).
Every trainer is forked from this process, which has loaded everything and runs no thread: a start takes a moment, so
hundreds of kills fit into minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file

from engine.experiments import records
from engine.experiments.metrics import read_metrics
from engine.experiments.run import execute_run
from engine.experiments.run_folder import RunFolder, State, list_runs
from engine.experiments.specification import FractalData, Model, Render, RunSpecification
from engine.models import backbones, weights  # noqa: F401  (loaded before the forks)
from engine.render.settings import Style
from engine.training import loop  # noqa: F401
from engine.training.settings import TrainingSettings
from engine.workspace import Workspace

CLOCK = ("seconds", "setup_s", "training_s", "images_per_s")
KILLS_A_RUN = 6


def specification() -> RunSpecification:
    """Return a run of a second: three epochs of four steps, with validation."""
    render = Render(style=Style.POINT_GRAY, size=16, points=200, weight_step=0.1, counts=1)
    return RunSpecification(
        name="tiny",
        data=FractalData(count=4, instances=8, validation=4, render=render),
        model=Model(backbone="mobilenet_v3_small"),
        training=TrainingSettings(epochs=3, batch_size=8, precision="float32"),
    )


def start(folder: RunFolder) -> int:
    """Return the number of a new process that carries the run out."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        os.dup2(os.open(folder.path.parent.parent / "trainers.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
        execute_run(folder, threads=1)
        status = 0
    finally:
        sys.stderr.flush()
        os._exit(status)


def finish(folder: RunFolder) -> float:
    """Carry the run out to its end and return the seconds."""
    since = time.monotonic()
    _, status = os.waitpid(start(folder), 0)
    if status:
        raise SystemExit(f"the trainer ended with {status}: {folder.status().message}; see {folder.log}")
    return time.monotonic() - since


def parts(folder: RunFolder) -> list[str]:
    """Return the files that are being written now, without the random part of their names."""
    # Unlike rglob, walk does not mind a folder that goes meanwhile.
    names = [name for _, _, names in os.walk(folder.path) for name in names]
    return [name[1:].rsplit(".", 2)[0] for name in names if name.startswith(".") and name.endswith(".part")]


def kill_somewhere(folder: RunFolder, whole_s: float, chance: random.Random) -> str:
    """Start the trainer and kill it at a random moment, or while it writes; return the phase it was in."""
    pid = start(folder)
    begun = time.monotonic()
    deadline = begun + chance.uniform(0.0, 1.1 * whole_s)
    wanted = chance.choice(["", "last.pt", "weights", "result", "metrics", "environment", "status"])
    writing: list[str] = []
    while time.monotonic() < deadline + (whole_s if wanted else 0.0):
        if os.waitpid(pid, os.WNOHANG)[0]:
            return "after the end"
        if wanted and time.monotonic() - begun > 0.2 * chance.random() * whole_s:
            writing = [name for name in parts(folder) if name.startswith(wanted)]
            if writing:
                break
        time.sleep(0.0005)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return f"while writing {writing[0]}" if writing else _phase(folder)


def _phase(folder: RunFolder) -> str:
    status = folder.status()
    if status.state is State.QUEUED:
        return "before it took the run up"
    if folder.result() is not None:
        return "after the result"
    return f"epoch {status.epoch}" if status.message == "" or status.epoch else "in preparation"


def numbers(folder: RunFolder) -> dict[str, Any]:
    """Return all that a run found, without what a clock decides."""
    result = folder.result() or {}
    return {
        "metrics": [_timeless(event) for event in read_metrics(folder.metrics_file).events],
        "result": _timeless(result),
    }


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _timeless(item) for key, item in value.items() if key not in CLOCK}
    return [_timeless(item) for item in value] if isinstance(value, list) else value


def differences(folder: RunFolder, whole: RunFolder) -> list[str]:
    """Return what a killed run has otherwise than the one left alone, and what the kills left behind."""
    found = [key for key, value in numbers(whole).items() if numbers(folder)[key] != value]
    mine, other = (load_file(run.path / "weights.safetensors") for run in (folder, whole))
    if mine.keys() != other.keys() or any(not np.array_equal(mine[name], other[name]) for name in other):
        found.append("weights")
    if folder.status().state is not State.DONE:
        found.append(f"state {folder.status().state}")
    extra = {path.name for path in folder.path.rglob("*")} - {path.name for path in whole.path.rglob("*")}
    return [*found, *(f"left behind: {name}" for name in sorted(extra))]


def main() -> None:
    """Kill as often as asked for and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=24)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    records._commit = lambda: None
    workspace = Workspace(arguments.folder)
    whole = RunFolder.create(specification(), workspace, run_id="whole")
    finish(whole)
    whole_s = finish(RunFolder.create(specification(), workspace, run_id="again"))
    phases: Counter[str] = Counter()
    faults: list[str] = []
    faults += [f"again: {fault}" for fault in differences(RunFolder(workspace.runs / "again"), whole)]
    number = 0
    while sum(phases.values()) < arguments.kills:
        number += 1
        folder = RunFolder.create(specification(), workspace, run_id=f"killed-{number}")
        for _ in range(KILLS_A_RUN):
            phase = kill_somewhere(folder, whole_s, chance)
            if phase == "after the end":
                break
            phases[phase] += 1
            state = next(entry.status.state for entry in list_runs(workspace) if entry.id == folder.id)
            if state not in (State.QUEUED, State.INTERRUPTED, State.DONE):
                faults.append(f"{folder.id} reads as {state} after a kill {phase}")
        finish(folder)
        faults += [f"{folder.id}: {fault}" for fault in differences(folder, whole)]
        folder.discard()
    told = {"kills": sum(phases.values()), "runs": number, "phases": phases, "faults": faults}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
