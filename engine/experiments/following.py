"""The other processes of a run that several train together: they compute, and the first tells of it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Mapping
from typing import Any

from engine.errors import Interrupted
from engine.experiments.image_source import Where, run_images
from engine.experiments.run import Job, Trainer, done_before, torch_trainer
from engine.experiments.run_folder import RunFolder
from engine.experiments.sources import source_weights
from engine.progress import Control
from engine.training.control import TrainingControl
from engine.training.events import ignore_events
from engine.training.ranks import Ranks


def follow_run(
    folder: RunFolder,
    ranks: Ranks,
    *,
    control: Control | None = None,
    threads: int | None = None,
    trainer: Trainer = torch_trainer,
    where: Where = "auto",
) -> None:
    """Do this process's share of the run that the first of `ranks` carries out by `execute_run`.

    The folder is read, as are the images, once the first process has made them; nothing is written but, where this
    process alone fails, its reason into ``log.txt``.

    Raises
    ------
    Interrupted, WorkbenchError
        As `execute_run`.
    """
    if ranks.from_first(lambda: done_before(folder)) is not None:
        return
    try:
        _train(folder, ranks, _Signals(control), threads, trainer, where)
    except Interrupted:
        raise
    except BaseException as error:
        with contextlib.suppress(OSError), folder.log.open("a", encoding="utf-8") as stream:
            stream.write(
                f"{time.strftime('%Y-%m-%d %H:%M:%S')}  process {ranks.rank}: {type(error).__name__}: {error}\n"
            )
        raise


class _Signals(TrainingControl):
    """Hears of Ctrl+C and of the end of the machine's time; the verbs of the folder are heard by the first process."""

    def __init__(self, outer: Control | None) -> None:
        super().__init__()
        self._outer = outer

    def poll(self) -> None:
        if self._outer is not None:
            self._outer.poll()


def _train(
    folder: RunFolder, ranks: Ranks, control: _Signals, threads: int | None, trainer: Trainer, where: Where
) -> None:
    specification = folder.specification
    images = ranks.in_turn(
        lambda: run_images(specification, folder.workspace, where=where, device=ranks.device, control=control)
    )
    trainer(
        Job(
            specification=specification,
            settings=specification.settings,
            images=images,
            folder=folder,
            weights=lambda: source_weights(specification, folder.workspace),
            note=_note_nothing,
            events=ignore_events,
            control=control,
            threads=threads,
            ranks=ranks,
        )
    )


def _note_nothing(_facts: Mapping[str, Any]) -> None:
    """Leave the record to the first process."""
