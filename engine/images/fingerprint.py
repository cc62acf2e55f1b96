"""What a set of images is, in one word: to notice that a file changed under a run."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

from engine.images.labelled import LabelledImages

READ_BYTES = 2**30
"""Images are read whole up to so many bytes; of more, an even spread of so many bytes."""
_CHUNK_BYTES = 16 * 2**20


def fingerprint(images: LabelledImages, limit: int = READ_BYTES) -> str:
    """Return a digest (16 hex digits) of shape, labels and pixels; a second or less a GiB.

    Parameters
    ----------
    images : LabelledImages
    limit : int
        Bytes of pixels read. A single changed picture among more than that may go unnoticed.
    """
    return digest_of(images.images, np.ascontiguousarray(images.labels).tobytes(), limit=limit)


def digest_of(pixels: NDArray[np.uint8], *more: bytes, limit: int = READ_BYTES) -> str:
    """Return a digest (16 hex digits) of the array `pixels` (N, ...), as `fingerprint`, and of `more`."""
    sha = hashlib.sha256(repr(pixels.shape).encode())
    for part in more:
        sha.update(part)
    per_image = max(1, pixels[:1].nbytes)
    stride = max(1, -(-pixels.nbytes // limit))
    rows = max(1, _CHUNK_BYTES // per_image)
    for start in range(0, len(pixels), rows * stride):
        sha.update(np.ascontiguousarray(pixels[start : start + rows]).data)
    return sha.hexdigest()[:16]
