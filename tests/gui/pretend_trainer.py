"""A trainer that only pretends: ``main.py train --resume RUN`` with the same folders, steering and ends, without torch.

While a file ``hold`` lies in the workspace it stays at its first step, so that a test can look at a run that trains;
while ``hold_start`` does, it does not take its run up. With ``fail`` it fails, with ``refuse`` it ends before it takes
the run up. ``main.py queue --run`` is the real runner, with this file as its trainer.
"""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engine.errors import InputError, Interrupted, WorkbenchError
from engine.experiments import child_process
from engine.experiments.run import Job, execute_run
from engine.experiments.run_folder import RunFolder
from engine.experiments.runner import QueueRunner
from engine.progress import Control
from engine.training.events import EpochEvent, Evaluation, PrecisionChoice, PreparedEvent, StepEvent, TrainingResult
from engine.workspace import Workspace

STEPS = 4
CONTROL = Control()


def pretend(job: Job) -> TrainingResult:
    """Tell of steps and epochs as the loop would; accuracy rises with the epochs, and more after pre-training."""
    root = job.folder.workspace.root
    if (root / "fail").exists():
        raise InputError("The pretend trainer was told to fail; remove the file.")
    epochs = job.settings.epochs
    precision = PrecisionChoice("float32", "pretended")
    job.events(PreparedEvent(0, 0, STEPS, epochs, 1000, "cpu", 1, precision, "", ()))
    gain = 0.1 if job.specification.source.kind == "run" else 0.0
    history = []
    for epoch in range(epochs):
        for step in range(1, STEPS + 1):
            job.events(StepEvent(epoch, step, STEPS, epochs, 2.0, 2.0, 0.4, 0.1, 100.0, 1.0, 10.0))
            _wait(root, job)
        accuracy = 0.5 + 0.3 * (epoch + 1) / epochs + gain
        history.append(EpochEvent(epoch, epochs, 1.0, accuracy, 1.1, accuracy - 0.02, accuracy, 0.1, 1.0))
        job.events(history[-1])
        if job.control.stops_after_epoch:
            raise Interrupted("Stopped after the epoch.")
    job.folder.weights.write_bytes(b"weights")
    test = Evaluation("test", 10, 1.0, 0.7 + gain, 0.7 + gain, np.ones(2), np.eye(2, dtype=np.int64), 0.1)
    best = max(event.validation_accuracy or 0.0 for event in history)
    return TrainingResult(
        tuple(history), None, test, epochs - 1, best, precision, "cpu", 1, 1000, 1.0, 2.0, epochs * STEPS
    )


def _wait(root: Path, job: Job) -> None:
    job.control.poll()
    while (root / "hold").exists() and not job.control.stops_after_epoch:
        time.sleep(0.02)
        job.control.poll()


def main() -> int:
    """Do what the command line says, and return what main.py would."""
    _, _, root, command, *words = sys.argv
    signal.signal(signal.SIGTERM, lambda *_: CONTROL.stop())
    workspace = Workspace(Path(root))
    try:
        if command == "queue":
            child_process.MAIN = Path(__file__)
            QueueRunner(workspace).run(CONTROL)
        elif (workspace.root / "refuse").exists():
            raise InputError("The pretend trainer was told to refuse.")
        else:
            while (workspace.root / "hold_start").exists():
                time.sleep(0.02)
            execute_run(RunFolder(workspace.runs / words[-1]), trainer=pretend)
    except WorkbenchError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_status
    return 0


if __name__ == "__main__":
    sys.exit(main())
