"""Failures that no part of the program words itself: memory, disks, devices. Free of torch."""

from __future__ import annotations

import errno
import re

from engine.errors import InputError, StorageError, WorkbenchError
from engine.experiments.specification import RunSpecification
from engine.sentences import Sentence

_NO_MEMORY = re.compile(
    r"not enough memory|can't allocate memory|out of memory|ALLOC_FAILED|bad allocation|std::bad_alloc", re.IGNORECASE
)
_DEVICE = re.compile(r"CUDA error|cuDNN error|CUDNN_STATUS|NCCL error|HIP error")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def explained(error: BaseException, specification: RunSpecification) -> WorkbenchError | None:
    """Return the sentence, with a remedy, for what escaped from a run; None where it is a defect of the program."""
    if isinstance(error, WorkbenchError):
        return error
    if _lacks_memory(error):
        return _memory(error, specification)
    if isinstance(error, OSError):
        return _disk(error)
    if isinstance(error, RuntimeError) and _DEVICE.search(str(error)):
        return StorageError(
            Sentence(
                "The device failed: {0}. Resume: the run goes on from its last checkpoint; if it happens again, look "
                "at the device with `main.py doctor` or restart the machine.",
                _first_line(error),
            )
        )
    return None


def _lacks_memory(error: BaseException) -> bool:
    # torch.OutOfMemoryError by name: torch is not loaded where a run fails before it trains.
    named = isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError"
    return (
        named
        or (isinstance(error, RuntimeError) and bool(_NO_MEMORY.search(str(error))))
        or (isinstance(error, OSError) and error.errno == errno.ENOMEM)
    )


def _memory(error: BaseException, specification: RunSpecification) -> InputError:
    asked = re.search(r"(?:allocate|allocating) +([\d.,]+ ?(?:[KMGT]i?B|bytes))", str(error))
    wanted = Sentence(" ({0} more were asked for)", asked[1]) if asked else ""
    size = specification.settings.image_size
    edge = Sentence("training.image_size below {0}", size) if size else Sentence("smaller images")
    return InputError(
        Sentence(
            "The run does not fit into memory{0}. Queue it anew with training.batch_size below {1} or {2}; if other "
            "programs hold the memory, close them and resume this run.",
            wanted,
            specification.settings.batch_size,
            edge,
        )
    )


def _disk(error: OSError) -> StorageError:
    place, reason = error.filename or Sentence("a file"), error.strerror or error
    if error.errno in _FULL:
        sentence = Sentence(
            "Cannot use {0}: {1}. Make room on the disk and resume: the run goes on from its last checkpoint.",
            place,
            reason,
        )
    else:
        sentence = Sentence(
            "Cannot use {0}: {1}. See that the disk is there and may be written to and resume: the run goes on from "
            "its last checkpoint.",
            place,
            reason,
        )
    return StorageError(sentence)


def _first_line(error: BaseException) -> str:
    return str(error).splitlines()[0].rstrip(".")
