"""The arithmetic found the faster on this machine, kept so that it is measured once and never decided by chance again.

A measurement may come out either way on a busy machine. It therefore counts for every workspace of the user on this
machine, from the moment it is made: runs of one study, of the window and of the command line compute alike.
"""

from __future__ import annotations

import dataclasses
import os
import platform
from pathlib import Path

from engine.errors import WorkbenchError
from engine.experiments.specification import Model
from engine.storage import read_json, write_json
from engine.training.events import PrecisionChoice
from engine.training.settings import PrecisionName, TrainingSettings
from engine.workspace import program_cache


def precision_key(model: Model, settings: TrainingSettings, stored_size: int, threads: int | None) -> str:
    """Return what the measurement hangs on: the network, the size of its input, the batch, the threads."""
    size = settings.image_size or settings.augmentation.resize or stored_size
    return f"{model.backbone} {model.stem} {size} px, batch {settings.batch_size}, threads {threads or 'all'}"


def known_precision(key: str) -> PrecisionName:
    """Return the arithmetic found for `key` on this machine, ``auto`` where none was."""
    found = _measured().get(key, {})
    name = found.get("precision") if isinstance(found, dict) else None
    return name if name in ("float32", "bfloat16") else "auto"


def remember_precision(key: str, choice: PrecisionChoice) -> None:
    """Keep the first measurement of `key`; a cache that cannot be written only means to measure again."""
    measured = _measured()
    if choice.float32_ms is not None and key not in measured:
        try:
            write_json(_file(), {**measured, key: dataclasses.asdict(choice)})
        except WorkbenchError:
            return


def _measured() -> dict[str, object]:
    try:
        read = read_json(_file())
    except WorkbenchError:
        return {}
    return dict(read) if isinstance(read, dict) else {}


def _file() -> Path:
    import torch

    device = torch.cuda.get_device_name() if torch.cuda.is_available() else f"cpu {os.cpu_count()}"
    name = "".join(letter if letter.isalnum() else "-" for letter in f"{platform.node()} {device} {torch.__version__}")
    return program_cache() / "precision" / f"{name}.json"
