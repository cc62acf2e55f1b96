"""What a run leaves beside its weights: ``environment.json`` and ``result.json``. Free of torch."""

from __future__ import annotations

import contextlib
import math
import os
import platform
import subprocess
import time
from importlib import metadata
from pathlib import Path
from typing import Any

from engine.experiments.inputs import RunImages
from engine.experiments.specification import RunSpecification
from engine.training.events import Evaluation, TrainingResult

RECORDED_CLASSES = 200
"""Confusion matrices are written into the result up to so many classes."""


def environment(specification: RunSpecification) -> dict[str, Any]:
    """Return what the numbers of a run may depend on beside its specification."""
    packages = {}
    for name in ("fractaldb-workbench", "torch", "torchvision", "timm", "numpy", "numba", "pydantic"):
        with contextlib.suppress(metadata.PackageNotFoundError):
            packages[name] = metadata.version(name)
    return {
        "python": platform.python_version(),
        "packages": packages,
        "system": platform.platform(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "host": platform.node(),
        "seed": specification.seed,
        "commit": _commit(),
        "time": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
    }


def _commit() -> str | None:
    """Return the commit of the program's checkout, None where it runs from elsewhere or git is not there."""
    root = Path(__file__).resolve().parents[2]
    if not (root / ".git").exists():
        return None
    try:
        answer = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
            timeout=10,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.strip() or None


def result_values(trained: TrainingResult, images: RunImages, setup_s: float) -> dict[str, Any]:
    """Return what ``result.json`` holds.

    ``accuracy`` is the test accuracy, or the last on validation images; ``balanced_accuracy`` likewise the mean over
    the classes.
    """
    final = trained.test or trained.validation
    return {
        "accuracy": None if final is None else final.accuracy,
        "balanced_accuracy": None if final is None else final.balanced_accuracy,
        "test": _evaluation(trained.test),
        "validation": _evaluation(trained.validation),
        "best_accuracy": trained.best_accuracy,
        "best_epoch": trained.best_epoch,
        "epochs": len(trained.epochs),
        "data": images.train.name,
        "classes": list(images.train.classes),
        "train_images": len(images.train),
        "images_seen": trained.images,
        "images_per_s": trained.images / trained.training_s if trained.training_s > 0 else None,
        "setup_s": setup_s,
        "training_s": trained.training_s,
        "parameters": trained.parameters,
        "device": trained.device,
        "threads": trained.threads,
        "precision": trained.precision.precision,
    }


def _evaluation(evaluation: Evaluation | None) -> dict[str, Any] | None:
    if evaluation is None:
        return None
    values: dict[str, Any] = {
        "count": evaluation.count,
        "loss": evaluation.loss,
        "accuracy": evaluation.accuracy,
        "balanced_accuracy": evaluation.balanced_accuracy,
        "class_accuracy": [None if math.isnan(value) else float(value) for value in evaluation.class_accuracy],
        "seconds": evaluation.seconds,
    }
    if evaluation.confusion is not None and len(evaluation.confusion) <= RECORDED_CLASSES:
        values["confusion"] = evaluation.confusion.tolist()
    return values
