"""The Python batches of CIFAR-10 and CIFAR-100 (cs.toronto.edu/~kriz/cifar.html), read without running code.

The batches are pickles, a format that can call any function. `_BatchUnpickler` knows three names only,
those with which NumPy stores an array, and each is answered by an object of ours that cannot do anything
else; any other name ends the reading.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError, StorageError

_PLAIN_DTYPE = re.compile(r"[|<>=]?[uif][1248]")
_MAX_BYTES = 2**30


class _Inert:
    """An answer to a name in a pickle: it has no attributes that a pickle could set."""

    __slots__ = ()


class _NewArray(_Inert):
    """Stands for ``numpy.core.multiarray._reconstruct``: an empty array, filled by the pickle's next step."""

    __slots__ = ()

    def __call__(self, *_description: object) -> NDArray[Any]:
        return np.ndarray((0,), dtype=np.uint8)


class _PlainDtype(_Inert):
    """Stands for ``numpy.dtype``, for plain numbers only."""

    __slots__ = ()

    def __call__(self, name: object, *_flags: object) -> np.dtype[Any]:
        if not isinstance(name, str) or not _PLAIN_DTYPE.fullmatch(name):
            raise pickle.UnpicklingError(f"an array of {name!r}")
        return np.dtype(name)


_NAMES = {
    ("numpy.core.multiarray", "_reconstruct"): _NewArray(),
    ("numpy._core.multiarray", "_reconstruct"): _NewArray(),
    ("numpy", "ndarray"): _Inert(),
    ("numpy", "dtype"): _PlainDtype(),
}


class _BatchUnpickler(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str) -> Any:
        try:
            return _NAMES[module_name, global_name]
        except KeyError:
            raise pickle.UnpicklingError(f"the name {module_name}.{global_name}") from None


def read_batch(path: Path, label_key: str) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return images and labels of the batch at `path`.

    Parameters
    ----------
    path : Path
    label_key : {'labels', 'fine_labels'}

    Returns
    -------
    images : ndarray of shape (N, 32, 32, 3), uint8
    labels : ndarray of shape (N,), int64

    Raises
    ------
    InputError
        When the file is no CIFAR batch, is truncated, or wants to run code.
    StorageError
        When it cannot be read.
    """
    batch = _unpickle(path)
    if not isinstance(batch, Mapping) or "data" not in batch or label_key not in batch:
        _refuse(path, f"it lacks the entries 'data' and {label_key!r}")
    data, labels = batch["data"], batch[label_key]
    if not isinstance(data, np.ndarray) or data.dtype != np.uint8 or data.ndim != 2 or data.shape[1] != 3072:
        _refuse(path, "its images are not (N, 3072) bytes")
    if not isinstance(labels, list) or len(labels) != len(data) or not all(isinstance(label, int) for label in labels):
        _refuse(path, f"it has no whole list of labels for its {len(data)} images")
    images = data.reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)  # (N, 32, 32, 3)
    return np.ascontiguousarray(images), np.array(labels, dtype=np.int64)


def _unpickle(path: Path) -> Any:
    try:
        if path.stat().st_size > _MAX_BYTES:
            _refuse(path, f"it is larger than {_MAX_BYTES:,} bytes")
        with path.open("rb") as stream:
            return _BatchUnpickler(stream, encoding="latin1").load()
    except OSError as error:
        raise StorageError(f"Cannot read {path}: {error.strerror or error}.") from error
    except InputError:
        raise
    except pickle.UnpicklingError as error:
        _refuse(path, f"it holds {error}" if str(error).startswith(("the name", "an array")) else str(error))
    # A damaged pickle can fail in any of these ways, all of them harmless here.
    except (
        EOFError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        KeyError,
        MemoryError,
        OverflowError,
        RecursionError,
    ) as error:
        _refuse(path, str(error) or type(error).__name__)


def _refuse(path: Path, reason: str) -> NoReturn:
    raise InputError(f"{path} is not a whole CIFAR batch: {reason}; unpack the published archive again.")
