"""Failures that no part of the program words itself: memory, disks, devices. Free of torch."""

from __future__ import annotations

import errno
import re

from engine.errors import InputError, StorageError, WorkbenchError
from engine.experiments.specification import RunSpecification

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
            f"The device failed: {_first_line(error)}. Resume: the run goes on from its last checkpoint; if it happens "
            "again, look at the device with `main.py doctor` or restart the machine."
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
    wanted = f" ({asked[1]} more were asked for)" if asked else ""
    size = specification.settings.image_size
    edge = f" or training.image_size from {size}" if size else " or the size of the images"
    return InputError(
        f"The run does not fit into memory{wanted}. Queue it anew with training.batch_size below "
        f"{specification.settings.batch_size}{edge}; if other programs hold the memory, close them and resume this run."
    )


def _disk(error: OSError) -> StorageError:
    place = f" {error.filename}" if error.filename else ""
    remedy = "Make room on the disk" if error.errno in _FULL else "See that the disk is there and may be written to"
    return StorageError(
        f"Cannot use{place or ' a file'}: {error.strerror or error}. {remedy} and resume: the run goes on from its "
        "last checkpoint."
    )


def _first_line(error: BaseException) -> str:
    return str(error).splitlines()[0].rstrip(".")
