"""The IDX files of MNIST and its relatives: a magic number, big-endian sizes, numbers; plain or gzipped.

Layout: yann.lecun.com/exdb/mnist. The third byte of the magic number is the type: 8 for bytes, 12 for big-endian
integers of 4 bytes (QMNIST's labels).
"""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError, StorageError

_TYPES = {"u1": 0x08, ">i4": 0x0C}
_MAX_BYTES = 2**31


def read_idx(path: Path, dimensions: int) -> NDArray[np.uint8]:
    """Return the array of unsigned bytes in the file at `path`.

    Parameters
    ----------
    path : Path
        A plain file, or one that ends in ``.gz``.
    dimensions : int
        Dimensions it must have: 1 for labels, 3 for images.

    Raises
    ------
    InputError
        When the file is no IDX file of that many dimensions, is truncated, or has bytes left over.
    StorageError
        When it cannot be read.
    """
    return np.asarray(_read(path, dimensions, "u1"), dtype=np.uint8)


def read_idx_integers(path: Path, dimensions: int) -> NDArray[np.int64]:
    """Return the array of 4-byte integers in the file at `path`; otherwise as `read_idx`."""
    return _read(path, dimensions, ">i4").astype(np.int64)


def _read(path: Path, dimensions: int, kind: str) -> NDArray[Any]:
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rb") as stream:
            header = stream.read(4 + 4 * dimensions)
            shape = _shape(path, header, dimensions, kind)
            expected = int(np.prod(shape, dtype=np.int64)) * np.dtype(kind).itemsize
            if not 0 <= expected <= _MAX_BYTES:
                raise InputError(f"{path} claims {shape} values, which no such data set has; {_AGAIN}")
            data = stream.read(expected + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InputError(f"{path} is not a whole gzip file ({error}); {_AGAIN}") from error
    except OSError as error:
        raise StorageError(f"Cannot read {path}: {error.strerror or error}.") from error
    if len(data) != expected:
        state = "is truncated" if len(data) < expected else "has bytes left over"
        raise InputError(f"{path} {state}: its header announces {expected:,} bytes after itself; {_AGAIN}")
    return np.frombuffer(data, dtype=kind).reshape(shape)


_AGAIN = "download it again."


def _shape(path: Path, header: bytes, dimensions: int, kind: str) -> tuple[int, ...]:
    if header[:4] != bytes([0, 0, _TYPES[kind], dimensions]):
        content = {1: "label", 2: "label", 3: "image"}.get(dimensions, f"{dimensions}-dimensional")
        raise InputError(
            f"{path} is not an IDX {content} file (it starts with {header[:4].hex() or 'nothing'}); {_AGAIN}"
        )
    if len(header) < 4 + 4 * dimensions:
        raise InputError(f"{path} is truncated: it ends within its header; {_AGAIN}")
    return tuple(int(size) for size in np.frombuffer(header, dtype=">u4", offset=4))
