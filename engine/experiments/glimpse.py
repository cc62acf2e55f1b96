"""Glimpses of a run at work, in ``glimpses/`` of its folder: a batch, the first layer, the last evaluations.

They are for people and never part of the numbers. Each file is replaced whole, is bounded in size, and may be missing
or of an earlier moment than the metrics; a reader takes what is there. Free of torch.

    batch.npz                  pictures as the network got them, right and predicted classes
    filters.npz                filters of the first layer
    evaluation-<split>.npz     confusion matrix, accuracy by class
    classes.json               names of the classes
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import StorageError
from engine.experiments.run_folder import RunFolder
from engine.storage import read_json, replacing, write_json
from engine.training.events import BatchEvent, EvaluatedEvent, FiltersEvent

SPLITS = ("validation", "test")
_BATCH, _FILTERS, _CLASSES = "batch.npz", "filters.npz", "classes.json"


@dataclass(frozen=True, eq=False)
class BatchGlimpse:
    """Pictures of a batch, as `engine.training.events.BatchEvent` has them."""

    epoch: int
    step: int
    images: NDArray[np.uint8]
    labels: NDArray[np.int64]
    predictions: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class EvaluationGlimpse:
    """An evaluation.

    Attributes
    ----------
    split : {'validation', 'test'}
    epoch : int
        0-based epoch after which it was made, -1 where that is not known.
    class_accuracy : ndarray of shape (K,), float64
        NaN where a class has no picture.
    confusion : ndarray of shape (K, K), int64, or None
        Pictures by true class (row) and predicted class (column); None above
        `engine.training.events.CONFUSION_CLASSES`.
    """

    split: str
    epoch: int
    class_accuracy: NDArray[np.float64]
    confusion: NDArray[np.int64] | None


@dataclass(frozen=True, eq=False)
class Glimpses:
    """What is there of a run.

    Attributes
    ----------
    run_id : str
    stamp : tuple of (str, int)
        Names and times of the files: equal stamps mean that nothing is new.
    classes : tuple of str
    batch : BatchGlimpse or None
    filters : ndarray of shape (N, C, H, W), float32, or None
    filters_epoch : int
        0-based, -1: of the final weights.
    evaluations : tuple of EvaluationGlimpse
        Validation before test.
    """

    run_id: str
    stamp: tuple[tuple[str, int], ...] = ()
    classes: tuple[str, ...] = ()
    batch: BatchGlimpse | None = None
    filters: NDArray[np.float32] | None = None
    filters_epoch: int = -1
    evaluations: tuple[EvaluationGlimpse, ...] = ()


class GlimpseWriter:
    """Writes glimpses of the run at work into its folder.

    Parameters
    ----------
    folder : RunFolder
    classes : sequence of str
        Names of the classes, in the order of the labels.
    """

    def __init__(self, folder: RunFolder, classes: Sequence[str]) -> None:
        self._path = glimpse_folder(folder)
        self._classes = list(classes)
        self._begun = False

    def write(self, event: BatchEvent | FiltersEvent | EvaluatedEvent) -> None:
        """Replace the file of this event.

        Raises
        ------
        StorageError
            When the disk refuses it.
        """
        if not self._begun:
            write_json(self._path / _CLASSES, self._classes)
            self._begun = True
        if isinstance(event, BatchEvent):
            place = np.array([event.epoch, event.step])
            self._put(_BATCH, place=place, images=event.images, labels=event.labels, predictions=event.predictions)
        elif isinstance(event, FiltersEvent):
            self._put(_FILTERS, epoch=np.array(event.epoch), filters=event.filters)
        else:
            self._put_evaluation(event)

    def _put_evaluation(self, event: EvaluatedEvent) -> None:
        evaluation = event.evaluation
        arrays: dict[str, Any] = {"epoch": np.array(event.epoch), "class_accuracy": evaluation.class_accuracy}
        if evaluation.confusion is not None:
            # Counts of an evaluation fit into 32 bits, and most of a large matrix is zero.
            arrays["confusion"] = evaluation.confusion.astype(np.int32)
        self._put(_evaluation_file(evaluation.split), compressed=True, **arrays)

    def _put(self, name: str, *, compressed: bool = False, **arrays: Any) -> None:
        save = np.savez_compressed if compressed else np.savez
        with replacing(self._path / name) as temporary, temporary.open("wb") as stream:
            save(stream, **arrays)


def glimpse_folder(folder: RunFolder) -> Path:
    """Return where the glimpses of a run lie."""
    return folder.path / "glimpses"


def read_glimpses(folder: RunFolder, known: Glimpses | None = None) -> Glimpses:
    """Return what there is to see of a run; of a finished one without glimpses what its result and weights tell.

    Parameters
    ----------
    folder : RunFolder
    known : Glimpses, optional
        What was read before; returned itself when nothing has changed since.
    """
    stamp = _stamp(folder)
    if known is not None and known.run_id == folder.id and known.stamp == stamp:
        return known
    evaluations = [_read_evaluation(folder, split) for split in SPLITS]
    filters, filters_epoch = _read_filters(folder)
    return Glimpses(
        folder.id,
        stamp,
        _read_classes(folder),
        _read_batch(folder),
        filters,
        filters_epoch,
        tuple(evaluation for evaluation in evaluations if evaluation is not None),
    )


def _stamp(folder: RunFolder) -> tuple[tuple[str, int], ...]:
    names = (_BATCH, _FILTERS, _CLASSES, *map(_evaluation_file, SPLITS))
    paths = [*(glimpse_folder(folder) / name for name in names), folder.path / "result.json"]
    found = []
    for path in paths:
        try:
            found.append((path.name, path.stat().st_mtime_ns))
        except OSError:
            continue
    return tuple(found)


def _evaluation_file(split: str) -> str:
    return f"evaluation-{split}.npz"


def _arrays(folder: RunFolder, name: str) -> dict[str, NDArray[Any]] | None:
    """Return the arrays of a file, None where it is missing or damaged: a glimpse is soon replaced by another."""
    try:
        with (
            (glimpse_folder(folder) / name).open("rb") as stream,
            np.load(stream, allow_pickle=False) as stored,
        ):
            return {key: stored[key] for key in stored.files}
    except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile):
        return None


def _read_classes(folder: RunFolder) -> tuple[str, ...]:
    try:
        return tuple(str(name) for name in read_json(glimpse_folder(folder) / _CLASSES))
    except (StorageError, TypeError):
        return tuple(str(name) for name in _result(folder).get("classes", ()))


def _read_batch(folder: RunFolder) -> BatchGlimpse | None:
    found = _arrays(folder, _BATCH)
    if found is None:
        return None
    try:
        epoch, step = (int(value) for value in found["place"])
        return BatchGlimpse(epoch, step, found["images"], found["labels"], found["predictions"])
    except (KeyError, ValueError):
        return None


def _read_filters(folder: RunFolder) -> tuple[NDArray[np.float32] | None, int]:
    found = _arrays(folder, _FILTERS)
    if found is not None and "filters" in found:
        return found["filters"], int(found["epoch"])
    return _final_filters(folder), -1


def _final_filters(folder: RunFolder) -> NDArray[np.float32] | None:
    """Return the filters in the final weights: those of the one convolution that takes three channels."""
    path = folder.path / "weights.safetensors"
    if not path.is_file():
        return None
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as stored:
            for name in stored.keys():  # noqa: SIM118 (not a mapping)
                shape = stored.get_slice(name).get_shape()
                if len(shape) == 4 and shape[1] == 3:
                    return np.asarray(stored.get_tensor(name), dtype=np.float32)
    except (OSError, SafetensorError):
        pass
    return None


def _read_evaluation(folder: RunFolder, split: str) -> EvaluationGlimpse | None:
    found = _arrays(folder, _evaluation_file(split))
    if found is not None and "class_accuracy" in found:
        confusion = found.get("confusion")
        whole = None if confusion is None else confusion.astype(np.int64)
        return EvaluationGlimpse(split, int(found["epoch"]), found["class_accuracy"], whole)
    told = _result(folder).get(split)
    if not isinstance(told, dict) or "class_accuracy" not in told:
        return None
    accuracy = np.array([np.nan if value is None else value for value in told["class_accuracy"]], dtype=np.float64)
    confusion = np.array(told["confusion"], dtype=np.int64) if "confusion" in told else None
    return EvaluationGlimpse(split, -1, accuracy, confusion)


def _result(folder: RunFolder) -> dict[str, Any]:
    try:
        return folder.result() or {}
    except StorageError:
        return {}
